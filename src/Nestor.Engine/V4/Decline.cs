using Nestor.Engine.Allocation;
using Nestor.Engine.Hooking;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.V4;

/// <summary>A client found its address in use by another host (RFC 2131 section 4.3.3). There is no answer. [lease4_decline]</summary>
public static class Decline
{
    public static Verdict Run(Engine4 engine, Exchange4 exchange)
    {
        if (!exchange.Query.TryAddressOption(OptionCode4.RequestedAddress, out var address))
        {
            return engine.Drop(exchange, Log.DropRfcViolation, Statistics.Counter4.RfcViolation);
        }

        var log = engine.Loggers.Leases;
        int slot = engine.Leases.Find(address);
        if (slot < 0)
        {
            Log.DeclineNotFound(log, exchange, address);
            return Verdict.Drop;
        }

        var fields = engine.Leases.Fields(slot);
        if (fields.State != LeaseState.Default || !ClientLease.IsOwnedBy(engine, slot, exchange, matchClientId: true))
        {
            Log.DeclineMismatch(log, exchange, address);
            return Verdict.Drop;
        }

        if (engine.Hooks.Lease4Decline.IsUsed && !LeaseHooks4.MayDecline(engine, exchange, slot))
        {
            return Verdict.Drop;
        }

        uint probation = exchange.Settings.DeclineProbationPeriod;
        fields.State = LeaseState.Declined;
        fields.ValidLifetime = probation;
        fields.Cltt = engine.Now;
        fields.IsFqdnForward = false;
        fields.IsFqdnReverse = false;
        LeaseAccount.Put(engine, new Lease4View { Fields = fields });
        Log.Declined(log, exchange, address, probation);
        return LeaseHooks4.Committed(engine, exchange);
    }
}
