using Nestor.Engine.Loop;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Events;

/// <summary>Short scripted lives of a server, each named by what happens in it. Tests look at what it logged and counted.</summary>
internal static class Plays
{
    private const string OneAddress = """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.10", "pool-id": 7 } ] } ]
        """;

    private const string Reserved = """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ],
          "reservations": [ { "hw-address": "02:00:00:00:00:07", "ip-address": "192.0.2.15", "hostname": "seven" } ] } ]
        """;

    private const string Elsewhere = """
        "subnet4": [ { "id": 1, "subnet": "198.51.100.0/24", "pools": [ { "pool": "198.51.100.10 - 198.51.100.19" } ] } ]
        """;

    private static readonly Ip4 Relay = Ip4.Parse("192.0.2.2");
    private static readonly Ip4 Outside = Ip4.Parse("203.0.113.9");

    public static readonly Dictionary<string, Func<Recorder, Bench>> ByName = new()
    {
        ["a client gets an address"] = r => With(r, Bench.PlainSubnet, b => b.Lease(1)),
        ["a client renews"] = r => With(r, Bench.PlainSubnet, b => Renew(b, b.Lease(1), 3600)),
        ["a client renews early"] = r => With(r, Cached, b => Renew(b, b.Lease(1), 10)),
        ["a client asks anew"] = r => With(r, Bench.PlainSubnet, b =>
        {
            b.Lease(1);
            Discover(b, 1);
        }),
        ["a client wishes for an address"] = r => With(r, Bench.PlainSubnet, b =>
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.RequestedAddress, Ip4.Parse("192.0.2.17")))),
        ["a client takes its reserved address"] = r => With(r, Reserved, b => b.Lease(7)),
        ["a client asks without naming its reserved address"] = r => With(r, Reserved, b =>
            b.Send(new Query(MessageType4.Request) { Client = 7 }.With(OptionCode4.ServerIdentifier, Bench.Eth0.Address))),
        ["a client asks for somebody's reserved address"] = r => With(r, Reserved, b => Request(b, 1, "192.0.2.15")),
        ["a client asks for another than its reserved address"] = r => With(r, Reserved, b => Request(b, 7, "192.0.2.11")),
        ["a reserved address is held by another"] = r => With(r, Bench.PlainSubnet, b =>
        {
            b.Lease(1);
            b.Engine.Reconfigure(new Bench(Reserved.Replace("192.0.2.15", "192.0.2.10", StringComparison.Ordinal)).Engine.Settings);
            Discover(b, 7);
        }),
        ["a global reservation does not fit"] = r => With(r, """
            "reservations-global": true, "reservations": [ { "hw-address": "02:00:00:00:00:01", "ip-address": "203.0.113.9" } ],
            """ + Bench.PlainSubnet, b => b.Lease(1)),
        ["a client asks for somebody's address"] = r => With(r, Bench.PlainSubnet, b =>
        {
            var held = b.Lease(1);
            Request(b, 2, held.ToString());
        }),
        ["a client asks for an address out of the pools"] = r => With(r, Bench.PlainSubnet, b => Request(b, 1, "192.0.2.200")),
        ["a client asks for any address"] = r => With(r, Bench.PlainSubnet, b =>
            b.Send(new Query(MessageType4.Request).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address))),
        ["a client takes a second address"] = r => With(r, Bench.PlainSubnet, b =>
        {
            b.Lease(1);
            Request(b, 1, "192.0.2.18");
        }),
        ["a pool is full"] = r => With(r, OneAddress, b =>
        {
            b.Lease(1);
            Discover(b, 2);
        }),
        ["a subnet has no pool"] = r => With(r, "\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\" } ]", b => Discover(b, 1)),
        ["a shared network goes on in its second subnet and then is full"] = r => With(r, """
            "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet4": [
              { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.10" } ] },
              { "id": 2, "subnet": "198.51.100.0/24", "pools": [ { "pool": "198.51.100.10 - 198.51.100.10" } ] } ] } ]
            """, b =>
        {
            b.Lease(1);
            b.Lease(2);
            Discover(b, 3);
        }),
        ["a client reboots"] = r => With(r, Bench.PlainSubnet, b => Reboot(b, 1, b.Lease(1))),
        ["a stranger reboots"] = r => With(r, Bench.PlainSubnet, b => Reboot(b, 1, Ip4.Parse("192.0.2.12"))),
        ["a client reboots with a wrong address"] = r => With(r, Bench.PlainSubnet, b =>
        {
            b.Lease(1);
            Reboot(b, 1, Ip4.Parse("192.0.2.12"));
        }),
        ["a relay is not known"] = r => With(r, Elsewhere, b => b.Send(new Query(MessageType4.Discover) { Giaddr = Relay })),
        ["a relay is configured"] = r => With(r, """
            "subnet4": [ { "id": 1, "subnet": "198.51.100.0/24", "relay": { "ip-addresses": [ "192.0.2.2" ] },
              "pools": [ { "pool": "198.51.100.10 - 198.51.100.19" } ] } ]
            """, b => b.Send(new Query(MessageType4.Discover) { Giaddr = Relay })),
        ["an interface is configured"] = r => With(r, """
            "subnet4": [ { "id": 1, "subnet": "198.51.100.0/24", "interface": "eth0",
              "pools": [ { "pool": "198.51.100.10 - 198.51.100.19" } ] } ]
            """, b => Discover(b, 1)),
        ["a client informs from a link that no subnet is for"] = r => With(r, Elsewhere, b =>
            b.Send(new Query(MessageType4.Inform) { Ciaddr = Outside, Source = Outside })),
        ["a client renews an address of no subnet"] = r => With(r, Elsewhere, b =>
            b.Send(new Query(MessageType4.Request) { Ciaddr = Outside, Source = Outside, Destination = Bench.Eth0.Address })),
        ["a client asks on a link that no subnet is for"] = r => With(r, Elsewhere, b => Discover(b, 1)),
        ["a client informs past its relay"] = r => With(r, Bench.PlainSubnet, b =>
            b.Send(new Query(MessageType4.Inform) { Ciaddr = Ip4.Parse("192.0.2.77"), Giaddr = Relay })),
        ["bytes are no message"] = r => With(r, Bench.PlainSubnet, b => b.Send(new byte[50], new Query(MessageType4.Discover))),
        ["a query names another server"] = r => With(r, Bench.PlainSubnet, b =>
            b.Send(new Query(MessageType4.Request).With(OptionCode4.ServerIdentifier, Outside))),
        ["a message has no type"] = r => With(r, Bench.PlainSubnet, SendWithoutType),
        ["a message has a type that is none"] = r => With(r, Bench.PlainSubnet, b => b.Send(new Query((MessageType4)200))),
        ["a server's messages come in"] = r => With(r, Bench.PlainSubnet, b =>
        {
            b.Send(new Query(MessageType4.Offer));
            b.Send(new Query(MessageType4.Ack));
            b.Send(new Query(MessageType4.Nak));
            b.Send(new Query(MessageType4.LeaseQuery));
        }),
        ["a discover breaks the rules"] = r => With(r, Bench.PlainSubnet, b =>
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address))),
        ["the service is switched off"] = r => With(r, Bench.PlainSubnet, b =>
        {
            b.Loop.IsServing = false;
            Discover(b, 1);
        }),
        ["a stage fails"] = r => With(r, Bench.PlainSubnet, b => Feed(b, (_, _) => throw new InvalidOperationException("on purpose"))),
        ["a query has to go for a newer one"] = r => With(r, Bench.PlainSubnet, b => b.Loop.Overflow(new Arrival4 { Interface = Bench.Eth0, Buffer = [], Length = 300 })),
        ["a client renews past its relay"] = r => With(r, "\"stash-agent-options\": true, " + Bench.PlainSubnet, b =>
        {
            var relay = Ip4.Parse("192.0.2.200");
            var own = Ip4.Parse("192.0.2.10");
            b.Send(new Query(MessageType4.Request) { Giaddr = relay, Source = relay, Destination = Bench.Eth0.Address }
                .With(OptionCode4.RelayAgentInfo, 1, 1, 9).With(OptionCode4.RequestedAddress, own).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
            b.Send(new Query(MessageType4.Request) { Ciaddr = own, Source = own, Destination = Bench.Eth0.Address });
        }),
        ["as many wait as may"] = r => With(r, "\"parked-packet-limit\": 1, " + Bench.PlainSubnet, b =>
        {
            var loop = new EngineLoop4(b.Engine, [.. Pipeline4.Stages[..4], Park]);
            Feed(b, loop);
            Feed(b, loop);
        }),
        ["an answer is too long"] = r => With(r, TooMuch(), b => Discover(b, 1)),
        ["a client releases"] = r => With(r, Bench.PlainSubnet, b => Release(b, 1, b.Lease(1))),
        ["a client releases and nothing is kept"] = r => With(
            r, "\"expired-leases-processing\": { \"hold-reclaimed-time\": 0 }, " + Bench.PlainSubnet, b => Release(b, 1, b.Lease(1))),
        ["a client releases what it does not have"] = r => With(r, Bench.PlainSubnet, b =>
        {
            Release(b, 1, Ip4.Parse("192.0.2.12"));
            var held = b.Lease(1);
            Release(b, 2, held);
            Release(b, 1, held);
            Release(b, 1, held);
        }),
        ["a client declines"] = r => With(r, OneAddress, b => Decline(b, 1, b.Lease(1))),
        ["a client declines what it does not have"] = r => With(r, Bench.PlainSubnet, b =>
        {
            Decline(b, 1, Ip4.Parse("192.0.2.12"));
            Decline(b, 2, b.Lease(1));
        }),
        ["leases run out"] = r => With(r, OneAddress, b =>
        {
            b.Lease(1);
            Wait(b, 7201);
            b.Reclaimer.EndCycle(b.Reclaimer.Reclaim(100));
            Wait(b, 3601);
            b.Reclaimer.Flush(100);
        }),
        ["a declined address is free again"] = r => With(r, OneAddress, b =>
        {
            Decline(b, 1, b.Lease(1));
            Wait(b, 86401);
            b.Reclaimer.EndCycle(b.Reclaimer.Reclaim(100));
        }),
        ["reclaiming does not come to its end"] = r => With(r, Bench.PlainSubnet, b =>
        {
            b.Lease(1);
            for (int i = 0; i < 5; i++)
            {
                b.Reclaimer.EndCycle(isComplete: false, isTimeOver: true);
            }
        }),
        ["an address whose lease is over goes to another"] = r => With(r, OneAddress, b =>
        {
            b.Lease(1);
            Wait(b, 7201);
            b.Lease(2);
        }),
        ["a client sends its host name"] = r => With(r, Bench.PlainSubnet, b =>
        {
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.HostName, "one"u8.ToArray()));
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.HostName, "!!"u8.ToArray()));
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.HostName, "a..b"u8.ToArray()));
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.HostName, "a.!.b"u8.ToArray()));
        }),
        ["a name is made for a client that sent none"] = r => With(r, "\"ddns-replace-client-name\": \"always\", " + Bench.PlainSubnet, b => b.Lease(1)),
        ["a client with a reserved name sends another"] = r => With(r, Reserved, b =>
            b.Send(new Query(MessageType4.Discover) { Client = 7 }.With(OptionCode4.HostName, "one"u8.ToArray()))),
        ["a client sends its FQDN"] = r => With(r, "\"compatibility\": { \"lenient-option-parsing\": true }, " + Bench.PlainSubnet, b =>
        {
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.Fqdn, 5, 0, 0, 3, (byte)'o', (byte)'n', (byte)'e', 0));
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.Fqdn, 4, 0, 0, 1, (byte)'!', 0));
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.Fqdn, 4, 0, 0, 63, (byte)'a'));
        }),
        ["a client identifier does not count"] = r => With(r, "\"match-client-id\": false, " + Bench.PlainSubnet, b =>
            b.Send(new Query(MessageType4.Discover).With(OptionCode4.ClientIdentifier, 1, 2, 3))),
        ["loaded leases are in the wrong subnet"] = r => With(r, Bench.PlainSubnet, b => CheckLeases(b, r)),
    };

    private const string Cached = """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "cache-threshold": 0.25, "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] } ]
        """;

    private static Bench With(Recorder recorder, string members, Action<Bench> play)
    {
        var bench = new Bench(members, recorder.Loggers);
        play(bench);
        return bench;
    }

    private static void Discover(Bench bench, byte client) => bench.Send(new Query(MessageType4.Discover) { Client = client });

    private static void Request(Bench bench, byte client, string address) => bench.Send(
        new Query(MessageType4.Request) { Client = client }.With(OptionCode4.RequestedAddress, Ip4.Parse(address))
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));

    private static void Reboot(Bench bench, byte client, Ip4 address) =>
        bench.Send(new Query(MessageType4.Request) { Client = client }.With(OptionCode4.RequestedAddress, address));

    private static void Renew(Bench bench, Ip4 address, int after)
    {
        Wait(bench, after);
        bench.Send(new Query(MessageType4.Request) { Ciaddr = address, Source = address, Destination = Bench.Eth0.Address });
    }

    private static void Release(Bench bench, byte client, Ip4 address) => bench.Send(
        new Query(MessageType4.Release) { Client = client, Ciaddr = address, Source = address, Destination = Bench.Eth0.Address });

    private static void Decline(Bench bench, byte client, Ip4 address) => bench.Send(
        new Query(MessageType4.Decline) { Client = client }.With(OptionCode4.RequestedAddress, address)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));

    private static void Wait(Bench bench, int seconds)
    {
        bench.Now += seconds;
        bench.Loop.Tick(bench.Now);
    }

    private static void SendWithoutType(Bench bench)
    {
        byte[] bytes = new byte[400];
        var query = new Query(MessageType4.Discover);
        int length = query.Write(bytes);
        bytes.AsSpan(240, 3).Clear();
        bench.Send(bytes.AsSpan(0, length), query);
    }

    private static Verdict Park(Engine4 engine, Exchange4 exchange)
    {
        exchange.Ticket = engine.Now;
        return Verdict.Park;
    }

    private static void Feed(Bench bench, Pipeline.Stage<Engine4, Exchange4> stage) => Feed(bench, new EngineLoop4(bench.Engine, [Decode.Run, stage]));

    private static void Feed(Bench bench, EngineLoop4 loop)
    {
        bench.Batch.Clear();
        int length = new Query(MessageType4.Discover).Write(bench.Batch.Slab);
        bench.Batch.Arrivals[0] = new Arrival4
        {
            Interface = Bench.Eth0,
            Buffer = bench.Batch.Slab,
            Length = length,
            Destination = Ip4.Broadcast,
        };
        bench.Batch.ArrivalCount = 1;
        loop.Run(bench.Batch, bench.Now);
    }

    /// <summary>More options than a reply of this server has room for.</summary>
    private static string TooMuch()
    {
        string data = string.Concat(Enumerable.Repeat("61", 250));
        var options = Enumerable.Range(225, 20).Select(code =>
            $"{{ \"code\": {code}, \"csv-format\": false, \"always-send\": true, \"data\": \"{data}\" }}");
        return $"\"option-data\": [ {string.Join(", ", options)} ], {Bench.PlainSubnet}";
    }

    private static void CheckLeases(Bench bench, Recorder recorder)
    {
        foreach (string checks in (string[])["warn", "fix", "del"])
        {
            var lease = new Lease4View
            {
                Fields = new Lease4Fields { Address = Ip4.Parse("192.0.2.10"), SubnetId = 99, Cltt = 1, ValidLifetime = 4_000_000_000 },
                HardwareAddress = [2, 0, 0, 0, 0, 1],
            };
            bench.Engine.Leases.Put(in lease);
            var settings = new Bench($"\"sanity-checks\": {{ \"lease-checks\": \"{checks}\" }}, {Bench.PlainSubnet}").Engine.Settings;
            LeaseSanity4.Check(bench.Engine.Leases, settings, recorder.Find("dhcpsrv"));
        }
    }
}
