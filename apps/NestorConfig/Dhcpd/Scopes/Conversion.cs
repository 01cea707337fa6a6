using Nestor.Wire.Options;
using NestorConfig.Dhcpd.Expressions;
using NestorConfig.Dhcpd.Options;
using NestorConfig.Dhcpd.Output;

namespace NestorConfig.Dhcpd.Scopes;

/// <summary>What the parts of one conversion share.</summary>
internal sealed class Conversion
{
    private readonly HashSet<string> _classNames = [];

    /// <param name="isOld">The output is for Kea before 2.4, with the names it has.</param>
    public Conversion(Universe universe, bool isOld, string file)
    {
        (Universe, IsOld, File) = (universe, isOld, file);
        Kea = new KeaOptions(Options, universe);
        Expressions = new Translator(Options, universe, isOld);
        Global = new Scope(ScopeKind.Global, null, Dhcp, null);
    }

    public Universe Universe { get; }

    public bool IsV6 => Universe == Universe.V6;

    public bool IsOld { get; }

    public string File { get; }

    public Notes Notes { get; } = new();

    public OptionTable Options { get; } = new();

    public KeaOptions Kea { get; }

    public Translator Expressions { get; }

    /// <summary>The map Dhcp4 or Dhcp6.</summary>
    public MapDraft Dhcp { get; } = new();

    public Scope Global { get; }

    public List<NetworkDraft> Subnets { get; } = [];

    /// <summary>The client classes in the order they are evaluated in.</summary>
    public List<MapDraft> Classes { get; } = [];

    /// <summary>The conditions under which a query is dropped.</summary>
    public List<string> Drops { get; } = [];

    /// <summary>A name that no class has yet.</summary>
    public string ClassName(string wanted)
    {
        string name = wanted;
        for (int i = 2; !_classNames.Add(name); i++)
        {
            name = $"{wanted}-{i}";
        }

        return name;
    }
}
