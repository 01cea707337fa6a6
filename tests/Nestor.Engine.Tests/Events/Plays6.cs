using Nestor.Engine.Loop;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Events;

/// <summary>Short scripted lives of a DHCPv6 server, each named by what happens in it. Tests look at what it logged and counted.</summary>
internal static class Plays6
{
    public const string Plain = """
        "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "rapid-commit": true,
          "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f", "pool-id": 7 } ],
          "pd-pools": [ { "prefix": "3000::", "prefix-len": 60, "delegated-len": 64, "pool-id": 8 } ] } ]
        """;

    private const string OneOfEach = """
        "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
          "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::10", "pool-id": 7 } ],
          "pd-pools": [ { "prefix": "3000::", "prefix-len": 64, "delegated-len": 64, "pool-id": 8 } ] } ]
        """;

    private const string Reserved = """
        "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0",
          "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f", "pool-id": 7 } ],
          "pd-pools": [ { "prefix": "3000::", "prefix-len": 60, "delegated-len": 64, "pool-id": 8 } ],
          "reservations": [ { "duid": "00:03:00:01:02:00:00:00:00:07", "ip-addresses": [ "2001:db8:1::15" ], "prefixes": [ "3000:0:0:5::/64" ] } ] } ]
        """;

    private const string Elsewhere = """
        "subnet6": [ { "id": 1, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::10 - 2001:db8:2::1f" } ] } ]
        """;

    private const string Network = """
        "shared-networks": [ { "name": "floor", "interface": "eth0", "subnet6": [
          { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::10" } ] },
          { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::10 - 2001:db8:2::10" } ] } ] } ]
        """;

    private static readonly Ip6 First = Ip6.Parse("2001:db8:1::10");
    private static readonly Ip6 Fifth = Ip6.Parse("2001:db8:1::15");
    private static readonly Ip6 FirstPrefix = Ip6.Parse("3000::");
    private static readonly Ip6 FifthPrefix = Ip6.Parse("3000:0:0:5::");
    private static readonly byte[][] Both = [Bench6.Ia(OptionCode6.IaNa, 1), Bench6.Ia(OptionCode6.IaPd, 1)];
    private static readonly byte[][] Firsts = Asking(First, FirstPrefix);

