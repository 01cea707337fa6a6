using System.Globalization;
using System.Net;
using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.LeaseQuery;

/// <summary>Bulk queries over TCP, and a requester made from RFC 6926 and RFC 5460.</summary>
public sealed class BulkTests : IDisposable
{
    private const byte Done4 = 15;

    private readonly int _port4 = BulkPeer.FreePort(IPAddress.Loopback);
    private readonly int _port6 = BulkPeer.FreePort(IPAddress.IPv6Loopback);
    private readonly List<IDisposable> _all = [];
    private readonly Recorder _recorder = new();

    public void Dispose() => _all.ForEach(o => o.Dispose());

    private LibraryBench4 Load4(string more = "", string requester = "127.0.0.1")
    {
        var bench = new LibraryBench4($$"""
            "hooks-libraries": [ { "library": "libdhcp_lease_cmds.so" }, { "library": "libdhcp_lease_query.so", "parameters": {
              "requesters": [ "{{requester}}" ], "advanced": { "bulk-query-enabled": true, "lease-query-tcp-port": {{_port4}}, "max-requester-connections": 60{{more}} } } } ],
            "subnet4": [ { "id": 1, "subnet": "10.0.0.0/16", "pools": [ { "pool": "10.0.0.1 - 10.0.255.254" } ] } ]
            """, null, null, _recorder.Find);
        _all.Add(bench);
        return bench;
    }

    private BulkPeer Peer4()
    {
        var peer = new BulkPeer(IPAddress.Loopback, _port4);
        _all.Add(peer);
        return peer;
    }

    private static void Add4(LibraryBench4 bench, int count, byte client = 7, string more = "")
    {
        for (int i = 1; i <= count; i++)
        {
            string said = bench.Ask("lease4-add", string.Create(CultureInfo.InvariantCulture, $$"""
                { "ip-address": "10.0.{{client}}.{{i}}", "hw-address": "02:00:00:00:00:{{client:x2}}", "client-id": "01:{{client:x2}}", "valid-lft": 4000{{more}} }
                """));
            Assert.StartsWith("{ \"result\": 0", said, StringComparison.Ordinal);
        }
    }

    private static byte[] Query4(byte client = 0, params (byte Code, byte[] Body)[] options)
    {
        var query = new Query(MessageType4.BulkLeaseQuery) { Client = client };
        foreach (var (code, body) in options)
        {
            query.With(code, body);
        }

        byte[] bytes = new byte[1024];
        bytes = bytes[..query.Write(bytes)];
        if (client == 0)
        {
            bytes.AsSpan(28, 16).Clear();
            bytes[2] = 0;
        }

        return bytes;
    }

    private static Packet4 Read4(byte[] message)
    {
        var packet = new Packet4();
        Assert.Equal(Wire.Cursor.DecodeError.None, packet.Decode(message, 0, message.Length));
        return packet;
    }

    private static bool IsDone4(byte[] message) => (byte)Read4(message).MessageType == Done4;

    private static string[] Told(List<byte[]>? answers) =>
        [.. answers!.Select(Read4).Where(p => p.MessageType == MessageType4.LeaseActive).Select(p => p.Ciaddr.ToString()).Order(StringComparer.Ordinal)];

    [Fact]
    public void All_leases_of_a_client_are_told_in_a_message_each_and_then_that_it_is_all__RFC6926()
    {
        var bench = Load4(", \"max-leases-per-fetch\": 3");
        Add4(bench, 10);
        Add4(bench, 2, client: 8, ", \"user-context\": { \"ISC\": { \"relay-agent-info\": { \"relay-id\": \"AB01\", \"remote-id\": \"0203\", \"sub-options\": \"0x02020203\" } } }");
        var peer = Peer4();
        foreach (var (query, count) in new[]
        {
            (Query4(7), 10), (Query4(0, (61, [1, 7])), 10), (Query4(9), 0),
            (Query4(0, (82, [12, 2, 0xAB, 1])), 2), (Query4(0, (82, [2, 2, 2, 3])), 2), (Query4(0, (82, [2, 2, 2, 4])), 0),
            (Query4(7, (154, [0x7f, 0, 0, 0])), 0), (Query4(7, (155, [0, 0, 0, 1])), 0), (Query4(7, (154, [0, 0, 0, 1])), 10),
        })
        {
            var answers = BulkPeer.Run(bench.Turn, peer.Ask(query, IsDone4));
            Assert.Equal(count, Told(answers).Distinct().Count());
            Assert.Equal(count + 1, answers!.Count);
            Assert.All(answers, a => Assert.Equal(0x2Au, Read4(a).Xid));
            Assert.All(answers.SkipLast(1), a => Assert.True(Read4(a).HasOption(152)));
            Assert.False(Read4(answers[^1]).HasOption(151));
        }
    }

