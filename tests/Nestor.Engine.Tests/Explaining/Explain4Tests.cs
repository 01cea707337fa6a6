using System.Globalization;
using Nestor.Engine.Explaining;
using Nestor.Json;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Explaining;

/// <summary>A query that is explained is decided by the stages that decide a real one, and nothing is changed by it.</summary>
public sealed class Explain4Tests
{
    /// <summary>Something of everything that has state: two siblings, few addresses, reservations, held offers, reuse, a queue.</summary>
    private const string Members = """
        "valid-lifetime": 600, "cache-threshold": 0.5, "reservations-global": true, "rapid-commit": true, "offer-lifetime": 30,
        "decline-probation-period": 300, "ddns-generated-prefix": "host", "ddns-qualifying-suffix": "example.org",
        "option-data": [ { "name": "domain-name", "data": "example.org" }, { "name": "domain-name-servers", "data": "192.0.2.53" } ],
        "client-classes": [
          { "name": "even", "test": "substring(pkt4.mac,5,1) == 0x02", "option-data": [ { "name": "routers", "data": "192.0.2.254" } ] },
          { "name": "DROP", "test": "substring(pkt4.mac,5,1) == 0x0d" } ],
        "reservations": [ { "hw-address": "02:00:00:00:00:04", "ip-address": "192.0.2.12", "hostname": "four" } ],
        "shared-networks": [ { "name": "net", "interface": "eth0", "subnet4": [
          { "id": 1, "subnet": "192.0.2.0/24", "allocator": "ALLOCATOR", "pools": [ { "pool": "192.0.2.10 - 192.0.2.14" } ],
            "reservations": [ { "hw-address": "02:00:00:00:00:03", "ip-address": "192.0.2.11" } ] },
          { "id": 2, "subnet": "198.51.100.0/24", "allocator": "ALLOCATOR",
            "pools": [ { "pool": "198.51.100.10 - 198.51.100.12" }, { "pool": "198.51.100.20/31", "client-classes": [ "even" ] } ] } ] } ]
        """;

    public static TheoryData<string, int> Runs => new()
    {
        { "iterative", 1 }, { "iterative", 2 }, { "random", 3 }, { "random", 4 }, { "flq", 5 }, { "flq", 6 },
    };

    [Theory]
    [MemberData(nameof(Runs))]
    public void What_is_explained_is_what_happens_and_explaining_changes_nothing(string allocator, int seed)
    {
        string members = Members.Replace("ALLOCATOR", allocator, StringComparison.Ordinal);
        var asked = new Bench(members);
        var quiet = new Bench(members);
        var explainer = new Explainer4(asked.Engine);
        var dice = new Random(seed);
        int answered = 0;
        for (int i = 0; i < 400; i++)
        {
            asked.Now = quiet.Now += dice.Next(100) < 5 ? 400 : dice.Next(3);
            asked.Idle();
            quiet.Idle();
            var query = Next(dice);
            string before = Tables.Of(asked);

            var explained = Explain(explainer, query);

            Assert.Equal(before, Tables.Of(asked));
            var reply = asked.Send(query);
            Assert.Equal(Hex(quiet.Send(query)), Hex(reply));
            Assert.Equal(Hex(reply), explained["reply"]?["packet"]?.Text);
            Assert.Equal(reply is null ? "dropped" : "answered", explained["verdict"]!.Text);
            Assert.Equal(Changes(asked), explained["lease-changes"]!.Items.Select(c => c["address"]!.Text));
            answered += reply is null ? 0 : 1;
        }

        Assert.Equal(Tables.Of(quiet), Tables.Of(asked));
        Assert.InRange(answered, 100, 399);
    }

