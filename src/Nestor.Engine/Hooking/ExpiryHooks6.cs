using Nestor.Engine.V6;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;

namespace Nestor.Engine.Hooking;

/// <summary>The hook points of DHCPv6 leases that ran out.</summary>
internal static class ExpiryHooks6
{
    /// <summary>
    /// [lease6_expire] [lease6_recover] The slot of the lease, which is to be put in order; -1 when a library has done it or
    /// wants it left as it is.
    /// </summary>
    /// <param name="isRemoving">Leases are deleted rather than kept.</param>
    public static int Reclaimed(Engine6 engine, int slot, bool isRemoving)
    {
        var hooks = engine.Hooks;
        if (hooks.Lease6Expire.IsUsed)
        {
            // Kea says of declined leases what it says of others; a registered one is never kept.
            bool isRegistered = engine.Leases.Fields(slot).State == LeaseState.Registered;
            slot = Ask(engine, hooks.Lease6Expire, slot, isRemoving || isRegistered, out _);
        }

        if (slot >= 0 && hooks.Lease6Recover.IsUsed && engine.Leases.Fields(slot).State == LeaseState.Declined)
        {
            var address = engine.Leases.Fields(slot).Address;
            slot = Ask(engine, hooks.Lease6Recover, slot, isRemoving: true, out bool isSkipped);
            if (isSkipped)
            {
                HookLog.RecoverySkipped(engine.Loggers.Hooks, address);
            }
        }

        return slot;
    }

    /// <summary>The lease that is kept for its client's return, as libraries want it.</summary>
    public static Lease6View Kept(Engine6 engine, int slot)
    {
        if (!engine.Hooks.Lease6Expire.IsUsed)
        {
            return engine.Leases.View(slot);
        }

        // Whose and where it is is not theirs to say: pools and counters would no longer fit.
        var lease = engine.Hooks.Lease6Expire.Call.Lease.View;
        lease.Fields = engine.Leases.Fields(slot);
        return lease;
    }

    private static int Ask(Engine6 engine, HookPoint<LeaseExpireCall6> point, int slot, bool isRemoving, out bool isSkipped)
    {
        var address = engine.Leases.Fields(slot).Address;
        point.Call.Lease.Set(engine.Leases.View(slot));
        point.Call.IsRemoved = isRemoving;
        isSkipped = point.Run() == NextStep.Skip;

        // The library may have stored or deleted it meanwhile.
        int after = engine.Leases.Find(address);
        if (after < 0 || !engine.Leases.IsExpired(after))
        {
            return -1;
        }

        if (isSkipped)
        {
            engine.Leases.PutOff(after);
            return -1;
        }

        return after;
    }
}
