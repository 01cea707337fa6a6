using Nestor.Engine.Allocation;
using Nestor.Engine.Hooking;
using Nestor.Engine.ReplyOptions;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>RELEASE: a client gives leases back (RFC 9915 section 18.3.6). [lease6_release]</summary>
internal static class ReleaseIas
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        var general = StatusCode6.Success;
        var ias = new IaCursor(exchange.Query);
        while (ias.TryNext(out ushort code, out var ia))
        {
            engine.Ia.Start(code, ia);
            if (One(engine, exchange) is not StatusCode6.Success and var bad)
            {
                general = bad;
            }
        }

        TopStatus.Add(engine, general, "all that could be released is"u8);
        return Verdict.Continue;
    }

    private static StatusCode6 One(Engine6 engine, Exchange6 exchange)
    {
        var hints = engine.Ia.Hints;
        if (hints.Count == 0)
        {
            IaWriter6.Status(engine, StatusCode6.NoBinding, "nothing to release was named"u8);
            return StatusCode6.NoBinding;
        }

        // An IA of which anything is released had a binding, whatever else was named in it.
        var told = OwnLeases.Finding.Unknown;
        foreach (var hint in hints)
        {
            var finding = OwnLeases.Look(engine, exchange, hint.What, out int slot);
            if (finding == OwnLeases.Finding.Own)
            {
                told = finding;
                if (engine.Hooks.Lease6Release.IsUsed && !LeaseHooks6.MayRelease(engine, exchange, slot))
                {
                    continue;
                }

                LeaseLog.Released(engine, exchange, hint.What);
                GiveBack(engine, exchange, slot, hint.What);
            }
            else
            {
                LeaseLog.NotReleased(engine, exchange, hint.What, finding);
                told = told == OwnLeases.Finding.Own ? told : finding;
            }
        }

        IaWriter6.Status(engine, OwnLeases.Status(told), OwnLeases.Text(told));
        return OwnLeases.Status(told);
    }

    private static void GiveBack(Engine6 engine, Exchange6 exchange, int slot, Prefix6 what)
    {
        exchange.NeedsCommit = true;
        var expiry = exchange.Settings.Expiry;
        bool isKept = expiry.HoldReclaimedTime > 0 && expiry.FlushReclaimedTimerWait > 0 && !engine.Leases.Fields(slot).IsInfinite;
        LeaseLog.GivenBack(engine, exchange, what, isKept);
        if (!isKept)
        {
            LeaseAccount6.Remove(engine, slot, isReleased: true);
            return;
        }

        // Kept without being in force, so that the client finds its address again when it comes back. As with Kea the
        // time it is held counts from the client's last renewal, and its name is taken out of the DNS then.
        var lease = engine.Leases.View(slot);
        lease.Fields.State = LeaseState.Released;
        lease.Fields.ValidLifetime = 0;
        lease.Fields.PreferredLifetime = 0;
        LeaseAccount6.Put(engine, in lease);
    }
}
