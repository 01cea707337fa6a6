using Nestor.Engine.Allocation;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>Log messages about what becomes of a client's leases.</summary>
internal static class LeaseLog
{
    private static readonly LogId NaSolicitId = LogId.Debug(50, "DHCP6_PROCESS_IA_NA_SOLICIT");
    private static readonly LogId NaRequestId = LogId.Debug(50, "DHCP6_PROCESS_IA_NA_REQUEST");
    private static readonly LogId NaExtendId = LogId.Debug(50, "DHCP6_PROCESS_IA_NA_EXTEND");
    private static readonly LogId PdSolicitId = LogId.Debug(50, "DHCP6_PROCESS_IA_PD_SOLICIT");
    private static readonly LogId PdRequestId = LogId.Debug(50, "DHCP6_PROCESS_IA_PD_REQUEST");
    private static readonly LogId PdExtendId = LogId.Debug(50, "DHCP6_PROCESS_IA_PD_EXTEND");

    private static readonly LogId NaAdvertId = LogId.Info("DHCP6_LEASE_ADVERT");
    private static readonly LogId NaAllocId = LogId.Info("DHCP6_LEASE_ALLOC");
    private static readonly LogId NaRenewId = LogId.Info("DHCP6_LEASE_RENEW");
    private static readonly LogId NaReuseId = LogId.Info("DHCP6_LEASE_REUSE");
    private static readonly LogId NaAdvertFailId = LogId.Debug(50, "DHCP6_LEASE_ADVERT_FAIL");
    private static readonly LogId NaAllocFailId = LogId.Debug(50, "DHCP6_LEASE_ALLOC_FAIL");
    private static readonly LogId PdAdvertId = LogId.Info("DHCP6_PD_LEASE_ADVERT");
    private static readonly LogId PdAllocId = LogId.Info("DHCP6_PD_LEASE_ALLOC");
    private static readonly LogId PdRenewId = LogId.Info("DHCP6_PD_LEASE_RENEW");
    private static readonly LogId PdReuseId = LogId.Info("DHCP6_PD_LEASE_REUSE");
    private static readonly LogId PdAdvertFailId = LogId.Debug(50, "DHCP6_PD_LEASE_ADVERT_FAIL");
    private static readonly LogId PdAllocFailId = LogId.Debug(50, "DHCP6_PD_LEASE_ALLOC_FAIL");

    private static readonly LogId NaReleaseId = LogId.Info("DHCP6_RELEASE_NA");
    private static readonly LogId NaDeletedId = LogId.Info("DHCP6_RELEASE_NA_DELETED");
    private static readonly LogId NaExpiredId = LogId.Info("DHCP6_RELEASE_NA_EXPIRED");
    private static readonly LogId NaWrongDuidId = LogId.Info("DHCP6_RELEASE_NA_FAIL_WRONG_DUID");
    private static readonly LogId NaWrongIaidId = LogId.Warn("DHCP6_RELEASE_NA_FAIL_WRONG_IAID");
    private static readonly LogId NaNotAssignedId = LogId.Debug(40, "DHCP6_RELEASE_NA_FAIL_NOT_ASSIGNED");
    private static readonly LogId PdReleaseId = LogId.Info("DHCP6_RELEASE_PD");
    private static readonly LogId PdDeletedId = LogId.Info("DHCP6_RELEASE_PD_DELETED");
    private static readonly LogId PdExpiredId = LogId.Info("DHCP6_RELEASE_PD_EXPIRED");
    private static readonly LogId PdWrongDuidId = LogId.Info("DHCP6_RELEASE_PD_FAIL_WRONG_DUID");
    private static readonly LogId PdWrongIaidId = LogId.Warn("DHCP6_RELEASE_PD_FAIL_WRONG_IAID");
    private static readonly LogId PdNotAssignedId = LogId.Debug(40, "DHCP6_RELEASE_PD_FAIL_NOT_ASSIGNED");

    private static readonly LogId DeclineId = LogId.Info("DHCP6_DECLINE_LEASE");
    private static readonly LogId DeclineNoLeaseId = LogId.Info("DHCP6_DECLINE_FAIL_NO_LEASE");
    private static readonly LogId DeclineDuidId = LogId.Info("DHCP6_DECLINE_FAIL_DUID_MISMATCH");
    private static readonly LogId DeclineIaidId = LogId.Info("DHCP6_DECLINE_FAIL_IAID_MISMATCH");

