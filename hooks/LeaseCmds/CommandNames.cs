namespace StandardLibraries.LeaseCmds;

/// <summary>The commands of the library, as Kea's manual has them.</summary>
internal static class CommandNames
{
    private static readonly string[] Both =
        ["add", "get", "get-all", "get-page", "get-by-hw-address", "get-by-state", "get-by-hostname", "del", "update", "wipe", "resend-ddns", "write"];

    private static readonly string[] Pools = ["get-all", "get-by-subnet", "get-by-range", "rebuild", "del"];

    /// <summary>Those that a server has; commands about pools are the same in both.</summary>
    public static IEnumerable<string> Of(bool isV4) => Both.Select(name => $"lease{(isV4 ? 4 : 6)}-{name}")
        .Concat(isV4 ? ["lease4-get-by-client-id"] : ["lease6-get-by-duid", "lease6-bulk-apply"])
        .Concat(Pools.Select(name => $"sflq-pool4-{name}"))
        .Concat(Pools.Select(name => $"sflq-pool6-{name}"));
}
