using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Allocation;

/// <summary>What one IA gets: reserved before held before free. The answer is in <see cref="Engine6.Ia"/>.</summary>
internal static class Allocation6
{
    /// <summary>
    /// RFC 9915 sections 18.3.1 to 18.3.5. The exchange has a subnet. A RENEW or REBIND of what nobody knows gets
    /// something new, as Kea does.
    /// </summary>
    /// <param name="unreserved">The step to tell of when something free is looked for.</param>
    public static void Serve(Engine6 engine, Exchange6 exchange, LogId unreserved)
    {
        ClientLeases6.Collect(engine, exchange);
        Settle(engine, exchange);
        if (engine.Ia.Grants.Count == 0 && !engine.Ia.IsRefused)
        {
            AllocationLog6.Step(engine, exchange, unreserved);
            Pick6.TryGive(engine, exchange);
        }
    }

    private static void Settle(Engine6 engine, Exchange6 exchange)
    {
        var ia = engine.Ia;
        bool hasHost = Reserved6.HasHost(exchange);
        if (hasHost)
        {
            AllocationLog6.Step(
                engine, exchange, ia.Held.Count == 0 ? AllocationLog6.NoLeasesReserved : AllocationLog6.LeasesReserved);
            if (exchange.MessageType is MessageType6.Renew or MessageType6.Rebind)
            {
                AllocationLog6.Step(engine, exchange, AllocationLog6.RenewReserved);
            }

            Reserved6.Give(engine, exchange);
        }
        else if (ia.Held.Count > 0)
        {
            AllocationLog6.Step(engine, exchange, AllocationLog6.LeasesNoReserved);
        }

        ClientLeases6.DropReservedForOthers(engine, exchange);
        if (hasHost)
        {
            ClientLeases6.DropUnreserved(engine, exchange);
        }

        for (int i = 0; i < ia.Held.Count;)
        {
            i = Keep(engine, exchange, i);
        }
    }

    /// <summary>Guards of subnet and pool still let the client in; what is reserved for it is in no pool's hands.</summary>
    private static bool IsStillFor(Engine6 engine, Exchange6 exchange, Subnet6 subnet, in Lease6Fields lease)
    {
        if (!subnet.Admits(exchange.Classes))
        {
            return false;
        }

        var what = ClientLeases6.What(in lease);
        return engine.Pools.PoolOf(subnet, lease.Type, what) is not { } pool
            || pool.Pool.ClientClasses.Admits(exchange.Classes) || Reserved6.IsForClient(exchange, subnet, what);
    }

    /// <summary>A held lease goes on; an address that is no longer its subnet's does not.</summary>
    /// <returns>The place of the next one.</returns>
    private static int Keep(Engine6 engine, Exchange6 exchange, int index)
    {
        int slot = engine.Ia.Held[index];
        var fields = engine.Leases.Fields(slot);
        var subnet = ClientLeases6.SiblingById(exchange, fields.SubnetId)!;
        if ((fields.Type == LeaseType.Na && !subnet.Contains(fields.Address)) || !IsStillFor(engine, exchange, subnet, in fields))
        {
            ClientLeases6.Revoke(engine, exchange, index);
            return index;
        }

        ClientLeases6.MoveTo(exchange, subnet);
        Give6.Extend(engine, exchange, subnet, slot);
        return index + 1;
    }
}