    /// <summary>An IA is about to be answered.</summary>
    public static void Asked(Engine6 engine, Exchange6 exchange)
    {
        var id = (exchange.MessageType, engine.Ia.IsPrefixes) switch
        {
            (MessageType6.Solicit, false) => NaSolicitId,
            (MessageType6.Request, false) => NaRequestId,
            (_, false) => NaExtendId,
            (MessageType6.Solicit, true) => PdSolicitId,
            (MessageType6.Request, true) => PdRequestId,
            _ => PdExtendId,
        };
        engine.Loggers.Packets.Write(id, $"{new QueryLabel(exchange)}: IA {engine.Ia.Iaid}, {engine.Ia.Hints.Count} hints");
    }

    /// <summary>What the IA at hand gets, or that it gets nothing.</summary>
    public static void Told(Engine6 engine, Exchange6 exchange)
    {
        var ia = engine.Ia;
        var log = engine.Loggers.Leases;
        if (ia.Grants.Count == 0)
        {
            var fail = exchange.IsOffer
                ? (ia.IsPrefixes ? PdAdvertFailId : NaAdvertFailId)
                : (ia.IsPrefixes ? PdAllocFailId : NaAllocFailId);
            log.Write(fail, $"{new QueryLabel(exchange)}: nothing for IA {ia.Iaid}");
            return;
        }

        bool isExtended = exchange.MessageType is MessageType6.Renew or MessageType6.Rebind;
        var id = isExtended
            ? (ia.IsPrefixes ? PdRenewId : NaRenewId)
            : exchange.IsOffer
                ? (ia.IsPrefixes ? PdAdvertId : NaAdvertId)
                : (ia.IsPrefixes ? PdAllocId : NaAllocId);
        foreach (var grant in ia.Grants)
        {
            bool isReused = grant.IsReused && !exchange.IsOffer;
            log.Write(isReused ? (ia.IsPrefixes ? PdReuseId : NaReuseId) : id, $"{new QueryLabel(exchange)}: {grant.What.Address}/{(uint)grant.What.Length} for IA {ia.Iaid}, {grant.Valid} seconds");
        }
    }

    public static void Released(Engine6 engine, Exchange6 exchange, Prefix6 what) =>
        engine.Loggers.Leases.Write(engine.Ia.IsPrefixes ? PdReleaseId : NaReleaseId, $"{new QueryLabel(exchange)}: {what.Address}/{(uint)what.Length} of IA {engine.Ia.Iaid} is given back");

    /// <param name="isKept">For the client's return.</param>
    public static void GivenBack(Engine6 engine, Exchange6 exchange, Prefix6 what, bool isKept)
    {
        var id = isKept
            ? (engine.Ia.IsPrefixes ? PdExpiredId : NaExpiredId)
            : (engine.Ia.IsPrefixes ? PdDeletedId : NaDeletedId);
        engine.Loggers.Leases.Write(id, $"{new QueryLabel(exchange)}: lease {what.Address}/{(uint)what.Length} is free for others");
    }

    public static void NotReleased(Engine6 engine, Exchange6 exchange, Prefix6 what, OwnLeases.Finding finding)
    {
        bool isPrefix = engine.Ia.IsPrefixes;
        var id = finding switch
        {
            OwnLeases.Finding.OtherClient => isPrefix ? PdWrongDuidId : NaWrongDuidId,
            OwnLeases.Finding.OtherIa => isPrefix ? PdWrongIaidId : NaWrongIaidId,
            _ => isPrefix ? PdNotAssignedId : NaNotAssignedId,
        };
        engine.Loggers.Leases.Write(id, $"{new QueryLabel(exchange)}: {what.Address}/{(uint)what.Length} of IA {engine.Ia.Iaid} is not released: {OwnLeases.Text(finding)}");
    }

    public static void Declined(Engine6 engine, Exchange6 exchange, Prefix6 what) =>
        engine.Loggers.Leases.Write(DeclineId, $"{new QueryLabel(exchange)}: address {what.Address} is in use by somebody else and out of use for {exchange.Settings.DeclineProbationPeriod} seconds");

    public static void NotDeclined(Engine6 engine, Exchange6 exchange, Prefix6 what, OwnLeases.Finding finding)
    {
        var id = finding switch
        {
            OwnLeases.Finding.OtherClient => DeclineDuidId,
            OwnLeases.Finding.OtherIa => DeclineIaidId,
            _ => DeclineNoLeaseId,
        };
        engine.Loggers.Leases.Write(id, $"{new QueryLabel(exchange)}: address {what.Address} of IA {engine.Ia.Iaid} is not declined: {OwnLeases.Text(finding)}");
    }
}
