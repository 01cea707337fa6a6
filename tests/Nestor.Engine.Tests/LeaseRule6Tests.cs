using Nestor.Engine.Statistics;
using Nestor.Engine.Tests.Keywords;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>What an IA gets, keeps and loses.</summary>
public sealed class LeaseRule6Tests
{
    private const string Prefixes =
        "\"cache-threshold\": 0, \"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/64\", \"interface\": \"eth0\", \"pd-pools\": [ "
        + "{ \"prefix\": \"3000::\", \"prefix-len\": 40, \"delegated-len\": 48 }, "
        + "{ \"prefix\": \"3001::\", \"prefix-len\": 40, \"delegated-len\": 56 }, "
        + "{ \"prefix\": \"3002::\", \"prefix-len\": 40, \"delegated-len\": 60 } ] } ]";

    private const string TwoSubnets =
        "\"cache-threshold\": 0, \"shared-networks\": [ { \"name\": \"floor\", \"interface\": \"eth0\", \"subnet6\": [ "
        + "{ \"id\": 1, \"subnet\": \"2001:db8:1::/64\", \"pools\": [ { \"pool\": \"2001:db8:1::10 - 2001:db8:1::10\" } ], "
        + "\"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8::1\", \"always-send\": true } ] }, "
        + "{ \"id\": 2, \"subnet\": \"2001:db8:2::/64\", \"pools\": [ { \"pool\": \"2001:db8:2::10 - 2001:db8:2::20\" } ], "
        + "\"option-data\": [ { \"name\": \"dns-servers\", \"data\": \"2001:db8::2\", \"always-send\": true } ] } ] } ]";

    [Theory]
    [InlineData("::", 56, "3001::/56")]
    [InlineData("::", 58, "3000::/48")]
    [InlineData("::", 44, "3000::/48")]
    [InlineData("3002::", 60, "3002::/60")]
    [InlineData("3002:0:0:10::", 60, "3002:0:0:10::/60")]
    [InlineData("3002:0:0:10::", 56, "3001::/56")]
    [InlineData("3002:0:0:10::", 63, "3002:0:0:10::/60")]
    public void The_wished_length_chooses_the_pool_and_a_length_nobody_gives_leaves_the_wished_prefix__RFC8168_3_2(
        string prefix, byte length, string expected)
    {
        var bench = Scopes6.Bench(Prefixes);
        Assert.Equal(expected, Scopes6.Held(Scopes6.Solicit(bench, Bench6.Ia(OptionCode6.IaPd, 1, Bench6.Prefix(Ip6.Parse(prefix), length)))));
    }

