using Nestor.Hooks.Libraries;
using Nestor.Json;
using Nestor.Model.Networks;

namespace StandardLibraries.PingCheck;

/// <summary>How addresses are checked, everywhere or in one subnet.</summary>
/// <param name="IsEnabled">enable-ping-check.</param>
/// <param name="MinRequests">min-ping-requests: so many without an answer make an address free.</param>
/// <param name="Patience">reply-timeout: how long an answer to each of them may take.</param>
/// <param name="Trust">ping-cltt-secs: a client that comes back within so many seconds is believed to have left the address free.</param>
/// <param name="IsArpProbed">enable-arp-probe, ours: clients on the server's own link are asked for by ARP too.</param>
internal sealed record PingSettings(bool IsEnabled, int MinRequests, TimeSpan Patience, long Trust, bool IsArpProbed)
{
    /// <summary>The member of a subnet's user-context.</summary>
    public const string Context = "ping-check";

    public static readonly PingSettings Usual = new(true, 1, TimeSpan.FromMilliseconds(100), 60, true);

    /// <summary>Those of the library, which hold for all subnets.</summary>
    public static PingSettings Read(LibrarySetup setup) => Read(new ParameterReader(setup), Usual, out _);

    /// <summary>Those of a subnet: what its user-context says, and for the rest the library's.</summary>
    public static PingSettings Read(LibrarySetup setup, Subnet4 subnet, PingSettings above)
    {
        if (subnet.UserContext?[Context] is not { } map)
        {
            return above;
        }

        if (map.Kind != ElementKind.Map)
        {
            setup.Error(map.Place, $"found {Element.NameOf(map.Kind)} for \"{Context}\" of subnet {subnet.Id}, wanted a map");
            return above;
        }

        var read = Read(new ParameterReader(setup, map, map.Place), above, out bool hasThreads);
        if (hasThreads)
        {
            setup.Warn(map.Place, $"found \"ping-channel-threads\" in subnet {subnet.Id}: it is a parameter of the library alone");
        }

        return read;
    }

    private static PingSettings Read(ParameterReader reader, PingSettings usual, out bool hasThreads)
    {
        var read = new PingSettings(
            reader.Boolean("enable-ping-check", usual.IsEnabled),
            (int)reader.Integer("min-ping-requests", usual.MinRequests, 1, int.MaxValue),
            TimeSpan.FromMilliseconds(reader.Integer("reply-timeout", (long)usual.Patience.TotalMilliseconds, 1, uint.MaxValue)),
            reader.Integer("ping-cltt-secs", usual.Trust, 0, uint.MaxValue),
            reader.Boolean("enable-arp-probe", usual.IsArpProbed));

        // One thread does it all: how many there are to be is read, and changes nothing.
        hasThreads = reader.Integer("ping-channel-threads", -1, 0, uint.MaxValue) >= 0;
        reader.RefuseOthers();
        return read;
    }
}
