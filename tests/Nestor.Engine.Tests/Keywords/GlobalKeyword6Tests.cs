using Nestor.Engine.Loop;
using Nestor.Engine.Reclaim;
using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Leases;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>As <see cref="GlobalKeywordTests"/> for the DHCPv6 server.</summary>
public sealed class GlobalKeyword6Tests
{
    private static readonly string Plain = Scopes6.Text(Scopes.Global, "");
    private static readonly Ip6 First = Ip6.Parse("2001:db8::10");

    [Theory]
    [InlineData("\"hold-reclaimed-time\": 0", LeaseState.ExpiredReclaimed, null)]
    [InlineData("\"hold-reclaimed-time\": 100", LeaseState.ExpiredReclaimed, LeaseState.ExpiredReclaimed)]
    [InlineData("\"hold-reclaimed-time\": 100, \"flush-reclaimed-timer-wait-time\": 0", null, null)]
    public void A_reclaimed_lease_is_kept_for_hold_reclaimed_time(string set, LeaseState? reclaimed, LeaseState? flushed)
    {
        var bench = Scopes6.Bench($"\"expired-leases-processing\": {{ {set} }}, " + Plain);
        Lease(bench);
        Pass(bench, 7201);
        bench.Reclaimer.Reclaim(0);
        Assert.Equal(reclaimed, StateOf(bench));
        Pass(bench, 50);
        bench.Reclaimer.Flush(10);
        Assert.Equal(flushed, StateOf(bench));
        Pass(bench, 51);
        bench.Reclaimer.Flush(10);
        Assert.Null(StateOf(bench));
    }

    [Theory]
    [InlineData("\"flush-reclaimed-timer-wait-time\": 0", null)]
    [InlineData("\"flush-reclaimed-timer-wait-time\": 5", LeaseState.Released)]
    [InlineData("\"hold-reclaimed-time\": 0", null)]
    public void A_released_lease_is_deleted_when_nothing_would_flush_it_later(string set, LeaseState? state)
    {
        var bench = Scopes6.Bench($"\"expired-leases-processing\": {{ {set} }}, " + Plain);
        Lease(bench);
        bench.Send(Bench6.Message(MessageType6.Release, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(First))));
        Assert.Equal(state, StateOf(bench));
    }

    [Theory]
    [InlineData("\"max-reclaim-leases\": 3", 3)]
    [InlineData("\"max-reclaim-leases\": 60, \"max-reclaim-time\": 0", 60)]
    [InlineData("\"max-reclaim-leases\": 0, \"max-reclaim-time\": 0", 120)]
    [InlineData("\"max-reclaim-leases\": 0, \"max-reclaim-time\": 250", 50)]
    [InlineData("\"max-reclaim-leases\": 0, \"max-reclaim-time\": 500", 100)]
    public void A_cycle_reclaims_max_reclaim_leases_for_max_reclaim_time(string set, int reclaimed)
    {
        var bench = Scopes6.Bench($"\"expired-leases-processing\": {{ {set} }}, " + Plain);
        Expire(bench.Engine, bench.Loop, 120);
        bench.Reclaimer.Cycle(new SlowClock());
        Assert.Equal(reclaimed, bench.Engine.Statistics[Counter6.Reclaimed]);
    }

    [Theory]
    [InlineData("", 5)]
    [InlineData(", \"unwarned-reclaim-cycles\": 2", 2)]
    public void Cycles_that_leave_leases_behind_are_warned_about_after_unwarned_reclaim_cycles(string set, int cycles)
    {
        var log = new ListLogger();
        var settings = Bench6.Load("\"expired-leases-processing\": { \"max-reclaim-leases\": 1" + set + " }, " + Plain);
        var engine = new Engine6(settings, new LeaseTable6(1, 0), new EngineLoggers6(_ => log), 1);
        Expire(engine, new EngineLoop6(engine), 10);
        var reclaimer = new Reclaimer6(engine);
        for (int i = 1; i <= cycles; i++)
        {
            Assert.DoesNotContain("ALLOC_ENGINE_V6_LEASES_RECLAMATION_SLOW", log.Ids);
            reclaimer.Cycle(TimeProvider.System);
        }

        Assert.Contains("ALLOC_ENGINE_V6_LEASES_RECLAMATION_SLOW", log.Ids);
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
        var leases = new LeaseTable6(1, 0);
        leases.Put(Lease(First, subnet: 7));
        var log = new ListLogger();
        LeaseSanity6.Check(leases, Bench6.Load(set + Plain), log);
        int slot = leases.Find(First);
        Assert.Equal(subnet, slot < 0 ? 0 : leases.Fields(slot).SubnetId);
        Assert.Equal(id, string.Join(' ', log.Ids));
    }

    private static Lease6View Lease(Ip6 address, uint subnet) => new()
    {
        Fields = new Lease6Fields
        {
            Address = address,
            PrefixLength = 128,
            Type = LeaseType.Na,
            Iaid = 1,
            SubnetId = subnet,
            Cltt = 1000,
            ValidLifetime = 10,
        },
        Duid = new byte[] { 0, 3, 0, 1, 2, 0, 0, 0, 0, 1 },
    };

    /// <summary>The first client's lease, of the pool's first address.</summary>
    private static void Lease(Bench6 bench)
    {
        bench.Send(Bench6.Message(MessageType6.Request, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(First))));
        Assert.Equal(LeaseState.Default, StateOf(bench));
    }

    private static LeaseState? StateOf(Bench6 bench)
    {
        int slot = bench.Engine.Leases.Find(First);
        return slot < 0 ? null : bench.Engine.Leases.Fields(slot).State;
    }

    /// <summary>That many leases which ran out a thousand seconds ago.</summary>
    private static void Expire(Engine6 engine, EngineLoop6 loop, uint count)
    {
        loop.Tick(1_000_000);
        for (uint i = 0; i < count; i++)
        {
            var lease = Lease(Ip6.FromNumber(First.Number + i), subnet: 1);
            lease.Fields.Cltt = 1_000_000;
            engine.Leases.Put(in lease);
        }

        loop.Tick(1_001_010);
    }

    private static void Pass(Bench6 bench, int seconds)
    {
        bench.Now += seconds;
        bench.Loop.Tick(bench.Now);
    }
}
