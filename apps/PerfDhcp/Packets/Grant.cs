namespace PerfDhcp.Packets;

/// <summary>What is asked for (-e).</summary>
[Flags]
internal enum LeaseKinds
{
    None = 0,

    /// <summary>An address; in DHCPv6 that of an IA_NA.</summary>
    Address = 1,

    /// <summary>A delegated prefix: an IA_PD.</summary>
    Prefix = 2,
}

/// <summary>What a server gave. An IPv4 address is in the lowest 32 bits; length 0 means no prefix.</summary>
internal readonly record struct Grant(UInt128 Address, UInt128 Prefix = default, byte PrefixLength = 0)
{
    public bool IsNone => Address == UInt128.Zero && PrefixLength == 0;

    public bool Has(LeaseKinds wanted) =>
        ((wanted & LeaseKinds.Address) == 0 || Address != UInt128.Zero)
        && ((wanted & LeaseKinds.Prefix) == 0 || PrefixLength != 0);
}
