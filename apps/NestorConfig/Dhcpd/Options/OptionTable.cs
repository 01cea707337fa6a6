using System.Globalization;
using Nestor.Wire.Options;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Options;

/// <summary>The options and option spaces that dhcpd knows and that a file defines.</summary>
internal sealed class OptionTable
{
    private readonly Dictionary<(string Space, string Name), DhcpdOption> _byName = [];
    private readonly Dictionary<string, uint> _enterprises = [];
    private readonly HashSet<string> _spaces = [DhcpdOption.Dhcp4, DhcpdOption.Dhcp6, DhcpdOption.Agent, "fqdn", "nwip", "vendor", "vendor-class", "vsio", "isc"];

    public OptionTable()
    {
        foreach (var row in StandardRows.All)
        {
            _byName[(row.Space, row.Name.ToLowerInvariant())] = row;
        }
    }

    /// <summary>Those that the file defines, in its order.</summary>
    public List<DhcpdOption> Own { get; } = [];

    /// <summary>An option by the name it has in a configuration, with or without its space.</summary>
    public DhcpdOption? Find(string name)
    {
        var (space, bare) = Split(name);
        return _byName.GetValueOrDefault((space, bare)) ?? Unknown(space, bare);
    }

    /// <summary>The enterprise whose vendor options a space holds; null when it is another kind of space.</summary>
    public uint? Enterprise(string space) => _enterprises.TryGetValue(space, out uint number) ? number : null;

    public bool HasSpace(string space) => _spaces.Contains(space);

    /// <summary>The option that carries a space; null when only <c>vendor-option-space</c> can.</summary>
    public DhcpdOption? Carrier(string space) => Own.Find(o => o.Encapsulates == space && o.Space != space);

    /// <summary><c>option space NAME ...;</c>.</summary>
    public bool TryAddSpace(Statement statement)
    {
        if (statement.Words.Count < 3 || !statement.Is(1, "space"))
        {
            return false;
        }

        _spaces.Add(statement.Words[2].Text.ToLowerInvariant());
        return true;
    }

    /// <summary>Whether it is a definition: <c>option NAME code NUMBER = TYPE;</c>.</summary>
    public static bool IsDefinition(Statement statement) =>
        statement.Keyword == "option" && statement.Words.Count > 5 && statement.Is(2, "code") && statement.Words[4].IsMark("=");

    /// <summary>Takes a definition, or says why not.</summary>
    public DhcpdOption? Define(Statement statement, out string error)
    {
        var words = statement.Words;
        var (space, name) = Split(words[1].Text);
        error = $"found code \"{words[3].Shown}\", wanted a number";
        if (!uint.TryParse(words[3].Text, CultureInfo.InvariantCulture, out uint code))
        {
            return null;
        }

        if (space is "vendor" or "vsio" && words[5].Is("encapsulate") && words.Count > 6)
        {
            string inner = words[6].Text.ToLowerInvariant();
            _enterprises[inner] = code;
            _spaces.Add(inner);
            error = "";
            return Add(new DhcpdOption(space, name, 0, [FieldKind.Encapsulated], false, inner));
        }

        if (code > ushort.MaxValue)
        {
            error = $"found code {code}, wanted at most {ushort.MaxValue}";
            return null;
        }

        var type = TypeReader.Read(words, 5, out error);
        return type is null ? null : Add(type with { Space = space, Name = name, Code = (int)code });
    }

    private DhcpdOption Add(DhcpdOption option)
    {
        _byName[(option.Space, option.Name)] = option;
        Own.Add(option);
        return option;
    }

    private static (string Space, string Name) Split(string text)
    {
        string lower = text.ToLowerInvariant();
        int dot = lower.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 ? (lower[..dot], lower[(dot + 1)..]) : (DhcpdOption.Dhcp4, lower);
    }

    /// <summary><c>unknown-NUMBER</c> names any option by its code.</summary>
    private static DhcpdOption? Unknown(string space, string name)
    {
        string digits = name.StartsWith("unknown-", StringComparison.Ordinal) ? name[8..] : name.StartsWith("option-", StringComparison.Ordinal) ? name[7..] : "";
        return ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out ushort code) && code > 0
            ? new DhcpdOption(space, name, code, [FieldKind.Bytes])
            : null;
    }

    /// <summary>Kea's name of a space.</summary>
    public string KeaSpace(string space, Universe universe) => space switch
    {
        DhcpdOption.Dhcp4 => OptionDefs.Dhcp4Space,
        DhcpdOption.Dhcp6 => OptionDefs.Dhcp6Space,
        _ when Enterprise(space) is { } number => $"vendor-{number}",
        _ when universe == Universe.V4 && space == DhcpdOption.Agent => "dhcp-agent-options-space",
        _ => space,
    };
}
