using Nestor.Engine.V4;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;

namespace Nestor.Engine.Hooking;

/// <summary>The hook points of DHCPv4 leases that ran out.</summary>
internal static class ExpiryHooks4
{
    /// <summary>
    /// [lease4_expire] [lease4_recover] The slot of the lease, which is to be put in order; -1 when a library has done it or
    /// wants it left as it is.
    /// </summary>
    /// <param name="isRemoving">Leases are deleted rather than kept.</param>
    public static int Reclaimed(Engine4 engine, int slot, bool isRemoving)
    {
        var hooks = engine.Hooks;
        if (hooks.Lease4Expire.IsUsed)
        {
            slot = Ask(engine, hooks.Lease4Expire, slot, isRemoving, out _);
        }

        if (slot >= 0 && hooks.Lease4Recover.IsUsed && engine.Leases.Fields(slot).State == LeaseState.Declined)
        {
            var address = engine.Leases.Fields(slot).Address;
            slot = Ask(engine, hooks.Lease4Recover, slot, isRemoving: true, out bool isSkipped);
            if (isSkipped)
            {
                HookLog.RecoverySkipped(engine.Loggers.Hooks, address);
            }
        }

        return slot;
    }

    /// <summary>The lease that is kept for its client's return, as libraries want it.</summary>
    public static Lease4View Kept(Engine4 engine, int slot)
    {
        if (!engine.Hooks.Lease4Expire.IsUsed)
        {
            return engine.Leases.View(slot);
        }

        // Whose and where it is is not theirs to say: pools and counters would no longer fit.
        var lease = engine.Hooks.Lease4Expire.Call.Lease.View;
        lease.Fields = engine.Leases.Fields(slot);
        return lease;
    }

    private static int Ask(Engine4 engine, HookPoint<LeaseExpireCall4> point, int slot, bool isRemoving, out bool isSkipped)
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
