using Nestor.Engine.Allocation;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>RENEW and REBIND: leases go on, others are given, what is no longer the client's is told (RFC 9915 sections 18.3.4 and 18.3.5). [lease6_renew] [lease6_rebind]</summary>
internal static class ExtendIas
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        var ias = new IaCursor(exchange.Query);
        while (ias.TryNext(out ushort code, out var ia))
        {
            engine.Ia.Start(code, ia);
            LeaseLog.Asked(engine, exchange);
            if (exchange.SelectedSubnet is not null)
            {
                if (!AssignIas.IsRejected(engine, exchange))
                {
                    One(engine, exchange);
                }

                continue;
            }

            if (engine.Ia.IsPrefixes && exchange.MessageType == MessageType6.Rebind)
            {
                // Some other server may know the prefix; RFC 9915 section 18.3.5 leaves the client to it.
                return engine.Drop(exchange, Log.DropUnanswerable, Counter6.ProcessingFailed);
            }

            IaWriter6.Status(engine, StatusCode6.NoBinding, "no lease is known for this client and IA"u8);
        }

        return Verdict.Continue;
    }

    private static void One(Engine6 engine, Exchange6 exchange)
    {
        var ia = engine.Ia;
        Allocation6.Serve(engine, exchange, AllocationLog6.RenewUnreserved);
        foreach (var hint in ia.Hints)
        {
            // A wish for a length or for any address names nothing that could be lost (RFC 8168 section 3.1).
            if (!hint.What.Address.IsZero && !ia.IsGranted(hint.What))
            {
                ia.Lose(hint.What);
            }
        }

        LeaseLog.Told(engine, exchange);
        if (ia.Grants.Count > 0)
        {
            IaWriter6.Leases(engine, exchange);
        }
        else
        {
            IaWriter6.Nothing(engine, AssignIas.None(ia), ia.IsPrefixes ? "no prefix is free"u8 : "no address is free"u8);
        }
    }
}