    public static readonly Dictionary<string, Func<Recorder, Bench6>> ByName = new()
    {
        ["a client gets an address and a prefix"] = r => With(r, Plain, b => Lease(b, 1)),
        ["a client renews"] = r => With(r, Plain, b =>
        {
            Lease(b, 1);
            Wait(b, 3600);
            Say(b, MessageType6.Renew, 1, Firsts);
        }),
        ["a client rebinds"] = r => With(r, Plain, b =>
        {
            Lease(b, 1);
            Wait(b, 3600);
            Say(b, MessageType6.Rebind, 1, Firsts);
        }),
        ["a client renews early"] = r => With(r, "\"cache-threshold\": 0.25, " + Plain, b =>
        {
            Lease(b, 1);
            Wait(b, 10);
            Say(b, MessageType6.Renew, 1, Firsts);
        }),
        ["a client renews what nobody knows"] = r => With(r, Plain, b => Say(b, MessageType6.Renew, 1, Firsts)),
        ["a client wants its leases at once"] = r => With(r, Plain, b =>
            Say(b, MessageType6.Solicit, 1, [.. Both, Bench6.Option(OptionCode6.RapidCommit)])),
        ["a client wants settings only"] = r => With(r, Plain, b => Say(b, MessageType6.InformationRequest, 1, [])),
        ["a client confirms"] = r => With(r, Plain, b => Say(b, MessageType6.Confirm, 1, Asking(First, null))),
        ["a client confirms no address"] = r => With(r, Plain, b => Say(b, MessageType6.Confirm, 1, [])),
        ["a client takes what is reserved for it"] = r => With(r, Reserved, b => Lease(b, 7)),
        ["a client renews what is reserved for it"] = r => With(r, Reserved, b =>
        {
            Lease(b, 7);
            Say(b, MessageType6.Renew, 7, Asking(Fifth, FifthPrefix));
        }),
        ["a client holds what is reserved for another"] = r => With(r, Plain, b =>
        {
            Say(b, MessageType6.Request, 1, Asking(Fifth, FifthPrefix));
            b.Engine.Reconfigure(Bench6.Load(Reserved));
            Say(b, MessageType6.Renew, 1, Asking(Fifth, FifthPrefix));
        }),
        ["a client asks for what is reserved for another"] = r => With(r, Reserved, b =>
            Say(b, MessageType6.Solicit, 1, Asking(Fifth, FifthPrefix))),
        ["a global reservation does not fit"] = r => With(r, """
            "reservations-global": true, "reservations": [ { "duid": "00:03:00:01:02:00:00:00:00:01", "ip-addresses": [ "2001:db8:9::9" ] } ],
            """ + Plain, b => Lease(b, 1)),
        ["pools are full"] = r => With(r, OneOfEach, b =>
        {
            Lease(b, 1);
            Lease(b, 2);
        }),
        ["a subnet has no pool"] = r => With(
            r, "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8:1::/64\", \"interface\": \"eth0\" } ]", b => Say(b, MessageType6.Solicit, 1, [Both[0]])),
        ["a shared network goes on in its second subnet and then is full"] = r => With(r, Network, b =>
        {
            for (byte client = 1; client <= 3; client++)
            {
                Say(b, MessageType6.Request, client, [Both[0]]);
            }
        }),
        ["a client asks on a link that no subnet is for"] = r => With(r, Elsewhere, b => Say(b, MessageType6.Solicit, 1, Both)),
        ["bytes are no message"] = r => With(r, Plain, b => b.Send([1, 0])),
        ["a query names another server"] = r => With(r, Plain, b => b.Send(Bench6.Message(
            MessageType6.Request, 1, hasServer: false, Bench6.Option(OptionCode6.ServerId, 0, 3, 0, 1, 9, 9, 9, 9, 9, 9)))),
        ["a server's messages come in"] = r => With(r, Plain, b =>
        {
            MessageType6[] types =
            [
                MessageType6.Advertise, MessageType6.Reply, MessageType6.Reconfigure, MessageType6.DhcpV4Query,
                MessageType6.DhcpV4Response, MessageType6.AddrRegReply, (MessageType6)200,
            ];
            Array.ForEach(types, type => b.Send(Bench6.Message(type, 1, hasServer: false)));
        }),
        ["a solicit breaks the rules"] = r => With(r, Plain, b => b.Send(Bench6.Message(MessageType6.Solicit, 1, hasServer: true, Both))),
        ["a query comes by unicast"] = r => With(r, Plain, b =>
        {
            b.Destination = Bench6.Eth0.LinkLocal;
            Say(b, MessageType6.Request, 1, Both);
        }),
        ["the service is switched off"] = r => With(r, Plain, b =>
        {
            b.Loop.IsServing = false;
            Say(b, MessageType6.Solicit, 1, Both);
        }),
        ["a stage fails"] = r => With(r, Plain, b => Feed(
            b, new EngineLoop6(b.Engine, [Decode.Run, (_, _) => throw new InvalidOperationException("on purpose")]))),
        ["a query has to go for a newer one"] = r => With(r, Plain, b => b.Loop.Overflow(new Arrival6 { Interface = Bench6.Eth0, Buffer = [], Length = 300 })),
        ["as many wait as may"] = r => With(r, "\"parked-packet-limit\": 1, " + Plain, b =>
        {
            var loop = new EngineLoop6(b.Engine, [.. Pipeline6.Stages[..5], Park]);
            Feed(b, loop);
            Feed(b, loop);
        }),
        ["an answer is too long"] = r => With(r, TooMuch(), b => Say(b, MessageType6.Solicit, 1, Both)),
        ["a client releases"] = r => With(r, Plain, b => Release(b, 1)),
        ["a client releases and nothing is kept"] = r => With(
            r, "\"expired-leases-processing\": { \"hold-reclaimed-time\": 0 }, " + Plain, b => Release(b, 1)),
        ["a client releases what it does not have"] = r => With(r, Plain, b =>
        {
            Lease(b, 1);
            Say(b, MessageType6.Release, 2, Firsts);
            Say(b, MessageType6.Release, 1, Asking(First, FirstPrefix, iaid: 9));
            Say(b, MessageType6.Release, 1, Asking(Fifth, FifthPrefix));
        }),
        ["a client declines"] = r => With(r, OneOfEach, b => Decline(b, 1)),
        ["a client declines what it does not have"] = r => With(r, Plain, b =>
        {
            Lease(b, 1);
            Say(b, MessageType6.Decline, 2, [Firsts[0]]);
            Say(b, MessageType6.Decline, 1, Asking(First, null, iaid: 9));
            Say(b, MessageType6.Decline, 1, Asking(Fifth, null));
        }),
        ["leases run out"] = r => With(r, OneOfEach, b =>
        {
            Lease(b, 1);
            Wait(b, 7201);
            b.Reclaimer.EndCycle(b.Reclaimer.Reclaim(100));
            Wait(b, 3601);
            b.Reclaimer.Flush(100);
        }),
        ["a declined address is free again"] = r => With(r, OneOfEach, b =>
        {
            Decline(b, 1);
            Wait(b, 86401);
            b.Reclaimer.EndCycle(b.Reclaimer.Reclaim(100));
        }),
        ["reclaiming does not come to its end"] = r => With(r, Plain, b =>
        {
            for (int i = 0; i < 5; i++)
            {
                b.Reclaimer.EndCycle(isComplete: false, isTimeOver: true);
            }
        }),
        ["an address whose lease is over goes to another"] = r => With(r, OneOfEach, b =>
        {
            Lease(b, 1);
            Wait(b, 7201);
            Lease(b, 2);
        }),
        ["a client sends its FQDN"] = r => With(r, Plain, b =>
        {
            Say(b, MessageType6.Solicit, 1, [.. Both, Bench6.Option(OptionCode6.ClientFqdn, 1, 3, (byte)'o', (byte)'n', (byte)'e', 0)]);
            Say(b, MessageType6.Solicit, 1, [.. Both, Bench6.Option(OptionCode6.ClientFqdn, 1, 1, (byte)'!', 0)]);
        }),
        ["a name is made for a client that sent none"] = r => With(r, "\"dhcp-ddns\": { \"enable-updates\": true }, \"ddns-replace-client-name\": \"always\", " + Plain, b => Lease(b, 1)),
        ["a client registers an address"] = r => With(r, Plain, b => Register(b, 1, "2001:db8:1::77")),
        ["a client registers what another had registered"] = r => With(r, Plain, b =>
        {
            Register(b, 1, "2001:db8:1::77");
            Register(b, 2, "2001:db8:1::77");
        }),
        ["a client registers an address of no subnet"] = r => With(r, Plain, b => Register(b, 1, "2001:db8:9::77")),
        ["registering is not allowed"] = r => With(r, "\"allow-address-registration\": false, " + Plain, b => Register(b, 1, "2001:db8:1::77")),
        ["loaded leases are in the wrong subnet"] = r => With(r, Plain, b => CheckLeases(b, r)),
    };