    [Fact]
    public void It_says_where_each_option_and_lifetime_is_from()
    {
        var bench = new Bench(Members.Replace("ALLOCATOR", "iterative", StringComparison.Ordinal));
        var explained = Explain(new Explainer4(bench.Engine), new Query(MessageType4.Discover) { Client = 2 }
            .With(OptionCode4.ParameterRequestList, 3, 6, 15, 42));

        var options = explained["reply"]!["options"]!.Items;
        Assert.Equal("class even", options.Single(o => o["name"]!.Text == "routers")["scope"]!.Text);
        Assert.Equal("192.0.2.254", options.Single(o => o["name"]!.Text == "routers")["data"]!.Text);
        Assert.Equal("global", options.Single(o => o["name"]!.Text == "domain-name")["scope"]!.Text);
        Assert.Equal("server", options.Single(o => o["name"]!.Text == "dhcp-lease-time")["scope"]!.Text);
        var missing = Assert.Single(explained["reply"]!["not-sent"]!.Items);
        Assert.Equal((42, "no scope has it"), (missing["code"]!.Integer, missing["reason"]!.Text));
        var lifetime = explained["lifetimes"]!.Items[0];
        Assert.Equal((600, "global", "test:1"), (lifetime["value"]!.Integer, lifetime["scope"]!.Text, lifetime["place"]!.Text.Split('.')[0]));
    }

    [Fact]
    public void It_says_how_each_sub_expression_of_a_class_came_out()
    {
        var bench = new Bench("""
            "client-classes": [ { "name": "phone", "test": "option[60].text == 'phone' and not member('KNOWN')" } ],
            """ + Bench.PlainSubnet);
        var explained = Explain(new Explainer4(bench.Engine), new Query(MessageType4.Discover).With(OptionCode4.VendorClass, "phone"u8.ToArray()));

        var phone = Steps(explained, "class").Single(s => s["class"]!.Text == "phone");
        Assert.True(phone["result"]!.Boolean);
        Assert.Equal(
            ["option[60].text = phone", "option[60].text == 'phone' = true", "member('KNOWN') = false", "not member('KNOWN') = true"],
            phone["steps"]!.Items.Take(4).Select(s => $"{s["expression"]!.Text} = {Shown(s["value"]!)}"));
        Assert.Contains("phone", explained["classes"]!.Items.Select(c => c.Text));
    }

    [Fact]
    public void It_says_which_subnets_were_thought_of_and_which_identifiers_were_tried()
    {
        var bench = new Bench("""
            "client-classes": [ { "name": "phones", "test": "option[60].exists" } ],
            "subnet4": [
              { "id": 1, "subnet": "192.0.2.0/24", "interface": "eth0", "client-classes": [ "phones" ], "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] },
              { "id": 2, "subnet": "198.51.100.0/24", "interface": "eth0", "pools": [ { "pool": "198.51.100.10 - 198.51.100.19" } ],
                "reservations": [ { "client-id": "01:02:03", "ip-address": "198.51.100.11" } ] } ]
            """);
        var explained = Explain(new Explainer4(bench.Engine), new Query(MessageType4.Discover).With(OptionCode4.ClientIdentifier, 1, 2, 3));

        var candidates = Steps(explained, "subnet-candidate").Where(s => s["stage"]!.Text == "select-subnet").ToArray();
        Assert.Equal([(1, false), (2, true)], candidates.Select(c => (c["id"]!.Integer, c["fits"]!.Boolean)));
        Assert.Equal("the client is in none of its classes phones", candidates[0]["reason"]!.Text);
        Assert.Equal(
            ["hw-address False", "duid False", "circuit-id False", "client-id True"],
            Steps(explained, "reservation").Where(r => r["stage"]!.Text == "reservations" && r["subnet-id"]!.Integer == 2).Select(r => $"{r["identifier-type"]!.Text} {r["found"]!.Boolean}"));
        Assert.Equal("198.51.100.11", explained["reservation"]!["ip-address"]!.Text);
        Assert.Equal("198.51.100.11", explained["reply"]!["yiaddr"]!.Text);
    }

    [Fact]
    public void A_query_that_is_dropped_is_explained_by_where_and_why()
    {
        var bench = new Bench(Members.Replace("ALLOCATOR", "iterative", StringComparison.Ordinal));
        var explained = Explain(new Explainer4(bench.Engine), new Query(MessageType4.Discover) { Client = 13 });

        Assert.Equal("dropped", explained["verdict"]!.Text);
        Assert.Equal("drop-class", Steps(explained, "verdict").Single()["stage"]!.Text);
        Assert.Contains("DHCP4_PACKET_DROP_0010", Steps(explained, "log").Select(s => s["id"]!.Text));
        Assert.Null(explained["reply"]);
    }

