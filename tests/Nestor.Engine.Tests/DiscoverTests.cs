using Nestor.Engine.Statistics;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

public sealed class DiscoverTests
{
    [Fact]
    public void A_new_client_is_offered_the_first_address_of_the_pool__RFC2131_4_3_1()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var offer = bench.Send(new Query(MessageType4.Discover));
        Assert.Equal(MessageType4.Offer, offer!.MessageType);
        Assert.Equal(Ip4.Parse("192.0.2.10"), offer.Yiaddr);
        Assert.True(offer.TryAddressOption(OptionCode4.ServerIdentifier, out var server));
        Assert.Equal(Bench.Eth0.Address, server);
        Assert.True(offer.TryAddressOption(OptionCode4.SubnetMask, out var mask));
        Assert.Equal(Ip4.Parse("255.255.255.0"), mask);
        Assert.True(offer.TryUInt32Option(OptionCode4.LeaseTime, out uint seconds));
        Assert.Equal(7200u, seconds);
        Assert.Null(bench.LeaseOf(offer.Yiaddr));
    }

    [Fact]
    public void A_free_address_that_is_asked_for_is_offered__RFC2131_4_3_1()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var wish = Ip4.Parse("192.0.2.15");
        Assert.Equal(wish, bench.Send(new Query(MessageType4.Discover).With(OptionCode4.RequestedAddress, wish))!.Yiaddr);
    }

    [Fact]
    public void An_address_somebody_has_is_not_offered()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var taken = bench.Lease(1);
        var offer = bench.Send(new Query(MessageType4.Discover) { Client = 2 }.With(OptionCode4.RequestedAddress, taken));
        Assert.NotEqual(taken, offer!.Yiaddr);
    }

    [Fact]
    public void A_client_is_offered_the_address_it_has()
    {
        var bench = new Bench(Bench.PlainSubnet);
        bench.Lease(1);
        var own = bench.Lease(2);
        Assert.Equal(own, bench.Send(new Query(MessageType4.Discover) { Client = 2 })!.Yiaddr);
    }

    [Fact]
    public void A_full_pool_offers_nothing_and_counts_it()
    {
        var bench = new Bench(Bench.PlainSubnet);
        for (byte client = 1; client <= 10; client++)
        {
            bench.Lease(client);
        }

        Assert.Null(bench.Send(new Query(MessageType4.Discover) { Client = 11 }));
        Assert.Equal(1, bench.Engine.Statistics[Counter4.AllocationFail]);
        Assert.Equal(1, bench.Engine.Statistics[Counter4.AllocationFailSubnet]);
        Assert.Equal(10, bench.Engine.Statistics[Counter4.Assigned]);
    }

    [Fact]
    public void An_address_whose_time_is_up_is_offered_again()
    {
        var bench = new Bench(Bench.PlainSubnet);
        for (byte client = 1; client <= 10; client++)
        {
            bench.Lease(client);
        }

        bench.Now += 7201;
        Assert.NotNull(bench.Send(new Query(MessageType4.Discover) { Client = 11 }));
    }

    [Fact]
    public void A_reserved_address_goes_to_its_client_and_to_nobody_else()
    {
        var bench = new Bench("""
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.11" } ],
              "reservations": [ { "hw-address": "02:00:00:00:00:07", "ip-address": "192.0.2.10" } ] } ]
            """);
        Assert.Equal(Ip4.Parse("192.0.2.11"), bench.Lease(1));
        Assert.Null(bench.Send(new Query(MessageType4.Discover) { Client = 2 }));
        Assert.Equal(Ip4.Parse("192.0.2.10"), bench.Lease(7));
    }

    [Fact]
    public void A_reserved_address_that_somebody_holds_is_not_offered_and_the_conflict_is_counted()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var held = bench.Lease(1);
        bench.Engine.Reconfigure(new Bench($$"""
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ],
              "reservations": [ { "hw-address": "02:00:00:00:00:07", "ip-address": "{{held}}" } ] } ]
            """).Engine.Settings);
        Assert.NotEqual(held, bench.Send(new Query(MessageType4.Discover) { Client = 7 })!.Yiaddr);
        Assert.Equal(1, bench.Engine.Statistics[Counter4.ReservationConflicts]);
    }

    [Fact]
    public void An_offer_with_an_offer_lifetime_holds_the_address_for_that_long()
    {
        var bench = new Bench("\"offer-lifetime\": 60, " + Bench.PlainSubnet);
        var offer = bench.Send(new Query(MessageType4.Discover));
        Assert.Equal(60u, bench.LeaseOf(offer!.Yiaddr)!.Value.ValidLifetime);
        Assert.Equal(1, bench.Batch.CommittedCount);
        Assert.True(offer.TryUInt32Option(OptionCode4.LeaseTime, out uint seconds));
        Assert.Equal(7200u, seconds);
    }

    [Fact]
    public void The_broadcast_flag_and_unicast_decide_where_an_offer_goes__RFC2131_4_1()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var offer = bench.Send(new Query(MessageType4.Discover));
        Assert.Equal(offer!.Yiaddr, bench.LastDeparture.Destination);
        bench.Send(new Query(MessageType4.Discover) { Flags = 0x8000 });
        Assert.True(bench.LastDeparture.Destination.IsBroadcast);
        var relay = Ip4.Parse("192.0.2.200");
        bench.Send(new Query(MessageType4.Discover) { Giaddr = relay, Source = relay, Destination = Bench.Eth0.Address });
        Assert.Equal((relay, 67), (bench.LastDeparture.Destination, bench.LastDeparture.DestinationPort));
    }

    [Fact]
    public void A_discover_that_names_a_server_breaks_the_rules__RFC2131_table_5()
    {
        var bench = new Bench(Bench.PlainSubnet);
        Assert.Null(bench.Send(new Query(MessageType4.Discover).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address)));
        Assert.Equal(1, bench.Engine.Statistics[Counter4.RfcViolation]);
        Assert.Equal(1, bench.Engine.Statistics[Counter4.ReceiveDrop]);
    }
}
