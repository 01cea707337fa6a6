using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Engine.Bench;

/// <summary>Libraries that take part in every hook point of queries and do nothing there.</summary>
internal static class EmptyLibraries
{
    public static HookPoints4 V4(int count, Dhcp4Settings settings)
    {
        var points = new HookPoints4();
        for (int i = 0; i < count; i++)
        {
            var library = Setup(settings, points);
            points.Buffer4Receive.Add(library, static _ => { });
            points.Pkt4Receive.Add(library, static _ => { });
            points.Host4Identifier.Add(library, static _ => { });
            points.Subnet4Select.Add(library, static _ => { });
            points.Lease4Select.Add(library, static _ => { });
            points.Lease4Renew.Add(library, static _ => { });
            points.Lease4Release.Add(library, static _ => { });
            points.Lease4Decline.Add(library, static _ => { });
            points.Lease4Offer.Add(library, static _ => { });
            points.Lease4ServerDecline.Add(library, static _ => { });
            points.Leases4Committed.Add(library, static _ => { });
            points.Pkt4Send.Add(library, static _ => { });
            points.Buffer4Send.Add(library, static _ => { });
            points.Lease4Expire.Add(library, static _ => { });
            points.Lease4Recover.Add(library, static _ => { });
        }

        return points;
    }

    public static HookPoints6 V6(int count, Dhcp6Settings settings)
    {
        var points = new HookPoints6();
        for (int i = 0; i < count; i++)
        {
            var library = Setup(settings, points);
            points.Buffer6Receive.Add(library, static _ => { });
            points.Pkt6Receive.Add(library, static _ => { });
            points.Host6Identifier.Add(library, static _ => { });
            points.Subnet6Select.Add(library, static _ => { });
            points.Lease6Select.Add(library, static _ => { });
            points.Lease6Renew.Add(library, static _ => { });
            points.Lease6Rebind.Add(library, static _ => { });
            points.Lease6Release.Add(library, static _ => { });
            points.Lease6Decline.Add(library, static _ => { });
            points.Addr6Register.Add(library, static _ => { });
            points.Leases6Committed.Add(library, static _ => { });
            points.Pkt6Send.Add(library, static _ => { });
            points.Buffer6Send.Add(library, static _ => { });
            points.Lease6Expire.Add(library, static _ => { });
            points.Lease6Recover.Add(library, static _ => { });
        }

        return points;
    }

    /// <summary>How many a name asks for: its last part, as in <c>3-libraries</c>.</summary>
    public static int Of(string name)
    {
        string last = name[(name.LastIndexOf('.') + 1)..];
        return last.EndsWith("-library", StringComparison.Ordinal) || last.EndsWith("-libraries", StringComparison.Ordinal)
            ? int.Parse(last[..last.IndexOf('-', StringComparison.Ordinal)], System.Globalization.CultureInfo.InvariantCulture) : 0;
    }

    private static LibrarySetup Setup(DhcpSettings settings, HookPoints points) =>
        new(new HookLibrarySettings("empty", "empty", null, SourcePlace.None), settings, points, _ => Logger.Silent, (_, _, _) => { });
}
