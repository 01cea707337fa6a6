using Nestor.Wire.Values;

namespace Nestor.Engine.Reconfiguration;

/// <summary>Which of the clients that have a key are to be told; of each member that is set, the lease must have it.</summary>
public sealed record ReconfigureJob
{
    /// <summary>Null for every subnet.</summary>
    public uint? SubnetId { get; init; }

    /// <summary>Null for any; else the client's hardware address.</summary>
    public byte[]? HardwareAddress { get; init; }

    /// <summary>Null for any; else the client identifier (v4) or DUID (v6).</summary>
    public byte[]? Identifier { get; init; }

    /// <summary>Null for any; else the address of the lease, in DHCPv4.</summary>
    public Ip4? Address4 { get; init; }

    /// <summary>Null for any; else the address or prefix of the lease, in DHCPv6.</summary>
    public Ip6? Address6 { get; init; }

    /// <summary>In DHCPv6 the message the client is to answer with (RFC 9915 section 21.19): 5 Renew, 6 Rebind, 11 Information-request.</summary>
    public byte Message { get; init; } = 5;

    /// <summary>Null for any; else says of a lease's slot whether its options have changed.</summary>
    internal Func<int, bool>? IsChanged { get; init; }

    /// <summary>How far through the leases it has come.</summary>
    internal int NextSlot { get; set; }
}
