using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Hooks.Libraries;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;
using StandardLibraries.PingCheck;

namespace Nestor.HookLibraries.Tests.PingCheck;

/// <summary>libdhcp_ping_check, over a network that a test makes up.</summary>
public sealed class PingCheckTests : IDisposable
{
    private const string Forever = "\"reply-timeout\": 3600000";

    private static readonly Ip4 First = Ip4.Parse("192.0.2.10");
    private static readonly Ip4 Second = Ip4.Parse("192.0.2.11");

    private readonly FakeLink _link = new();
    private readonly Recorder _recorder = new();

    private LibraryBench4 Load(string parameters, string members = Bench.PlainSubnet) => new(
        "\"hooks-libraries\": [ { \"library\": \"/usr/lib/kea/hooks/libdhcp_ping_check.so\", \"parameters\": { " + parameters + " } } ], " + members,
        Table(() => new Library(() => _link)), _recorder.Loggers, _recorder.Find);

    private static LibraryTable Table(Func<IHookLibrary> make) => new(new Dictionary<string, Func<IHookLibrary>> { ["libdhcp_ping_check"] = make });

    private static Query Discover(byte client = 1) => new(MessageType4.Discover) { Client = client };

    /// <summary>The loop turns until something is sent.</summary>
    private static Ip4 AwaitOffer(LibraryBench4 bench)
    {
        Ip4 offered = default;
        Await(() =>
        {
            bench.Bench.Idle();
            var batch = bench.Bench.Batch;
            if (batch.ImmediateCount + batch.CommittedCount == 0)
            {
                return false;
            }

            var reply = batch.ImmediateCount > 0 ? batch.Immediate[0] : batch.Committed[0];
            var packet = new Packet4();
            packet.Decode(reply.Buffer, reply.Start, reply.Length);
            Assert.Equal(MessageType4.Offer, packet.MessageType);
            offered = packet.Yiaddr;
            return true;
        });
        return offered;
    }

    private static void AwaitDeclined(LibraryBench4 bench, Ip4 address) => Await(() =>
    {
        Assert.Empty(bench.Bench.Idle());
        return bench.Bench.LeaseOf(address)?.State == LeaseState.Declined;
    });

    private static void Await(Func<bool> isSo) => Assert.True(SpinWait.SpinUntil(isSo, TimeSpan.FromSeconds(30)), "it does not happen");

    private void AwaitSent(int count) => Await(() => _link.Sent.Count >= count);

    [Fact]
    public void An_address_that_nobody_answers_for_is_offered_after_min_ping_requests_requests_of_reply_timeout_each()
    {
        using var bench = Load("\"min-ping-requests\": 2, \"reply-timeout\": 40");
        long start = TimeProvider.System.GetTimestamp();
        Assert.Null(bench.Bench.Send(Discover()));
        Assert.Equal(First, AwaitOffer(bench));
        Assert.True(TimeProvider.System.GetElapsedTime(start) >= TimeSpan.FromMilliseconds(80));
        Assert.Equal(
            ["arp for 192.0.2.10 by eth0", "echo 1 to 192.0.2.10 by eth0", "arp for 192.0.2.10 by eth0", "echo 2 to 192.0.2.10 by eth0"], _link.Sent);
        Assert.Null(bench.Bench.LeaseOf(First));
        _recorder.MustHave("PING_CHECK_CHANNEL_ECHO_REQUEST_SENT PING_CHECK_MGR_REPLY_TIMEOUT_EXPIRED PING_CHECK_MGR_LEASE_FREE_TO_USE");
    }

