using System.Text;
using Nestor.Hooks.Libraries;
using Nestor.Json;
using Nestor.Model.Expressions;
using Nestor.Model.Settings;
using Nestor.Wire.Options;

namespace Nestor.Hooks.Services;

/// <summary>Compiles the expressions among a library's parameters with the options of the configuration they stand in.</summary>
public static class ExpressionTexts
{
    /// <summary>Null when the text is no such expression: the configuration is refused then, and it is said where and why.</summary>
    public static Expression? Compile(this LibrarySetup setup, Element text, ExpressionKind kind)
    {
        var settings = setup.Settings;
        var scope = new ExpressionScope(
            settings is Dhcp4Settings ? Universe.V4 : Universe.V6, settings.OptionDefs, name => settings.ClassNames.Find(Encoding.UTF8.GetBytes(name)));
        if (ExpressionParser.TryParse(text.Text, kind, scope, out var expression, out var error))
        {
            return expression;
        }

        setup.Error(text.Place, $"expression \"{text.Text}\": {error.Message} at character {error.Offset + 1}");
        return null;
    }
}
