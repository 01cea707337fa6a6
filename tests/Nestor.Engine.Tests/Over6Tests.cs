using Nestor.Engine.Tests.Events;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>The DHCPv4 server's part of DHCPv4-over-DHCPv6 (RFC 7341).</summary>
public sealed class Over6Tests
{
    private const int Socket = 5;

    /// <summary>Each subnet has its way to be chosen; the last is for clients that come by themselves.</summary>
    private const string Subnets = """
        "subnet4": [
          { "id": 1, "subnet": "10.0.1.0/24", "4o6-subnet": "2001:db8:9::/64", "pools": [ { "pool": "10.0.1.10 - 10.0.1.19" } ] },
          { "id": 2, "subnet": "10.0.2.0/24", "4o6-interface-id": "port7", "pools": [ { "pool": "10.0.2.10 - 10.0.2.19" } ] },
          { "id": 3, "subnet": "10.0.3.0/24", "4o6-interface": "eth9", "4o6-subnet": "2001:db8:a::/64", "pools": [ { "pool": "10.0.3.10 - 10.0.3.19" } ] },
          { "id": 4, "subnet": "10.0.4.0/24", "4o6-interface": "eth0", "pools": [ { "pool": "10.0.4.10 - 10.0.4.19" } ] },
          { "id": 5, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] } ]
        """;

    private static readonly byte[] Port7 = Option(OptionCode6.InterfaceId, [.. "port7"u8]);

