using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Networks;

namespace Nestor.Engine.Allocation;

/// <summary>Whose lease is it? Client identifier before hardware address (RFC 2131 section 4.2, Kea's match-client-id).</summary>
public static class ClientLease
{
    /// <summary>
    /// The lease the client has in its subnet or a sibling of the same shared network, or -1. The exchange moves to
    /// the subnet the lease is in.
    /// </summary>
    public static int Find(Engine4 engine, Exchange4 exchange)
    {
        var selected = exchange.Subnet!;
        var id = exchange.ClientId;
        if (!id.IsEmpty)
        {
            int slot = Pick(engine, selected, exchange, engine.Leases.FirstByClientId(id), isById: true);
            if (slot >= 0)
            {
                return slot;
            }
        }

        var hardware = exchange.Query.Chaddr;
        return hardware.IsEmpty
            ? -1
            : Pick(engine, selected, exchange, engine.Leases.FirstByHardwareAddress(hardware), isById: false);
    }

    /// <summary>True when the lease is this client's in the eyes of the given subnet.</summary>
    public static bool IsOwnedBy(Engine4 engine, int slot, Exchange4 exchange, Subnet4 subnet) =>
        IsOwnedBy(engine, slot, exchange, subnet.Parameters.MatchClientId);

    public static bool IsOwnedBy(Engine4 engine, int slot, Exchange4 exchange, bool matchClientId)
    {
        var leases = engine.Leases;
        var id = matchClientId ? exchange.ClientId : default;
        var leased = leases.ClientId(slot);
        if (!id.IsEmpty && !leased.IsEmpty)
        {
            return id.SequenceEqual(leased);
        }

        return leases.HardwareAddress(slot).SequenceEqual(exchange.Query.Chaddr) && exchange.Query.Hlen > 0;
    }

    private static int Pick(Engine4 engine, Subnet4 selected, Exchange4 exchange, int first, bool isById)
    {
        if (first < 0)
        {
            return -1;
        }

        foreach (var subnet in Siblings.Of(selected, exchange.Classes))
        {
            if (isById && !subnet.Parameters.MatchClientId)
            {
                continue;
            }

            int slot = first;
            while (slot >= 0)
            {
                ref readonly var fields = ref engine.Leases.Fields(slot);
                if (fields.SubnetId == subnet.Id && fields.State != LeaseState.Declined
                    && IsOwnedBy(engine, slot, exchange, subnet))
                {
                    exchange.Subnet = subnet;
                    return slot;
                }

                slot = isById ? engine.Leases.NextByClientId(slot) : engine.Leases.NextByHardwareAddress(slot);
            }
        }

        return -1;
    }
}
