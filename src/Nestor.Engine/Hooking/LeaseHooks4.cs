using Nestor.Engine.Allocation;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Hooking;

/// <summary>The hook points of DHCPv4 leases. Called where a library takes part in them, but for the last stage.</summary>
internal static class LeaseHooks4
{
    /// <summary>[lease4_select] [lease4_renew] The lease as libraries want it; false when they want none.</summary>
    public static bool TrySelect(
        Engine4 engine, HookPoint<LeaseSelectCall4> point, Exchange4 exchange, ref Lease4View lease, bool isOffer, uint offerLifetime)
    {
        var call = point.Call;
        call.Exchange = exchange;
        call.Subnet = exchange.Subnet!;
        call.IsOffer = isOffer;
        call.OfferLifetime = offerLifetime;
        call.Lease.Set(in lease);
        if (point.Run() == NextStep.Skip)
        {
            HookLog.Wanted(
                engine.Loggers.Hooks, point == engine.Hooks.Lease4Renew ? HookLog.LeaseRenewSkip4 : HookLog.LeaseSelectSkip4, exchange);
            return false;
        }

        // Where it lies is not theirs to say: pools and counters would no longer fit.
        var fields = lease.Fields;
        lease = call.Lease.View;
        lease.Fields.Address = fields.Address;
        lease.Fields.SubnetId = fields.SubnetId;
        lease.Fields.PoolId = fields.PoolId;
        lease.Fields.State = fields.State;
        lease.Fields.Cltt = fields.Cltt;
        return true;
    }

    /// <summary>[lease4_release]</summary>
    public static bool MayRelease(Engine4 engine, Exchange4 exchange, int slot) =>
        Ask(engine.Hooks.Lease4Release, engine, exchange, slot, HookLog.ReleaseSkip4);

    /// <summary>[lease4_decline]</summary>
    public static bool MayDecline(Engine4 engine, Exchange4 exchange, int slot) =>
        Ask(engine.Hooks.Lease4Decline, engine, exchange, slot, HookLog.DeclineSkip4);

    /// <summary>Stage: what libraries have to say before an answer leaves. [lease4_offer] [leases4_committed]</summary>
    public static Verdict BeforeReply(Engine4 engine, Exchange4 exchange)
    {
        var hooks = engine.Hooks;
        return exchange.ReplyType switch
        {
            MessageType4.Offer when hooks.Lease4Offer.IsUsed => Offer(engine, exchange),
            MessageType4.Ack when hooks.Leases4Committed.IsUsed && exchange.MessageType != MessageType4.Inform => Tell(engine, exchange, Verdict.Continue),
            _ => Verdict.Continue,
        };
    }

    /// <summary>[leases4_committed] for a query that is not answered.</summary>
    public static Verdict Committed(Engine4 engine, Exchange4 exchange) =>
        engine.Hooks.Leases4Committed.IsUsed ? Tell(engine, exchange, Verdict.Drop) : Verdict.Drop;

    /// <summary>What lease4_offer will tell of the lease there was; an offer that is held takes its place.</summary>
    public static void BeforeOffer(Engine4 engine, Ip4 address)
    {
        int slot = engine.Leases.Find(address);
        engine.Hooks.Lease4Offer.Call.Before.Set(slot >= 0 ? engine.Leases.View(slot) : default);
    }

    /// <summary>[lease4_server_decline]</summary>
    public static void ServerDeclined(Engine4 engine, Exchange4 exchange, int slot)
    {
        var point = engine.Hooks.Lease4ServerDecline;
        if (point.IsUsed)
        {
            point.Call.Exchange = exchange;
            point.Call.Lease.Set(engine.Leases.View(slot));
            point.Run();
        }
    }

    private static Verdict Tell(Engine4 engine, Exchange4 exchange, Verdict usual)
    {
        var point = engine.Hooks.Leases4Committed;
        point.Call.Exchange = exchange;
        point.Call.Look(engine.Changes, exchange.FirstChange);
        switch (point.Run())
        {
            case NextStep.Park:
                return engine.Park(exchange, point.Call, HookLog.CommittedPark4, HookLog.CommittedFull4);
            case NextStep.Drop:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.CommittedDrop4, exchange);
                return Verdict.Drop;
            default:
                return usual;
        }
    }

    private static Verdict Offer(Engine4 engine, Exchange4 exchange)
    {
        var point = engine.Hooks.Lease4Offer;
        var call = point.Call;
        call.Exchange = exchange;
        call.OfferLifetime = LeaseTimes.OfferLifetime(exchange);
        call.IsAddressInUse = false;
        call.Lease.Set(Allocation4.Make(engine, exchange, exchange.Yiaddr, exchange.ReplyLifetime, -1));
        switch (point.Run())
        {
            case NextStep.Park:
                return engine.Park(exchange, call, HookLog.OfferPark4, HookLog.OfferFull4);
            case NextStep.Drop:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.OfferDrop4, exchange);
                if (call.IsAddressInUse)
                {
                    ServerDecline.Run(engine, exchange);
                }

                return Verdict.Drop;
            default:
                return Verdict.Continue;
        }
    }

    private static bool Ask(HookPoint<LeaseCall4> point, Engine4 engine, Exchange4 exchange, int slot, Model.Logging.LogId id)
    {
        point.Call.Exchange = exchange;
        point.Call.Lease.Set(engine.Leases.View(slot));
        bool isAllowed = point.Run() == NextStep.Continue;
        if (!isAllowed)
        {
            HookLog.Wanted(engine.Loggers.Hooks, id, exchange);
        }

        return isAllowed;
    }
}
