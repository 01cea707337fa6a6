using Nestor.Engine.Allocation;
using Nestor.Engine.Hooking;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;

namespace Nestor.Engine.V4;

/// <summary>A client gives its address back (RFC 2131 section 4.3.4). There is no answer. [lease4_release]</summary>
public static class Release
{
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        var address = exchange.Query.Ciaddr;
        var log = engine.Loggers.Leases;
        int slot = engine.Leases.Find(address);
        if (slot < 0)
        {
            Log.ReleaseNoLease(log, exchange, address);
            return Verdict.Drop;
        }

        // Whatever match-client-id says: a client identifier that differs is another client.
        if (!ClientLease.IsOwnedBy(engine, slot, exchange, matchClientId: true))
        {
            Log.ReleaseWrongClient(log, exchange, address);
            return Verdict.Drop;
        }

        var fields = engine.Leases.Fields(slot);
        if (fields.State != LeaseState.Default)
        {
            Log.ReleaseNotAssigned(log, exchange, address);
            return Verdict.Drop;
        }

        if (engine.Hooks.Lease4Release.IsUsed && !LeaseHooks4.MayRelease(engine, exchange, slot))
        {
            return Verdict.Drop;
        }

        Log.Released(log, exchange, address);
        var expiry = exchange.Settings.Expiry;
        if (expiry.HoldReclaimedTime > 0 && expiry.FlushReclaimedTimerWait > 0 && !fields.IsInfinite)
        {
            // Kept without being in force, so that the client finds its address again when it comes back. As with Kea
            // the time it is held counts from the client's last renewal, and its name is taken out of the DNS then.
            var lease = engine.Leases.View(slot);
            lease.Fields.State = LeaseState.Released;
            lease.Fields.ValidLifetime = 0;
            LeaseAccount.Put(engine, in lease);
            Log.ReleaseExpired(log, exchange, address);
        }
        else
        {
            LeaseAccount.Remove(engine, slot);
            Log.ReleaseDeleted(log, exchange, address);
        }

        return LeaseHooks4.Committed(engine, exchange);
    }
}
