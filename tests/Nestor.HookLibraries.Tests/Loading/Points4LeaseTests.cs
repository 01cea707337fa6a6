using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>The DHCPv4 hook points of leases that end, of offers, and of who a client is.</summary>
public sealed class Points4LeaseTests
{
    private const string Toys = """ "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/toy.so" } ], """;

    private readonly Recorder _recorder = new();

    private LibraryBench4 Load(Action<LibrarySetup> load, string members = Bench.PlainSubnet) => new(Toys + members, Toy.Table(load), _recorder.Loggers);

    private static Query Discover(byte client = 1) => new(MessageType4.Discover) { Client = client };

    private static Query Request(Ip4 address, byte client = 1) => new Query(MessageType4.Request) { Client = client }
        .With(OptionCode4.RequestedAddress, address).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address);

    private static void Decline(LibraryBench4 bench, Ip4 address, byte client = 1) => bench.Bench.Send(
        new Query(MessageType4.Decline) { Client = client }.With(OptionCode4.RequestedAddress, address)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));

    /// <summary>Time goes on until every lease is over.</summary>
    private static void Outlive(LibraryBench4 bench)
    {
        bench.Bench.Now += 1_000_000;
        bench.Bench.Idle();
    }

    [Fact]
    public void Lease4_expire_sees_a_lease_that_ran_out_and_whether_it_will_be_deleted_and_may_change_what_is_kept()
    {
        var seen = new List<(Ip4, bool)>();
        using var bench = Load(l => l.Points4!.Lease4Expire.Add(l, call =>
        {
            seen.Add((call.Lease.Fields.Address, call.IsRemoved));
            call.Lease.SetUserContext("{\"left\": true}"u8);
            call.Lease.Fields.Address = Ip4.Parse("203.0.113.1");
        }));
        var address = bench.Bench.Lease(1);
        Outlive(bench);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Equal([(address, false)], seen);
        Assert.Equal(LeaseState.ExpiredReclaimed, bench.Bench.LeaseOf(address)!.Value.State);
        Assert.Equal("{\"left\": true}"u8, bench.Bench.Engine.Leases.UserContext(bench.Bench.Engine.Leases.Find(address)));
        Outlive(bench);
        bench.Bench.Lease(2);
        Outlive(bench);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0, isRemoving: true));
        Assert.True(seen[^1].Item2);
    }

    [Fact]
    public void A_lease_that_lease4_expire_skips_is_left_as_it_is_once_a_cycle_and_others_are_not_kept_waiting()
    {
        var seen = new List<Ip4>();
        Ip4 kept = default;
        using var bench = Load(l => l.Points4!.Lease4Expire.Add(l, call =>
        {
            seen.Add(call.Lease.Fields.Address);
            call.Next = call.Lease.Fields.Address == kept ? NextStep.Skip : NextStep.Continue;
        }));
        kept = bench.Bench.Lease(1);
        bench.Bench.Now++;
        var other = bench.Bench.Lease(2);
        Outlive(bench);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Equal([kept, other], seen);
        Assert.Equal(LeaseState.Default, bench.Bench.LeaseOf(kept)!.Value.State);
        Assert.Equal(LeaseState.ExpiredReclaimed, bench.Bench.LeaseOf(other)!.Value.State);
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter4.Reclaimed]);

        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Equal(2, seen.Count);
        bench.Bench.Reclaimer.EndCycle(isComplete: true);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Equal([kept, other, kept], seen);

        // Its client still finds it.
        Assert.Equal(kept, bench.Bench.Lease(1));
        bench.Bench.Reclaimer.EndCycle(isComplete: true);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Equal(3, seen.Count);
    }

    [Fact]
    public void A_lease_that_a_library_reclaims_itself_in_lease4_expire_is_not_touched_again()
    {
        Toy? toy = null;
        var table = new LibraryTable(new Dictionary<string, Func<IHookLibrary>>
        {
            ["toy"] = () => toy = new Toy(l => l.Points4!.Lease4Expire.Add(l, call =>
            {
                toy!.Server!.Leases4!.Remove(call.Lease.Fields.Address);
                call.Next = NextStep.Skip;
            })),
        });
        using var bench = new LibraryBench4(Toys + Bench.PlainSubnet, table);
        var address = bench.Bench.Lease(1);
        Outlive(bench);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Null(bench.Bench.LeaseOf(address));
        Assert.Equal(0, bench.Bench.Engine.Statistics[Counter4.Assigned]);
        bench.Bench.Reclaimer.EndCycle(isComplete: true);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
    }

    [Fact]
    public void Lease4_recover_may_let_an_address_stay_declined()
    {
        var seen = new List<LeaseState>();
        var next = NextStep.Skip;
        using var bench = Load(l => l.Points4!.Lease4Recover.Add(l, call =>
        {
            seen.Add(call.Lease.Fields.State);
            call.Next = next;
        }));
        var address = bench.Bench.Lease(1);
        Decline(bench, address);
        Outlive(bench);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Equal(LeaseState.Declined, bench.Bench.LeaseOf(address)!.Value.State);
        Assert.Equal((0, 0), (bench.Bench.Engine.Statistics[Counter4.Reclaimed], bench.Bench.Engine.Statistics[Counter4.ReclaimedDeclined]));
        _recorder.MustHave("DHCPSRV_HOOK_LEASE4_RECOVER_SKIP");
        next = NextStep.Continue;
        bench.Bench.Reclaimer.EndCycle(isComplete: true);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Null(bench.Bench.LeaseOf(address));
        Assert.Equal([LeaseState.Declined, LeaseState.Declined], seen);
    }

    [Fact]
    public void Lease4_expire_is_told_of_declined_leases_too_and_comes_before_lease4_recover()
    {
        var seen = new List<string>();
        using var bench = Load(l =>
        {
            l.Points4!.Lease4Expire.Add(l, call => seen.Add($"expire {call.IsRemoved}"));
            l.Points4!.Lease4Recover.Add(l, call => seen.Add("recover"));
        });
        Decline(bench, bench.Bench.Lease(1));
        Outlive(bench);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Equal(["expire False", "recover"], seen);
    }

    [Theory]
    [InlineData(NextStep.Continue, HostIdentifierType.FlexId, "192.0.2.77")]
    [InlineData(NextStep.Skip, HostIdentifierType.FlexId, "192.0.2.10")]
    [InlineData(NextStep.Continue, HostIdentifierType.HwAddress, "192.0.2.78")]
    public void Host4_identifier_says_what_the_client_is_known_by(NextStep next, HostIdentifierType type, string address)
    {
        int calls = 0;
        using var bench = Load(l => l.Points4!.Host4Identifier.Add(l, call =>
        {
            calls++;
            Assert.Equal(HostIdentifierType.FlexId, call.Type);
            call.Type = type;
            call.Value = "port-7"u8.ToArray();
            call.Next = next;
        }), """
            "host-reservation-identifiers": [ "hw-address", "flex-id" ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ],
              "reservations": [ { "flex-id": "'port-7'", "ip-address": "192.0.2.77" }, { "hw-address": "70:6f:72:74:2d:37", "ip-address": "192.0.2.78" } ] } ]
            """);
        Assert.Equal(Ip4.Parse(address), bench.Bench.Send(Discover())!.Yiaddr);
        Assert.Equal(1, calls);
    }

    [Fact]
    public void Host4_identifier_is_called_before_the_subnet_is_chosen_where_early_global_reservations_count_and_not_without_flex_id()
    {
        string order = "";
        void Note(LibrarySetup l)
        {
            l.Points4!.Host4Identifier.Add(l, _ => order += "identifier ");
            l.Points4!.Subnet4Select.Add(l, _ => order += "subnet ");
        }

        string identifiers = "\"host-reservation-identifiers\": [ \"flex-id\" ], ";
        using (var early = Load(Note, "\"early-global-reservations-lookup\": true, " + identifiers + Bench.PlainSubnet))
        {
            early.Bench.Send(Discover());
        }

        using (var late = Load(Note, identifiers + Bench.PlainSubnet))
        {
            late.Bench.Send(Discover());
        }

        using var never = Load(Note);
        never.Bench.Send(Discover());
        Assert.Equal("identifier subnet subnet identifier subnet ", order);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_address_that_lease4_offer_finds_in_use_is_declined_and_the_client_gets_another_next_time(bool isParked)
    {
        var declined = new List<string>();
        var parked = new List<ParkedQuery>();
        bool isFirst = true;
        using var bench = Load(l =>
        {
            l.Points4!.Lease4Offer.Add(l, call =>
            {
                if (!isFirst)
                {
                    return;
                }

                isFirst = false;
                if (isParked)
                {
                    parked.Add(call.Park());
                    return;
                }

                call.IsAddressInUse = true;
                call.Next = NextStep.Drop;
            });
            l.Points4!.Lease4ServerDecline.Add(l, call =>
                declined.Add($"{call.Exchange.MessageType} {call.Lease.Fields.Address} {call.Lease.Fields.State}"));
        });
        Assert.Null(bench.Bench.Send(Discover()));
        if (isParked)
        {
            Assert.Empty(declined);
            parked[0].AddressInUse();
            Assert.Empty(bench.Bench.Idle());
        }

        Assert.Equal(["Discover 192.0.2.10 Declined"], declined);
        var lease = bench.Bench.LeaseOf(Ip4.Parse("192.0.2.10"))!.Value;
        Assert.Equal((LeaseState.Declined, 86400u), (lease.State, lease.ValidLifetime));
        var statistics = bench.Bench.Engine.Statistics;
        Assert.Equal((1, 1), (statistics[Counter4.Declined], statistics[Counter4.Assigned]));
        Assert.Equal(1, bench.Bench.Batch.Changes.Count);
        Assert.Equal(Ip4.Parse("192.0.2.11"), bench.Bench.Lease(1));
        _recorder.MustHave("DHCP4_SERVER_INITIATED_DECLINE " + (isParked ? "DHCP4_HOOK_LEASE4_OFFER_PARK" : "DHCP4_HOOK_LEASE4_OFFER_DROP"));
    }

    [Fact]
    public void An_address_found_in_use_that_another_client_was_given_meanwhile_is_left_to_that_client()
    {
        ParkedQuery? parked = null;
        using var bench = Load(l => l.Points4!.Lease4Offer.Add(l, call => parked ??= call.Park()));
        bench.Bench.Send(Discover(1));
        Assert.Equal(MessageType4.Ack, bench.Bench.Send(Request(Ip4.Parse("192.0.2.10"), 2))!.MessageType);
        parked!.AddressInUse();
        bench.Bench.Idle();
        Assert.Equal(LeaseState.Default, bench.Bench.LeaseOf(Ip4.Parse("192.0.2.10"))!.Value.State);
        _recorder.MustHave("DHCP4_SERVER_INITIATED_DECLINE_RESOURCE_BUSY");
    }

    [Fact]
    public void An_offer_that_is_held_is_declined_as_well_when_its_address_is_in_use()
    {
        ParkedQuery? parked = null;
        uint hold = 0;
        using var bench = Load(l => l.Points4!.Lease4Offer.Add(l, call =>
        {
            hold = call.OfferLifetime;
            parked = call.Park();
        }), "\"offer-lifetime\": 60, " + Bench.PlainSubnet);
        bench.Bench.Send(Discover());
        Assert.Equal(60u, hold);
        Assert.Equal(LeaseState.Default, bench.Bench.LeaseOf(Ip4.Parse("192.0.2.10"))!.Value.State);
        parked!.AddressInUse();
        bench.Bench.Idle();
        Assert.Equal(LeaseState.Declined, bench.Bench.LeaseOf(Ip4.Parse("192.0.2.10"))!.Value.State);
        Assert.Equal((1, 1), (bench.Bench.Engine.Statistics[Counter4.Declined], bench.Bench.Engine.Statistics[Counter4.Assigned]));
    }

    [Fact]
    public void A_library_that_fails_does_not_undo_what_the_one_before_it_wants()
    {
        ParkedQuery? parked = null;
        using var bench = Load(l =>
        {
            l.Points4!.Leases4Committed.Add(l, call => parked = call.Park());
            l.Points4!.Leases4Committed.Add(l, call =>
            {
                call.Park();
                throw new InvalidOperationException("on purpose");
            });
            l.Points4!.Leases4Committed.Add(l, call => call.Next = NextStep.Skip);
        });
        var address = bench.Bench.Send(Discover())!.Yiaddr;
        Assert.Null(bench.Bench.Send(Request(address)));
        Assert.Equal(2, bench.Guards[0].Errors);
        parked!.Resume();
        parked.Drop();
        bench.Bench.Batch.Clear();
        bench.Bench.Loop.Run(bench.Bench.Batch, bench.Bench.Now);
        Assert.Equal(1, bench.Bench.Batch.CommittedCount);
    }

    [Fact]
    public void A_step_to_park_without_anybody_to_let_the_query_go_on_is_a_mistake()
    {
        using var bench = Load(l => l.Points4!.Pkt4Receive.Add(l, call => call.Next = NextStep.Park));
        Assert.NotNull(bench.Bench.Send(Discover()));
        Assert.Equal((1, 0), (bench.Guards[0].Errors, bench.Bench.Loop.Parking.Count));
    }

    [Theory]
    [InlineData("pkt4_receive", "NESTOR_HOOK_PACKET_RCVD_PARK NESTOR_HOOK_PACKET_RCVD_PARKING_LOT_FULL")]
    [InlineData("subnet4_select", "DHCP4_HOOK_SUBNET4_SELECT_PARK DHCP4_HOOK_SUBNET4_SELECT_PARKING_LOT_FULL")]
    [InlineData("lease4_offer", "DHCP4_HOOK_LEASE4_OFFER_PARK DHCP4_HOOK_LEASE4_OFFER_PARKING_LOT_FULL")]
    [InlineData("leases4_committed", "DHCP4_HOOK_LEASES4_COMMITTED_PARK DHCP4_HOOK_LEASES4_COMMITTED_PARKING_LOT_FULL")]
    public void Where_no_more_queries_may_wait_the_next_is_dropped_with_the_points_own_message(string point, string ids)
    {
        using var bench = Load(l =>
        {
            var points = l.Points4!;
            switch (point)
            {
                case "pkt4_receive":
                    points.Pkt4Receive.Add(l, call => call.Park());
                    break;
                case "subnet4_select":
                    points.Subnet4Select.Add(l, call => call.Park());
                    break;
                case "lease4_offer":
                    points.Lease4Offer.Add(l, call => call.Park());
                    break;
                default:
                    points.Leases4Committed.Add(l, call => call.Park());
                    break;
            }
        }, "\"parked-packet-limit\": 1, " + Bench.PlainSubnet);
        for (byte client = 1; client <= 2; client++)
        {
            if (point == "leases4_committed")
            {
                Assert.Null(bench.Bench.Send(Request(bench.Bench.Send(Discover(client))!.Yiaddr, client)));
            }
            else
            {
                Assert.Null(bench.Bench.Send(Discover(client)));
            }
        }

        Assert.Equal(1, bench.Bench.Loop.Parking.Count);
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter4.QueueFull]);
        _recorder.MustHave(ids);
    }
}
