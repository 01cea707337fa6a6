using Nestor.Wire.Values;

namespace Nestor.Model.Leases;

/// <summary>The parts of an IPv4 lease that have a fixed size. Times are Unix seconds, lifetimes seconds.</summary>
public struct Lease4Fields
{
    public Ip4 Address;
    public uint SubnetId;
    public uint PoolId;

    /// <summary>Client last transaction time.</summary>
    public long Cltt;

    /// <summary>All ones: never ends. Zero: released, or (in a lease file) deleted.</summary>
    public uint ValidLifetime;
    public LeaseState State;
    public bool IsFqdnForward;
    public bool IsFqdnReverse;

    /// <summary>Cltt plus lifetime; for an infinite lease too, as Kea's file has it.</summary>
    public readonly long Expire => Cltt + ValidLifetime;

    public readonly bool IsInfinite => ValidLifetime == uint.MaxValue;

    /// <summary>True when the lease has run out at the given time. An infinite lease never has.</summary>
    public readonly bool IsExpiredAt(long now) => !IsInfinite && Expire < now;
}

/// <summary>A whole IPv4 lease looking at bytes that somebody else owns; valid as long as those are.</summary>
public ref struct Lease4View : ILeaseView<Lease4View, Lease4Fields>
{
    public Lease4Fields Fields;

    /// <summary>The hardware address, at most 20 bytes; empty when unknown.</summary>
    public ReadOnlySpan<byte> HardwareAddress;

    /// <summary>Option 61 as the client sent it; empty when it sent none.</summary>
    public ReadOnlySpan<byte> ClientId;

    /// <summary>Lower-case host name as stored, ASCII; empty when none.</summary>
    public ReadOnlySpan<byte> Hostname;

    /// <summary>Compact JSON text in UTF-8; empty when none.</summary>
    public ReadOnlySpan<byte> UserContext;

    static LeaseStrings ILeaseView<Lease4View, Lease4Fields>.StringsOf(in Lease4View view) => new()
    {
        HardwareAddress = view.HardwareAddress,
        Identifier = view.ClientId,
        Hostname = view.Hostname,
        UserContext = view.UserContext,
    };

    static Lease4Fields ILeaseView<Lease4View, Lease4Fields>.FieldsOf(in Lease4View view) => view.Fields;

    static Lease4View ILeaseView<Lease4View, Lease4Fields>.Of(scoped in Lease4Fields fields, LeaseStrings strings) => new()
    {
        Fields = fields,
        HardwareAddress = strings.HardwareAddress,
        ClientId = strings.Identifier,
        Hostname = strings.Hostname,
        UserContext = strings.UserContext,
    };
}
