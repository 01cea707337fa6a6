using Nestor.Engine.Allocation;
using Nestor.Engine.Hooking;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;

namespace Nestor.Engine.V4;

/// <summary>
/// The address of an offer turned out to be in use by somebody else: there is no offer, and the address is put aside as
/// if its client had declined it. The client asks again, and is offered another. [lease4_server_decline]
/// </summary>
internal static class ServerDecline
{
    public static void Run(Engine4 engine, Exchange4 exchange)
    {
        var address = exchange.Yiaddr;
        int slot = engine.Leases.Find(address);
        if (slot >= 0 && engine.Leases.Fields(slot).State == LeaseState.Declined && !engine.Leases.Fields(slot).IsExpiredAt(engine.Now))
        {
            return;
        }

        // While the query waited, another client may have been given the address.
        if (slot >= 0 && !Allocation4.IsAvailable(engine, address) && !ClientLease.IsOwnedBy(engine, slot, exchange, exchange.Subnet!))
        {
            Log.ServerDeclineBusy(engine.Loggers.Leases, exchange, address);
            return;
        }

        uint probation = exchange.Settings.DeclineProbationPeriod;
        slot = LeaseAccount.Put(engine, new Lease4View
        {
            Fields = new Lease4Fields
            {
                Address = address,
                SubnetId = exchange.Subnet!.Id,
                PoolId = engine.Pools.Of(exchange.Subnet).PoolOf(address)?.Pool.Id ?? 0,
                State = LeaseState.Declined,
                Cltt = engine.Now,
                ValidLifetime = probation,
            },
        });
        Log.ServerDeclined(engine.Loggers.Leases, exchange, address, probation);
        LeaseHooks4.ServerDeclined(engine, exchange, slot);
    }
}
