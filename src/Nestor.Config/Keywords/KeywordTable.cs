using Nestor.Config.Loading;
using Nestor.Wire.Options;

namespace Nestor.Config.Keywords;

/// <summary>All keywords of one family's server by scope and name, and the older spellings of some.</summary>
public sealed class KeywordTable
{
    /// <summary>Older spellings that are still read, each with today's.</summary>
    private static readonly (string Scope, string Old, string Now)[] Aliases =
    [
        ("DhcpN", "control-socket", "control-sockets"),
        ("loggers", "output_options", "output-options"),
        ("client-classes", "only-if-required", "only-in-additional-list"),
        ("shared-networks", "require-client-classes", "evaluate-additional-classes"),
        ("subnetN", "require-client-classes", "evaluate-additional-classes"),
        ("pools", "require-client-classes", "evaluate-additional-classes"),
        ("pd-pools", "require-client-classes", "evaluate-additional-classes"),
        ("shared-networks", "client-class", "client-classes"),
        ("subnetN", "client-class", "client-classes"),
        ("pools", "client-class", "client-classes"),
        ("pd-pools", "client-class", "client-classes"),
        ("relay", "ip-address", "ip-addresses"),
    ];

    /// <summary>What the DHCPv4 server knows.</summary>
    public static readonly KeywordTable V4 = new(Universe.V4);

    /// <summary>What the DHCPv6 server knows.</summary>
    public static readonly KeywordTable V6 = new(Universe.V6);

    /// <summary>What the control agent knows; it has no family.</summary>
    public static readonly KeywordTable Agent = new(Universe.V4, "Control-agent", "", AgentKeywords.Rows);

    private readonly Universe _universe;
    private readonly Dictionary<(string, string), Keyword> _rows;
    private readonly Dictionary<string, KeywordScope> _scopes;

    private KeywordTable(Universe universe)
        : this(
            universe, Named(universe, "DhcpN"), Named(universe, "subnetN"),
            new Keyword[][] { GlobalKeywords.Rows, SubnetKeywords.Rows, OptionKeywords.Rows, ServiceKeywords.Rows }
                .SelectMany(rows => rows).Where(k => k.Only is null || k.Only == universe)
                .Select(k => k with { Scope = Named(universe, k.Scope), Name = Named(universe, k.Name) }))
    {
    }

    private KeywordTable(Universe universe, string server, string subnets, IEnumerable<Keyword> rows)
    {
        _universe = universe;
        Server = server;
        Subnets = subnets;
        _rows = rows.ToDictionary(k => (k.Scope, k.Name));
        _scopes = _rows.Values.GroupBy(k => k.Scope).ToDictionary(
            g => g.Key,
            g => new KeywordScope(g.Key, g, Aliases.Where(a => Named(a.Scope) == g.Key).Select(a => (a.Old, a.Now))));
    }

    /// <summary>The scope of the server's whole configuration: Dhcp4, Dhcp6 or Control-agent.</summary>
    public string Server { get; }

    /// <summary>The keyword of the list of subnets: subnet4 or subnet6.</summary>
    public string Subnets { get; }

    /// <summary>Every keyword, with the family's figure in the place of N.</summary>
    public IReadOnlyCollection<Keyword> Rows => _rows.Values;

    /// <summary>Older keywords that are still read.</summary>
    public IEnumerable<OlderKeyword> Older =>
    [
        .. Aliases.Select(a => (Scope: Named(a.Scope), a.Old, a.Now)).Where(a => Find(a.Scope, a.Now) is not null)
            .Select(a => new OlderKeyword(a.Scope, a.Old, a.Now, Find(a.Scope, a.Now)!.Type)),
        .. OlderSpellings.Of(this),
    ];

    /// <summary>The keyword of a scope; null when it has none of the name.</summary>
    public Keyword? Find(string scope, string name) => _rows.GetValueOrDefault((scope, name));

    /// <summary>The keywords of one scope, to look up many; an empty one where there is none of the name.</summary>
    public KeywordScope Scope(string name) => _scopes.GetValueOrDefault(name) ?? new KeywordScope(name, [], []);

    /// <summary>Scopes that know the keyword.</summary>
    public IEnumerable<string> ScopesOf(string name) =>
        _rows.Values.Where(k => k.Name == name).Select(k => k.Scope).Distinct();

    /// <summary>The keyword of the scope that looks most like this; null when none is near.</summary>
    public string? Nearest(string scope, string name) =>
        NearestOf(_rows.Values.Where(k => k.Scope == scope).Select(k => k.Name), name);

    /// <summary>The name that is at most two letters away from this; null when there is none.</summary>
    public static string? NearestOf(IEnumerable<string> names, string name) =>
        names.Select(n => (Name: n, Distance: EditDistance(n, name)))
            .Where(n => n.Distance <= 2).OrderBy(n => n.Distance)
            .ThenByDescending(n => n.Name.StartsWith(name, StringComparison.Ordinal)).ThenBy(n => n.Name, StringComparer.Ordinal)
            .Select(n => n.Name).FirstOrDefault();

    /// <summary>The family's figure in the place of N.</summary>
    private string Named(string name) => Named(_universe, name);

    private static string Named(Universe universe, string name) =>
        name is "DhcpN" or "subnetN" ? $"{name[..^1]}{(universe == Universe.V4 ? 4 : 6)}" : name;

    private static int EditDistance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 2)
        {
            return int.MaxValue;
        }

        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[b.Length];
    }
}
