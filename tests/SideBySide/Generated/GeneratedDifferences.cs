using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using SideBySide.Comparison;
using SideBySide.Packets;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>Differences with a reason that only generated configurations show.</summary>
internal static class GeneratedDifferences
{
    private const string Kea3 = "Changed by Kea itself since 2.2";
    private static readonly string[] LifetimeNames = ["valid-lifetime", "min-valid-lifetime", "max-valid-lifetime"];
    private static readonly string[] PreferredNames = ["preferred-lifetime", "min-preferred-lifetime", "max-preferred-lifetime"];
    private static readonly ConcurrentDictionary<string, JsonObject> Configs = [];

    public static readonly KnownDifference[] V4 = [];

    public static readonly KnownDifference[] V6 =
    [
        new("Lifetimes of a class hold for leases that are renewed or reused too (2.3.5)", Kea3, d =>
            d.Query is Query6 { Type: not (MessageType6.Release or MessageType6.Decline) } && IsOfClass(d)),
    ];

    /// <summary>What we found is a lifetime of one of the configuration's classes, or follows from it.</summary>
    private static bool IsOfClass(Difference d)
    {
        string name = d.Field[(d.Field.LastIndexOf('/') + 1)..];
        return name switch
        {
            "valid" or "lease.valid_lifetime" => OfClasses(d, LifetimeNames).Contains(d.Found),
            "preferred" or "lease.pref_lifetime" => OfClasses(d, PreferredNames).Contains(d.Found),
            "t1" or "t2" => OfClasses(d, PreferredNames).Any(),
            "lease.expire" => OfClasses(d, LifetimeNames).Any(),
            _ => false,
        };
    }

    private static IEnumerable<string> OfClasses(Difference d, string[] names) =>
        from one in Config(d)["client-classes"] as JsonArray ?? []
        from name in names
        where one![name] is not null
        select one[name]!.ToString();

    private static JsonObject Config(Difference d) => Configs.GetOrAdd(d.Scenario, name => !d.IsGenerated ? [] : ConfigGrammar.Make(
        d.Query is Query6 ? Family.V6 : Family.V4, int.Parse(name[(name.LastIndexOf('-') + 1)..], CultureInfo.InvariantCulture), isShown: false).Server);
}