    private static Bench6 With(Recorder recorder, string members, Action<Bench6> play)
    {
        var bench = new Bench6(Bench6.Load(members), recorder.Loggers6);
        play(bench);
        return bench;
    }

    private static void Say(Bench6 bench, MessageType6 type, byte client, byte[][] options)
    {
        bool hasServer = type is MessageType6.Request or MessageType6.Renew or MessageType6.Release or MessageType6.Decline;
        bench.Send(Bench6.Message(type, client, hasServer, options));
    }

    /// <summary>The whole way, with a wish for the first of everything.</summary>
    private static void Lease(Bench6 bench, byte client)
    {
        Say(bench, MessageType6.Solicit, client, Both);
        Say(bench, MessageType6.Request, client, Firsts);
    }

    private static void Release(Bench6 bench, byte client)
    {
        Lease(bench, client);
        Say(bench, MessageType6.Release, client, Firsts);
    }

    private static void Decline(Bench6 bench, byte client)
    {
        Lease(bench, client);
        Say(bench, MessageType6.Decline, client, [Firsts[0]]);
    }

    private static void Register(Bench6 bench, byte client, string address)
    {
        bench.Source = Ip6.Parse(address);
        byte[] body = new byte[24];
        bench.Source.Write(body);
        (body[18], body[22]) = (4, 8);
        bench.Send(Bench6.Message(MessageType6.AddrRegInform, client, hasServer: false, Bench6.Option(OptionCode6.IaAddr, body)));
    }

    private static byte[][] Asking(Ip6 address, Ip6? prefix, byte iaid = 1) =>
    [
        Bench6.Ia(OptionCode6.IaNa, iaid, Bench6.Address(address)),
        .. prefix is { } asked ? (byte[][])[Bench6.Ia(OptionCode6.IaPd, iaid, Bench6.Prefix(asked, 64))] : [],
    ];

    private static void Wait(Bench6 bench, int seconds)
    {
        bench.Now += seconds;
        bench.Loop.Tick(bench.Now);
    }

    private static Verdict Park(Engine6 engine, Exchange6 exchange)
    {
        exchange.Keep();
        exchange.Ticket = engine.Now;
        return Verdict.Park;
    }

    private static void Feed(Bench6 bench, EngineLoop6 loop)
    {
        byte[] query = Bench6.Message(MessageType6.Solicit, 1, hasServer: false, Both);
        bench.Batch.Clear();
        query.CopyTo(bench.Batch.Slab, 0);
        bench.Batch.Arrivals[0] = new Arrival6
        {
            Interface = Bench6.Eth0,
            Buffer = bench.Batch.Slab,
            Length = query.Length,
            Source = bench.Source,
            Destination = bench.Destination,
        };
        bench.Batch.ArrivalCount = 1;
        loop.Run(bench.Batch, bench.Now);
    }

    /// <summary>More than a datagram of 64 KB can hold.</summary>
    private static string TooMuch()
    {
        string data = new('6', 60_000);
        var options = Enumerable.Range(1000, 3).Select(code =>
            $"{{ \"code\": {code}, \"csv-format\": false, \"always-send\": true, \"data\": \"{data}\" }}");
        return $"\"option-data\": [ {string.Join(", ", options)} ], {Plain}";
    }

    private static void CheckLeases(Bench6 bench, Recorder recorder)
    {
        foreach (string checks in (string[])["warn", "fix", "del"])
        {
            bench.Engine.Leases.Put(new Lease6View
            {
                Fields = new Lease6Fields { Address = First, PrefixLength = 128, SubnetId = 99, Cltt = 1, ValidLifetime = 4_000_000_000 },
                Duid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 1],
            });
            var settings = Bench6.Load($"\"sanity-checks\": {{ \"lease-checks\": \"{checks}\" }}, {Plain}");
            LeaseSanity6.Check(bench.Engine.Leases, settings, recorder.Find("dhcpsrv"));
        }
    }
}
