using Nestor.Engine.Allocation;
using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Hooking;

/// <summary>The hook points of DHCPv6 leases. Called where a library takes part in them, but for the last stage.</summary>
internal static class LeaseHooks6
{
    /// <summary>[lease6_select] The lease as libraries want it; false when they want none.</summary>
    public static bool TrySelect(Engine6 engine, Exchange6 exchange, Subnet6 subnet, ref Lease6View lease)
    {
        var point = engine.Hooks.Lease6Select;
        var call = point.Call;
        call.Exchange = exchange;
        call.Subnet = subnet;
        call.IsOffer = exchange.IsOffer;
        call.Lease.Set(in lease);
        if (point.Run() == NextStep.Skip)
        {
            HookLog.Wanted(engine.Loggers.Hooks, HookLog.LeaseSelectSkip6, exchange);
            return false;
        }

        Take(call.Lease, ref lease);
        return true;
    }

    /// <summary>The point of a lease that goes on; null when no library takes part in it, or the message is another.</summary>
    public static HookPoint<LeaseRenewCall6>? Renewal(Engine6 engine, Exchange6 exchange) => exchange.MessageType switch
    {
        MessageType6.Renew when engine.Hooks.Lease6Renew.IsUsed => engine.Hooks.Lease6Renew,
        MessageType6.Rebind when engine.Hooks.Lease6Rebind.IsUsed => engine.Hooks.Lease6Rebind,
        _ => null,
    };

    /// <summary>[lease6_renew] [lease6_rebind] The lease as libraries want it; false when it is to stay as it was.</summary>
    public static bool TryRenew(Engine6 engine, Exchange6 exchange, HookPoint<LeaseRenewCall6> point, Subnet6 subnet, ref Lease6View lease)
    {
        var ia = engine.Ia;
        var call = point.Call;
        var (t1, t2) = ia.Timers ?? LeaseTimes6.Timers(subnet, lease.Fields.PreferredLifetime);
        call.Exchange = exchange;
        call.IaType = ia.IsPrefixes ? OptionCode6.IaPd : OptionCode6.IaNa;
        call.Iaid = ia.Iaid;
        (call.T1, call.T2) = (t1, t2);
        call.Lease.Set(in lease);
        bool isSkipped = point.Run() == NextStep.Skip;
        if ((call.T1, call.T2) != (t1, t2))
        {
            ia.Timers = (call.T1, call.T2);
        }

        if (isSkipped)
        {
            HookLog.Wanted(engine.Loggers.Hooks, HookLog.ExtendSkip6, exchange);
            return false;
        }

        Take(call.Lease, ref lease);
        return true;
    }

    /// <summary>[lease6_release]</summary>
    public static bool MayRelease(Engine6 engine, Exchange6 exchange, int slot)
    {
        var point = engine.Hooks.Lease6Release;
        point.Call.Exchange = exchange;
        point.Call.Lease.Set(engine.Leases.View(slot));
        if (point.Run() == NextStep.Continue)
        {
            return true;
        }

        HookLog.Wanted(engine.Loggers.Hooks, engine.Ia.IsPrefixes ? HookLog.ReleasePrefixSkip6 : HookLog.ReleaseAddressSkip6, exchange);
        return false;
    }

    /// <summary>[lease6_decline]</summary>
    public static NextStep Decline(Engine6 engine, Exchange6 exchange, int slot)
    {
        var point = engine.Hooks.Lease6Decline;
        point.Call.Exchange = exchange;
        point.Call.Lease.Set(engine.Leases.View(slot));
        var next = point.Run();
        if (next == NextStep.Drop)
        {
            HookLog.Wanted(engine.Loggers.Hooks, HookLog.DeclineDrop6, exchange);
            engine.Statistics.Drop(Counter6.AdminFiltered);
        }
        else if (next == NextStep.Skip)
        {
            HookLog.Wanted(engine.Loggers.Hooks, HookLog.DeclineSkip6, exchange);
        }

        return next;
    }

    /// <summary>[addr6_register]</summary>
    /// <param name="before">The lease of the address until now, or -1.</param>
    public static NextStep Register(Engine6 engine, Exchange6 exchange, int before, in Lease6View lease)
    {
        var point = engine.Hooks.Addr6Register;
        var call = point.Call;
        call.Exchange = exchange;
        call.Address = lease.Fields.Address;
        call.Lease.Set(in lease);
        call.HasBefore = before >= 0;
        call.Before.Set(before >= 0 ? engine.Leases.View(before) : default);
        var next = point.Run();
        if (next == NextStep.Drop)
        {
            HookLog.Wanted(engine.Loggers.Hooks, HookLog.RegisterDrop6, exchange);
            engine.Statistics.Drop(Counter6.AdminFiltered);
        }
        else if (next == NextStep.Skip)
        {
            HookLog.Wanted(engine.Loggers.Hooks, HookLog.RegisterSkip6, exchange);
        }

        return next;
    }

    /// <summary>Stage: what libraries have to say before an answer leaves. [leases6_committed]</summary>
    public static Verdict BeforeReply(Engine6 engine, Exchange6 exchange)
    {
        var point = engine.Hooks.Leases6Committed;
        if (!point.IsUsed || exchange.IsOffer || exchange.MessageType is not (MessageType6.Solicit or MessageType6.Request
            or MessageType6.Renew or MessageType6.Rebind or MessageType6.Release or MessageType6.Decline))
        {
            return Verdict.Continue;
        }

        point.Call.Exchange = exchange;
        point.Call.Look(engine.Changes, exchange.FirstChange);
        switch (point.Run())
        {
            case NextStep.Park:
                return engine.Park(exchange, point.Call, HookLog.CommittedPark6, Log.DropParkingFull);
            case NextStep.Drop:
                HookLog.Wanted(engine.Loggers.Hooks, HookLog.CommittedDrop6, exchange);
                return Verdict.Drop;
            default:
                return Verdict.Continue;
        }
    }

    /// <summary>Where it lies and whose it is is not theirs to say: pools and counters would no longer fit.</summary>
    private static void Take(HookLease6 from, ref Lease6View lease)
    {
        var fields = lease.Fields;
        lease = from.View;
        lease.Fields.Address = fields.Address;
        lease.Fields.PrefixLength = fields.PrefixLength;
        lease.Fields.Type = fields.Type;
        lease.Fields.Iaid = fields.Iaid;
        lease.Fields.SubnetId = fields.SubnetId;
        lease.Fields.PoolId = fields.PoolId;
        lease.Fields.State = fields.State;
        lease.Fields.Cltt = fields.Cltt;

        // RFC 9915 section 21.6: a client would throw it away.
        lease.Fields.PreferredLifetime = Math.Min(lease.Fields.PreferredLifetime, lease.Fields.ValidLifetime);
    }
}
