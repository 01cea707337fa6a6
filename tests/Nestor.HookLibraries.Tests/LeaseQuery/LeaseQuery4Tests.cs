using System.Globalization;
using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.LeaseQuery;

/// <summary>libdhcp_lease_query in a DHCPv4 server, and a requester made from RFC 4388.</summary>
public sealed class LeaseQuery4Tests : IDisposable
{
    private const string Libraries = """
        "hooks-libraries": [ { "library": "libdhcp_lease_cmds.so" },
          { "library": "libdhcp_lease_query.so", "parameters": { "requesters": [ "192.0.2.200", "198.51.100.0/24" ] } } ],
        "renew-timer": 900, "rebind-timer": 1800,
        """;

    private const string Subnet = """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] },
          { "id": 2, "subnet": "10.0.0.0/16", "pools": [ { "pool": "10.0.0.1 - 10.0.255.254" } ] } ]
        """;

    private static readonly Ip4 Requester = Ip4.Parse("192.0.2.200");

    private readonly Recorder _recorder = new();
    private readonly LibraryBench4 _bench;

    public LeaseQuery4Tests() => _bench = new LibraryBench4(Libraries + Subnet, null, _recorder.Loggers, _recorder.Find);

    public void Dispose() => _bench.Dispose();

    /// <summary>What a requester sends; each part is there when it is said.</summary>
    private static byte[] Message(string? address = null, byte hardware = 0, byte[]? id = null, string requester = "192.0.2.200")
    {
        var query = new Query(MessageType4.LeaseQuery)
        {
            Client = hardware,
            Ciaddr = address is null ? default : Ip4.Parse(address),
            Giaddr = Ip4.Parse(requester),
        };
        byte[] bytes = new byte[1024];
        int length = (id is null ? query : query.With(OptionCode4.ClientIdentifier, id)).Write(bytes);
        if (hardware == 0)
        {
            bytes.AsSpan(28, 16).Clear();
            bytes[1] = bytes[2] = 0;
        }

        return bytes[..length];
    }

    private Packet4? Send(byte[] message) =>
        _bench.Bench.Send(message, new Query(MessageType4.LeaseQuery) { Source = Requester, Destination = Bench.Eth0.Address });

    /// <param name="ago">Seconds since the client was heard of.</param>
    private void Add(string address, byte client, string id, long ago, string more = "", int subnet = 1)
    {
        string added = _bench.Ask("lease4-add", string.Create(CultureInfo.InvariantCulture, $$"""
            { "ip-address": "{{address}}", "subnet-id": {{subnet}}, "hw-address": "02:00:00:00:00:{{client:x2}}", "client-id": "{{id}}",
              "valid-lft": 4000, "expire": {{_bench.Now - ago + 4000}}{{more}} }
            """));
        Assert.StartsWith("{ \"result\": 0", added, StringComparison.Ordinal);
    }

    private static uint? Number(Packet4 answer, byte code) => answer.TryUInt32Option(code, out uint value) ? value : null;

    private static byte[]? Body(Packet4 answer, byte code) => answer.TryOption(code, out var body) ? body.ToArray() : null;

    private long Count(Counter4 counter) => _bench.Bench.Engine.Statistics[counter];

    [Fact]
    public void An_active_lease_is_told_with_all_that_is_known_of_it__RFC4388_6_4_2()
    {
        Add("192.0.2.15", 7, "01:02:03", 100, """, "user-context": { "ISC": { "relay-agent-info": { "sub-options": "0x0104abcdef01" } } }""");
        var answer = Send(Message("192.0.2.15"))!;
        Assert.Equal((MessageType4.LeaseActive, (byte)2, 0x2Au), (answer.MessageType, answer.Op, answer.Xid));
        Assert.Equal((Ip4.Parse("192.0.2.15"), Requester), (answer.Ciaddr, answer.Giaddr));
        Assert.Equal([2, 0, 0, 0, 0, 7], answer.Chaddr.ToArray());
        Assert.Equal(1, answer.Htype);
        Assert.Equal([1, 2, 3], Body(answer, OptionCode4.ClientIdentifier));
        Assert.Equal([192, 0, 2, 1], Body(answer, OptionCode4.ServerIdentifier));
        Assert.Equal((100u, 3900u, 800u, 1700u), (Number(answer, 91), Number(answer, OptionCode4.LeaseTime), Number(answer, OptionCode4.RenewalTime), Number(answer, OptionCode4.RebindingTime)));
        Assert.Equal([1, 4, 0xab, 0xcd, 0xef, 1], Body(answer, OptionCode4.RelayAgentInfo));
        Assert.Null(Body(answer, 92));
        Assert.Equal((Requester, 67), (_bench.Bench.LastDeparture.Destination, _bench.Bench.LastDeparture.DestinationPort));
        Assert.Equal(
            (1, 1, 1, 1, 0),
            (Count(Counter4.Received), Count(Counter4.LeaseQueryReceived), Count(Counter4.Sent), Count(Counter4.LeaseQueryActiveSent), Count(Counter4.ReceiveDrop)));
        _recorder.MustHave("DHCP4_LEASE_QUERY_RECEIVED DHCP4_LEASE_QUERY_RESPONSE_SENT");
    }

