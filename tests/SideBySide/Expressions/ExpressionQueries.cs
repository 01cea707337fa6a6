using System.Text;
using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Expressions;

/// <summary>The queries that expressions are asked of.</summary>
internal static class ExpressionQueries
{
    public static readonly string[] ServerAddresses4 = ["192.0.2.1/24"];

    public static IReadOnlyList<Query> Of4() =>
    [
        New4(1, "bare"),
        New4(2, "with much")
            .AddText(12, "host.example").AddText(60, "docsis3.0").Add(61, 1, 2, 0, 0, 0, 0, 2).Add(55, 1, 3, 6, 15)
            .Add(81, 4, 0, 0, 4, (byte)'H', (byte)'o', (byte)'s', (byte)'t').Add(93, 0, 7).Add(97, 0, 1, 2, 3, 4).AddSeconds(51, 3600)
            .Add(57, 5, 220).Add(77, 3, (byte)'a', (byte)'b', (byte)'c').Add(230, 1, 2, 3).Add(43, 1, 1, (byte)'q', 2, 0, 255),
        New4(3, "with zeros behind its texts")
            .AddText(12, "a.b.c\0\0").AddText(60, "x\0").Add(81, 5, 255, 255, 1, (byte)'F', 3, (byte)'B', (byte)'a', (byte)'r', 0)
            .Add(119, 3, (byte)'f', (byte)'o', (byte)'o', 0, 1, (byte)'a', 0xC0, 0).Add(116, 1).Add(94, 1, 2, 3)
            .Add(79, 1, (byte)'a', (byte)',', (byte)'b').Add(78, 0, 10, 0, 0, 1).AddAddress(50, "192.0.2.11"),
        Relayed4(4, "relayed").Add(82, 2, 3, (byte)'r', (byte)'i', (byte)'d', 1, 3, (byte)'c', 0, (byte)'d', 9, 0)
            .Add(125, 0, 0, 0x11, 0x8B, 8, 1, 4, (byte)'a', (byte)'b', (byte)'c', 0, 2, 0)
            .Add(124, 0, 0, 0x11, 0x8B, 5, 4, (byte)'d', (byte)'a', (byte)'t', (byte)'a'),
        Relayed4(5, "relayed, of another vendor").Add(82, 1, 4, 1, 2, 3, 4, 1, 2, 5, 6).Add(125, 0, 0, 0, 9, 5, 1, 3, 7, 8, 9)
            .Add(124, 0, 0, 0, 9, 2, 1, 2, 0, 0, 0, 9, 1, 3).AddText(60, "docsis3.0").Add(61, 0, 1),

        // Of parts that are not bytes only, Kea 2.2 loses the type, and of lists the values.
        New4(6, "with options in parts").Add(61, 1, 2, 0).Add(77, 2, 5).Add(61, 0, 0, 0, 6).Add(77, 6).AddText(60, "-:.o3.a").Add(6, 10, 0, 0, 1),
    ];

    public static IReadOnlyList<Query6> Of6() =>
    [
        New6(1, "bare"),
        New6(2, "with much")
            .Add(Option6.Na(7, new Option6(13, [0, 0, (byte)'o', (byte)'k']), Option6.Address("2001:db8:1::12", 3, 4), Option6.Address("2001:db8:1::11", 1, 2)))
            .Add(Option6.Pd(8, Option6.Prefix("2001:db8:100:ffff:ffff::/49", 5, 6))).Add(8, 0, 100).Add(14).Add(6, 0, 23, 0, 24)
            .Add(15, [0, 3, .. "abc"u8]).Add(16, [0, 0, 0x11, 0x8B, 0, 9, .. "docsis3.0"u8, 0, 2, .. "xy"u8])
            .Add(17, [0, 0, 0x11, 0x8B, 0, 2, 0, 3, .. "dev"u8, 0, 1, 0, 4, 0, 1, 0, 2]).Add(230, 1, 2, 3),
        New6(3, "with names")
            .Add(39, [1, 4, .. "Host"u8]).Add(24, [3, .. "foo"u8, 3, .. "bar"u8, 0, 1, .. "a"u8, 0]).Add(59, [.. "http://a.b/c\0"u8])
            .Add(60, [0, 2, .. "p1"u8, 0, 0]).Add(61, 0, 7).Add(62, 1, 2, 3).Add(13, [0, 2, .. "none"u8])
            .Add(94, [0, 90, 0, 16, 0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5]),
        Relayed6(4, "behind a relay", "near"),
        Relayed6(5, "behind two relays", "near", "far").Add(39, [0, 1, .. "H"u8, 3, .. "Foo"u8, 0])
            .Add(16, [0, 0, 0, 9, 0, 1, 7]).Add(17, [0, 0, 0, 9, 0, 1, 0, 2, 0, 5]).Add(17, [0, 0, 0x11, 0x8B, 0, 1, 0, 2, 0, 1]),
        New6(6, "with options twice").Add(23, [.. new byte[15], 1]).Add(23, [.. new byte[15], 2]).Add(16, 0, 0, 0x11, 0x8B, 0, 1, 65).Add(17, 0, 0, 0x11, 0x8B),
    ];

    private static Query New4(uint number, string label)
    {
        var query = new Query
        {
            Label = label,
            HardwareAddress = [2, 0, 0, 0, 0x31, (byte)number],
            TransactionId = 0x5500_0000 + number,
            Envelope = new Envelope($"02:00:00:00:31:{number:x2}", Envelope.BroadcastMac, "0.0.0.0", "255.255.255.255", 68, 67),
        };
        return query.Add(OptionCode.MessageType, MessageType.Discover);
    }

    private static Query Relayed4(uint number, string label)
    {
        Query query = New4(number, label);
        query.Giaddr = "192.0.2.2";
        query.Hops = 1;
        query.Envelope = new Envelope($"02:00:00:00:31:{number:x2}", Link.ServerMac, "192.0.2.2", "192.0.2.1", 67, 67);
        return query;
    }

    private static Query6 New6(uint number, string label) => new Query6
    {
        Label = label,
        Type = MessageType6.Solicit,
        TransactionId = 0x55_0000 + number,
        Envelope = new Envelope($"02:00:00:00:31:{number:x2}", Terrain6.EveryoneMac, $"fe80::31:{number}", Terrain6.Everyone, 546, 547),
    }.Add(OptionCode6.ClientId, 0, 3, 0, 1, 2, 0, 0, 0, 0x31, (byte)number);

    private static Query6 Relayed6(uint number, string label, params string[] interfaces)
    {
        Query6 query = New6(number, label);
        foreach (string name in interfaces)
        {
            query.Hops.Add(new Hop6("2001:db8:1::1", $"fe80::{query.Hops.Count + 5}",
                [new Option6(18, Encoding.ASCII.GetBytes(name)), new Option6(37, [0, 0, 0, 1, .. "rid"u8])]));
        }

        query.Envelope = query.Envelope with { SourcePort = 547 };
        return query;
    }
}
