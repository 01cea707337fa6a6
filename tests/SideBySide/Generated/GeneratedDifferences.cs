using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SideBySide.Comparison;
using SideBySide.Packets;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>Differences with a reason that only generated configurations show.</summary>
internal static partial class GeneratedDifferences
{
    private const string Kea3 = "Changed by Kea itself since 2.2";
    private static readonly string[] LifetimeNames = ["valid-lifetime", "min-valid-lifetime", "max-valid-lifetime"];
    private static readonly string[] PreferredNames = ["preferred-lifetime", "min-preferred-lifetime", "max-preferred-lifetime"];
    private static readonly ConcurrentDictionary<string, JsonObject> Configs = [];

    public static readonly KnownDifference[] V4 =
    [
        new("Option 125 has what this client gets; Kea 2.2 keeps in it what one client asked for (2.3)", Kea3, d =>
            d is { Field: "option 125", Found: "0000118b00", Reference: "0000118b0a0208c000024dc000024e", Query: Query q } && !new QueryFacts(q).Has(125)),
        new("A reserved name that ends in a dot is whole and gets no suffix", Kea3, d =>
            d.Field is "option 12" or "option 81" or "lease.hostname" && IsDotted(d)),
    ];

    public static readonly KnownDifference[] V6 =
    [
        new("Lifetimes of a class hold for leases that are renewed or reused too (2.3.5)", Kea3, d =>
            d.Query is Query6 { Type: not (MessageType6.Release or MessageType6.Decline) } && IsOfClass(d)),
        new("A CableLabs device gets what it asks for in an option 17 that is configured, too (2.3)", Kea3, d =>
            d is { Field: "option 17", Reference: "0000118b", Query: Query6 q } && q.SentOptions().Any(o => o.Code == OptionCode6.VendorOptions)),
        new("A lease is stored with the name that its own subnet reserves", "Changed on purpose", d =>
            d is { Field: "lease.hostname", IsGenerated: true } && (ReservedName().IsMatch(d.Found) || ReservedName().IsMatch(d.Reference))),
        new("Options are those of the subnet of the last lease", Kea3, d =>
            d is { Field: "option 39", IsGenerated: true } && Convert.ToHexString(Encoding.ASCII.GetBytes(d.Subject.Split(' ')[0])) is var guest &&
            d.Found.Contains(guest, StringComparison.OrdinalIgnoreCase)),
    ];

    [GeneratedRegex("^(guest-|g|plain-)[0-9]+(\\.|$)", RegexOptions.IgnoreCase)]
    private static partial Regex ReservedName();

    /// <summary>g1. with a suffix behind it, as text or as bytes.</summary>
    private static bool IsDotted(Difference d)
    {
        string found = d.Field == "lease.hostname" ? d.Found : Encoding.ASCII.GetString(Convert.FromHexString(d.Found));
        string reference = d.Field == "lease.hostname" ? d.Reference : Encoding.ASCII.GetString(Convert.FromHexString(d.Reference));
        return DottedName().IsMatch(found) && DottedName().Replace(reference, "").TrimStart('.').Length > 0;
    }

    [GeneratedRegex("g[0-9]\\.?\\0?$")]
    private static partial Regex DottedName();

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