    [Fact]
    public void Timers_that_have_run_out_are_not_told_and_a_lease_without_end_has_none()
    {
        Add("192.0.2.15", 7, "01:02:03", 1000);
        var answer = Send(Message("192.0.2.15"))!;
        Assert.Equal((null, 800u), (Number(answer, OptionCode4.RenewalTime), Number(answer, OptionCode4.RebindingTime)));
        _bench.Ask("lease4-add", """{ "ip-address": "192.0.2.16", "subnet-id": 1, "hw-address": "02:00:00:00:00:08", "valid-lft": 4294967295 }""");
        answer = Send(Message("192.0.2.16"))!;
        Assert.Equal((uint.MaxValue, 900u), (Number(answer, OptionCode4.LeaseTime), Number(answer, OptionCode4.RenewalTime)));
        Assert.Null(Body(answer, OptionCode4.ClientIdentifier));
    }

    [Theory]
    [InlineData("192.0.2.12", MessageType4.LeaseUnassigned)] // of a pool, and free
    [InlineData("192.0.2.13", MessageType4.LeaseUnassigned)] // its lease is over
    [InlineData("192.0.2.14", MessageType4.LeaseUnassigned)] // declined
    [InlineData("192.0.2.99", MessageType4.LeaseUnknown)] // of no pool
    [InlineData("203.0.113.1", MessageType4.LeaseUnknown)] // of no subnet
    public void An_address_that_nobody_has_is_unassigned_where_it_is_ours_and_unknown_elsewhere__RFC4388_6_4_1(string address, MessageType4 type)
    {
        Add("192.0.2.13", 7, "01:02:03", 4001);
        Add("192.0.2.14", 7, "01:02:03", 0, ", \"state\": 1");
        var answer = Send(Message(address))!;
        Assert.Equal((type, Ip4.Parse(address)), (answer.MessageType, answer.Ciaddr));
        Assert.Equal(0, answer.Hlen);
        Assert.Equal([192, 0, 2, 1], Body(answer, OptionCode4.ServerIdentifier));
        Assert.Equal((false, false), (answer.HasOption(91), answer.HasOption(OptionCode4.LeaseTime)));
        Assert.Equal(1, Count(type == MessageType4.LeaseUnknown ? Counter4.LeaseQueryUnknownSent : Counter4.LeaseQueryUnassignedSent));
        Assert.Equal(0, Count(Counter4.LeaseQueryActiveSent));
    }

