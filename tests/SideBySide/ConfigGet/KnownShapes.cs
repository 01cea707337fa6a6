using System.Globalization;

namespace SideBySide.ConfigGet;

/// <summary>A difference that Kea itself made since 2.2.</summary>
/// <param name="Families">Whose examples show it: 4, 6 or both.</param>
/// <param name="Names">Members that differ so.</param>
internal sealed record KnownShape(string Reason, string Families, string[] Names, Func<ShownDifference, bool> Matches)
{
    private static readonly Func<ShownDifference, bool> IsNew = d => d.Reference == "none";
    private static readonly Func<ShownDifference, bool> IsGone = d => d.Found == "none";

    public static readonly KnownShape[] All =
    [
        new("allocators can be chosen", "46", ["allocator"], d => IsNew(d) && d.Found == "\"iterative\""),
        new("allocators of prefixes can be chosen", "6", ["pd-allocator"], d => IsNew(d) && d.Found == "\"iterative\""),
        new("leases are reused by default", "46", ["cache-threshold"], d => IsNew(d) && d.Found == "0.25"),
        new("options can be kept from being sent", "46", ["never-send"], d => IsNew(d) && d.Found == "false"),
        new("threads are used by default", "46", ["enable-multi-threading"], d => d is { Reference: "false", Found: "true" }),
        new("extended info is checked", "46", ["extended-info-checks"], d => IsNew(d) && d.Found == "\"fix\""),
        new("options of relays can be kept with the lease", "4", ["stash-agent-options"], d => IsNew(d) && d.Found == "false"),
        new("addresses can be registered", "6", ["allow-address-registration"], d => IsNew(d) && d.Found == "true"),
        new("a preferred lifetime is worked out where none is set", "6",
            ["preferred-lifetime", "min-preferred-lifetime", "max-preferred-lifetime"], d => IsGone(d) && d.Reference == "3600"),
        new("conflict resolution has modes, and no switch", "46", ["ddns-conflict-resolution-mode"], IsNew),
        new("conflict resolution has modes, and no switch", "46", ["ddns-use-conflict-resolution"], IsGone),
        new("there can be several control sockets", "46", ["control-sockets"], IsNew),
        new("there can be several control sockets", "46", ["control-socket"], IsGone),
        new("outputs of a logger have a new spelling", "46", ["output-options"], IsNew),
        new("outputs of a logger have a new spelling", "46", ["output_options"], IsGone),
        new("there can be several guard classes", "46", ["client-classes"], d => IsNew(d) && d.Found.StartsWith("[\"", StringComparison.Ordinal)),
        new("there can be several guard classes", "46", ["client-class"], IsGone),
        new("classes that are looked at late have new names", "46", ["evaluate-additional-classes", "only-in-additional-list"], IsNew),
        new("classes that are looked at late have new names", "46", ["require-client-classes", "only-if-required"], IsGone),
        new("what is made easier for old clients is shown", "4", ["compatibility"], IsNew),
    ];

    /// <summary>Those that no example of the documentation shows.</summary>
    public static readonly KnownShape[] Further =
    [
        new("there is no queue before threads, which are used by default", "46", ["enable-queue"], d => d is { Reference: "true", Found: "false" }),
        new("a DHCPv6 option of IPv4 addresses has its own code, not the last eight bits of it", "6", ["code"], d =>
            d.Path.EndsWith("option-data[]/code", StringComparison.Ordinal) && int.Parse(d.Found, CultureInfo.InvariantCulture) is > 255 and var code &&
            d.Reference == (code & 255).ToString(CultureInfo.InvariantCulture)),
        new("a DHCPv6 option of IPv4 addresses has its own code, not the last eight bits of it", "6", ["name"], d =>
            IsNew(d) && d.Path.EndsWith("option-data[]/name", StringComparison.Ordinal) && d.Found.StartsWith("\"own-", StringComparison.Ordinal)),
    ];

    public bool Explains(ShownDifference difference) => Names.Contains(difference.Name) && Matches(difference);
}
