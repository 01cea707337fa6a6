using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Model.Hosts;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>Every DHCPv6 hook point: what a callout is given, and what it may change.</summary>
public sealed class Points6Tests
{
    public const string PlainSubnet = """
        "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f" } ],
          "pd-pools": [ { "prefix": "3000::", "prefix-len": 48, "delegated-len": 64 } ] } ]
        """;

    private const string Toys = """ "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/toy.so" } ], """;

    private readonly Recorder _recorder = new();

    private LibraryBench6 Load(Action<LibrarySetup> load, string members = PlainSubnet) => new(Toys + members, Toy.Table(load), _recorder.Loggers6);

    private static byte[] Solicit(byte client = 1, byte iaid = 1) =>
        Bench6.Message(MessageType6.Solicit, client, false, Bench6.Ia(OptionCode6.IaNa, iaid));

    [Theory]
    [InlineData(NextStep.Continue, HostIdentifierType.FlexId, "2001:db8:1::77")]
    [InlineData(NextStep.Skip, HostIdentifierType.FlexId, "2001:db8:1::10")]
    [InlineData(NextStep.Continue, HostIdentifierType.HwAddress, "2001:db8:1::78")]
    public void Host6_identifier_says_what_the_client_is_known_by(NextStep next, HostIdentifierType type, string address)
    {
        int calls = 0;
        using var bench = Load(l => l.Points6!.Host6Identifier.Add(l, call =>
        {
            calls++;
            Assert.Equal(HostIdentifierType.FlexId, call.Type);
            call.Type = type;
            call.Value = "port-7"u8.ToArray();
            call.Next = next;
        }), """
            "host-reservation-identifiers": [ "flex-id" ],
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f" } ],
              "reservations": [ { "flex-id": "'port-7'", "ip-addresses": [ "2001:db8:1::77" ] },
                { "hw-address": "70:6f:72:74:2d:37", "ip-addresses": [ "2001:db8:1::78" ] } ] } ]
            """);
        var (leases, _, _) = Bench6.Read(bench.Bench.Send(Solicit()));
        Assert.Equal(Ip6.Parse(address), leases[0].What.Address);
        Assert.Equal(1, calls);
    }

