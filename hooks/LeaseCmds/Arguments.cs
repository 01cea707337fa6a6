using Nestor.Hooks.Commands;
using Nestor.Json;

namespace StandardLibraries.LeaseCmds;

/// <summary>Reads the members of a command's arguments one by one, in Kea's words, and keeps the first thing that is wrong.</summary>
internal sealed class Arguments(Element map)
{
    /// <summary>What is wrong; null when all is well so far.</summary>
    public string? Problem { get; private set; }

    public bool Has(string name) => map[name] is not null;

    public Element? Member(string name) => map[name];

    public void Refuse(string problem) => Problem ??= problem;

    /// <summary>A text that must be there; empty when it is wrong.</summary>
    public string Text(string name) => Member(name, ElementKind.String, isWanted: true)?.Text ?? "";

    /// <summary>A text, empty when there is none.</summary>
    public string TextOrNone(string name) => Member(name, ElementKind.String, isWanted: false)?.Text ?? "";

    public bool Flag(string name) => Member(name, ElementKind.Boolean, isWanted: false)?.Boolean ?? false;

    /// <summary>A number that must be there.</summary>
    public uint Number(string name, uint most = uint.MaxValue) => Number(name, isWanted: true, most) ?? 0;

    /// <summary>A number, null when there is none.</summary>
    public uint? NumberOrNone(string name, uint most = uint.MaxValue) => Number(name, isWanted: false, most);

    /// <summary>A number of any size, null when there is none.</summary>
    public long? LongOrNone(string name) => Member(name, ElementKind.Integer, isWanted: false)?.Integer;

    private uint? Number(string name, bool isWanted, uint most)
    {
        if (Member(name, ElementKind.Integer, isWanted) is not { } value)
        {
            return null;
        }

        if (value.Integer < 0 || value.Integer > most)
        {
            Refuse($"out of range value ({value.Integer}) specified for parameter '{name}'");
            return null;
        }

        return (uint)value.Integer;
    }

    private Element? Member(string name, ElementKind kind, bool isWanted)
    {
        var value = map[name];
        if (value is null && isWanted)
        {
            Refuse($"missing parameter '{name}'");
        }
        else if (value is not null && value.Kind != kind)
        {
            Refuse($"invalid type specified for parameter '{name}'");
            return null;
        }

        return value;
    }

    /// <summary>The arguments as a map; null, with the refusal, when they are none.</summary>
    public static Arguments? Of(CommandCall call, string missing, out CommandResult? refusal)
    {
        refusal = call.Arguments switch
        {
            { Kind: ElementKind.Map } => null,
            null => CommandResult.Error(missing),
            _ => CommandResult.Error($"arguments for the '{call.Name}' command must be a map"),
        };
        return refusal is null ? new Arguments(call.Arguments!) : null;
    }
}
