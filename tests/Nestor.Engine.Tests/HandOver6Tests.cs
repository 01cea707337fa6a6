using Nestor.Engine.Reconfiguration;
using Nestor.Engine.Tests.Events;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>The DHCPv6 server's part of DHCPv4-over-DHCPv6 (RFC 7341).</summary>
public sealed class HandOver6Tests
{
    private const int ToServer4 = 9;
    private const int OnLink = 3;
    private const int Beyond = 4;

    private static readonly byte[] Inner = Option(OptionCode6.DhcpV4Message, 1, 2, 3);
    private static readonly byte[] FromClient = Origin("eth0", "fe80::2", 546);

    [Fact]
    public void A_query_goes_to_the_DHCPv4_server_whole_with_its_origin()
    {
        var bench = New();
        byte[] others = [.. Option(OptionCode6.ClientId, 0, 3, 0, 1, 5), .. Option(OptionCode6.Oro, 0, 88)];
        Assert.Equal([20, 0x80, 0, 0, .. FromClient, .. others, .. Inner], bench.Send([20, 0x80, 0, 0, .. others, .. Inner]));
        Assert.Equal(ToServer4, bench.Batch.Immediate[0].Socket);
        AssertCounted(bench, "pkt6-received=1 pkt6-dhcpv4-query-received=1 pkt6-sent=0 pkt6-receive-drop=0");
    }

    [Fact]
    public void A_query_through_relays_keeps_them_around_it_and_has_the_last_ones_address()
    {
        var bench = New();
        bench.Source = Ip6.Parse("2001:db8::99");
        byte[] behind = Option(OptionCode6.InterfaceId, 7);
        byte[] query = Relay(12, Option(OptionCode6.RelaySourcePort, 0, 0), Relay(12, [], [20, 0, 0, 0, .. Inner], behind), []);
        byte[] wanted = Relay(
            12, Option(OptionCode6.RelaySourcePort, 0, 0),
            Relay(12, [], [20, 0, 0, 0, .. Origin("eth0", "2001:db8::99", 546), .. Inner], behind), []);
        Assert.Equal(wanted, bench.Send(query));
    }

    [Fact]
    public void An_origin_that_a_client_made_up_is_taken_out()
    {
        byte[] faked = Origin("eth1", "2001:db8::1", 1);
        Assert.Equal([20, 0, 0, 0, .. FromClient, .. Inner], New().Send([20, 0, 0, 0, .. faked, .. Inner, .. faked]));
    }

    [Fact]
    public void A_query_may_come_by_unicast__RFC7341_9()
    {
        var bench = New();
        bench.Destination = Ip6.Parse("2001:db8::1");
        Assert.NotNull(bench.Send([20, 0x80, 0, 0, .. Inner]));
    }

