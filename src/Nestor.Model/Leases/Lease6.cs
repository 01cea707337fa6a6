using Nestor.Wire.Values;

namespace Nestor.Model.Leases;

/// <summary>What an IPv6 lease is of, as numbered in lease files, SQL tables and commands.</summary>
public enum LeaseType : byte
{
    /// <summary>An address of an IA_NA.</summary>
    Na = 0,

    /// <summary>A prefix of an IA_PD.</summary>
    Pd = 2,
}

/// <summary>The parts of an IPv6 lease that have a fixed size. Times are Unix seconds, lifetimes seconds.</summary>
public struct Lease6Fields
{
    /// <summary>The address, or the first address of the prefix. No two leases have the same, as in Kea's tables.</summary>
    public Ip6 Address;

    /// <summary>Client last transaction time.</summary>
    public long Cltt;
    public uint Iaid;
    public uint SubnetId;
    public uint PoolId;

    /// <summary>All ones: never ends. Zero: released, or (in a lease file) deleted.</summary>
    public uint ValidLifetime;
    public uint PreferredLifetime;

    /// <summary>Where the hardware address is from: bits of <see cref="HardwareSource"/>; zero when unknown.</summary>
    public HardwareSource HardwareSource;

    /// <summary>Hardware type as in ARP (1: Ethernet); 0 without a hardware address.</summary>
    public ushort HardwareType;
    public LeaseType Type;

    /// <summary>Length of a delegated prefix; 128 for an address.</summary>
    public byte PrefixLength;
    public LeaseState State;
    public bool IsFqdnForward;
    public bool IsFqdnReverse;

    /// <summary>Cltt plus valid lifetime; for an infinite lease too, as Kea's file has it.</summary>
    public readonly long Expire => Cltt + ValidLifetime;

    public readonly bool IsInfinite => ValidLifetime == uint.MaxValue;

    /// <summary>True when the lease has run out at the given time. An infinite lease never has.</summary>
    public readonly bool IsExpiredAt(long now) => !IsInfinite && Expire < now;
}

/// <summary>How a DHCPv6 server came to know a hardware address, as numbered in lease files.</summary>
[Flags]
public enum HardwareSource : uint
{
    Unknown = 0,

    /// <summary>The frame itself.</summary>
    Raw = 1,

    /// <summary>The link-layer address in a DUID-LLT or DUID-LL.</summary>
    Duid = 2,

    /// <summary>The interface identifier of the link-local source address (RFC 4291 appendix A).</summary>
    Ip6LinkLocal = 4,

    /// <summary>The relay's client link-layer address option (RFC 6939).</summary>
    ClientLinkAddress = 8,

    /// <summary>The relay's remote-id option (RFC 4649).</summary>
    RemoteId = 16,

    /// <summary>The relay's subscriber-id option (RFC 4580).</summary>
    SubscriberId = 32,

    DocsisCmts = 64,
    DocsisModem = 128,
}

/// <summary>A whole IPv6 lease looking at bytes that somebody else owns; valid as long as those are.</summary>
public ref struct Lease6View : ILeaseView<Lease6View, Lease6Fields>
{
    public Lease6Fields Fields;

    /// <summary>The hardware address, at most 20 bytes; empty when unknown.</summary>
    public ReadOnlySpan<byte> HardwareAddress;

    /// <summary>The client's DUID, at most 130 bytes; empty only in a declined lease.</summary>
    public ReadOnlySpan<byte> Duid;

    /// <summary>Lower-case host name as stored, ASCII; empty when none.</summary>
    public ReadOnlySpan<byte> Hostname;

    /// <summary>Compact JSON text in UTF-8; empty when none.</summary>
    public ReadOnlySpan<byte> UserContext;

    static LeaseStrings ILeaseView<Lease6View, Lease6Fields>.StringsOf(in Lease6View view) => new()
    {
        HardwareAddress = view.HardwareAddress,
        Identifier = view.Duid,
        Hostname = view.Hostname,
        UserContext = view.UserContext,
    };

    static Lease6Fields ILeaseView<Lease6View, Lease6Fields>.FieldsOf(in Lease6View view) => view.Fields;

    static Lease6View ILeaseView<Lease6View, Lease6Fields>.Of(scoped in Lease6Fields fields, LeaseStrings strings) => new()
    {
        Fields = fields,
        HardwareAddress = strings.HardwareAddress,
        Duid = strings.Identifier,
        Hostname = strings.Hostname,
        UserContext = strings.UserContext,
    };
}
