using Nestor.Hooks.Services;
using Nestor.Model.Classes;
using Nestor.Model.Expressions;
using Nestor.Wire.Options;

namespace StandardLibraries.FlexOption;

/// <summary>What becomes of an option.</summary>
internal enum RuleAction : byte
{
    /// <summary>It is added where there is none.</summary>
    Add,

    /// <summary>It is added, or takes the place of the one there is.</summary>
    Supersede,

    /// <summary>It is taken out.</summary>
    Remove,

    /// <summary>What is inside of it is changed.</summary>
    SubOptions,
}

/// <summary>One entry of <c>options</c> or of <c>sub-options</c>.</summary>
internal sealed class Rule
{
    private byte[] _lastText = [];
    private byte[]? _lastBody;

    public required ushort Code { get; init; }

    /// <summary>Null for an option that nothing is known of.</summary>
    public OptionDef? Def { get; init; }

    public required RuleAction Action { get; init; }

    /// <summary>Null with sub-options.</summary>
    public Expression? Value { get; init; }

    /// <summary>What the expression gives is text, to be written as the definition says.</summary>
    public bool IsCsv { get; init; }

    /// <summary>The client must be in this class; null for none.</summary>
    public ClassGuard? Guard { get; init; }

    /// <summary>What the expression is held against.</summary>
    public ExpressionSource Source { get; init; }

    /// <summary>The query is changed rather than the answer.</summary>
    public bool IsForQuery { get; init; }

    public IReadOnlyList<Rule> SubRules { get; init; } = [];

    /// <summary>Where the sub-options of this option are; null unless it has rules for them.</summary>
    public ContainerLayout? Layout { get; init; }

    /// <summary>Of a sub-option: an option to hold it is made where there is none.</summary>
    public bool IsContainerAdded { get; init; } = true;

    /// <summary>Of a sub-option: an option that held nothing else is taken out with it.</summary>
    public bool IsContainerRemoved { get; init; } = true;

    /// <summary>The body of the option for what its expression gave.</summary>
    public bool TryBody(ReadOnlySpan<byte> value, out ReadOnlySpan<byte> body, out string error)
    {
        error = "";
        body = value;
        if (!IsCsv)
        {
            return true;
        }

        // Most queries give the same text again.
        if (_lastBody is null || !value.SequenceEqual(_lastText))
        {
            _lastBody = null;
            if (!OptionText.TryEncode(Def, System.Text.Encoding.UTF8.GetString(value), isCsv: true, out byte[] made, out error))
            {
                return false;
            }

            _lastText = value.ToArray();
            _lastBody = made;
        }

        body = _lastBody;
        return true;
    }
}

/// <summary>A class by name; also one that the configuration does not speak of, which has no number.</summary>
internal sealed class ClassGuard(string name, ClassNames names)
{
    private readonly byte[] _bytes = System.Text.Encoding.UTF8.GetBytes(name);
    private readonly int _id = names.Find(System.Text.Encoding.UTF8.GetBytes(name));

    public string Name => name;

    public bool Lets(ClassSet classes)
    {
        if (_id >= 0)
        {
            return classes.Contains(_id);
        }

        for (int i = 0; i < classes.Count; i++)
        {
            if (classes[i] < 0 && classes.NameOf(classes[i]).SequenceEqual(_bytes))
            {
                return true;
            }
        }

        return false;
    }
}