    [Fact]
    public void An_address_that_answers_is_declined_and_the_client_is_offered_another_when_it_asks_again()
    {
        using var bench = Load(Forever);
        _link.Answer = hearing => hearing.Replied(First);
        Assert.Null(bench.Bench.Send(Discover()));
        AwaitDeclined(bench, First);
        var statistics = bench.Bench.Engine.Statistics;
        Assert.Equal((1, 1), (statistics[Counter4.Declined], statistics[Counter4.Assigned]));
        _recorder.MustHave("PING_CHECK_MGR_RECEIVED_ECHO_REPLY DHCP4_SERVER_INITIATED_DECLINE DHCP4_HOOK_LEASE4_OFFER_PARK");
        _link.Answer = hearing => hearing.Unreachable(Second);
        Assert.Null(bench.Bench.Send(Discover()));
        Assert.Equal(Second, AwaitOffer(bench));
        _recorder.MustHave("PING_CHECK_MGR_RECEIVED_UNREACHABLE_MSG");
    }

    [Fact]
    public void An_address_that_somebody_else_has_by_ARP_is_declined()
    {
        using var bench = Load(Forever);
        _link.Answer = hearing => hearing.Claimed(Bench.Eth0.Index, First, 0x0200_0000_0099);
        Assert.Null(bench.Bench.Send(Discover()));
        AwaitDeclined(bench, First);
        Assert.Contains(_recorder.Lines, line => line.Id.Name == "NESTOR_PING_CHECK_ARP_HEARD" && line.Text.StartsWith("020000000099 has 192.0.2.10", StringComparison.Ordinal));
    }

    [Fact]
    public void What_says_nothing_about_the_address_decides_nothing()
    {
        using var bench = Load(Forever);
        Assert.Null(bench.Bench.Send(Discover()));
        AwaitSent(2);
        _link.Hear(hearing => hearing.Claimed(Bench.Eth0.Index, First, 0x0200_0000_0001)); // the client itself
        _link.Hear(hearing => hearing.Claimed(Bench.Eth0.Index + 1, First, 0x0200_0000_0099)); // on another link
        _link.Hear(hearing => hearing.Claimed(Bench.Eth0.Index, Second, 0x0200_0000_0099)); // another address
        _link.Hear(hearing => hearing.Replied(Second));
        _link.Hear(hearing => hearing.Unreachable(Second));
        _link.Hear(hearing => hearing.Unreachable(First)); // the end
        Assert.Equal(First, AwaitOffer(bench));
        Assert.Equal(0, bench.Bench.Engine.Statistics[Counter4.Declined]);
    }

    [Fact]
    public void A_request_that_cannot_be_sent_keeps_no_client_waiting()
    {
        using var bench = Load(Forever);
        _link.EchoError = "Network is unreachable";
        _link.ArpError = "Network is down";
        Assert.Null(bench.Bench.Send(Discover()));
        Assert.Equal(First, AwaitOffer(bench));
        _recorder.MustHave("PING_CHECK_CHANNEL_NETWORK_WRITE_ERROR NESTOR_PING_CHECK_ARP_FAILED");
    }

    [Fact]
    public void Behind_a_relay_the_request_goes_as_the_routes_say_and_there_is_no_ARP()
    {
        using var bench = Load("\"reply-timeout\": 1");
        var relay = Ip4.Parse("192.0.2.2");
        Assert.Null(bench.Bench.Send(new Query(MessageType4.Discover) { Giaddr = relay, Source = relay, Destination = Bench.Eth0.Address }));
        Assert.Equal(First, AwaitOffer(bench));
        Assert.Equal(["echo 1 to 192.0.2.10 by any"], _link.Sent);
    }

    [Fact]
    public void Without_enable_arp_probe_there_is_no_ARP_and_what_it_would_say_does_not_count()
    {
        using var bench = Load(Forever + ", \"enable-arp-probe\": false");
        Assert.Null(bench.Bench.Send(Discover()));
        AwaitSent(1);
        _link.Hear(hearing => hearing.Claimed(Bench.Eth0.Index, First, 0x0200_0000_0099));
        _link.Hear(hearing => hearing.Unreachable(First));
        Assert.Equal(First, AwaitOffer(bench));
        Assert.Equal(["echo 1 to 192.0.2.10 by eth0"], _link.Sent);
    }

