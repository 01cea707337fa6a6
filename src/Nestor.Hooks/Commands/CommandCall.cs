using System.Diagnostics.CodeAnalysis;
using Nestor.Json;

namespace Nestor.Hooks.Commands;

/// <summary>One command as it was asked for.</summary>
/// <param name="Arguments">Of any kind, as the client sent them; null when it sent none.</param>
public sealed record CommandCall(string Name, Element? Arguments)
{
    /// <summary>Who asks.</summary>
    public Caller Caller { get; init; } = Caller.Inside;

    /// <summary>A member of the arguments that must be there and be a text.</summary>
    public bool TryText(string name, out string text, [NotNullWhen(false)] out CommandResult? refusal)
    {
        text = "";
        if (TryMember(name, out var value, out refusal))
        {
            text = value.Text;
            refusal = value.Kind == ElementKind.String ? null : CommandResult.Error($"'{name}' parameter expected to be a string.");
        }

        return refusal is null;
    }

    /// <summary>A member of the arguments that must be there and be a whole number.</summary>
    public bool TryInteger(string name, out long number, [NotNullWhen(false)] out CommandResult? refusal)
    {
        number = 0;
        if (TryMember(name, out var value, out refusal))
        {
            number = value.Integer;
            refusal = value.Kind == ElementKind.Integer ? null : CommandResult.Error($"'{name}' parameter expected to be an integer.");
        }

        return refusal is null;
    }

    /// <summary>A member of the arguments that must be there and be true or false.</summary>
    public bool TryBoolean(string name, out bool isTrue, [NotNullWhen(false)] out CommandResult? refusal)
    {
        isTrue = false;
        if (TryMember(name, out var value, out refusal))
        {
            isTrue = value.Boolean;
            refusal = value.Kind == ElementKind.Boolean ? null : CommandResult.Error($"'{name}' parameter expected to be a boolean.");
        }

        return refusal is null;
    }

    /// <summary>A member of the arguments that must be there and be a list of just one map.</summary>
    public bool TryOne(string name, [NotNullWhen(true)] out Element? map, [NotNullWhen(false)] out CommandResult? refusal)
    {
        map = null;
        if (TryMember(name, out var list, out refusal))
        {
            map = list.Kind == ElementKind.List && list.Items is [{ Kind: ElementKind.Map } one] ? one : null;
            refusal = map is not null ? null
                : list.Kind != ElementKind.List ? CommandResult.Error($"'{name}' parameter expected to be a list.")
                : list.Items.Count != 1 ? CommandResult.Error($"'{name}' parameter expected to be a list of one entry, found {list.Items.Count}.")
                : CommandResult.Error($"'{name}' parameter expected to be a list of one map.");
        }

        return refusal is null;
    }

    /// <summary>False when there are arguments of other names than these, of which one is told.</summary>
    public bool HasOnly([NotNullWhen(false)] out CommandResult? refusal, params ReadOnlySpan<string> names)
    {
        refusal = null;
        foreach (var member in Arguments?.Members ?? [])
        {
            if (!names.Contains(member.Name))
            {
                refusal = CommandResult.Error($"Unsupported '{member.Name}' parameter.");
                return false;
            }
        }

        return true;
    }

    /// <summary>A member of the arguments that must be there.</summary>
    public bool TryMember(string name, [NotNullWhen(true)] out Element? value, [NotNullWhen(false)] out CommandResult? refusal)
    {
        value = Arguments?[name];
        refusal = value is not null ? null
            : Arguments is null or { Kind: ElementKind.Map } ? CommandResult.Error($"Missing mandatory '{name}' parameter.")
            : CommandResult.Error($"arguments for the '{Name}' command must be a map");
        return refusal is null;
    }
}
