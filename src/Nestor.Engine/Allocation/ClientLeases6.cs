using Nestor.Engine.Reservations;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>The leases a client has in an IA, and what reservations make of them.</summary>
internal static class ClientLeases6
{
    /// <summary>
    /// The subnet of the client's network with the id, whoever may use it; null when the lease's subnet is none of them.
    /// </summary>
    public static Subnet6? SiblingById(Exchange6 exchange, uint id)
    {
        var selected = exchange.SelectedSubnet!;
        if (selected.Id == id || selected.Network is not { } network)
        {
            return selected.Id == id ? selected : null;
        }

        // By number: to walk a list behind its interface allocates.
        for (int i = 0; i < network.Subnets.Count; i++)
        {
            if (network.Subnets[i].Id == id)
            {
                return network.Subnets[i];
            }
        }

        return null;
    }

    /// <summary>Finds what the client has in this IA, the eldest first.</summary>
    public static void Collect(Engine6 engine, Exchange6 exchange)
    {
        var ia = engine.Ia;
        var leases = engine.Leases;
        for (int slot = leases.FirstInIa(exchange.Duid, ia.Iaid, ia.Type); slot >= 0; slot = leases.NextInIa(slot))
        {
            ref readonly var fields = ref leases.Fields(slot);
            if (fields.State is not (LeaseState.Registered or LeaseState.Declined)
                && SiblingById(exchange, fields.SubnetId) is not null)
            {
                ia.Held.Add(slot);
            }
        }

        ia.Held.Reverse();
    }

    /// <summary>The lease's address or prefix.</summary>
    public static Prefix6 What(in Lease6Fields lease) => new(lease.Address, lease.PrefixLength);

    /// <summary>Takes away held leases that are reserved for somebody else.</summary>
    public static void DropReservedForOthers(Engine6 engine, Exchange6 exchange)
    {
        if (exchange.Settings.Hosts.IsEmpty)
        {
            return;
        }

        var held = engine.Ia.Held;
        for (int i = held.Count - 1; i >= 0; i--)
        {
            var fields = engine.Leases.Fields(held[i]);
            if (SiblingById(exchange, fields.SubnetId) is { } subnet
                && Reserved6.IsForOther(engine, exchange, subnet, What(in fields)))
            {
                Revoke(engine, exchange, i);
            }
        }
    }

    /// <summary>
    /// Takes away held leases that are not reserved for the client, when it has one that is. The last one is kept:
    /// what is reserved may be in somebody else's hands for now.
    /// </summary>
    public static void DropUnreserved(Engine6 engine, Exchange6 exchange)
    {
        var held = engine.Ia.Held;
        for (int i = held.Count - 1; i >= 0 && held.Count + engine.Ia.Grants.Count > 1; i--)
        {
            var fields = engine.Leases.Fields(held[i]);
            if (SiblingById(exchange, fields.SubnetId) is { } subnet
                && !Reserved6.IsForClient(exchange, subnet, What(in fields)))
            {
                Revoke(engine, exchange, i);
            }
        }
    }

    /// <summary>Takes away a held lease; of an offer nothing is written.</summary>
    public static void Revoke(Engine6 engine, Exchange6 exchange, int index)
    {
        int slot = engine.Ia.Held[index];
        var what = What(in engine.Leases.Fields(slot));
        engine.Ia.Held.RemoveAt(index);
        engine.Ia.Lose(what);
        if (!exchange.IsOffer)
        {
            AllocationLog6.Revoked(engine, exchange, what);
            LeaseAccount6.Remove(engine, slot);
            exchange.NeedsCommit = true;
        }
    }

    public static void MoveTo(Exchange6 exchange, Subnet6 subnet)
    {
        if (exchange.Subnet != subnet)
        {
            HostLookup6.MoveTo(exchange, subnet);
        }
    }
}
