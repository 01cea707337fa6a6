using Nestor.Hooks.Exchange;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Hooks.Points;

/// <summary>A call about a DHCPv6 query.</summary>
public class QueryCall6 : HookCall
{
    /// <summary>All that is known of the query so far.</summary>
    public Exchange6 Exchange { get; set; } = null!;
}

/// <summary>A client is identified by what a library says.</summary>
public sealed class HostIdentifierCall6 : QueryCall6
{
    /// <summary>What the identifier is to be taken for; flex-id unless the library says otherwise.</summary>
    public HostIdentifierType Type { get; set; }

    /// <summary>Empty: there is none.</summary>
    public ReadOnlyMemory<byte> Value { get; set; }
}

/// <summary>The subnet has been chosen.</summary>
public sealed class SubnetSelectCall6 : QueryCall6
{
    /// <summary>Null for none. May be set to any subnet of the configuration.</summary>
    public Subnet6? Subnet { get; set; }
}

/// <summary>A lease of the query's client, to look at.</summary>
public class LeaseCall6 : QueryCall6
{
    public HookLease6 Lease { get; } = new();
}

/// <summary>A lease that may be changed before it is offered or stored; its address is no longer up for choice.</summary>
public class LeaseSelectCall6 : LeaseCall6
{
    public Subnet6 Subnet { get; set; } = null!;

    /// <summary>It is only offered: nothing is stored.</summary>
    public bool IsOffer { get; set; }
}

/// <summary>A lease that is prolonged. It and the times of its IA may be changed, but not whose and where it is.</summary>
public sealed class LeaseRenewCall6 : LeaseCall6
{
    /// <summary>3: IA_NA, 25: IA_PD.</summary>
    public ushort IaType { get; set; }

    public uint Iaid { get; set; }

    /// <summary>Seconds to the client's renewal, as the answer will have it; 0 leaves them to the client.</summary>
    public uint T1 { get; set; }

    /// <summary>Seconds to the client's rebinding, as the answer will have it; 0 leaves them to the client.</summary>
    public uint T2 { get; set; }
}

/// <summary>An address a client made itself.</summary>
public sealed class RegisterCall6 : LeaseCall6
{
    public Ip6 Address { get; set; }

    /// <summary>The lease of the address until now; <see cref="HasBefore"/> says whether there was one.</summary>
    public HookLease6 Before { get; } = new();

    public bool HasBefore { get; set; }
}

/// <summary>What a query changed.</summary>
public sealed class LeasesCommittedCall6 : QueryCall6
{
    private LeaseChanges6? _changes;
    private int _first;

    /// <summary>Leases that were stored or deleted.</summary>
    public int Count => _changes is null ? 0 : _changes.Count - _first;

    /// <summary>One of them; it holds for this call.</summary>
    public Lease6View Change(int index, out bool isDelete) => _changes!.Get(_first + index, out isDelete);

    /// <summary>For the server.</summary>
    /// <param name="first">The query's first change among those of its batch.</param>
    public void Look(LeaseChanges6 changes, int first)
    {
        _changes = changes;
        _first = first;
    }
}

/// <summary>A lease that ran out; no query is at hand.</summary>
public sealed class LeaseExpireCall6 : HookCall
{
    public HookLease6 Lease { get; } = new();

    /// <summary>It will be deleted, rather than kept for its client's return.</summary>
    public bool IsRemoved { get; set; }
}

/// <summary>An answer on its way.</summary>
public sealed class ResponseCall6 : QueryCall6
{
    /// <summary>Its options.</summary>
    public IResponse6 Response { get; set; } = null!;
}

/// <summary>The bytes of an answer, with the relays' messages around it.</summary>
public sealed class BufferSendCall6 : QueryCall6
{
    /// <summary>Room for the message; of it <see cref="Length"/> bytes are in use.</summary>
    public Memory<byte> Room { get; set; }

    public int Length { get; set; }
}
