using PerfDhcp.Packets;

namespace PerfDhcp.CommandLine;

/// <summary>The words of -e.</summary>
internal static class LeaseTypes
{
    private static readonly (string Name, LeaseKinds Kinds)[] Known =
    [
        ("address-only", LeaseKinds.Address),
        ("prefix-only", LeaseKinds.Prefix),
        ("address-and-prefix", LeaseKinds.Address | LeaseKinds.Prefix),
    ];

    /// <returns><see cref="LeaseKinds.None"/> for any other word.</returns>
    public static LeaseKinds Find(string name) => Array.Find(Known, k => k.Name == name).Kinds;

    public static string Name(LeaseKinds kinds) => Array.Find(Known, k => k.Kinds == kinds).Name;
}
