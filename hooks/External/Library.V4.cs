using Nestor.Hooks.Exchange;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;

namespace StandardLibraries.External;

/// <content>The points of the DHCPv4 server.</content>
public sealed partial class Library
{
    private string[] Take(LibrarySetup setup, HookPoints4 points)
    {
        Ask(setup, points.Pkt4Receive, (exchange, verdict) => Put(exchange, verdict));
        Ask(setup, points.Subnet4Select, (exchange, verdict) =>
        {
            Put(exchange, verdict);
            var subnet = verdict.SubnetId is { } id ? _server.Leases4!.Subnet(id) : exchange.Subnet;
            exchange.SelectedSubnet = exchange.Subnet = verdict.Next == NextStep.Skip ? null : subnet ?? exchange.Subnet;
        });
        points.Lease4Offer.Add(setup, call => Decide(
            points.Lease4Offer.Name, call, m => m.Query(call.Exchange).Lease("lease", call.Lease.View), Nothing));
        points.Leases4Committed.Add(setup, call => Decide(
            points.Leases4Committed.Name, call, m => m.Query(call.Exchange).Changes(call), Nothing));
        points.Lease4Release.Add(setup, call => Watch(points.Lease4Release.Name, m => m.Query(call.Exchange).Lease("lease", call.Lease.View)));
        points.Lease4Decline.Add(setup, call => Watch(points.Lease4Decline.Name, m => m.Query(call.Exchange).Lease("lease", call.Lease.View)));
        points.Lease4Expire.Add(setup, call => Watch(points.Lease4Expire.Name, m => m.Lease("lease", call.Lease.View)));
        points.Lease4Recover.Add(setup, call => Watch(points.Lease4Recover.Name, m => m.Lease("lease", call.Lease.View)));
        return
        [
            points.Pkt4Receive.Name, points.Subnet4Select.Name, points.Lease4Offer.Name, points.Leases4Committed.Name, points.Lease4Release.Name,
            points.Lease4Decline.Name, points.Lease4Expire.Name, points.Lease4Recover.Name,
        ];
    }

    private void Ask<TCall>(LibrarySetup setup, HookPoint<TCall> point, Action<Exchange4, Verdict> apply)
        where TCall : QueryCall4, new() =>
        point.Add(setup, call =>
        {
            var exchange = call.Exchange;
            Decide(point.Name, call, m => m.Query(exchange), verdict => apply(exchange, verdict));
        });

    private static void Put(Exchange4 exchange, Verdict verdict)
    {
        foreach (string name in verdict.Classes)
        {
            exchange.Classes.Add(Utf8(name), exchange.Settings.Classes.Names);
        }
    }

    private static void Nothing(Verdict verdict)
    {
    }
}