    [Fact]
    public void A_query_is_dropped_and_counted_where_no_DHCPv4_server_is_configured()
    {
        var bench = New();
        bench.Engine.Server4Socket = -1;
        Assert.Null(bench.Send([20, 0, 0, 0, .. Inner]));
        AssertCounted(bench, "pkt6-received=1 pkt6-dhcpv4-query-received=1 pkt6-rfc-violation=1 pkt6-receive-drop=1");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void A_query_without_one_DHCPv4_message_is_dropped_and_counted__RFC7341_10(int messages)
    {
        var bench = New();
        Assert.Null(bench.Send([20, 0, 0, 0, .. Enumerable.Repeat(Inner, messages).SelectMany(o => o)]));
        AssertCounted(bench, "pkt6-received=1 pkt6-dhcpv4-query-received=1 pkt6-rfc-violation=1 pkt6-receive-drop=1");
    }

    [Fact]
    public void A_query_for_another_server_or_in_a_relays_reply_is_dropped()
    {
        Assert.Null(New().Send([20, 0, 0, 0, .. Option(OptionCode6.ServerId, 0, 3, 0, 1, 5), .. Inner]));
        Assert.Null(New().Send(Relay(13, [], [20, 0, 0, 0, .. Inner], [])));
    }

    [Fact]
    public void A_response_from_a_client_is_dropped_and_counted()
    {
        var bench = New();
        Assert.Null(bench.Send([21, 0, 0, 0, .. FromClient, .. Inner]));
        AssertCounted(bench, "pkt6-received=1 pkt6-dhcpv4-response-received=1 pkt6-rfc-violation=1 pkt6-receive-drop=1");
    }

    [Theory]
    [InlineData("fe80::2", OnLink)]
    [InlineData("2001:db8::2", Beyond)]
    public void The_DHCPv4_servers_answer_goes_to_the_client_without_origin_and_flags__RFC7341_6_3(string client, int socket)
    {
        var bench = New();
        byte[]? answer = Return(bench, [21, 0x80, 0, 0, .. Origin("eth0", client, 1546), .. Inner]);
        Assert.Equal([21, 0, 0, 0, .. Inner], answer);
        var departure = bench.Batch.Immediate[0];
        Assert.Equal((socket, Ip6.Parse(client), (ushort)546), (departure.Socket, departure.Destination, departure.DestinationPort));
        Assert.Equal(Bench6.Eth0, departure.Interface);
        AssertCounted(bench, "pkt6-received=0 pkt6-sent=1 pkt6-dhcpv4-response-sent=1 pkt6-reply-sent=0 pkt6-receive-drop=0");
    }

    [Theory]
    [InlineData(false, 547)]
    [InlineData(true, 5555)]
    public void The_DHCPv4_servers_answer_goes_to_the_relay_and_the_port_it_speaks_from_when_it_says_so__RFC8357_5_2(bool saysSo, int port)
    {
        var bench = New();
        byte[] options = saysSo ? Option(OptionCode6.RelaySourcePort, 0, 0) : [];
        byte[]? answer = Return(bench, Relay(13, options, [21, 0, 0, 0, .. Origin("eth0", "2001:db8::99", 5555), .. Inner], []));
        Assert.Equal(Relay(13, options, [21, 0, 0, 0, .. Inner], []), answer);
        Assert.Equal(((ushort)port, Ip6.Parse("2001:db8::99")), (bench.Batch.Immediate[0].DestinationPort, bench.Batch.Immediate[0].Destination));
    }

    [Fact]
    public void An_answer_that_fills_a_datagram_goes_too()
    {
        byte[] large = Option(OptionCode6.DhcpV4Message, new byte[60000]);
        Assert.Equal([21, 0, 0, 0, .. large], Return(New(), [21, 0, 0, 0, .. FromClient, .. large]));
    }

    public static readonly TheoryData<string, byte[]> Broken = new()
    {
        { "nothing", [] },
        { "no message", [21] },
        { "a query", [20, 0, 0, 0, .. FromClient, .. Inner] },
        { "a relayed one", Relay(12, [], [21, 0, 0, 0, .. FromClient, .. Inner], []) },
        { "no origin", [21, 0, 0, 0, .. Inner] },
        { "an interface nobody listens on", [21, 0, 0, 0, .. Origin("eth7", "fe80::2", 546), .. Inner] },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_response_with_its_origin_is_dropped_and_counted(string what, byte[] bytes)
    {
        var recorder = new Recorder();
        var bench = New(recorder);
        Assert.True(Return(bench, bytes) is null, what);
        AssertLogged(recorder, "DHCP6_DHCP4O6_RECEIVING", "DHCP6_DHCP4O6_RECEIVE_FAIL", "DHCPSRV_DHCP4O6_RECEIVED_BAD_PACKET");
        AssertCounted(bench, "pkt6-parse-failed=1 pkt6-receive-drop=1 pkt6-sent=0");
    }

    [Fact]
    public void The_way_of_an_answer_is_logged()
    {
        var recorder = new Recorder();
        Return(New(recorder), [21, 0, 0, 0, .. FromClient, .. Inner]);
        AssertLogged(
            recorder, "DHCP6_DHCP4O6_RECEIVING", "DHCP6_DHCP4O6_PACKET_RECEIVED", "DHCP6_DHCP4O6_RESPONSE_DATA", "DHCP6_PACKET_SEND");
    }

    private static Bench6 New(Recorder? recorder = null)
    {
        var bench = new Bench6(Bench6.Plain(), recorder is null ? null : new EngineLoggers6(recorder.Find));
        bench.Engine.Server4Socket = ToServer4;
        bench.Engine.WaysOut = new Dictionary<string, WaysOut6>
        {
            ["eth0"] = new(new Link6(Bench6.Eth0, OnLink), new Link6(Bench6.Eth0, Beyond)),
        };
        return bench;
    }

    /// <summary>What the DHCPv4 server says comes in; what goes out, null when nothing does.</summary>
    private static byte[]? Return(Bench6 bench, byte[] bytes)
    {
        bench.Batch.Clear();
        bench.Batch.Arrivals[0] = new Arrival6
        {
            Interface = new LocalInterface6(1, "lo", Ip6.Loopback),
            Buffer = bytes,
            Length = bytes.Length,
            Source = Ip6.Loopback,
            Socket = ToServer4,
            IsFromServer4 = true,
        };
        bench.Batch.ArrivalCount = 1;
        bench.Loop.Run(bench.Batch, bench.Now);
        Assert.Equal(0, bench.Batch.CommittedCount);
        return bench.Batch.ImmediateCount == 0
            ? null
            : bench.Batch.Immediate[0].Buffer.AsSpan(bench.Batch.Immediate[0].Start, bench.Batch.Immediate[0].Length).ToArray();
    }

    private static byte[] Relay(byte type, byte[] before, byte[] inner, byte[] behind) =>
        [type, 0, .. new byte[32], .. before, .. Option(OptionCode6.RelayMessage, inner), .. behind];

    private static byte[] Origin(string name, string source, ushort port)
    {
        var to = new OptionWriter6(new byte[200]);
        Origin4o6.Write(ref to, System.Text.Encoding.UTF8.GetBytes(name), Ip6.Parse(source), port);
        return to.Written.ToArray();
    }

    private static byte[] Option(ushort code, params byte[] body) => Bench6.Option(code, body);

    private static void AssertLogged(Recorder recorder, params string[] ids) =>
        Assert.Empty(ids.Except(recorder.Lines.Select(line => line.Id.Name)));

    private static void AssertCounted(Bench6 bench, string counters)
    {
        var values = bench.Engine.Statistics.Report().Members.ToDictionary(m => m.Name, m => m.Value.Integer);
        foreach (string counter in counters.Split(' '))
        {
            Assert.Equal(counter, $"{counter.Split('=')[0]}={values[counter.Split('=')[0]]}");
        }
    }
}
