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
        new("allocators can be chosen (2.3.2)", "46", ["allocator"], d => IsNew(d) && d.Found == "\"iterative\""),
        new("allocators of prefixes can be chosen (2.3.2)", "6", ["pd-allocator"], d => IsNew(d) && d.Found == "\"iterative\""),
        new("leases are reused by default (2.3.x)", "46", ["cache-threshold"], d => IsNew(d) && d.Found == "0.25"),
        new("options can be kept from being sent (2.3.x)", "46", ["never-send"], d => IsNew(d) && d.Found == "false"),
        new("threads are used by default (2.3.5)", "46", ["enable-multi-threading"], d => d is { Reference: "false", Found: "true" }),
        new("extended info is checked (2.3.x)", "46", ["extended-info-checks"], d => IsNew(d) && d.Found == "\"fix\""),
        new("options of relays can be kept with the lease (2.5.x)", "4", ["stash-agent-options"], d => IsNew(d) && d.Found == "false"),
        new("addresses can be registered (2.7.x)", "6", ["allow-address-registration"], d => IsNew(d) && d.Found == "true"),
        new("a preferred lifetime is worked out where none is set (2.3.x)", "6",
            ["preferred-lifetime", "min-preferred-lifetime", "max-preferred-lifetime"], IsGone),
        new("conflict resolution has modes, and no switch (2.5.x)", "46", ["ddns-conflict-resolution-mode"], IsNew),
        new("conflict resolution has modes, and no switch (2.5.x)", "46", ["ddns-use-conflict-resolution"], IsGone),
        new("there can be several control sockets (2.7.2)", "46", ["control-sockets"], IsNew),
        new("there can be several control sockets (2.7.2)", "46", ["control-socket"], IsGone),
        new("outputs of a logger have a new spelling (2.5.x)", "46", ["output-options"], IsNew),
        new("outputs of a logger have a new spelling (2.5.x)", "46", ["output_options"], IsGone),
        new("there can be several guard classes (2.7.x)", "46", ["client-classes"], d => IsNew(d) && d.Found.StartsWith("[\"", StringComparison.Ordinal)),
        new("there can be several guard classes (2.7.x)", "46", ["client-class"], IsGone),
        new("classes that are looked at late have new names (2.7.4)", "46", ["evaluate-additional-classes", "only-in-additional-list"], IsNew),
        new("classes that are looked at late have new names (2.7.4)", "46", ["require-client-classes", "only-if-required"], IsGone),
        new("what is made easier for old clients is shown (2.3.x)", "4", ["compatibility"], IsNew),
    ];

    public bool Explains(ShownDifference difference) => Names.Contains(difference.Name) && Matches(difference);
}