    private static byte[] Request(Ip6 address, byte client = 1) =>
        Bench6.Message(MessageType6.Request, client, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(address)));

    private static readonly Ip6 First = Ip6.Parse("2001:db8:1::10");

    [Fact]
    public void Buffer6_receive_may_decode_other_bytes_and_they_last_while_the_query_is_parked()
    {
        var parked = new List<ParkedQuery>();
        byte[] other = Bench6.Message(MessageType6.Solicit, 7, false, Bench6.Ia(OptionCode6.IaNa, 3));
        using var bench = Load(l =>
        {
            l.Points6!.Buffer6Receive.Add(l, call =>
            {
                byte[] mine = [0, 0, .. other];
                Assert.Equal(Wire.Cursor.DecodeError.None, call.Exchange.Chain.Decode(mine, 2, other.Length));
                call.Next = NextStep.Skip;
            });
            l.Points6!.Pkt6Receive.Add(l, call => parked.Add(call.Park()));
        });
        Assert.Null(bench.Bench.Send([1, 2, 3]));
        parked[0].Resume();
        bench.Bench.Batch.Clear();
        bench.Bench.Loop.Run(bench.Bench.Batch, bench.Bench.Now);
        var reply = bench.Bench.Batch.Immediate[0];
        Assert.Equal(7, reply.Buffer[reply.Start + 3]);
    }

    [Fact]
    public void Subnet6_select_may_choose_another_subnet()
    {
        uint first = 0;
        using var bench = Load(l => l.Points6!.Subnet6Select.Add(l, call =>
        {
            first = call.Subnet!.Id;
            call.Subnet = call.Exchange.Settings.Subnets.Single(s => s.Id == 2);
        }), """
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f" } ] },
              { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::10 - 2001:db8:2::1f" } ] } ]
            """);
        Assert.Equal(Ip6.Parse("2001:db8:2::10"), Bench6.Read(bench.Bench.Send(Solicit())).Leases[0].What.Address);
        Assert.Equal(1u, first);
    }

    [Fact]
    public void Lease6_select_may_change_lifetimes_and_name_of_addresses_and_prefixes_but_not_what_they_are()
    {
        var seen = new List<string>();
        using var bench = Load(l => l.Points6!.Lease6Select.Add(l, call =>
        {
            seen.Add($"{call.Lease.Fields.Type} {call.Lease.Fields.Address}/{call.Lease.Fields.PrefixLength} {call.Subnet.Id} {call.IsOffer}");
            call.Lease.Fields.ValidLifetime = 77;
            call.Lease.Fields.PreferredLifetime = 99;
            call.Lease.Fields.Address = Ip6.Parse("2001:db8:bad::1");
            call.Lease.SetHostname("of-the-hook"u8);
        }));
        byte[] ias = [.. Bench6.Ia(OptionCode6.IaNa, 1), .. Bench6.Ia(OptionCode6.IaPd, 2)];
        var (offered, _, _) = Bench6.Read(bench.Bench.Send(Bench6.Message(MessageType6.Solicit, 1, false, ias)));
        var (given, _, _) = Bench6.Read(bench.Bench.Send(Bench6.Message(
            MessageType6.Request, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(offered[0].What.Address)),
            Bench6.Ia(OptionCode6.IaPd, 2, Bench6.Prefix(offered[1].What.Address, 64)))));
        Assert.Equal(["Na 2001:db8:1::10/128 1 True", "Pd 3000::/64 1 True", "Na 2001:db8:1::10/128 1 False", "Pd 3000::/64 1 False"], seen);
        Assert.Equal([77u, 77u], offered.Select(l => l.Valid));
        Assert.Equal([77u, 77u], given.Select(l => l.Valid));
        int slot = bench.Bench.Engine.Leases.Find(First);
        ref readonly var lease = ref bench.Bench.Engine.Leases.Fields(slot);
        Assert.Equal((77u, 77u), (lease.ValidLifetime, lease.PreferredLifetime));
        Assert.Equal("of-the-hook"u8, bench.Bench.Engine.Leases.Hostname(slot));
    }

    [Fact]
    public void Lease6_select_refuses_one_IA_and_the_other_gets_its_lease()
    {
        using var bench = Load(l => l.Points6!.Lease6Select.Add(l, call =>
            call.Next = call.Lease.Fields.Iaid == 1 ? NextStep.Skip : NextStep.Continue));
        var (leases, statuses, _) = Bench6.Read(bench.Bench.Send(
            Bench6.Message(MessageType6.Solicit, 1, false, Bench6.Ia(OptionCode6.IaNa, 1), Bench6.Ia(OptionCode6.IaNa, 2))));
        Assert.Single(leases);
        Assert.Equal([(int)StatusCode6.NoAddrsAvail], statuses);
        Assert.Equal(0, bench.Bench.Engine.Statistics[Counter6.AllocationFail]);
    }

    [Theory]
    [InlineData(MessageType6.Renew)]
    [InlineData(MessageType6.Rebind)]
    public void Lease6_renew_and_lease6_rebind_may_change_lifetimes_and_the_times_of_the_IA(MessageType6 type)
    {
        var seen = new List<string>();
        void Note(LeaseRenewCall6 call)
        {
            seen.Add($"{call.Exchange.MessageType} {call.IaType} {call.Iaid} {call.Lease.Fields.Address} {call.T1} {call.T2}");
            (call.T1, call.T2) = (11, 22);
            call.Lease.Fields.ValidLifetime = 88;
        }

        using var bench = Load(l =>
        {
            l.Points6!.Lease6Renew.Add(l, Note);
            l.Points6!.Lease6Rebind.Add(l, Note);
        }, "\"preferred-lifetime\": 1000, \"renew-timer\": 100, \"rebind-timer\": 200, " + PlainSubnet);
        bench.Bench.Send(Request(First));
        bench.Bench.Now += 60;
        var (leases, _, timers) = Bench6.Read(bench.Bench.Send(
            Bench6.Message(type, 1, type == MessageType6.Renew, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(First)))));
        Assert.Equal([$"{type} 3 1 2001:db8:1::10 100 200"], seen);
        Assert.Equal([(11u, 22u)], timers);
        Assert.Equal(88u, leases[0].Valid);
        Assert.Equal(88u, bench.Bench.Engine.Leases.Fields(bench.Bench.Engine.Leases.Find(First)).ValidLifetime);
    }

    [Fact]
    public void A_client_whose_renewal_a_library_refuses_hears_what_is_left_of_its_lease()
    {
        using var bench = Load(l => l.Points6!.Lease6Renew.Add(l, call => call.Next = NextStep.Skip));
        bench.Bench.Send(Request(First));
        bench.Bench.Now += 60;
        byte[] renew = Bench6.Message(MessageType6.Renew, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(First)));
        Assert.Equal(7200u - 60, Bench6.Read(bench.Bench.Send(renew)).Leases[0].Valid);
        bench.Bench.Now += 1_000_000;
        var (leases, statuses, _) = Bench6.Read(bench.Bench.Send(renew));
        Assert.Equal([0u], leases.Select(l => l.Valid));
        Assert.Equal([(int)StatusCode6.NoAddrsAvail], statuses);
    }

    [Fact]
    public void Lease6_release_and_lease6_decline_see_each_lease_of_the_message()
    {
        var seen = new List<string>();
        using var bench = Load(l =>
        {
            l.Points6!.Lease6Release.Add(l, call => seen.Add($"release {call.Lease.Fields.Address} {call.Lease.Fields.State}"));
            l.Points6!.Lease6Decline.Add(l, call => seen.Add($"decline {call.Lease.Fields.Address} {call.Lease.Fields.State}"));
        });
        byte[] one = Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(First));
        byte[] two = Bench6.Ia(OptionCode6.IaPd, 2, Bench6.Prefix(Ip6.Parse("3000::"), 64));
        bench.Bench.Send(Bench6.Message(MessageType6.Request, 1, true, one, two));
        bench.Bench.Send(Bench6.Message(MessageType6.Release, 1, true, one, two));
        bench.Bench.Send(Bench6.Message(MessageType6.Request, 1, true, one));
        bench.Bench.Send(Bench6.Message(MessageType6.Decline, 1, true, one));
        Assert.Equal(["release 2001:db8:1::10 Default", "release 3000:: Default", "decline 2001:db8:1::10 Default"], seen);
    }

    [Fact]
    public void Addr6_register_sees_the_registration_and_the_one_before()
    {
        var seen = new List<string>();
        using var bench = Load(l => l.Points6!.Addr6Register.Add(l, call =>
            seen.Add($"{call.Address} {call.Lease.Fields.State} {call.HasBefore} {call.Before.Fields.Address}")));
        bench.Bench.Source = Ip6.Parse("2001:db8:1::99");
        byte[] inform = Bench6.Message(MessageType6.AddrRegInform, 1, false, Bench6.Address(bench.Bench.Source));
        bench.Bench.Send(inform);
        bench.Bench.Send(inform);
        Assert.Equal(["2001:db8:1::99 Registered False ::", "2001:db8:1::99 Registered True 2001:db8:1::99"], seen);
    }

    [Fact]
    public void Leases6_committed_tells_what_a_query_stored_and_deleted_and_is_not_called_for_an_offer()
    {
        var told = new List<string>();
        using var bench = Load(l => l.Points6!.Leases6Committed.Add(l, call =>
        {
            told.Add($"{call.Exchange.MessageType}");
            for (int i = 0; i < call.Count; i++)
            {
                var lease = call.Change(i, out bool isDelete);
                told.Add($"{(isDelete ? "-" : "+")}{lease.Fields.Address} {lease.Fields.State}");
            }
        }));
        byte[] one = Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(First));
        bench.Bench.Send(Solicit());
        bench.Bench.Send(Bench6.Message(MessageType6.Request, 1, true, one, Bench6.Ia(OptionCode6.IaPd, 2)));
        bench.Bench.Send(Bench6.Message(MessageType6.Confirm, 1, false, one));
        bench.Bench.Send(Bench6.Message(MessageType6.Release, 1, true, one));
        Assert.Equal(["Request", "+2001:db8:1::10 Default", "+3000:: Default", "Release", "+2001:db8:1::10 Released"], told);
    }

    [Fact]
    public void Each_of_many_queries_that_wait_at_leases6_committed_gets_its_own_answer_in_whatever_order_they_go_on()
    {
        var parked = new List<ParkedQuery>();
        using var bench = Load(l => l.Points6!.Leases6Committed.Add(l, call => parked.Add(call.Park())));
        for (byte client = 1; client <= 5; client++)
        {
            Assert.Null(bench.Bench.Send(Request(Ip6.Parse($"2001:db8:1::1{client}"), client)));
        }

        Assert.NotNull(bench.Bench.Send(Solicit(9)));
        foreach (int i in (int[])[3, 0, 4, 2])
        {
            parked[i].Resume();
        }

        parked[1].Drop();
        bench.Bench.Batch.Clear();
        bench.Bench.Loop.Run(bench.Bench.Batch, bench.Bench.Now);
        var told = new List<string>();
        foreach (var reply in bench.Bench.Batch.Committed)
        {
            byte[] bytes = reply.Buffer.AsSpan(reply.Start, reply.Length).ToArray();
            told.Add($"{bytes[3]} {Bench6.Read(bytes).Leases[0].What.Address}");
        }

        Assert.Equal(["4 2001:db8:1::14", "1 2001:db8:1::11", "5 2001:db8:1::15", "3 2001:db8:1::13"], told);
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter6.ProcessingFailed]);

        // Another configuration: what waited for the libraries before is dropped, and answers go on.
        Assert.Null(bench.Bench.Send(Request(Ip6.Parse("2001:db8:1::16"), 6)));
        bench.Bench.Loop.UseHooks(new HookPoints6());
        parked[^1].Resume();
        Assert.Equal(Ip6.Parse("2001:db8:1::17"), Bench6.Read(bench.Bench.Send(Request(Ip6.Parse("2001:db8:1::17"), 7))).Leases[0].What.Address);
        Assert.Equal(0, bench.Bench.Loop.Parking.Count);
    }

    [Theory]
    [InlineData(0, "NESTOR_HOOK_PACKET_RCVD_PARKING_LOT_FULL")]
    [InlineData(1, "NESTOR_HOOK_SUBNET6_SELECT_PARKING_LOT_FULL")]
    [InlineData(2, "DHCP6_HOOK_LEASES6_PARKING_LOT_FULL")]
    public void Where_no_more_queries_may_wait_the_next_is_dropped_with_the_points_own_message(int point, string id)
    {
        using var bench = Load(l =>
        {
            if (point == 0)
            {
                l.Points6!.Pkt6Receive.Add(l, call => call.Park());
            }
            else if (point == 1)
            {
                l.Points6!.Subnet6Select.Add(l, call => call.Park());
            }
            else
            {
                l.Points6!.Leases6Committed.Add(l, call => call.Park());
            }
        }, "\"parked-packet-limit\": 1, " + PlainSubnet);
        Assert.Null(bench.Bench.Send(Request(First, 1)));
        Assert.Null(bench.Bench.Send(Request(Ip6.Parse("2001:db8:1::11"), 2)));
        Assert.Equal(1, bench.Bench.Loop.Parking.Count);
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter6.QueueFull]);
        _recorder.MustHave(id);
    }

    [Fact]
    public void Pkt6_send_may_look_at_and_change_all_options()
    {
        ushort[] codes = [];
        using var bench = Load(l => l.Points6!.Pkt6Send.Add(l, call =>
        {
            var response = call.Response;
            codes = [.. Enumerable.Range(0, response.Count).Select(response.CodeAt)];
            Assert.True(response.Has(OptionCode6.IaNa));
            Assert.True(response.TryFind(OptionCode6.IaNa, 0, out var ia) && ia.SequenceEqual(response.BodyAt(2)));
            response.Remove(OptionCode6.IaNa);
            response.Add(OptionCode6.DnsServers, [.. new byte[15], 1]);
            response.Add(OptionCode6.DnsServers, [.. new byte[15], 2]);
        }));
        byte[] answer = bench.Bench.Send(Solicit())!;
        Assert.Equal([OptionCode6.ClientId, OptionCode6.ServerId, OptionCode6.IaNa], codes);
        Assert.Equal(Wire.Cursor.DecodeError.None, Packet6.Read(answer, out var packet));
        Assert.False(packet.HasOption(OptionCode6.IaNa));
        var options = packet.Options;
        Assert.True(options.TryNext(OptionCode6.DnsServers, out var one));
        Assert.True(options.TryNext(OptionCode6.DnsServers, out var two));
        Assert.Equal((1, 2), (one[^1], two[^1]));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_library_that_makes_the_whole_message_leaves_the_relays_to_the_server(bool isRelayed)
    {
        byte[] own = Bench6.Message(MessageType6.Reply, 1, true);
        using var bench = Load(l => l.Points6!.Pkt6Send.Add(l, call =>
        {
            call.Response.SetMessage(own);
            call.Next = NextStep.Skip;
        }));
        byte[] query = Solicit();
        byte[] relayed = [12, 0, .. new byte[32], .. Bench6.Option(OptionCode6.RelayMessage, query)];
        byte[] answer = bench.Bench.Send(isRelayed ? relayed : query)!;
        Assert.Equal(isRelayed ? [13, 0, .. new byte[32], .. Bench6.Option(OptionCode6.RelayMessage, own)] : own, answer);
    }

    [Fact]
    public void Buffer6_send_may_change_the_bytes_and_their_number()
    {
        using var bench = Load(l => l.Points6!.Buffer6Send.Add(l, call =>
        {
            Assert.Equal((byte)MessageType6.Advertise, call.Room.Span[0]);
            call.Room.Span[call.Length] = 0xAB;
            call.Length++;
        }));
        byte[] answer = bench.Bench.Send(Solicit())!;
        Assert.Equal(0xAB, answer[^1]);
    }

    [Fact]
    public void Lease6_expire_sees_what_ran_out_and_a_registration_is_to_be_removed()
    {
        var seen = new List<string>();
        using var bench = Load(l => l.Points6!.Lease6Expire.Add(l, call => seen.Add($"{call.Lease.Fields.Address} {call.Lease.Fields.State} {call.IsRemoved}")));
        bench.Bench.Send(Request(First));
        bench.Bench.Now++;
        bench.Bench.Source = Ip6.Parse("2001:db8:1::99");
        bench.Bench.Send(Bench6.Message(MessageType6.AddrRegInform, 1, false, Bench6.Address(bench.Bench.Source)));
        bench.Bench.Now += 1_000_000;
        bench.Bench.Batch.Clear();
        bench.Bench.Loop.Run(bench.Bench.Batch, bench.Bench.Now);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        Assert.Equal(["2001:db8:1::10 Default False", "2001:db8:1::99 Registered True"], seen.Order());
    }
}
