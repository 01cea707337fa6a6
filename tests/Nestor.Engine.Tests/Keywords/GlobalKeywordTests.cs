using Nestor.Engine.Loop;
using Nestor.Engine.Reclaim;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>Keywords of the whole server, from the configuration's text to what the engine does.</summary>
public sealed class GlobalKeywordTests
{
    private static readonly string Plain = Scopes.Text(Scopes.Global, "");

    [Theory]
    [InlineData("", true)]
    [InlineData("\"echo-client-id\": true, ", true)]
    [InlineData("\"echo-client-id\": false, ", false)]
    public void The_client_identifier_comes_back_unless_echo_client_id_is_off__RFC6842(string set, bool isEchoed)
    {
        var offer = new Bench(set + Plain).Send(new Query(MessageType4.Discover).With(OptionCode4.ClientIdentifier, 1, 2, 3));
        Assert.Equal(isEchoed, offer!.HasOption(OptionCode4.ClientIdentifier));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\"compatibility\": { \"ignore-dhcp-server-identifier\": true }, ", true)]
    public void A_request_to_another_server_is_answered_with_ignore_dhcp_server_identifier(string set, bool isAnswered)
    {
        var query = new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, Ip4.Parse("192.0.2.10"))
            .With(OptionCode4.ServerIdentifier, Ip4.Parse("192.0.2.77"));
        Assert.Equal(isAnswered, new Bench(set + Plain).Send(query) is not null);
    }

    [Theory]
    [InlineData("", "10.0.0.10")]
    [InlineData("\"compatibility\": { \"ignore-rai-link-selection\": true }, ", "192.0.2.10")]
    public void A_relays_link_selection_counts_unless_ignore_rai_link_selection_is_on__RFC3527(string set, string address)
    {
        const string Two = """
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] },
                         { "id": 2, "subnet": "10.0.0.0/24", "pools": [ { "pool": "10.0.0.10 - 10.0.0.19" } ] } ]
            """;
        var relay = Ip4.Parse("192.0.2.200");
        var query = new Query(MessageType4.Discover) { Giaddr = relay, Source = relay, Destination = Bench.Eth0.Address }
            .With(OptionCode4.RelayAgentInfo, 5, 4, 10, 0, 0, 1);
        Assert.Equal(address, new Bench(set + Two).Send(query)!.Yiaddr.ToString());
    }

    [Theory]
    [InlineData("", "192.0.2.254 192.0.2.255 192.0.3.0 192.0.3.1")]
    [InlineData("\"compatibility\": { \"exclude-first-last-24\": true }, ", "192.0.2.254 192.0.3.1")]
    public void Addresses_that_end_in_0_and_255_are_left_out_with_exclude_first_last_24(string set, string addresses)
    {
        var bench = new Bench(set + """
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/23", "pools": [ { "pool": "192.0.2.254 - 192.0.3.1" } ] } ]
            """);
        var given = new List<Ip4>();
        for (byte client = 1; client <= 4 && bench.Send(new Query(MessageType4.Discover) { Client = client }) is not null; client++)
        {
            given.Add(bench.Lease(client));
        }

        Assert.Equal(addresses, string.Join(' ', given.Order()));
    }

    [Theory]
    [InlineData("\"hold-reclaimed-time\": 0", LeaseState.ExpiredReclaimed, null)]
    [InlineData("\"hold-reclaimed-time\": 100", LeaseState.ExpiredReclaimed, LeaseState.ExpiredReclaimed)]
    [InlineData("\"hold-reclaimed-time\": 100, \"flush-reclaimed-timer-wait-time\": 0", null, null)]
    public void A_reclaimed_lease_is_kept_for_hold_reclaimed_time(string set, LeaseState? reclaimed, LeaseState? flushed)
    {
        var bench = new Bench($"\"expired-leases-processing\": {{ {set} }}, " + Plain);
        var own = bench.Lease(1);
        Pass(bench, 7201);
        bench.Reclaimer.Reclaim(0);
        Assert.Equal(reclaimed, bench.LeaseOf(own)?.State);
        Pass(bench, 50);
        bench.Reclaimer.Flush(10);
        Assert.Equal(flushed, bench.LeaseOf(own)?.State);
        Pass(bench, 51);
        bench.Reclaimer.Flush(10);
        Assert.Null(bench.LeaseOf(own));
    }

    [Theory]
    [InlineData("\"flush-reclaimed-timer-wait-time\": 0", null)]
    [InlineData("\"flush-reclaimed-timer-wait-time\": 5", LeaseState.Released)]
    [InlineData("\"hold-reclaimed-time\": 0", null)]
    public void A_released_lease_is_deleted_when_nothing_would_flush_it_later(string set, LeaseState? state)
    {
        var bench = new Bench($"\"expired-leases-processing\": {{ {set} }}, " + Plain);
        var own = bench.Lease(1);
        bench.Send(new Query(MessageType4.Release) { Ciaddr = own, Source = own, Destination = Bench.Eth0.Address });
        Assert.Equal(state, bench.LeaseOf(own)?.State);
    }

    [Theory]
    [InlineData("\"max-reclaim-leases\": 3", 3)]
    [InlineData("\"max-reclaim-leases\": 60, \"max-reclaim-time\": 0", 60)]
    [InlineData("\"max-reclaim-leases\": 0, \"max-reclaim-time\": 0", 120)]
    [InlineData("\"max-reclaim-leases\": 0, \"max-reclaim-time\": 250", 50)]
    [InlineData("\"max-reclaim-leases\": 0, \"max-reclaim-time\": 500", 100)]
    public void A_cycle_reclaims_max_reclaim_leases_for_max_reclaim_time(string set, int reclaimed)
    {
        var bench = new Bench($"\"expired-leases-processing\": {{ {set} }}, " + Scopes.Text(Scopes.Global, "").Replace("2.19", "2.219", StringComparison.Ordinal));
        for (byte client = 1; client <= 120; client++)
        {
            bench.Lease(client);
        }

        Pass(bench, 7201);
        bench.Reclaimer.Cycle(new SlowClock());
        Assert.Equal(reclaimed, bench.Engine.Statistics[Counter4.Reclaimed]);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData(", \"unwarned-reclaim-cycles\": 2", 2)]
    public void Cycles_that_leave_leases_behind_are_warned_about_after_unwarned_reclaim_cycles(string set, int cycles)
    {
        var log = new ListLogger();
        var settings = new Bench("\"expired-leases-processing\": { \"max-reclaim-leases\": 1" + set + " }, " + Plain).Engine.Settings;
        var engine = new Engine4(settings, new LeaseTable4(1, 0), new EngineLoggers4(_ => log), 1);
        var loop = new EngineLoop4(engine);
        loop.Tick(1000);
        for (byte last = 10; last < 20; last++)
        {
            engine.Leases.Put(new Lease4View { Fields = new Lease4Fields { Address = new Ip4(0xC0000200u + last), SubnetId = 1, Cltt = 1000, ValidLifetime = 10 } });
        }

        loop.Tick(2000);
        var reclaimer = new Reclaimer4(engine);
        for (int i = 1; i <= cycles; i++)
        {
            Assert.DoesNotContain("ALLOC_ENGINE_V4_LEASES_RECLAMATION_SLOW", log.Ids);
            reclaimer.Cycle(TimeProvider.System);
        }

        Assert.Contains("ALLOC_ENGINE_V4_LEASES_RECLAMATION_SLOW", log.Ids);
    }

    [Theory]
    [InlineData("none", 7u, "")]
    [InlineData("warn", 7u, "DHCPSRV_LEASE_SANITY_FAIL")]
    [InlineData("fix", 1u, "DHCPSRV_LEASE_SANITY_FIXED")]
    [InlineData("fix-del", 1u, "DHCPSRV_LEASE_SANITY_FIXED")]
    [InlineData("del", 0u, "DHCPSRV_LEASE_SANITY_FAIL_DISCARD")]
    [InlineData("", 7u, "DHCPSRV_LEASE_SANITY_FAIL")]
    public void A_loaded_lease_in_the_wrong_subnet_is_treated_as_lease_checks_says(string checks, uint subnet, string id)
    {
        string set = checks.Length > 0 ? $"\"sanity-checks\": {{ \"lease-checks\": \"{checks}\" }}, " : "";
        var settings = new Bench(set + Plain).Engine.Settings;
        var leases = new LeaseTable4(1, 0);
        var address = Ip4.Parse("192.0.2.10");
        leases.Put(new Lease4View { Fields = new Lease4Fields { Address = address, SubnetId = 7, Cltt = 1000, ValidLifetime = 10 } });
        var log = new ListLogger();
        LeaseSanity4.Check(leases, settings, log);
        int slot = leases.Find(address);
        Assert.Equal(subnet, slot < 0 ? 0 : leases.Fields(slot).SubnetId);
        Assert.Equal(id, string.Join(' ', log.Ids));
    }

    private static void Pass(Bench bench, int seconds)
    {
        bench.Now += seconds;
        bench.Loop.Tick(bench.Now);
    }
}