    [Fact]
    public void Another_configuration_is_tried_with_the_leases_there_are()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var mine = bench.Lease(1);
        string before = Tables.Of(bench);
        var other = new Bench("\"valid-lifetime\": 77, " + Bench.PlainSubnet);
        var query = new Query(MessageType4.Discover);
        byte[] bytes = new byte[1024];
        var arrival = Bench.Arrival(bytes, query.Write(bytes), query);

        var explained = new Explainer4(bench.Engine).WhatIf(other.Engine.Settings, in arrival);

        Assert.Equal(mine.ToString(), explained["reply"]!["yiaddr"]!.Text);
        Assert.Equal(77, explained["lifetimes"]!.Items[0]["value"]!.Integer);
        Assert.Equal(before, Tables.Of(bench));
        Assert.NotEqual(77u, bench.Send(query)!.TryUInt32Option(OptionCode4.LeaseTime, out uint time) ? time : 0);
    }

    private static Element Explain(Explainer4 explainer, Query query)
    {
        byte[] bytes = new byte[1024];
        var arrival = Bench.Arrival(bytes, query.Write(bytes), query);
        return explainer.Explain(in arrival);
    }

    private static Query Next(Random dice)
    {
        var type = (MessageType4)dice.Next(0, 10) switch
        {
            MessageType4.None or MessageType4.Discover or MessageType4.Offer => MessageType4.Discover,
            MessageType4.Request or MessageType4.Ack or MessageType4.Nak or MessageType4.Decline => MessageType4.Request,
            MessageType4.Release => MessageType4.Release,
            MessageType4.Inform => MessageType4.Decline,
            _ => MessageType4.Inform,
        };
        var some = dice.Next(2) == 0 ? new Ip4(0xC000020A + (uint)dice.Next(6)) : new Ip4(0xC633640A + (uint)dice.Next(4));
        bool isBound = type == MessageType4.Release || (type is MessageType4.Request or MessageType4.Inform && dice.Next(2) == 0);
        var query = new Query(type)
        {
            Client = (byte)dice.Next(1, 14),
            Ciaddr = isBound ? some : default,
            Destination = isBound ? Bench.Eth0.Address : Ip4.Broadcast,
        };
        if (!isBound && dice.Next(4) > 0)
        {
            query.With(OptionCode4.RequestedAddress, some);
        }

        if (type == MessageType4.Request && dice.Next(3) == 0)
        {
            query.With(OptionCode4.ServerIdentifier, Bench.Eth0.Address);
        }

        if (dice.Next(3) == 0)
        {
            query.With(OptionCode4.ClientIdentifier, 1, 2, (byte)dice.Next(5));
        }

        if (dice.Next(3) == 0)
        {
            query.With(OptionCode4.HostName, "name"u8.ToArray());
        }

        return dice.Next(6) == 0 ? query.With(OptionCode4.RapidCommit) : query.With(OptionCode4.ParameterRequestList, 1, 3, 6, 12, 15, 51);
    }

    private static IEnumerable<Element> Steps(Element explained, string topic) =>
        explained["steps"]!.Items.Where(s => s["topic"]!.Text == topic);

    private static string Shown(Element value) => value.Kind == ElementKind.Boolean
        ? value.Boolean.ToString(CultureInfo.InvariantCulture).ToLowerInvariant()
        : value.Text;

    private static string? Hex(Packet4? message) => message is null ? null : Convert.ToHexStringLower(message.Bytes);

    private static List<string> Changes(Bench bench)
    {
        var addresses = new List<string>();
        for (int i = 0; i < bench.Batch.Changes.Count; i++)
        {
            addresses.Add(bench.Batch.Changes.Get(i, out _).Fields.Address.ToString());
        }

        return addresses;
    }
}
