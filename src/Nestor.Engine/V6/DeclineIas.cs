using Nestor.Engine.Allocation;
using Nestor.Engine.Hooking;
using Nestor.Engine.ReplyOptions;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>DECLINE: a client found addresses in use by others (RFC 9915 section 18.3.8). [lease6_decline]</summary>
internal static class DeclineIas
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        var options = exchange.Query.Options;
        while (options.TryNext(OptionCode6.IaNa, out var body))
        {
            if (Ia6.TryRead(OptionCode6.IaNa, body, out var ia))
            {
                engine.Ia.Start(OptionCode6.IaNa, ia);
                if (!One(engine, exchange))
                {
                    return Verdict.Drop;
                }
            }
        }

        // Whatever became of the IAs: each says it itself.
        TopStatus.Add(engine, StatusCode6.Success, "all that could be declined is"u8);
        return Verdict.Continue;
    }

    /// <summary>False when a library wants the query to end.</summary>
    private static bool One(Engine6 engine, Exchange6 exchange)
    {
        var hints = engine.Ia.Hints;
        if (hints.Count == 0)
        {
            IaWriter6.Status(engine, StatusCode6.NoBinding, "no address was named"u8);
            return true;
        }

        var worst = OwnLeases.Finding.Own;
        foreach (var hint in hints)
        {
            var finding = OwnLeases.Look(engine, exchange, hint.What, out int slot);
            if (finding == OwnLeases.Finding.Own)
            {
                var next = engine.Hooks.Lease6Decline.IsUsed ? LeaseHooks6.Decline(engine, exchange, slot) : NextStep.Continue;
                if (next == NextStep.Drop)
                {
                    return false;
                }

                if (next == NextStep.Skip)
                {
                    continue;
                }

                PutAside(engine, exchange, slot, hint.What);
            }
            else
            {
                LeaseLog.NotDeclined(engine, exchange, hint.What, finding);
                worst = finding;
            }
        }

        IaWriter6.Status(engine, OwnLeases.Status(worst), OwnLeases.Text(worst));
        return true;
    }

    /// <summary>The address keeps its place and loses its client until the probation is over.</summary>
    private static void PutAside(Engine6 engine, Exchange6 exchange, int slot, Prefix6 what)
    {
        var fields = engine.Leases.Fields(slot);
        fields.State = LeaseState.Declined;
        fields.Cltt = engine.Now;
        fields.ValidLifetime = exchange.Settings.DeclineProbationPeriod;
        fields.PreferredLifetime = 0;
        fields.HardwareType = 0;
        fields.HardwareSource = HardwareSource.Unknown;
        fields.IsFqdnForward = false;
        fields.IsFqdnReverse = false;
        LeaseAccount6.Put(engine, new Lease6View { Fields = fields });
        LeaseLog.Declined(engine, exchange, what);
        exchange.NeedsCommit = true;
    }
}
