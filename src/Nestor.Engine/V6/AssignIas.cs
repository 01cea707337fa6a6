using Nestor.Engine.Allocation;
using Nestor.Engine.ReplyOptions;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>SOLICIT and REQUEST: each IA gets what it may have, or a status (RFC 9915 sections 18.3.1 and 18.3.2). [leases6_committed]</summary>
internal static class AssignIas
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        var ias = new IaCursor(exchange.Query);
        while (ias.TryNext(out ushort code, out var ia))
        {
            engine.Ia.Start(code, ia);
            One(engine, exchange);
        }

        return Verdict.Continue;
    }

    private static void One(Engine6 engine, Exchange6 exchange)
    {
        var ia = engine.Ia;
        LeaseLog.Asked(engine, exchange);
        if (exchange.SelectedSubnet is null)
        {
            IaWriter6.Status(engine, None(ia), "no subnet is configured here"u8);
            return;
        }

        if (IsRejected(engine, exchange))
        {
            return;
        }

        Allocation6.Serve(engine, exchange, AllocationLog6.Unreserved);
        ia.Gone.Clear();
        LeaseLog.Told(engine, exchange);
        if (ia.Grants.Count > 0)
        {
            IaWriter6.Leases(engine, exchange);
        }
        else
        {
            IaWriter6.Status(engine, None(ia), ia.IsPrefixes ? "no prefix is free"u8 : "no address is free"u8);
        }
    }

    /// <summary>True for a client in class REJECT: the IA is told that there is nothing for it.</summary>
    public static bool IsRejected(Engine6 engine, Exchange6 exchange)
    {
        if (!exchange.Classes.Contains(ClassNames.Reject))
        {
            return false;
        }

        Log.Rejected(engine.Loggers.BadPackets, exchange);
        IaWriter6.Status(engine, None(engine.Ia), "clients of class REJECT get nothing"u8);
        return true;
    }

    /// <summary>The status of an IA that gets nothing.</summary>
    public static StatusCode6 None(IaState6 ia) => ia.IsPrefixes ? StatusCode6.NoPrefixAvail : StatusCode6.NoAddrsAvail;
}