    [Fact]
    public void What_cannot_be_asked_is_answered_by_a_status__RFC6926()
    {
        var bench = Load4();
        var peer = Peer4();
        foreach (var (query, status) in new[] { (Query4(), 4), (Query4(7, (221, [0])), 4), (Query4(7, (61, [1, 7])), 3) })
        {
            var answers = BulkPeer.Run(bench.Turn, peer.Ask(query, IsDone4));
            Assert.True(Read4(Assert.Single(answers!)).TryOption(151, out var body));
            Assert.Equal(status, body[0]);
        }
    }

    [Fact]
    public void Fifty_requesters_at_once_get_all_their_answers()
    {
        var bench = Load4();
        Add4(bench, 200);
        var work = Enumerable.Range(0, 50).Select(async _ =>
        {
            var peer = Peer4();
            return (Told(await peer.Ask(Query4(7), IsDone4)).Length, Told(await peer.Ask(Query4(7), IsDone4)).Length);
        }).ToArray();
        Assert.All(BulkPeer.Run(bench.Turn, Task.WhenAll(work)), told => Assert.Equal((200, 200), told));
    }

    [Fact]
    public void Those_who_may_not_ask_and_those_who_are_too_many_are_not_heard()
    {
        var bench = Load4(requester: "192.0.2.1");
        var stranger = Peer4();
        Assert.Null(BulkPeer.Run(bench.Turn, Try(stranger)));
        bench.Dispose();
        bench = new LibraryBench4($$"""
            "hooks-libraries": [ { "library": "libdhcp_lease_query.so", "parameters": { "requesters": [ "127.0.0.1" ],
              "advanced": { "bulk-query-enabled": true, "lease-query-tcp-port": {{_port6}}, "max-requester-connections": 1 } } } ],
            """ + Bench.PlainSubnet, null, null, _recorder.Find);
        _all.Add(bench);
        using var first = new BulkPeer(IPAddress.Loopback, _port6);
        Assert.NotNull(BulkPeer.Run(bench.Turn, first.Ask(Query4(7), IsDone4)));
        using var second = new BulkPeer(IPAddress.Loopback, _port6);
        Assert.Null(BulkPeer.Run(bench.Turn, Try(second)));
        Assert.NotNull(BulkPeer.Run(bench.Turn, first.Ask(Query4(7), IsDone4)));
        _recorder.MustHave("BULK_LEASE_QUERY_REJECTED_CONNECTION");
    }

    [Fact]
    public void A_port_that_is_taken_is_told_and_the_server_serves()
    {
        Load4();
        var second = Load4();
        _recorder.MustHave("BULK_LEASE_QUERY_LISTENER_START_FAILED");
        Assert.NotNull(second.Bench.Send(new Query(MessageType4.Discover) { Giaddr = Ip4.Parse("10.0.0.1"), Source = Ip4.Parse("10.0.0.1"), Destination = Bench.Eth0.Address }));
    }