    [Fact]
    public void A_client_is_asked_for_by_its_hardware_address_or_its_identifier_and_its_newest_lease_is_told_with_the_addresses_of_the_others()
    {
        Add("192.0.2.11", 7, "01:02:03", 300);
        Add("10.0.0.5", 7, "01:02:03", 100, subnet: 2);
        Add("192.0.2.12", 7, "01:02:03", 200);
        Add("192.0.2.13", 7, "01:02:03", 4001);
        Add("192.0.2.14", 8, "01:02:04", 1);
        foreach (byte[] message in new[] { Message(hardware: 7), Message(id: [1, 2, 3]) })
        {
            var answer = Send(message)!;
            Assert.Equal((MessageType4.LeaseActive, Ip4.Parse("10.0.0.5")), (answer.MessageType, answer.Ciaddr));
            byte[] others = Body(answer, 92)!;
            Assert.Equal(["192.0.2.11", "192.0.2.12"], others.Chunk(4).Select(o => Ip4.Read(o).ToString()).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void A_client_that_has_no_lease_is_unknown_and_what_it_was_asked_for_by_goes_back()
    {
        var answer = Send(Message(hardware: 9))!;
        Assert.Equal(MessageType4.LeaseUnknown, answer.MessageType);
        Assert.Equal([2, 0, 0, 0, 0, 9], answer.Chaddr.ToArray());
        answer = Send(Message(id: [9, 9]))!;
        Assert.Equal(MessageType4.LeaseUnknown, answer.MessageType);
        Assert.Equal([9, 9], Body(answer, OptionCode4.ClientIdentifier));
    }

    [Theory]
    [InlineData("192.0.2.201", "192.0.2.12", false, false, "may not ask")]
    [InlineData("0.0.0.0", "192.0.2.12", false, false, "names no requester")]
    [InlineData("192.0.2.200", null, false, false, "by one of")]
    [InlineData("192.0.2.200", "192.0.2.12", true, false, "by one of")]
    [InlineData("192.0.2.200", "192.0.2.12", false, true, "by one of")]
    [InlineData("192.0.2.200", null, true, true, "by one of")]
    public void What_may_not_be_asked_is_dropped_and_counted(string requester, string? address, bool hasHardware, bool hasId, string problem)
    {
        Assert.Null(Send(Message(address, hasHardware ? (byte)7 : (byte)0, hasId ? [1, 2] : null, requester)));
        Assert.Contains(_recorder.Lines, line => line.Id.Name == "DHCP4_LEASE_QUERY_PROCESS_FAILED" && line.Text.Contains(problem, StringComparison.Ordinal));
        Assert.Equal((1, 1, 1, 0), (Count(Counter4.LeaseQueryReceived), Count(Counter4.AdminFiltered), Count(Counter4.ReceiveDrop), Count(Counter4.Sent)));
    }

    [Fact]
    public void A_requester_may_be_one_of_a_prefix() =>
        Assert.Equal(MessageType4.LeaseUnassigned, Send(Message("192.0.2.12", requester: "198.51.100.77"))!.MessageType);

    [Fact]
    public void Other_messages_go_their_way()
    {
        Assert.Equal(MessageType4.Offer, _bench.Bench.Send(new Query(MessageType4.Discover))!.MessageType);
        byte[] answerLike = Message("192.0.2.12");
        answerLike[0] = 2;
        Assert.Null(Send(answerLike));
        Assert.Equal((1, 0), (Count(Counter4.LeaseQueryReceived), Count(Counter4.LeaseQueryUnassignedSent)));
    }

    [Fact]
    public void An_answer_about_a_client_with_hundreds_of_leases_stays_within_a_frame()
    {
        for (int i = 1; i <= 600; i++)
        {
            Add($"10.0.{i / 250}.{(i % 250) + 1}", 7, "01:02:03", i, subnet: 2);
        }

        var answer = Send(Message(hardware: 7))!;
        Assert.InRange(answer.Bytes.Length, 1300, 1472);
        Assert.Equal(0, Body(answer, 92)!.Length % 4);
        Assert.Equal(1u, Number(answer, 91));
    }

    [Fact]
    public void Whatever_comes_does_no_harm()
    {
        Add("192.0.2.12", 7, "01:02:03", 1, ", \"user-context\": { \"ISC\": { \"relay-agent-info\": \"0x01\" } }");
        var dice = new Random(1);
        int answered = 0;
        for (int i = 0; i < 20_000; i++)
        {
            byte[] bytes = Message("192.0.2.12");
            for (int spoilt = dice.Next(4); spoilt > 0; spoilt--)
            {
                bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            }

            answered += Send(bytes[..(dice.Next(2) == 0 ? bytes.Length : dice.Next(bytes.Length))]) is null ? 0 : 1;
        }

        Assert.NotEqual(0, answered);
        Assert.Equal(0, Count(Counter4.ProcessingFailed));
        Assert.Equal(0, _bench.Guards.Sum(g => g.Errors));
    }

    [Theory]
    [InlineData("", "found no \"requesters\"")]
    [InlineData("\"requesters\": []", "found no \"requesters\"")]
    [InlineData("\"requesters\": [ \"2001:db8::1\" ]", "found \"2001:db8::1\" in \"requesters\", wanted an IPv4 address or prefix")]
    [InlineData("\"requesters\": [ \"192.0.2.0/33\" ]", "found \"192.0.2.0/33\" in \"requesters\"")]
    [InlineData("\"requesters\": [ \"192.0.2.1\" ], \"advanced\": { \"bulk-query-enabled\": true }", "found true for \"bulk-query-enabled\"")]
    [InlineData("\"requesters\": [ \"192.0.2.1\" ], \"advanced\": { \"active-query-enabled\": true }", "found true for \"active-query-enabled\"")]
    [InlineData("\"requesters\": [ \"192.0.2.1\" ], \"advanced\": { \"x\": true }", "found unknown parameter \"x\"")]
    [InlineData("\"requesters\": [ \"192.0.2.1\" ], \"x\": 1", "found unknown parameter \"x\"")]
    public void What_is_wrong_with_parameters_is_said(string parameters, string problem) => Assert.Contains(
        problem,
        Assert.Single(LibraryBench4.Refused("\"hooks-libraries\": [ { \"library\": \"libdhcp_lease_query.so\", \"parameters\": { " + parameters + " } } ], " + Subnet)),
        StringComparison.Ordinal);
}
