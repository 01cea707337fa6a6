using System.Net;
using Nestor.Hooks.Libraries;
using Nestor.Json;

namespace StandardLibraries.LeaseQuery.Bulk;

/// <summary>advanced: whether and how queries come over TCP.</summary>
/// <param name="IsEnabled">bulk-query-enabled.</param>
/// <param name="Listen">lease-query-ip and lease-query-tcp-port.</param>
/// <param name="MaxConnections">max-requester-connections.</param>
/// <param name="Patience">max-requester-idle-time: how long a requester may neither send nor read.</param>
/// <param name="Fetch">max-leases-per-fetch: leases that are told of in one turn of the loop.</param>
internal sealed record BulkSettings(bool IsEnabled, IPEndPoint Listen, int MaxConnections, TimeSpan Patience, int Fetch)
{
    /// <summary>More leases than that are told of in several turns, whatever is configured.</summary>
    private const int MostInATurn = 1000;

    /// <param name="isV4">The family of the server.</param>
    public static BulkSettings Read(LibrarySetup setup, Element? advanced, bool isV4)
    {
        var reader = new ParameterReader(setup, advanced, advanced?.Place ?? setup.Place);
        bool isEnabled = reader.Boolean("bulk-query-enabled", false);
        if (reader.Boolean("active-query-enabled", false))
        {
            setup.Error(advanced!["active-query-enabled"]!.Place, "found true for \"active-query-enabled\", wanted false: there are no active queries");
        }

        // Relays are looked for in the leases themselves: there is no table of them to keep.
        reader.Boolean("extended-info-tables-enabled", isEnabled);
        string text = reader.Text("lease-query-ip", isV4 ? "127.0.0.1" : "::1")!;
        if (!IPAddress.TryParse(text, out var address) || address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork != isV4)
        {
            setup.Error(advanced!["lease-query-ip"]!.Place, $"found \"{text}\" for \"lease-query-ip\", wanted an {(isV4 ? "IPv4" : "IPv6")} address");
            address = IPAddress.Loopback;
        }

        int port = (int)reader.Integer("lease-query-tcp-port", isV4 ? 67 : 547, 1, ushort.MaxValue);

        // Of one connection one query is answered after the other, on the loop's thread: these change nothing.
        reader.Integer("max-bulk-query-threads", 0, 0, uint.MaxValue);
        reader.Integer("max-concurrent-queries", 0, 0, uint.MaxValue);
        foreach (string name in (ReadOnlySpan<string>)["trust-anchor", "cert-file", "key-file", "cert-required"])
        {
            if (reader.Any(name) is { } value)
            {
                setup.Warn(value.Place, $"found \"{name}\": it changes nothing, connections have no TLS");
            }
        }

        var read = new BulkSettings(
            isEnabled, new IPEndPoint(address, port), (int)reader.Integer("max-requester-connections", 10, 1, int.MaxValue),
            TimeSpan.FromSeconds(reader.Integer("max-requester-idle-time", 300, 1, int.MaxValue / 1000)),
            (int)Math.Min(reader.Integer("max-leases-per-fetch", 100, 1, uint.MaxValue), MostInATurn));
        reader.RefuseOthers();
        return read;
    }
}
