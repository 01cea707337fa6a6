using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>Every DHCPv4 hook point: what a callout is given, and what each next step does.</summary>
public sealed class Points4Tests
{
    private const string Toys = """ "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/toy.so" } ], """ + Bench.PlainSubnet;

    private static LibraryBench4 Load(Action<LibrarySetup> load) => new(Toys, Toy.Table(load));

    private static Query Discover(byte client = 1) => new(MessageType4.Discover) { Client = client };

    private static Query Request(Ip4 address, byte client = 1) => new Query(MessageType4.Request) { Client = client }
        .With(OptionCode4.RequestedAddress, address).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address);

    [Theory]
    [InlineData(NextStep.Continue, true)]
    [InlineData(NextStep.Skip, false)]
    [InlineData(NextStep.Drop, false)]
    public void Pkt4_receive_sees_the_decoded_query_and_may_end_it(NextStep next, bool isAnswered)
    {
        var seen = new List<MessageType4>();
        using var bench = Load(l => l.Points4!.Pkt4Receive.Add(l, call =>
        {
            seen.Add(call.Exchange.MessageType);
            call.Next = next;
        }));
        Assert.Equal(isAnswered, bench.Bench.Send(Discover()) is not null);
        Assert.Equal([MessageType4.Discover], seen);
        Assert.Equal(isAnswered ? 0 : 1, bench.Bench.Engine.Statistics[Counter4.AdminFiltered]);
    }

    [Theory]
    [InlineData(NextStep.Drop, true, 4000, MessageType4.LeaseActive, 0)]
    [InlineData(NextStep.Drop, true, 60000, MessageType4.LeaseActive, 0)]
    [InlineData(NextStep.Drop, false, 300, null, 1)]
    [InlineData(NextStep.Skip, true, 300, MessageType4.Offer, 0)]
    [InlineData(NextStep.Continue, false, 300, MessageType4.Offer, 0)]
    public void What_a_library_answers_by_itself_is_sent_where_it_has_decoded_the_query_and_drops_it(
        NextStep next, bool isDecoded, int length, MessageType4? sent, int dropped)
    {
        byte[] answer = new byte[length];
        new Query(MessageType4.LeaseActive).Write(answer);
        using var bench = Load(l => l.Points4!.Buffer4Receive.Add(l, call =>
        {
            var arrival = call.Exchange.Arrival;
            if (isDecoded)
            {
                call.Exchange.Query.Decode(arrival.Buffer, arrival.Start, arrival.Length);
            }

            call.Exchange.Answer.Set(MessageType4.LeaseActive, answer);
            call.Next = next;
        }));
        Assert.Equal(sent, bench.Bench.Send(Discover())?.MessageType);
        Assert.Equal(dropped, bench.Bench.Engine.Statistics[Counter4.ReceiveDrop]);
        Assert.Equal(sent == MessageType4.LeaseActive ? length : 0, sent == MessageType4.LeaseActive ? bench.Bench.LastDeparture.Length : 0);
    }

    [Fact]
    public void A_query_parked_in_pkt4_receive_goes_on_when_all_who_parked_it_say_so()
    {
        var parked = new List<ParkedQuery>();
        using var bench = Load(l =>
        {
            l.Points4!.Pkt4Receive.Add(l, call => parked.Add(call.Park()));
            l.Points4!.Pkt4Receive.Add(l, call => parked.Add(call.Park()));
        });
        Assert.Null(bench.Bench.Send(Discover()));
        Assert.Equal(1, bench.Bench.Loop.Parking.Count);
        parked[0].Resume();
        Assert.Empty(bench.Bench.Idle());
        parked[1].Resume();
        Assert.Single(bench.Bench.Idle());
        Assert.Equal(0, bench.Bench.Loop.Parking.Count);
    }

    [Fact]
    public void A_parked_query_that_one_party_drops_is_not_answered_and_one_of_a_library_that_is_gone_neither()
    {
        var parked = new List<ParkedQuery>();
        using var bench = Load(l => l.Points4!.Pkt4Receive.Add(l, call => parked.Add(call.Park())));
        bench.Bench.Send(Discover(1));
        bench.Bench.Send(Discover(2));
        parked[0].Drop();
        Assert.Empty(bench.Bench.Idle());
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter4.ProcessingFailed]);
        bench.Bench.Loop.UseHooks(new HookPoints4());
        parked[1].Resume();
        Assert.Empty(bench.Bench.Idle());
        Assert.Equal(2, bench.Bench.Engine.Statistics[Counter4.ProcessingFailed]);
        Assert.Equal(0, bench.Bench.Loop.Parking.Count);
    }

    [Fact]
    public void Subnet4_select_may_take_the_subnet_away()
    {
        using var bench = Load(l => l.Points4!.Subnet4Select.Add(l, call =>
        {
            Assert.Equal(1u, call.Subnet!.Id);
            call.Next = NextStep.Skip;
        }));
        Assert.Null(bench.Bench.Send(Discover()));
    }

    [Fact]
    public void Lease4_select_may_change_the_lifetime_and_the_name_and_refuse_the_lease()
    {
        var offers = new List<bool>();
        bool isRefusing = false;
        using var bench = Load(l => l.Points4!.Lease4Select.Add(l, call =>
        {
            offers.Add(call.IsOffer);
            call.Lease.Fields.ValidLifetime = 77;
            call.Lease.Fields.Address = Ip4.Parse("203.0.113.1");
            call.Lease.SetHostname("of-the-hook"u8);
            call.Next = isRefusing ? NextStep.Skip : NextStep.Continue;
        }));
        var offer = bench.Bench.Send(Discover())!;
        var ack = bench.Bench.Send(Request(offer.Yiaddr))!;
        Assert.Equal([true, false], offers);
        Assert.True(ack.TryOption(OptionCode4.LeaseTime, out var time));
        Assert.Equal((byte[])[0, 0, 0, 77], time);
        Assert.Equal(77u, bench.Bench.LeaseOf(offer.Yiaddr)!.Value.ValidLifetime);
        Assert.Equal("of-the-hook"u8, bench.Bench.Engine.Leases.Hostname(bench.Bench.Engine.Leases.Find(offer.Yiaddr)));
        isRefusing = true;
        Assert.Null(bench.Bench.Send(Discover(2)));
        Assert.Equal(MessageType4.Nak, bench.Bench.Send(Request(Ip4.Parse("192.0.2.15"), 2))!.MessageType);
    }

    [Fact]
    public void Leases4_committed_tells_what_a_query_stored_and_deleted()
    {
        var told = new List<string>();
        using var bench = Load(l => l.Points4!.Leases4Committed.Add(l, call =>
        {
            for (int i = 0; i < call.Count; i++)
            {
                var lease = call.Change(i, out bool isDelete);
                told.Add($"{call.Exchange.MessageType} {(isDelete ? "-" : "+")}{lease.Fields.Address} {lease.Fields.State}");
            }
        }));
        var address = bench.Bench.Lease(1);
        bench.Bench.Send(new Query(MessageType4.Release) { Ciaddr = address }.With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
        Assert.Equal([$"Request +{address} Default", $"Release +{address} Released"], told);
    }

    [Fact]
    public void Pkt4_send_may_change_header_and_options_and_pad_the_answer()
    {
        using var bench = Load(l => l.Points4!.Pkt4Send.Add(l, call =>
        {
            var response = call.Response;
            Span<byte> codes = stackalloc byte[254];
            Assert.Equal([1, 51, 53, 54], codes[..response.Codes(codes)].ToArray());
            Ip4.Parse("10.9.8.7").Write(response.Header[20..]);
            response.Set(OptionCode4.DomainName, "hook.example"u8);
            response.Remove(1);
            response.PadTo = 548;
        }));
        var offer = bench.Bench.Send(Discover())!;
        Assert.Equal(Ip4.Parse("10.9.8.7"), offer.Siaddr);
        Assert.True(offer.TryOption(OptionCode4.DomainName, out var name));
        Assert.Equal("hook.example"u8, name);
        Assert.False(offer.HasOption(1));
        Assert.Equal(548, bench.Bench.LastDeparture.Length);
    }

    [Fact]
    public void What_throws_or_wants_nonsense_is_named_and_the_query_goes_on_until_the_budget_is_over()
    {
        using var bench = Load(l =>
        {
            l.Points4!.Pkt4Receive.Add(l, _ => throw new InvalidOperationException("on purpose"));
            l.Points4!.Lease4Select.Add(l, call => call.Next = NextStep.Park);
        });
        Assert.NotNull(bench.Bench.Send(Discover()));
        Assert.Equal((2, 2, false), (bench.Guards[0].Calls, bench.Guards[0].Errors, bench.Guards[0].IsCutOff));
        for (int i = 0; i < 499; i++)
        {
            Assert.NotNull(bench.Bench.Send(Discover()));
        }

        Assert.True(bench.Guards[0].IsCutOff);
        long calls = bench.Guards[0].Calls;
        Assert.NotNull(bench.Bench.Send(Discover()));
        Assert.Equal(calls, bench.Guards[0].Calls);
    }

    [Fact]
    public void A_library_that_is_not_there_is_refused_with_its_place()
    {
        string error = Assert.Single(LibraryBench4.Refused(Toys, Toy.Table(("other", _ => { }))));
        Assert.Equal("test:1.49: found hook library \"/usr/lib/kea/hooks/toy.so\", wanted one of other: it is no library of this program, and there is no /usr/lib/kea/hooks/toy.dll", error.Replace("error: ", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_library_of_Keas_that_is_still_to_come_is_warned_of_by_name_and_the_rest_is_served()
    {
        using var bench = new LibraryBench4(""" "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/libdhcp_radius.so", "parameters": { "access": { } } } ], """ + Bench.PlainSubnet);
        Assert.Equal("hook library \"/usr/lib/kea/hooks/libdhcp_radius.so\" is not part of this program yet: it is not acted on", Assert.Single(bench.Warnings));
        Assert.NotNull(bench.Bench.Send(Discover()));
    }

    [Fact]
    public void A_command_of_a_library_is_answered_and_one_that_is_the_servers_own_is_refused()
    {
        using var bench = Load(l => l.AddCommand("toy-say", call => Hooks.Commands.CommandResult.Success(call.Name)));
        Assert.Equal("""{ "result": 0, "text": "toy-say" }""", bench.Ask("toy-say"));
        Assert.Contains("config-get", Assert.Single(LibraryBench4.Refused(Toys, Toy.Table(l => l.AddCommand("config-get", null!)))), StringComparison.Ordinal);
    }
}