    [Fact]
    public void A_client_gets_an_address_over_DHCPv6_and_the_answer_waits_for_the_lease__RFC7341_10()
    {
        var bench = New();
        var offer = Reply(Send(bench, Query(new Query(MessageType4.Discover))));
        Assert.Equal((MessageType4.Offer, "10.0.4.10"), (offer.MessageType, offer.Yiaddr.ToString()));
        var ack = Reply(Send(bench, Query(new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, offer.Yiaddr)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address))));
        Assert.Equal(MessageType4.Ack, ack.MessageType);
        Assert.Equal((0, 1), (bench.Batch.ImmediateCount, bench.Batch.CommittedCount));
        Assert.Equal(Socket, bench.Batch.Committed[0].Socket);
        Assert.Equal(4u, bench.LeaseOf(offer.Yiaddr)!.Value.SubnetId);
    }

    [Fact]
    public void The_answer_is_a_response_with_the_origin_and_all_flags_zero__RFC7341_6_3()
    {
        byte[] answer = Send(New(), Query(new Query(MessageType4.Discover), flags: 0x80, source: "2001:db8::9", port: 1547))!;
        byte[] origin = Origin("eth0", "2001:db8::9", 1547);
        Assert.Equal([21, 0, 0, 0, .. origin, 0, 87], answer[..(6 + origin.Length)]);
    }

    [Theory]
    [InlineData("2001:db8:9::7", "10.0.1.10")] // 4o6-subnet: where the client has its address
    [InlineData("2001:db8:a::7", "10.0.3.10")] // one of a subnet's keywords is enough
    [InlineData("2001:db8:b::7", "10.0.4.10")] // none but 4o6-interface
    public void The_subnet_follows_from_the_address_of_the_client_or_the_interface(string source, string expected) =>
        Assert.Equal(expected, Reply(Send(New(), Query(new Query(MessageType4.Discover), source: source))).Yiaddr.ToString());

    [Theory]
    [InlineData(false, true, "10.0.2.10")]
    [InlineData(true, false, "10.0.4.10")] // only the relay next to the client counts, as with Kea 2.2
    [InlineData(true, true, "10.0.2.10")]
    [InlineData(false, false, "10.0.4.10")]
    public void The_subnet_follows_from_the_interface_id_of_a_relay(bool isOuter, bool isInner, string expected)
    {
        byte[] inner = Relay(isInner ? Port7 : [], Query(new Query(MessageType4.Discover)));
        byte[] query = Relay(isOuter ? Port7 : [], inner);
        Assert.Equal(expected, Reply(Send(New(), query)).Yiaddr.ToString());
    }

    [Fact]
    public void An_interface_id_of_a_farther_relay_does_not_count_beside_the_nearest()
    {
        byte[] inner = Relay(Option(OptionCode6.InterfaceId, 1), Query(new Query(MessageType4.Discover)));
        Assert.Equal("10.0.4.10", Reply(Send(New(), Relay(Port7, inner))).Yiaddr.ToString());
    }

    [Fact]
    public void What_the_IPv4_message_says_of_its_way_does_not_choose_the_subnet()
    {
        var query = new Query(MessageType4.Discover) { Giaddr = Ip4.Parse("192.0.2.2") }.With(OptionCode4.SubnetSelection, Ip4.Parse("192.0.2.0"));
        Assert.Equal("10.0.4.10", Reply(Send(New(), Query(query))).Yiaddr.ToString());
    }

    [Fact]
    public void A_subnet_without_a_4o6_keyword_is_not_for_clients_over_DHCPv6()
    {
        var recorder = new Recorder();
        var bench = New(Bench.PlainSubnet, recorder.Loggers);
        Assert.Null(Send(bench, Query(new Query(MessageType4.Discover))));
        AssertLogged(recorder, "DHCP4_DHCP4O6_SUBNET_SELECTION_FAILED", "DHCPSRV_SUBNET4O6_SELECT_FAILED", "DHCP4_PACKET_NAK_0001");
    }

    [Fact]
    public void A_client_that_comes_by_itself_is_in_the_subnet_of_its_interface_as_always() =>
        Assert.Equal("192.0.2.10", New().Lease(1).ToString());

    [Theory]
    [InlineData("\"4o6-subnet\": \"2001:db8:c::/64\"")]
    [InlineData("\"4o6-interface\": \"eth0\"")]
    [InlineData("\"4o6-interface-id\": \"port7\"")]
    public void A_subnet_of_a_shared_network_is_chosen_by_its_own_keyword_and_the_network_serves(string keyword)
    {
        var bench = New($$"""
            "shared-networks": [ { "name": "n", "subnet4": [
              { {{keyword}}, "id": 1, "subnet": "10.0.1.0/24" },
              { "id": 2, "subnet": "10.0.2.0/24", "pools": [ { "pool": "10.0.2.10 - 10.0.2.19" } ] } ] } ]
            """);
        byte[] query = Relay(Port7, Query(new Query(MessageType4.Discover), source: "2001:db8:c::1"));
        Assert.Equal("10.0.2.10", Reply(Send(bench, query)).Yiaddr.ToString());
        Assert.Null(Send(New("\"shared-networks\": [ { \"name\": \"n\", \"subnet4\": [ { \"id\": 2, \"subnet\": \"10.0.2.0/24\", \"pools\": [ { \"pool\": \"10.0.2.0/28\" } ] } ] } ]"), query));
    }

    [Fact]
    public void The_relays_come_back_around_the_answer_with_their_interface_ids_and_source_port__RFC8357_5_2()
    {
        byte[] port = Option(OptionCode6.RelaySourcePort, 0, 0);
        byte[] answer = Send(New(), Relay([.. Port7, .. port], Relay([], Query(new Query(MessageType4.Discover)))))!;
        var chain = new RelayChain6();
        Assert.Equal(DecodeError.None, chain.Decode(answer, 0, answer.Length));
        Assert.Equal((2, MessageType6.RelayRepl, MessageType6.RelayRepl), (chain.Count, chain[0].Type, chain[1].Type));
        Assert.True(chain.TryOption(0, OptionCode6.RelaySourcePort, out _));
        Assert.True(chain.TryInterfaceId(0, out var id) && id.SequenceEqual("port7"u8));
        Assert.Equal(MessageType6.DhcpV4Response, chain.Message.Type);
        Assert.Equal(MessageType4.Offer, Reply(answer).MessageType);
    }

    [Theory]
    [InlineData(0x80, true)] // it renews: its server knows it, and says that it does not
    [InlineData(0, false)] // it rebinds: it may be another server's
    public void Flag_U_tells_a_renewing_client_from_a_rebinding_one__RFC7341_6_2(byte flags, bool isAnswered)
    {
        var bench = New(Bench.PlainSubnet);
        byte[]? answer = Send(bench, Query(new Query(MessageType4.Request) { Ciaddr = Ip4.Parse("203.0.113.9") }, flags));
        Assert.Equal(isAnswered, answer is not null);
        if (isAnswered)
        {
            Assert.Equal(MessageType4.Nak, Reply(answer).MessageType);
        }
    }

    [Fact]
    public void The_way_of_a_query_is_logged_and_counted()
    {
        var recorder = new Recorder();
        var bench = New(loggers: recorder.Loggers);
        Send(bench, Query(new Query(MessageType4.Discover)));
        AssertLogged(
            recorder, "DHCP4_DHCP4O6_RECEIVING", "DHCP4_DHCP4O6_PACKET_RECEIVED", "DHCP4_DHCP4O6_SUBNET_SELECTED",
            "DHCP4_DHCP4O6_SUBNET_DATA", "DHCP4_DHCP4O6_PACKET_SEND", "DHCP4_DHCP4O6_RESPONSE_DATA");
        Assert.Contains("yiaddr=10.0.4.10", recorder.Lines.Single(l => l.Id.Name == "DHCP4_DHCP4O6_RESPONSE_DATA").Text, StringComparison.Ordinal);
        AssertCounted(bench, "pkt4-received=1 pkt4-discover-received=1 pkt4-sent=1 pkt4-offer-sent=1 pkt4-receive-drop=0");
    }

    public static readonly TheoryData<string, byte[]> Broken = new()
    {
        { "nothing", [] },
        { "no message", [20] },
        { "another type", [1, .. Query(new Query(MessageType4.Discover))[1..]] },
        { "a response", [21, .. Query(new Query(MessageType4.Discover))[1..]] },
        { "a relay's reply", [13, .. Relay([], Query(new Query(MessageType4.Discover)))[1..]] },
        { "no origin", [20, 0, 0, 0, .. Option(OptionCode6.DhcpV4Message, Inner(new Query(MessageType4.Discover)))] },
        { "an interface nobody listens on", Query(new Query(MessageType4.Discover), name: "eth7") },
        { "a name that is none", Query(new Query(MessageType4.Discover), name: new string('x', 1000)) },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_query_with_its_origin_is_dropped_and_counted(string what, byte[] bytes)
    {
        var recorder = new Recorder();
        var bench = New(loggers: recorder.Loggers);
        Assert.True(Send(bench, bytes) is null, what);
        AssertLogged(recorder, "DHCPSRV_DHCP4O6_RECEIVED_BAD_PACKET", "DHCP4_DHCP4O6_RECEIVE_FAIL");
        AssertCounted(bench, "pkt4-received=1 pkt4-parse-failed=1 pkt4-receive-drop=1 pkt4-discover-received=0");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_query_without_one_DHCPv4_message_is_dropped_and_counted__RFC7341_10(int messages)
    {
        var recorder = new Recorder();
        var bench = New(loggers: recorder.Loggers);
        byte[] inner = Option(OptionCode6.DhcpV4Message, Inner(new Query(MessageType4.Discover)));
        Assert.Null(Send(bench, [20, 0, 0, 0, .. Origin("eth0", "fe80::2", 546), .. Enumerable.Repeat(inner, messages).SelectMany(o => o)]));
        AssertLogged(recorder, "DHCP4_DHCP4O6_BAD_PACKET");
        AssertCounted(bench, "pkt4-received=1 pkt4-parse-failed=1 pkt4-receive-drop=1");
    }

    [Fact]
    public void Bytes_that_are_no_DHCPv4_message_are_dropped_and_counted_as_always()
    {
        var bench = New();
        Assert.Null(Send(bench, [20, 0, 0, 0, .. Origin("eth0", "fe80::2", 546), .. Option(OptionCode6.DhcpV4Message, 1, 2, 3)]));
        Assert.Null(Send(bench, [20, 0, 0, 0, .. Origin("eth0", "fe80::2", 546), .. Option(OptionCode6.DhcpV4Message)]));
        AssertCounted(bench, "pkt4-received=2 pkt4-parse-failed=2 pkt4-receive-drop=2");
    }

    [Fact]
    public void A_parked_query_keeps_its_envelope()
    {
        var bench = New();
        bool isParked = false;
        var loop = new Loop.EngineLoop4(bench.Engine, [Decode.Run, Park, .. Pipeline4.Stages[1..]]);
        byte[] query = Relay(Port7, Query(new Query(MessageType4.Discover), source: "2001:db8:b::1"));
        Put(bench, query);
        loop.Run(bench.Batch, bench.Now);
        bench.Batch.Slab.AsSpan(0, query.Length + 100).Fill(0xFF);
        bench.Batch.Clear();
        loop.Resume(7, bench.Batch);
        Assert.True(isParked);
        Assert.Equal("10.0.2.10", Reply(Taken(bench)).Yiaddr.ToString());

        Verdict Park(Engine4 engine, Exchange4 exchange)
        {
            isParked = true;
            exchange.Ticket = 7;
            return Verdict.Park;
        }
    }

    private static Bench New(string members = Subnets, EngineLoggers4? loggers = null)
    {
        var bench = new Bench(members, loggers);
        bench.Engine.Interfaces = new Dictionary<string, Model.Networks.LocalInterface> { ["eth0"] = Bench.Eth0 };
        return bench;
    }

    private static byte[]? Send(Bench bench, byte[] bytes)
    {
        Put(bench, bytes);
        bench.Loop.Run(bench.Batch, bench.Now);
        return Taken(bench);
    }

    private static void Put(Bench bench, byte[] bytes)
    {
        // Not at the start of the buffer, as most are not.
        bench.Batch.Clear();
        bytes.CopyTo(bench.Batch.Slab.AsSpan(100));
        bench.Batch.Arrivals[0] = new Arrival4
        {
            Interface = new(1, "lo", Ip4.Zero),
            Buffer = bench.Batch.Slab,
            Start = 100,
            Length = bytes.Length,
            Socket = Socket,
            IsOver6 = true,
        };
        bench.Batch.ArrivalCount = 1;
    }

    private static byte[]? Taken(Bench bench)
    {
        if (bench.Batch.ImmediateCount + bench.Batch.CommittedCount == 0)
        {
            return null;
        }

        var departure = bench.Batch.ImmediateCount > 0 ? bench.Batch.Immediate[0] : bench.Batch.Committed[0];
        Assert.Equal(Socket, departure.Socket);
        return departure.Buffer.AsSpan(departure.Start, departure.Length).ToArray();
    }

    /// <summary>The DHCPv4 message of an answer.</summary>
    private static Packet4 Reply(byte[]? answer)
    {
        Assert.NotNull(answer);
        var chain = new RelayChain6();
        Assert.Equal(DecodeError.None, chain.Decode(answer, 0, answer.Length));
        Assert.True(chain.Message.TryOption(OptionCode6.DhcpV4Message, out var inner));
        byte[] bytes = inner.ToArray();
        var reply = new Packet4();
        Assert.Equal(DecodeError.None, reply.Decode(bytes, 0, bytes.Length));
        return reply;
    }

    private static byte[] Query(Query query, byte flags = 0, string source = "fe80::2", ushort port = 546, string name = "eth0") =>
        [20, flags, 0, 0, .. Origin(name, source, port), .. Option(OptionCode6.DhcpV4Message, Inner(query))];

    private static byte[] Relay(byte[] options, byte[] inner) =>
        [12, 0, .. new byte[32], .. options, .. Option(OptionCode6.RelayMessage, inner)];

    private static byte[] Inner(Query query)
    {
        byte[] bytes = new byte[600];
        return bytes[..query.Write(bytes)];
    }

    private static byte[] Origin(string name, string source, ushort port)
    {
        var to = new OptionWriter6(new byte[2000]);
        Origin4o6.Write(ref to, System.Text.Encoding.UTF8.GetBytes(name), Ip6.Parse(source), port);
        return to.Written.ToArray();
    }

    private static byte[] Option(ushort code, params byte[] body) => Bench6.Option(code, body);

    private static void AssertLogged(Recorder recorder, params string[] ids) =>
        Assert.Empty(ids.Except(recorder.Lines.Select(line => line.Id.Name)));

    private static void AssertCounted(Bench bench, string counters)
    {
        var values = bench.Engine.Statistics.Report().Members.ToDictionary(m => m.Name, m => m.Value.Integer);
        foreach (string counter in counters.Split(' '))
        {
            Assert.Equal(counter, $"{counter.Split('=')[0]}={values[counter.Split('=')[0]]}");
        }
    }
}
