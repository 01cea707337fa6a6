using Nestor.Engine.Reservations;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Reserved addresses and prefixes: whose they are, and giving them to their client.</summary>
internal static class Reserved6
{
    /// <summary>True when the client has any reservation, in its subnet, a sibling or globally.</summary>
    public static bool HasHost(Exchange6 exchange)
    {
        if (exchange.Settings.Hosts.IsEmpty)
        {
            return false;
        }

        foreach (var subnet in Siblings.Of(exchange.SelectedSubnet!, exchange.Classes))
        {
            if (HostLookup6.InSubnet(exchange, subnet) is not null || HostLookup6.Global(exchange, subnet) is not null)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Gives the IA the first of the client's reserved addresses or prefixes that no other IA of the query got and
    /// nobody else holds. One that the client holds already is left as it is: then nothing more is given.
    /// </summary>
    public static void Give(Engine6 engine, Exchange6 exchange)
    {
        foreach (var subnet in Siblings.Of(exchange.SelectedSubnet!, exchange.Classes))
        {
            if (HostLookup6.InSubnet(exchange, subnet) is { } own && TryGive(engine, exchange, subnet, own, isGlobal: false))
            {
                return;
            }
        }

        var first = exchange.SelectedSubnet!;
        foreach (var subnet in Siblings.Of(first, exchange.Classes))
        {
            if (HostLookup6.Global(exchange, subnet) is { } global && TryGive(engine, exchange, subnet, global, isGlobal: true))
            {
                return;
            }
        }
    }

    /// <summary>True when somebody else has the address or prefix reserved where this subnet's reservations count.</summary>
    public static bool IsForOther(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Prefix6 what)
    {
        if (exchange.Settings.Hosts.IsEmpty)
        {
            return false;
        }

        var parameters = subnet.Parameters;
        bool isIgnored = parameters.ReservationsOutOfPool && engine.Pools.Of(subnet, engine.Ia.Type).PoolOf(what.Address) is not null;
        if (parameters.ReservationsInSubnet && !isIgnored && AreOthers(exchange, At(exchange, subnet.Id, what)))
        {
            return true;
        }

        return parameters.ReservationsGlobal && AreOthers(exchange, At(exchange, 0, what));
    }

    /// <summary>True when it is the client's own reservation.</summary>
    public static bool IsForClient(Exchange6 exchange, Subnet6 subnet, Prefix6 what) =>
        (HostLookup6.InSubnet(exchange, subnet) is { } own && Has(own, what))
        || (HostLookup6.Global(exchange, subnet) is { } global && Has(global, what));

    /// <summary>Somebody has the reservation, and the client is not among them.</summary>
    private static bool AreOthers(Exchange6 exchange, ReadOnlySpan<Reservation6> owners)
    {
        foreach (var owner in owners)
        {
            if (HostLookup6.IsClient(exchange, owner))
            {
                return false;
            }
        }

        return !owners.IsEmpty;
    }

    private static ReadOnlySpan<Reservation6> At(Exchange6 exchange, uint subnetId, Prefix6 what) => what.Length == 128
        ? exchange.Settings.Hosts.AtAddress(subnetId, what.Address)
        : exchange.Settings.Hosts.AtPrefix(subnetId, what);

    private static bool Has(Reservation6 host, Prefix6 what)
    {
        // By number, here and below: to walk a list behind its interface allocates.
        for (int i = 0; i < host.Addresses.Count; i++)
        {
            if (what.Length == 128 && host.Addresses[i] == what.Address)
            {
                return true;
            }
        }

        for (int i = 0; i < host.Prefixes.Count; i++)
        {
            if (host.Prefixes[i].Prefix == what)
            {
                return true;
            }
        }

        return false;
    }

    private static bool TryGive(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Reservation6 host, bool isGlobal)
    {
        if (engine.Ia.IsPrefixes)
        {
            for (int i = 0; i < host.Prefixes.Count; i++)
            {
                if (TryGive(engine, exchange, subnet, host.Prefixes[i].Prefix))
                {
                    return true;
                }
            }

            return false;
        }

        for (int i = 0; i < host.Addresses.Count; i++)
        {
            var address = host.Addresses[i];
            if (isGlobal && !subnet.Contains(address))
            {
                AllocationLog6.Unsuitable(engine, exchange, address);
            }
            else if (TryGive(engine, exchange, subnet, new Prefix6(address, 128)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the client has it now, or had it already.</summary>
    private static bool TryGive(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Prefix6 what)
    {
        var type = engine.Ia.Type;
        if (exchange.Given.Contains(what)
            || (subnet.Parameters.ReservationsOutOfPool && engine.Pools.Of(subnet, type).PoolOf(what.Address) is not null))
        {
            return false;
        }

        foreach (int slot in engine.Ia.Held)
        {
            if (ClientLeases6.What(in engine.Leases.Fields(slot)) == what)
            {
                return true;
            }
        }

        if (!Give6.IsAvailable(engine, what))
        {
            return false;
        }

        ClientLeases6.MoveTo(exchange, subnet);
        Give6.New(engine, exchange, subnet, what);
        AllocationLog6.Granted(engine, exchange, what);
        return true;
    }
}
