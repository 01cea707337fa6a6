using Nestor.Hooks.Exchange;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Model.Networks;

namespace Nestor.Hooks.Points;

/// <summary>A call about a DHCPv4 query.</summary>
public class QueryCall4 : HookCall
{
    /// <summary>All that is known of the query so far.</summary>
    public Exchange4 Exchange { get; set; } = null!;
}

/// <summary>A client is identified by what a library says.</summary>
public sealed class HostIdentifierCall4 : QueryCall4
{
    /// <summary>What the identifier is to be taken for; flex-id unless the library says otherwise.</summary>
    public HostIdentifierType Type { get; set; }

    /// <summary>Empty: there is none.</summary>
    public ReadOnlyMemory<byte> Value { get; set; }
}

/// <summary>The subnet has been chosen.</summary>
public sealed class SubnetSelectCall4 : QueryCall4
{
    /// <summary>Null for none. May be set to any subnet of the configuration.</summary>
    public Subnet4? Subnet { get; set; }
}

/// <summary>A lease of the query's client, to look at.</summary>
public class LeaseCall4 : QueryCall4
{
    public HookLease4 Lease { get; } = new();
}

/// <summary>A lease that may be changed before it is offered or stored; its address is no longer up for choice.</summary>
public sealed class LeaseSelectCall4 : LeaseCall4
{
    public Subnet4 Subnet { get; set; } = null!;

    /// <summary>It is only offered: nothing is stored, unless for <see cref="OfferLifetime"/>.</summary>
    public bool IsOffer { get; set; }

    /// <summary>Seconds that an offered address is held for the client; 0 for none.</summary>
    public uint OfferLifetime { get; set; }
}

/// <summary>An offer that is ready.</summary>
public sealed class LeaseOfferCall4 : LeaseCall4
{
    /// <summary>Seconds that the address is held for the client; 0 for none.</summary>
    public uint OfferLifetime { get; set; }

    /// <summary>
    /// With Drop: somebody else has the address. It is put aside, and lease4_server_decline is called. A library that has to wait
    /// for it parks the query and says so by <see cref="ParkedQuery.AddressInUse"/>.
    /// </summary>
    public bool IsAddressInUse { get; set; }

    /// <summary>The lease of the address until now, whoever's; its valid lifetime is 0 when it is over, and its address zero when there was none.</summary>
    public HookLease4 Before { get; } = new();
}

/// <summary>What a query changed.</summary>
public sealed class LeasesCommittedCall4 : QueryCall4
{
    private LeaseChanges4? _changes;
    private int _first;

    /// <summary>Leases that were stored or deleted.</summary>
    public int Count => _changes is null ? 0 : _changes.Count - _first;

    /// <summary>One of them; it holds for this call.</summary>
    public Lease4View Change(int index, out bool isDelete) => _changes!.Get(_first + index, out isDelete);

    /// <summary>For the server.</summary>
    /// <param name="first">The query's first change among those of its batch.</param>
    public void Look(LeaseChanges4 changes, int first)
    {
        _changes = changes;
        _first = first;
    }
}

/// <summary>A lease that ran out; no query is at hand.</summary>
public sealed class LeaseExpireCall4 : HookCall
{
    public HookLease4 Lease { get; } = new();

    /// <summary>It will be deleted, rather than kept for its client's return.</summary>
    public bool IsRemoved { get; set; }
}

/// <summary>An answer on its way.</summary>
public sealed class ResponseCall4 : QueryCall4
{
    /// <summary>Its fields and options.</summary>
    public IResponse4 Response { get; set; } = null!;
}

/// <summary>The bytes of an answer, from the fixed header to the last option.</summary>
public sealed class BufferSendCall4 : QueryCall4
{
    /// <summary>Room for the message; of it <see cref="Length"/> bytes are in use.</summary>
    public Memory<byte> Room { get; set; }

    public int Length { get; set; }
}
