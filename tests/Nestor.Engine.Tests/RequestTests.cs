using Nestor.Engine.Statistics;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

public sealed class RequestTests
{
    private static Query Selecting(byte client, Ip4 address) =>
        new Query(MessageType4.Request) { Client = client }.With(OptionCode4.RequestedAddress, address)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address);

    [Fact]
    public void An_ack_waits_for_its_lease_to_be_durable()
    {
        var bench = new Bench(Bench.PlainSubnet);
        bench.Lease(1);
        Assert.Equal((0, 1, 1), (bench.Batch.ImmediateCount, bench.Batch.CommittedCount, bench.Batch.Changes.Count));
    }

    [Fact]
    public void Somebody_elses_address_is_refused()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var taken = bench.Lease(1);
        var reply = bench.Send(Selecting(2, taken));
        Assert.Equal(MessageType4.Nak, reply!.MessageType);
        Assert.True(reply.Yiaddr.IsZero);
        Assert.False(reply.HasOption(OptionCode4.LeaseTime));
        Assert.True(bench.LastDeparture.Destination.IsBroadcast);
    }

    [Fact]
    public void An_address_no_pool_knows_is_left_to_other_servers()
    {
        var bench = new Bench(Bench.PlainSubnet);
        Assert.Null(bench.Send(Selecting(1, Ip4.Parse("192.0.2.99"))));
    }

    [Fact]
    public void Renewing_extends_the_lease__RFC2131_4_3_2()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var own = bench.Lease(1);
        bench.Now += 3600;
        var ack = bench.Send(new Query(MessageType4.Request) { Ciaddr = own, Source = own, Destination = Bench.Eth0.Address });
        Assert.Equal((MessageType4.Ack, own, own), (ack!.MessageType, ack.Yiaddr, ack.Ciaddr));
        Assert.Equal(bench.Now, bench.LeaseOf(own)!.Value.Cltt);
        Assert.Equal(own, bench.LastDeparture.Destination);
        Assert.Equal(1, bench.Engine.Statistics[Counter4.CumulativeAssigned]);
    }

    [Fact]
    public void A_lease_renewed_early_is_reused_without_a_write_and_its_end_stays()
    {
        var bench = new Bench("\"cache-max-age\": 1000, \"shared-networks\": [ { \"name\": \"n\", \"cache-threshold\": 0.25, " + Bench.PlainSubnet + " } ]");
        var own = bench.Lease(1);
        bench.Now += 900;
        var ack = bench.Send(new Query(MessageType4.Request) { Ciaddr = own, Source = own, Destination = Bench.Eth0.Address });
        Assert.True(ack!.TryUInt32Option(OptionCode4.LeaseTime, out uint left));
        Assert.Equal(6300u, left);
        Assert.True(bench.Batch.Changes.IsEmpty);
        Assert.Equal(1, bench.Batch.CommittedCount);
        Assert.Equal(1, bench.Engine.Statistics[Counter4.LeaseReuses]);
        bench.Now += 200;
        bench.Send(new Query(MessageType4.Request) { Ciaddr = own, Source = own, Destination = Bench.Eth0.Address });
        Assert.Equal(1, bench.Batch.Changes.Count);
    }

    [Fact]
    public void A_stranger_that_reboots_is_ignored_and_by_an_authority_refused__RFC2131_4_3_2()
    {
        var query = new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, Ip4.Parse("192.0.2.15"));
        Assert.Null(new Bench(Bench.PlainSubnet).Send(query));
        Assert.Equal(MessageType4.Nak, new Bench("\"authoritative\": true, " + Bench.PlainSubnet).Send(query)!.MessageType);
    }

    [Fact]
    public void A_client_that_reboots_with_its_own_address_keeps_it_and_with_another_is_refused()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var own = bench.Lease(1);
        Assert.Equal(MessageType4.Ack, bench.Send(new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, own))!.MessageType);
        var other = new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, Ip4.Parse("192.0.2.19"));
        Assert.Equal(MessageType4.Nak, bench.Send(other)!.MessageType);
    }

    [Fact]
    public void A_client_that_takes_another_address_gives_up_the_first()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var first = bench.Lease(1);
        var second = Ip4.Parse("192.0.2.18");
        Assert.Equal(second, bench.Send(Selecting(1, second))!.Yiaddr);
        Assert.Null(bench.LeaseOf(first));
        Assert.Equal(1, bench.Engine.Statistics[Counter4.Assigned]);
    }

    [Fact]
    public void Another_client_identifier_on_the_same_hardware_is_another_client__RFC2131_4_2()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var first = bench.Send(Selecting(1, Ip4.Parse("192.0.2.10")).With(OptionCode4.ClientIdentifier, 1, 2, 3));
        var second = bench.Send(new Query(MessageType4.Discover).With(OptionCode4.ClientIdentifier, 9, 9, 9));
        Assert.NotEqual(first!.Yiaddr, second!.Yiaddr);
    }

    [Fact]
    public void With_match_client_id_off_the_hardware_address_alone_counts_and_no_identifier_is_stored()
    {
        var bench = new Bench("\"match-client-id\": false, " + Bench.PlainSubnet);
        var first = bench.Send(Selecting(1, Ip4.Parse("192.0.2.10")).With(OptionCode4.ClientIdentifier, 1, 2, 3));
        var second = bench.Send(new Query(MessageType4.Discover).With(OptionCode4.ClientIdentifier, 9, 9, 9));
        Assert.Equal(first!.Yiaddr, second!.Yiaddr);
        Assert.True(bench.Engine.Leases.ClientId(bench.Engine.Leases.Find(first.Yiaddr)).IsEmpty);
    }

    [Fact]
    public void Another_servers_request_is_not_for_us()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var query = new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, Ip4.Parse("192.0.2.10"))
            .With(OptionCode4.ServerIdentifier, Ip4.Parse("192.0.2.77"));
        Assert.Null(bench.Send(query));
        Assert.Equal(1, bench.Engine.Statistics[Counter4.NotForUs]);
    }

    [Fact]
    public void The_lease_time_asked_for_is_kept_within_bounds()
    {
        var bench = new Bench("\"min-valid-lifetime\": 100, \"valid-lifetime\": 200, \"max-valid-lifetime\": 300, " + Bench.PlainSubnet);
        foreach (var (asked, given) in ((uint, uint)[])[(1, 100), (150, 150), (uint.MaxValue, 300)])
        {
            byte[] body = [(byte)(asked >> 24), (byte)(asked >> 16), (byte)(asked >> 8), (byte)asked];
            var offer = bench.Send(new Query(MessageType4.Discover).With(OptionCode4.LeaseTime, body));
            Assert.True(offer!.TryUInt32Option(OptionCode4.LeaseTime, out uint seconds));
            Assert.Equal(given, seconds);
        }
    }

    [Fact]
    public void A_released_lease_is_kept_for_its_client_and_free_for_others__RFC2131_4_3_4()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var own = bench.Lease(1);
        Assert.Null(bench.Send(new Query(MessageType4.Release) { Ciaddr = own, Source = own, Destination = Bench.Eth0.Address }
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address)));
        Assert.Equal((LeaseState.Released, 0u), (bench.LeaseOf(own)!.Value.State, bench.LeaseOf(own)!.Value.ValidLifetime));
        Assert.Equal(0, bench.Engine.Statistics[Counter4.Assigned]);
        Assert.Equal(own, bench.Send(new Query(MessageType4.Discover))!.Yiaddr);
    }

    [Fact]
    public void Nobody_can_release_somebody_elses_lease()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var own = bench.Lease(1);
        bench.Send(new Query(MessageType4.Release) { Client = 2, Ciaddr = own, Source = own, Destination = Bench.Eth0.Address });
        Assert.Equal(LeaseState.Default, bench.LeaseOf(own)!.Value.State);
    }

    [Fact]
    public void A_declined_address_loses_its_client_and_comes_back_after_probation__RFC2131_4_3_3()
    {
        var bench = new Bench("\"decline-probation-period\": 100, " + Bench.PlainSubnet);
        var own = bench.Lease(1);
        bench.Send(new Query(MessageType4.Decline).With(OptionCode4.RequestedAddress, own)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
        Assert.Equal((LeaseState.Declined, 100u), (bench.LeaseOf(own)!.Value.State, bench.LeaseOf(own)!.Value.ValidLifetime));
        Assert.True(bench.Engine.Leases.HardwareAddress(bench.Engine.Leases.Find(own)).IsEmpty);
        Assert.Equal((1, 1), (bench.Engine.Statistics[Counter4.Declined], bench.Engine.Statistics[Counter4.Assigned]));
        Assert.NotEqual(own, bench.Send(new Query(MessageType4.Discover).With(OptionCode4.RequestedAddress, own))!.Yiaddr);
        bench.Now += 101;
        bench.Loop.Tick(bench.Now);
        Assert.True(bench.Reclaimer.Reclaim(0));
        Assert.Null(bench.LeaseOf(own));
        Assert.Equal((0, 1), (bench.Engine.Statistics[Counter4.Declined], bench.Engine.Statistics[Counter4.ReclaimedDeclined]));
    }

    [Fact]
    public void An_expired_lease_is_reclaimed_kept_and_at_last_deleted()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var own = bench.Lease(1);
        bench.Now += 7201;
        bench.Loop.Tick(bench.Now);
        Assert.True(bench.Reclaimer.Reclaim(100));
        Assert.Equal(LeaseState.ExpiredReclaimed, bench.LeaseOf(own)!.Value.State);
        Assert.Equal((0, 1), (bench.Engine.Statistics[Counter4.Assigned], bench.Engine.Statistics[Counter4.Reclaimed]));
        Assert.Equal(own, bench.Send(new Query(MessageType4.Discover))!.Yiaddr);
        bench.Now += 3601;
        bench.Loop.Tick(bench.Now);
        bench.Reclaimer.Flush(100);
        Assert.Null(bench.LeaseOf(own));
    }

    [Fact]
    public void An_inform_gets_options_and_no_lease__RFC2131_4_3_5()
    {
        var bench = new Bench("\"option-data\": [ { \"name\": \"domain-name\", \"data\": \"example.org\" } ], " + Bench.PlainSubnet);
        var at = Ip4.Parse("192.0.2.50");
        var ack = bench.Send(new Query(MessageType4.Inform) { Ciaddr = at, Source = at, Destination = Bench.Eth0.Address });
        Assert.Equal((MessageType4.Ack, Ip4.Zero, at), (ack!.MessageType, ack.Yiaddr, ack.Ciaddr));
        Assert.True(ack.TryOption(OptionCode4.DomainName, out var name));
        Assert.Equal("example.org"u8, name);
        Assert.False(ack.HasOption(OptionCode4.LeaseTime));
        Assert.Equal(at, bench.LastDeparture.Destination);
        Assert.Equal(0, bench.Engine.Leases.Count);
    }
}
