using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.LeaseQuery;

/// <summary>libdhcp_lease_query in a DHCPv6 server, and a requester made from RFC 5007.</summary>
public sealed class LeaseQuery6Tests : IDisposable
{
    private const string Subnets = """
        "subnet6": [
          { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::99" } ],
            "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 40, "delegated-len": 48 } ] },
          { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::10 - 2001:db8:2::99" } ] } ]
        """;

    private static readonly byte[] Duid = [0, 3, 0, 1, 2, 0, 0, 0, 0, 7];

    private readonly Recorder _recorder = new();
    private readonly LibraryBench6 _bench;

    public LeaseQuery6Tests() => _bench = Load("");

    public void Dispose() => _bench.Dispose();

    private LibraryBench6 Load(string parameters)
    {
        var bench = new LibraryBench6("""
            "hooks-libraries": [ { "library": "libdhcp_lease_cmds.so" },
              { "library": "libdhcp_lease_query.so", "parameters": { "requesters": [ "2001:db8:ffff::/48" ]
            """ + parameters + " } } ], " + Subnets, null, _recorder.Loggers6, _recorder.Find);
        bench.Bench.Source = Ip6.Parse("2001:db8:ffff::1");
        return bench;
    }

    private static byte[] Message(byte type, string link, params byte[] options)
    {
        byte[] address = new byte[16];
        Ip6.Parse(link).Write(address);
        return Bench6.Message(MessageType6.LeaseQuery, 5, false, Bench6.Option(OptionCode6.LqQuery, [type, .. address, .. options]));
    }

    private static byte[] ByAddress(string address, string link = "::") => Message(1, link, Bench6.Address(Ip6.Parse(address)));

    private static byte[] ByClient(string link = "::") => Message(2, link, Bench6.Option(OptionCode6.ClientId, Duid));

    /// <param name="ago">Seconds since the client was heard of.</param>
    private static void Add(LibraryBench6 bench, string address, long ago, uint subnet = 1, string more = "")
    {
        string added = bench.Ask("lease6-add", string.Create(CultureInfo.InvariantCulture, $$"""
            { "ip-address": "{{address}}", "subnet-id": {{subnet}}, "duid": "00:03:00:01:02:00:00:00:00:07", "iaid": 1,
              "preferred-lft": 3000, "valid-lft": 4000, "expire": {{bench.Now - ago + 4000}}{{more}} }
            """));
        Assert.StartsWith("{ \"result\": 0", added, StringComparison.Ordinal);
    }

    private byte[] Ask(byte[] message, string status, LibraryBench6? bench = null)
    {
        byte[]? reply = (bench ?? _bench).Bench.Send(message);
        Assert.NotNull(reply);
        Assert.Equal([(byte)MessageType6.LeaseQueryReply, 0, 0, 5], reply[..4]);
        byte[] options = reply[4..];
        Assert.Equal(Bench6.ServerDuid, Option(options, OptionCode6.ServerId));
        Assert.Equal([0, 3, 0, 1, 2, 0, 0, 0, 0, 5], Option(options, OptionCode6.ClientId)!);
        byte[] said = Option(options, OptionCode6.StatusCode)!;
        Assert.Equal(status, $"{BinaryPrimitives.ReadUInt16BigEndian(said)} {Encoding.UTF8.GetString(said[2..])}");
        return options;
    }

    private static byte[]? Option(byte[] options, ushort code) => OptionCursor6.TryFind(options, code, out var body) ? body.ToArray() : null;

    private static List<string> Leases(byte[] data)
    {
        var found = new List<string>();
        var cursor = new OptionCursor6(data);
        while (cursor.TryNext(out ushort code, out var body))
        {
            if (code == OptionCode6.IaAddr)
            {
                found.Add($"{Ip6.Read(body)} {BinaryPrimitives.ReadUInt32BigEndian(body[16..])} {BinaryPrimitives.ReadUInt32BigEndian(body[20..])}");
            }
            else if (code == OptionCode6.IaPrefix)
            {
                found.Add($"{Ip6.Read(body[9..])}/{body[8]} {BinaryPrimitives.ReadUInt32BigEndian(body)} {BinaryPrimitives.ReadUInt32BigEndian(body[4..])}");
            }
        }

        return found;
    }

    private long Count(Counter6 counter) => _bench.Bench.Engine.Statistics[counter];