    [Fact]
    public void A_client_that_comes_back_within_ping_cltt_secs_is_believed_and_another_is_not()
    {
        using var bench = Load("\"reply-timeout\": 1, \"ping-cltt-secs\": 30", "\"valid-lifetime\": 20, " + Bench.PlainSubnet);
        Take(bench);
        Assert.Equal(2, _link.Sent.Count);

        // The lease is over 20 seconds after the client was heard of; it is believed for 10 more.
        bench.Bench.Now += 30;
        Assert.Equal(First, bench.Bench.Send(Discover())!.Yiaddr);
        Assert.Equal(2, _link.Sent.Count);
        bench.Bench.Now += 1;
        Assert.Null(bench.Bench.Send(Discover()));
        Assert.Equal(First, AwaitOffer(bench));
        Assert.Equal(4, _link.Sent.Count);
    }

    [Fact]
    public void A_lease_that_another_client_left_a_second_ago_is_asked_for()
    {
        using var bench = Load(
            "\"reply-timeout\": 1", "\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", \"pools\": [ { \"pool\": \"192.0.2.10/32\" } ] } ]");
        Take(bench);
        bench.Bench.Send(new Query(MessageType4.Release) { Ciaddr = First, Source = First, Destination = Bench.Eth0.Address }
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
        bench.Bench.Now += 1;
        Assert.Null(bench.Bench.Send(Discover(2)));
        Assert.Equal(First, AwaitOffer(bench));
        Assert.Equal(4, _link.Sent.Count);
    }

    [Fact]
    public void A_lease_that_is_the_clients_is_not_asked_for_however_long_it_was_silent()
    {
        using var bench = Load("\"reply-timeout\": 1, \"ping-cltt-secs\": 0");
        Take(bench);
        bench.Bench.Now += 1000;
        Assert.Equal(First, bench.Bench.Send(Discover())!.Yiaddr);
        Assert.Equal(2, _link.Sent.Count);
    }

    [Fact]
    public void With_offer_lifetime_an_address_is_asked_for_at_its_first_offer_alone()
    {
        using var bench = Load("\"reply-timeout\": 1", "\"offer-lifetime\": 60, " + Bench.PlainSubnet);
        Assert.Null(bench.Bench.Send(Discover()));
        Assert.Equal(First, AwaitOffer(bench));
        Assert.Equal(First, bench.Bench.Send(Discover())!.Yiaddr);
        Assert.Equal(2, _link.Sent.Count);
    }

    [Fact]
    public void A_DISCOVER_that_would_be_offered_what_is_being_asked_for_is_dropped()
    {
        using var bench = Load(Forever);
        Assert.Null(bench.Bench.Send(Discover().With(OptionCode4.RequestedAddress, First)));
        Assert.Null(bench.Bench.Send(Discover().With(OptionCode4.RequestedAddress, First)));
        _recorder.MustHave("PING_CHECK_DUPLICATE_CHECK DHCP4_HOOK_LEASE4_OFFER_DROP");
        AwaitSent(2);
        _link.Hear(hearing => hearing.Unreachable(First));
        Assert.Equal(First, AwaitOffer(bench));
        Assert.Empty(bench.Bench.Idle());
    }

    [Fact]
    public void An_address_reserved_for_the_client_is_not_asked_for()
    {
        using var bench = Load(Forever, """
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ],
              "reservations": [ { "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.15" } ] } ]
            """);
        Assert.Equal(Ip4.Parse("192.0.2.15"), bench.Bench.Send(Discover())!.Yiaddr);
        Assert.Empty(_link.Sent);
    }

    [Theory]
    [InlineData("\"enable-ping-check\": false", "", false)]
    [InlineData("\"enable-ping-check\": false", "\"enable-ping-check\": true", true)]
    [InlineData("\"enable-ping-check\": true", "\"enable-ping-check\": false", false)]
    [InlineData("\"ping-channel-threads\": 4", "", true)]
    public void What_a_subnet_says_counts_there_instead_of_what_the_library_says(string global, string own, bool isAsked)
    {
        using var bench = Load("\"reply-timeout\": 1, " + global, """
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ],
              "user-context": { "ping-check": { 
            """ + own + " } } } ]");
        var offer = bench.Bench.Send(Discover());
        Assert.Equal(First, offer?.Yiaddr ?? AwaitOffer(bench));
        Assert.Equal(isAsked ? 2 : 0, _link.Sent.Count);
        Assert.Empty(bench.Warnings);
    }

    [Theory]
    [InlineData("\"min-ping-requests\": 0", "", "found 0 for \"min-ping-requests\", wanted 1 to 2147483647")]
    [InlineData("\"reply-timeout\": 0", "", "found 0 for \"reply-timeout\", wanted 1 to 4294967295")]
    [InlineData("\"ping-cltt-secs\": -1", "", "found -1 for \"ping-cltt-secs\", wanted 0 to 4294967295")]
    [InlineData("\"ping-channel-threads\": \"x\"", "", "found a string for \"ping-channel-threads\", wanted a whole number")]
    [InlineData("\"enable-ping-check\": 1", "", "found an integer for \"enable-ping-check\", wanted true or false")]
    [InlineData("\"ping\": 1", "", "found unknown parameter \"ping\"")]
    [InlineData("", "{ \"reply-timeout\": 0 }", "found 0 for \"reply-timeout\"")]
    [InlineData("", "{ \"pings\": 1 }", "found unknown parameter \"pings\"")]
    [InlineData("", "7", "for \"ping-check\" of subnet 1, wanted a map")]
    public void What_is_wrong_with_parameters_is_said_and_nothing_is_started(string parameters, string context, string problem)
    {
        string subnet = context.Length == 0 ? Bench.PlainSubnet
            : "\"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.2.0/24\", \"user-context\": { \"ping-check\": " + context + " } } ]";
        var said = LibraryBench4.Refused(
            "\"hooks-libraries\": [ { \"library\": \"libdhcp_ping_check.so\", \"parameters\": { " + parameters + " } } ], " + subnet,
            Table(() => new Library(() => throw new InvalidOperationException("it was only to be checked"))));
        Assert.Contains(problem, Assert.Single(said), StringComparison.Ordinal);
    }

    [Fact]
    public void A_link_that_fails_lets_offers_go_and_checks_no_more()
    {
        using var bench = Load(Forever);
        Assert.Null(bench.Bench.Send(Discover()));
        _link.IsBroken = true;
        _link.Wake();
        Assert.Equal(First, AwaitOffer(bench));
        Await(() => _link.IsDisposed);
        Assert.NotNull(bench.Bench.Send(Discover(2)));
        _recorder.MustHave("PING_CHECK_MGR_CHANNEL_DOWN");
    }

    [Fact]
    public void Without_a_socket_addresses_are_offered_unchecked()
    {
        using var bench = new LibraryBench4(
            "\"hooks-libraries\": [ { \"library\": \"libdhcp_ping_check.so\" } ], " + Bench.PlainSubnet,
            Table(() => new Library(() => throw new IOException("Operation not permitted"))), null, _recorder.Find);
        Assert.Equal(First, bench.Bench.Send(Discover())!.Yiaddr);
        _recorder.MustHave("PING_CHECK_MGR_CHANNEL_DOWN");
    }

    [Fact]
    public void A_library_that_is_unloaded_lets_offers_go_and_closes_its_sockets()
    {
        var bench = Load(Forever);
        Assert.Null(bench.Bench.Send(Discover()));
        AwaitSent(2);
        bench.Dispose();
        Assert.Equal(First, AwaitOffer(bench));
        Await(() => _link.IsDisposed);
    }

    public void Dispose() => _link.Dispose();

    /// <summary>The first client gets the first address.</summary>
    private static void Take(LibraryBench4 bench)
    {
        Assert.Null(bench.Bench.Send(Discover()));
        Assert.Equal(First, AwaitOffer(bench));
        var ack = bench.Bench.Send(new Query(MessageType4.Request)
            .With(OptionCode4.RequestedAddress, First).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
        Assert.Equal(MessageType4.Ack, ack!.MessageType);
    }
}