    [Fact]
    public void Parameters_of_TLS_are_taken_with_a_warning()
    {
        var bench = Load4(", \"trust-anchor\": \"/a\", \"cert-file\": \"/b\", \"key-file\": \"/c\", \"cert-required\": true");
        Assert.Equal(4, bench.Warnings.Count);
        Assert.All(bench.Warnings, text => Assert.Contains("connections have no TLS", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_library_that_is_loaded_anew_listens_where_the_one_before_did_and_ends_its_connections()
    {
        var bench = Load4();
        var peer = Peer4();
        BulkPeer.Run(bench.Turn, peer.Ask(Query4(7), IsDone4));
        bench.Dispose();
        bench = Load4();
        Assert.True(BulkPeer.Run(bench.Turn, peer.IsClosed()));
        Assert.NotNull(BulkPeer.Run(bench.Turn, Peer4().Ask(Query4(7), IsDone4)));
    }

    private static async Task<List<byte[]>?> Try(BulkPeer peer)
    {
        try
        {
            return await peer.Ask(Query4(7), IsDone4);
        }
        catch (IOException)
        {
            return null;
        }
    }

    [Fact]
    public void Whoever_is_idle_or_does_not_read_or_sends_nonsense_is_closed_and_others_are_served_meanwhile()
    {
        var bench = Load4(", \"max-requester-idle-time\": 1");
        Add4(bench, 250);
        var half = Peer4();
        var silent = Peer4();
        var nonsense = Peer4();
        var deaf = Peer4();
        BulkPeer.Run(bench.Turn, Begin());
        var ends = Task.WhenAll(half.IsClosed(), silent.IsClosed(), nonsense.IsClosed());
        Assert.Equal(250, Told(BulkPeer.Run(bench.Turn, Peer4().Ask(Query4(7), IsDone4))).Length);
        Assert.All(BulkPeer.Run(bench.Turn, ends), Assert.True);
        BulkPeer.Run(bench.Turn, Later());
        _recorder.MustHave("BULK_LEASE_QUERY_UNPACK_ERROR");
        Assert.InRange(BulkPeer.Run(bench.Turn, deaf.Drain()), 1, 400 * 250 * 240);

        // Its connection ends a second after it could take no more, as that of somebody who connects now does.
        async Task<bool> Later()
        {
            var later = Peer4();
            await later.Connect();
            return await later.IsClosed();
        }

        async Task<bool> Begin()
        {
            await half.Connect();
            await half.SendRaw([1]);
            await silent.Connect();
            await nonsense.Connect();
            await nonsense.Send([.. Enumerable.Repeat((byte)0xff, 300)]);
            await deaf.Connect();
            for (int i = 0; i < 400; i++)
            {
                await deaf.Send(Query4(7));
            }

            return true;
        }
    }

    [Fact]
    public void All_active_leases_that_fit_are_told_by_reply_data_and_done__RFC5460()
    {
        var bench = new LibraryBench6($$"""
            "hooks-libraries": [ { "library": "libdhcp_lease_cmds.so" }, { "library": "libdhcp_lease_query.so", "parameters": { "requesters": [ "::1" ],
              "advanced": { "bulk-query-enabled": true, "lease-query-ip": "::1", "lease-query-tcp-port": {{_port6}}, "max-leases-per-fetch": 2 } } } ],
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64" }, { "id": 2, "subnet": "2001:db8:2::/64" } ]
            """);
        _all.Add(bench);
        for (int i = 1; i <= 6; i++)
        {
            string context = i <= 3 ? ", \"user-context\": { \"ISC\": { \"relay-info\": [ { \"hop\": 0, \"link\": \"2001:db8:1::1\", \"peer\": \"fe80::1\", \"relay-id\": \"AB01\", \"remote-id\": \"0000000102\" } ] } }" : "";
            Assert.StartsWith("{ \"result\": 0", bench.Ask("lease6-add", $$"""
                { "ip-address": "2001:db8:{{(i <= 4 ? 1 : 2)}}::{{i}}", "duid": "00:03:00:01:02:00:00:00:00:07", "iaid": {{i}}{{context}} }
                """), StringComparison.Ordinal);
        }

        using var peer = new BulkPeer(IPAddress.IPv6Loopback, _port6);
        byte[] duid = Bench6.Option(OptionCode6.ClientId, 0, 3, 0, 1, 2, 0, 0, 0, 0, 7);
        foreach (var (type, link, option, count) in new (byte, string, byte[], int)[]
        {
            (1, "::", Bench6.Address(Ip6.Parse("2001:db8:1::2")), 1), (1, "2001:db8:2::", Bench6.Address(Ip6.Parse("2001:db8:1::2")), 0),
            (2, "::", duid, 6), (2, "2001:db8:2::", duid, 2), (3, "::", Bench6.Option(OptionCode6.RelayId, 0xAB, 1), 3),
            (3, "2001:db8:2::", Bench6.Option(OptionCode6.RelayId, 0xAB, 1), 0), (4, "2001:db8:1::", [], 4),
            (5, "::", Bench6.Option(OptionCode6.RemoteId, 0, 0, 0, 1, 2), 3),
        })
        {
            var answers = BulkPeer.Run(bench.Turn, peer.Ask(Query6(type, link, option), IsLast6))!;
            byte[] types = [.. answers.Select(a => a[0])];
            Assert.Equal(count == 0 ? [15] : [15, .. Enumerable.Repeat((byte)17, count - 1), 16], types);
            Assert.All(answers.Take(count), a => Assert.True(OptionCursor6.TryFind(a.AsSpan(4), OptionCode6.ClientData, out _)));
            Assert.Equal(Bench6.ServerDuid, OptionCursor6.TryFind(answers[0].AsSpan(4), OptionCode6.ServerId, out var server) ? server.ToArray() : []);
        }

        foreach (var (type, link, status) in new[] { (4, "::", StatusCode6.NotConfigured), (4, "2001:db8:9::", StatusCode6.NotConfigured), (9, "::", StatusCode6.UnknownQueryType), (3, "::", StatusCode6.MalformedQuery) })
        {
            var answers = BulkPeer.Run(bench.Turn, peer.Ask(Query6((byte)type, link, []), IsLast6))!;
            Assert.Equal(status, StatusOption6.In(Assert.Single(answers).AsSpan(4)));
        }
    }

    private static bool IsLast6(byte[] message) => message[0] == 16 || (message[0] == 15 && !OptionCursor6.TryFind(message.AsSpan(4), OptionCode6.ClientData, out _));

    private static byte[] Query6(byte type, string link, byte[] option)
    {
        byte[] address = new byte[16];
        Ip6.Parse(link).Write(address);
        return Bench6.Message(MessageType6.LeaseQuery, 5, false, Bench6.Option(OptionCode6.LqQuery, [type, .. address, .. option]));
    }
}
