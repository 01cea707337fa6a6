using Nestor.Hooks.Exchange;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;

namespace StandardLibraries.External;

/// <content>The points of the DHCPv6 server.</content>
public sealed partial class Library
{
    private string[] Take(LibrarySetup setup, HookPoints6 points)
    {
        Ask(setup, points.Pkt6Receive, (exchange, verdict) => Put(exchange, verdict));
        Ask(setup, points.Subnet6Select, (exchange, verdict) =>
        {
            Put(exchange, verdict);
            var subnet = verdict.SubnetId is { } id ? _server.Leases6!.Subnet(id) : exchange.Subnet;
            exchange.SelectedSubnet = exchange.Subnet = verdict.Next == NextStep.Skip ? null : subnet ?? exchange.Subnet;
        });
        points.Leases6Committed.Add(setup, call => Decide(
            points.Leases6Committed.Name, call, m => m.Query(call.Exchange).Changes(call), Nothing));
        points.Lease6Release.Add(setup, call => Watch(points.Lease6Release.Name, m => m.Query(call.Exchange).Lease("lease", call.Lease.View)));
        points.Lease6Decline.Add(setup, call => Watch(points.Lease6Decline.Name, m => m.Query(call.Exchange).Lease("lease", call.Lease.View)));
        points.Lease6Expire.Add(setup, call => Watch(points.Lease6Expire.Name, m => m.Lease("lease", call.Lease.View)));
        points.Lease6Recover.Add(setup, call => Watch(points.Lease6Recover.Name, m => m.Lease("lease", call.Lease.View)));
        return
        [
            points.Pkt6Receive.Name, points.Subnet6Select.Name, points.Leases6Committed.Name, points.Lease6Release.Name,
            points.Lease6Decline.Name, points.Lease6Expire.Name, points.Lease6Recover.Name,
        ];
    }

    private void Ask<TCall>(LibrarySetup setup, HookPoint<TCall> point, Action<Exchange6, Verdict> apply)
        where TCall : QueryCall6, new() =>
        point.Add(setup, call =>
        {
            var exchange = call.Exchange;
            Decide(point.Name, call, m => m.Query(exchange), verdict => apply(exchange, verdict));
        });

    private static void Put(Exchange6 exchange, Verdict verdict)
    {
        foreach (string name in verdict.Classes)
        {
            exchange.Classes.Add(Utf8(name), exchange.Settings.Classes.Names);
        }
    }
}