    [Fact]
    public void The_client_of_an_address_is_told_with_what_is_left_of_its_lifetimes__RFC5007_4_1_2_2()
    {
        Add(_bench, "2001:db8:1::11", 100);
        byte[] data = Option(Ask(ByAddress("2001:db8:1::11"), "0 active lease found"), OptionCode6.ClientData)!;
        Assert.Equal(Duid, Option(data, OptionCode6.ClientId));
        Assert.Equal([0, 0, 0, 100], Option(data, OptionCode6.CltTime)!);
        Assert.Equal(["2001:db8:1::11 2900 3900"], Leases(data));
        var sent = _bench.Bench.Batch.Immediate[0];
        Assert.Equal((Ip6.Parse("2001:db8:ffff::1"), 546), (sent.Destination, sent.DestinationPort));
        Assert.Equal(
            (1, 1, 1, 1, 0),
            (Count(Counter6.Received), Count(Counter6.LeaseQueryReceived), Count(Counter6.Sent), Count(Counter6.LeaseQueryReplySent), Count(Counter6.ReceiveDrop)));
        _recorder.MustHave("DHCP6_LEASE_QUERY_RECEIVED DHCP6_LEASE_QUERY_REPLY_SENT DHCP6_LEASE_QUERY_PREFIX_LENGTH_LIST");
    }

    [Fact]
    public void An_address_is_found_in_a_delegated_prefix_of_the_lengths_of_the_pools_or_of_prefix_lengths__RFC5007_3_3()
    {
        const string Prefix = ", \"type\": \"IA_PD\", \"prefix-len\": 48";
        Add(_bench, "2001:db8:8000::", 100, more: Prefix);
        byte[] data = Option(Ask(ByAddress("2001:db8:8000:1::5"), "0 active lease found"), OptionCode6.ClientData)!;
        Assert.Equal(["2001:db8:8000::/48 2900 3900"], Leases(data));
        foreach (var (lengths, status) in new[] { ("[ ]", "0 no active lease"), ("[ 56 ]", "0 no active lease"), ("[ 56, 48 ]", "0 active lease found") })
        {
            using var bench = Load($", \"prefix-lengths\": {lengths}");
            Add(bench, "2001:db8:8000::", 100, more: Prefix);
            Ask(ByAddress("2001:db8:8000:1::5"), status, bench);
        }
    }

    [Fact]
    public void Whatever_is_no_active_lease_has_its_status()
    {
        Add(_bench, "2001:db8:1::12", 4001);
        Add(_bench, "2001:db8:1::14", 1);
        Ask(ByAddress("2001:db8:1::12"), "0 inactive lease exists");
        Ask(ByAddress("2001:db8:1::13"), "0 no active lease");
        Ask(ByAddress("2001:db8:3::1"), "9 address not in a configured pool");
        Ask(ByAddress("2001:db8:1::14", "2001:db8:2::"), "0 no active lease");
        Ask(ByAddress("2001:db8:1::14", "2001:db8:3::"), "9 not a configured link");
        Ask(ByClient("2001:db8:3::"), "9 not a configured link");
        Ask(ByClient("2001:db8:2::"), "0 no active leases");
        Ask(Message(1, "::"), "8 missing D6O_IAADDR");
        Ask(Message(2, "::"), "8 missing D6O_CLIENTID");
        byte[] options = Ask(Message(3, "::"), "7 unknown query-type");
        Assert.Null(Option(options, OptionCode6.ClientData));
    }

    [Fact]
    public void The_leases_of_a_client_are_told_where_they_are_on_one_link_and_else_the_links__RFC5007_4_1_2_5()
    {
        Add(_bench, "2001:db8:1::11", 300);
        Add(_bench, "2001:db8:8000::", 200, more: ", \"type\": \"IA_PD\", \"prefix-len\": 48");
        byte[] data = Option(Ask(ByClient(), "0 active lease(s) found"), OptionCode6.ClientData)!;
        Assert.Equal([0, 0, 0, 200], Option(data, OptionCode6.CltTime)!);
        Assert.Equal(["2001:db8:1::11 2700 3700", "2001:db8:8000::/48 2800 3800"], Leases(data).Order(StringComparer.Ordinal));

        Add(_bench, "2001:db8:2::11", 100, subnet: 2);
        byte[] options = Ask(ByClient(), "0 active lease(s) found");
        Assert.Null(Option(options, OptionCode6.ClientData));
        byte[] links = Option(options, OptionCode6.LqClientLink)!;
        Assert.Equal(["2001:db8:1::", "2001:db8:2::"], links.Chunk(16).Select(l => Ip6.Read(l).ToString()).Order(StringComparer.Ordinal));
        data = Option(Ask(ByClient("2001:db8:2::"), "0 active lease(s) found"), OptionCode6.ClientData)!;
        Assert.Equal(["2001:db8:2::11 2900 3900"], Leases(data));
    }

