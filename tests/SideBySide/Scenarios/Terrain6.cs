using SideBySide.Net;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>What a DHCPv6 configuration looks like from outside: the addresses and prefixes worth asking for.</summary>
internal sealed record Terrain6
{
    /// <summary>Made from <see cref="Link.ServerMac"/>.</summary>
    public const string ServerLinkLocal = "fe80::ff:fe00:1";

    /// <summary>All DHCP relay agents and servers (RFC 8415 section 7.1).</summary>
    public const string Everyone = "ff02::1:2";

    public const string EveryoneMac = "33:33:00:01:00:02";

    /// <summary>As the fixtures set it.</summary>
    public static readonly byte[] ServerDuid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 0xf1];

    /// <summary>Of the server's interface beside its link-local one, with prefix length.</summary>
    public IReadOnlyList<string> ServerAddresses { get; init; } = ["2001:db8:1::1/64"];

    public string Server => ServerAddresses[0].Split('/')[0];

    /// <summary>Chains of relays, each next to the client first; empty when all clients are on the server's link.</summary>
    public IReadOnlyList<IReadOnlyList<Hop6>> Relays { get; init; } = [];

    public IReadOnlyList<string> Pool { get; init; } = ["2001:db8:1::10", "2001:db8:1::11", "2001:db8:1::25", "2001:db8:1::3f"];

    /// <summary>Addresses of the subnets outside every pool.</summary>
    public IReadOnlyList<string> OutOfPool { get; init; } = ["2001:db8:1::5", "2001:db8:1::ffff"];

    public IReadOnlyList<string> Reserved { get; init; } = [];

    /// <summary>Addresses of no subnet.</summary>
    public IReadOnlyList<string> Elsewhere { get; init; } = ["2001:db8:99::7", "fe80::7", "ff02::1", "::1"];

    /// <summary>Dynamic prefixes.</summary>
    public IReadOnlyList<string> Prefixes { get; init; } = ["2001:db8:100::/56", "2001:db8:100:100::/56", "2001:db8:100:ff00::/56"];

    /// <summary>Prefixes of other lengths and places.</summary>
    public IReadOnlyList<string> OtherPrefixes { get; init; } =
        ["::/56", "::/48", "::/60", "::/64", "::/0", "::/128", "2001:db8:100::/60", "2001:db8:100::/48", "2001:db8:9900::/56"];

    /// <summary>Clients that have reservations.</summary>
    public IReadOnlyList<Client6> Residents { get; init; } = [];

    /// <summary>The servers have a socket on their global address.</summary>
    public bool HearsUnicast { get; init; }

    /// <summary>To one of the server's addresses, which has a socket of its own; there only relays are answered.</summary>
    public static Query6 RelayedFence(uint transaction, string target)
    {
        Query6 fence = Fence(transaction);
        fence.Hops.Add(new Hop6("::", "fe80::fe:fe", []));
        fence.Envelope = new Envelope("02:fe:00:00:00:01", Link.ServerMac, "fe80::fe:fe", target, 547, 547);
        return fence;
    }

    /// <summary>An INFORMATION-REQUEST of nobody.</summary>
    public static Query6 Fence(uint transaction) => new()
    {
        Label = "fence",
        Type = MessageType6.InformationRequest,
        TransactionId = transaction & 0xffffff,
        Envelope = new Envelope("02:fe:00:00:00:01", EveryoneMac, "fe80::fe:fe", Everyone, 546, 547),
    };
}