    [Fact]
    public void Addresses_are_given_before_prefixes_whatever_their_order_in_the_query()
    {
        var bench = new Bench6(Bench6.Plain());
        bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Pd, Scopes6.Na));
        Assert.Equal([LeaseType.Na, LeaseType.Pd], Enumerable.Range(0, 2).Select(i => bench.Engine.Leases.Fields(i).Type));
    }

    [Fact]
    public void An_IA_of_which_one_address_is_released_had_a_binding__RFC9915_18_3_7()
    {
        var bench = new Bench6(Bench6.Plain());
        var own = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na))).Leases[0].What.Address;
        byte[] strange = Bench6.Address(Ip6.Parse("2001:db8:1::99"));
        byte[] mixed = Bench6.Ia(OptionCode6.IaNa, 1, strange, Bench6.Address(own), strange);
        Assert.Equal([0], Bench6.Read(bench.Send(Bench6.Message(MessageType6.Release, 1, true, mixed))).Statuses);
        Assert.Equal(LeaseState.Released, bench.Engine.Leases.Fields(bench.Engine.Leases.Find(own)).State);
        Assert.Equal([3], Bench6.Read(bench.Send(Bench6.Message(MessageType6.Release, 1, true, mixed))).Statuses);
    }

    [Fact]
    public void What_is_released_by_somebody_else_or_for_another_IA_stays__RFC9915_18_3_7()
    {
        var bench = new Bench6(Bench6.Plain());
        var own = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na))).Leases[0].What.Address;
        byte[] named = Bench6.Address(own);
        Assert.Equal([3], Bench6.Read(bench.Send(Bench6.Message(MessageType6.Release, 2, true, Bench6.Ia(OptionCode6.IaNa, 1, named)))).Statuses);
        Assert.Equal([3], Bench6.Read(bench.Send(Bench6.Message(MessageType6.Release, 1, true, Bench6.Ia(OptionCode6.IaNa, 2, named)))).Statuses);
        Assert.Equal([3], Bench6.Read(bench.Send(Bench6.Message(MessageType6.Decline, 2, true, Bench6.Ia(OptionCode6.IaNa, 1, named)))).Statuses);
        Assert.Equal(LeaseState.Default, bench.Engine.Leases.Fields(bench.Engine.Leases.Find(own)).State);
    }

    [Fact]
    public void A_confirm_tells_whether_its_addresses_fit_the_link_of_any_subnet_on_it__RFC9915_18_3_3()
    {
        var bench = Scopes6.Bench(TwoSubnets);
        Assert.Equal(StatusCode6.Success, Confirmed("2001:db8:1::77"));
        Assert.Equal(StatusCode6.Success, Confirmed("2001:db8:2::77"));
        Assert.Equal(StatusCode6.NotOnLink, Confirmed("2001:db8:3::77"));
        Assert.Equal(StatusCode6.NotOnLink, Confirmed("2001:db8:1::77", "2001:db8:3::77"));
        Assert.Null(bench.Send(Bench6.Message(MessageType6.Confirm, 1, false, Scopes6.Na)));
        Assert.Equal(0, bench.Engine.Leases.Count);

        StatusCode6 Confirmed(params string[] addresses) => StatusOption6.In(bench.Send(Bench6.Message(
            MessageType6.Confirm, 1, false, Bench6.Ia(OptionCode6.IaNa, 1, [.. addresses.Select(a => Bench6.Address(Ip6.Parse(a)))])))
            .AsSpan(Packet6.HeaderLength));
    }

    [Fact]
    public void Options_are_those_of_the_subnet_that_the_last_lease_is_in()
    {
        var bench = Scopes6.Bench(TwoSubnets);
        Assert.Equal("2001:db8::1", Dns(1));
        Assert.Equal("2001:db8::2", Dns(2));
        Assert.Equal("2001:db8::1", Dns(1));

        string Dns(byte client)
        {
            byte[]? reply = bench.Send(Bench6.Message(MessageType6.Request, client, true, Scopes6.Na));
            Assert.True(OptionCursor6.TryFind(reply.AsSpan(Packet6.HeaderLength), 23, out var body));
            return Ip6.Read(body).ToString();
        }
    }

    [Fact]
    public void A_subnet_without_pools_says_that_there_is_nothing_and_counts_why()
    {
        var bench = Scopes6.Bench(Prefixes);
        Assert.Equal([(int)StatusCode6.NoAddrsAvail], Bench6.Read(Scopes6.Solicit(bench, Scopes6.Na)).Statuses);
        Assert.Equal(1, bench.Engine.Statistics[Counter6.AllocationFailNoPools]);
    }

    [Fact]
    public void A_full_pool_gives_nothing_to_others_and_what_it_gave_to_its_clients()
    {
        var bench = new Bench6(Bench6.Plain(addresses: 2));
        string first = Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na)));
        bench.Send(Bench6.Message(MessageType6.Request, 2, true, Scopes6.Na));
        Assert.Equal([(int)StatusCode6.NoAddrsAvail], Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 3, true, Scopes6.Na))).Statuses);
        Assert.Equal(first, Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na))));
        Assert.Equal((2, 1), (bench.Engine.Statistics[Counter6.AssignedNas], bench.Engine.Statistics[Counter6.AllocationFailSubnet]));
    }

    [Fact]
    public void A_lease_whose_time_is_up_goes_to_the_next_client_of_a_full_pool()
    {
        var bench = new Bench6(Bench6.Plain(addresses: 1));
        string own = Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na)));
        bench.Now += 1_000_000;
        bench.Loop.Tick(bench.Now);
        bench.Reclaimer.Reclaim(100);
        Assert.Equal(own, Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Request, 2, true, Scopes6.Na))));
        Assert.Equal(1, bench.Engine.Statistics[Counter6.AssignedNas]);
    }

    [Fact]
    public void A_lease_reserved_for_somebody_else_since_is_taken_away_at_the_next_renewal()
    {
        const string Pool = "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/64\", \"interface\": \"eth0\", "
            + "\"pools\": [ { \"pool\": \"2001:db8::10 - 2001:db8::20\" } ] RESERVED } ], \"cache-threshold\": 0";
        var bench = Scopes6.Bench(Pool.Replace("RESERVED", "", StringComparison.Ordinal));
        var own = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na))).Leases[0].What;
        bench.Engine.Reconfigure(Scopes6.Bench(Pool.Replace(
            "RESERVED", ", \"reservations\": [ { \"duid\": \"00:03:00:01:02:00:00:00:00:02\", \"ip-addresses\": [ \"2001:db8::10\" ] } ]",
            StringComparison.Ordinal)).Engine.Settings);
        Assert.Equal("2001:db8::10/128", own.ToString());
        Assert.NotEqual("2001:db8::10/128", Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Request, 2, true, Scopes6.Na))));
        var renewed = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Renew, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(own.Address)))));
        Assert.Contains((own, 0u), renewed.Leases);
        Assert.Contains(renewed.Leases, lease => lease.What != own && lease.Valid > 0);
        Assert.Contains("2001:db8::10/128", Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Renew, 2, true, Scopes6.Na))), StringComparison.Ordinal);
    }

    [Fact]
    public void A_registration_and_a_lease_never_share_an_address__RFC9686_4_2()
    {
        var bench = new Bench6(Bench6.Plain(addresses: 2));
        var given = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na))).Leases[0].What.Address;
        Assert.Null(Register(given, 1));
        var next = Ip6.FromNumber(given.Number + 1);
        Assert.NotNull(Register(next, 2));
        Assert.Equal([(int)StatusCode6.NoAddrsAvail], Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 3, true, Scopes6.Na))).Statuses);

        // Though both are over, each stays what it is until it is reclaimed.
        bench.Now += 1_000_000;
        Assert.Null(Register(given, 1));
        Assert.Equal(LeaseState.Registered, bench.Engine.Leases.Fields(bench.Engine.Leases.Find(next)).State);

        byte[]? Register(Ip6 address, byte client)
        {
            bench.Source = address;
            byte[]? reply = bench.Send(Bench6.Message(MessageType6.AddrRegInform, client, false, Bench6.Address(address)));
            bench.Source = Ip6.Parse("fe80::2");
            return reply;
        }
    }

    [Theory]
    [InlineData(OptionCode6.Oro, "00")]
    [InlineData(OptionCode6.ClientFqdn, "")]
    [InlineData(OptionCode6.ClientFqdn, "000561")]
    [InlineData(OptionCode6.VendorClass, "0000")]
    [InlineData(OptionCode6.ElapsedTime, "00")]
    [InlineData(OptionCode6.IaNa, "0000000100000000")]
    [InlineData(OptionCode6.IaPd, "000000010000000000000000001A0019000000000000000081200100000000000000000000000000000000")]
    [InlineData(OptionCode6.IaNa, "0000000100000000000000000005000100")]
    public void An_option_that_does_not_fit_its_definition_drops_the_query(ushort code, string hex)
    {
        var bench = new Bench6(Bench6.Plain());
        Assert.Null(bench.Send(Bench6.Message(MessageType6.Solicit, 1, false, Scopes6.Na, Bench6.Option(code, Convert.FromHexString(hex)))));
        Assert.Equal((1, 1, 0), (bench.Engine.Statistics[Counter6.ParseFailed], bench.Engine.Statistics[Counter6.ReceiveDrop],
            bench.Engine.Statistics[Counter6.SolicitReceived]));
    }
}