    [Fact]
    public void The_relays_that_the_client_came_through_are_told_as_they_were__RFC5007_4_1_2_4()
    {
        Add(_bench, "2001:db8:1::11", 100, more: """
            , "user-context": { "ISC": { "relay-info": [
              { "hop": 1, "link": "2001:db8:1::1", "peer": "fe80::1", "options": "0x0012000161" },
              { "hop": 0, "link": "2001:db8:1::2", "peer": "fe80::2" } ] } }
            """);
        byte[] body = Option(Ask(ByAddress("2001:db8:1::11"), "0 active lease found"), OptionCode6.LqRelayData)!;
        Assert.Equal("fe80::1", Ip6.Read(body).ToString());
        byte[] outer = body[16..];
        Assert.Equal([(byte)MessageType6.RelayForw, 1], outer[..2]);
        Assert.Equal(("2001:db8:1::1", "fe80::1"), (Ip6.Read(outer.AsSpan(2)).ToString(), Ip6.Read(outer.AsSpan(18)).ToString()));
        Assert.Equal("a"u8, Option(outer[34..], OptionCode6.InterfaceId)!);
        byte[] inner = Option(outer[34..], OptionCode6.RelayMessage)!;
        Assert.Equal([(byte)MessageType6.RelayForw, 0], inner[..2]);
        Assert.Equal(("2001:db8:1::2", "fe80::2", 34), (Ip6.Read(inner.AsSpan(2)).ToString(), Ip6.Read(inner.AsSpan(18)).ToString(), inner.Length));
    }

    [Theory]
    [InlineData("""[ { "hop": 1, "link": "x", "peer": "fe80::1" } ]""")]
    [InlineData("""[ { "hop": 256, "link": "::", "peer": "fe80::1" } ]""")]
    [InlineData("""[ { "hop": 1, "link": "::", "peer": "fe80::1", "options": "0x123" } ]""")]
    [InlineData("[ ]")]
    [InlineData("7")]
    public void What_cannot_be_read_of_relays_is_left_out_and_told(string relays)
    {
        Add(_bench, "2001:db8:1::11", 100, more: ", \"user-context\": { \"ISC\": { \"relay-info\": " + relays + " } }");
        Assert.Null(Option(Ask(ByAddress("2001:db8:1::11"), "0 active lease found"), OptionCode6.LqRelayData));
        _recorder.MustHave("DHCP6_LEASE_QUERY_ERROR_GETTING_RELAY_INFO");
    }

    [Fact]
    public void What_may_not_be_asked_is_dropped_and_counted()
    {
        byte[] good = ByAddress("2001:db8:1::11");
        byte[] noClient = [.. good[..4], .. good[18..]];
        byte[] asked = Bench6.Option(OptionCode6.LqQuery, [1, .. new byte[15]]);
        byte[][] bad =
        [
            noClient,
            Bench6.Message(MessageType6.LeaseQuery, 5, false),
            Bench6.Message(MessageType6.LeaseQuery, 5, false, asked),
            [.. good, .. Bench6.Option(OptionCode6.ServerId, 0, 3, 0, 1, 9, 9)],
        ];
        Assert.All(bad, message => Assert.Null(_bench.Bench.Send(message)));
        _bench.Bench.Source = Ip6.Parse("2001:db8:fffe::1");
        Assert.Null(_bench.Bench.Send(good));
        Assert.Equal((5, 5, 5, 0), (Count(Counter6.LeaseQueryReceived), Count(Counter6.AdminFiltered), Count(Counter6.ReceiveDrop), Count(Counter6.Sent)));
        string[] said = [.. _recorder.Lines.Where(line => line.Id.Name == "DHCP6_LEASE_QUERY_PROCESS_FAILED").Select(line => line.Text)];
        Assert.Collection(
            said,
            text => Assert.Contains("no client identifier", text, StringComparison.Ordinal),
            text => Assert.Contains("asks for nothing", text, StringComparison.Ordinal),
            text => Assert.Contains("asks for nothing", text, StringComparison.Ordinal),
            text => Assert.Contains("another server", text, StringComparison.Ordinal),
            text => Assert.Contains("may not ask", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Whatever_comes_does_no_harm()
    {
        Add(_bench, "2001:db8:1::11", 100);
        byte[] good = ByAddress("2001:db8:1::11");
        var dice = new Random(1);
        int answered = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = [.. good];
            for (int spoilt = dice.Next(4); spoilt > 0; spoilt--)
            {
                bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            }

            answered += _bench.Bench.Send(bytes.AsSpan(0, dice.Next(2) == 0 ? bytes.Length : dice.Next(bytes.Length))) is null ? 0 : 1;
        }

        Assert.NotEqual(0, answered);
        Assert.Equal(0, Count(Counter6.ProcessingFailed));
        Assert.Equal(0, _bench.Guards.Sum(g => g.Errors));
    }

    [Theory]
    [InlineData("\"requesters\": [ \"192.0.2.1\" ]", "found \"192.0.2.1\" in \"requesters\", wanted an IPv6 address or prefix")]
    [InlineData("\"requesters\": [ \"::1\" ], \"prefix-lengths\": 7", "for \"prefix-lengths\", wanted a list")]
    [InlineData("\"requesters\": [ \"::1\" ], \"prefix-lengths\": [ 129 ]", "wanted 1 to 128")]
    public void What_is_wrong_with_parameters_is_said(string parameters, string problem) => Assert.Contains(
        problem,
        Assert.Single(LibraryBench6.Refused("\"hooks-libraries\": [ { \"library\": \"libdhcp_lease_query.so\", \"parameters\": { " + parameters + " } } ], " + Subnets)),
        StringComparison.Ordinal);
}
