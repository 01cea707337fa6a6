using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>Each next step at each DHCPv4 hook point, over the whole life of a lease.</summary>
public sealed class Steps4Tests
{
    /// <summary>What a client sees without libraries.</summary>
    private const string Usual = "Offer Ack default Ack anew Ack - released Ack - declined free";

    /// <summary>The step means nothing at its point: it counts as a mistake, and all goes on.</summary>
    private const string Wrong = " wrong";

    /// <summary>Point, step, and what a client sees of it.</summary>
    public static TheoryData<string, NextStep, string> Rows { get; } = new()
    {
        { "buffer4_receive", NextStep.Continue, Usual },
        { "buffer4_receive", NextStep.Skip, "- - free - as-before - - free - - free free" },
        { "buffer4_receive", NextStep.Drop, "- - free - as-before - - free - - free free" },
        { "buffer4_receive", NextStep.Park, Usual + Wrong },
        { "pkt4_receive", NextStep.Continue, Usual },
        { "pkt4_receive", NextStep.Skip, "- - free - as-before - - free - - free free" },
        { "pkt4_receive", NextStep.Drop, "- - free - as-before - - free - - free free" },
        { "pkt4_receive", NextStep.Park, "~answer ~answer default ~answer anew ~answer ~- released ~answer ~- declined free" },
        { "host4_identifier", NextStep.Continue, Usual },
        { "host4_identifier", NextStep.Skip, Usual },
        { "host4_identifier", NextStep.Drop, Usual + Wrong },
        { "host4_identifier", NextStep.Park, Usual + Wrong },
        { "subnet4_select", NextStep.Continue, Usual },
        { "subnet4_select", NextStep.Skip, "- Nak free - as-before Ack - free Nak - free free" },
        { "subnet4_select", NextStep.Drop, "- - free - as-before - - free - - free free" },
        { "subnet4_select", NextStep.Park, "~answer ~answer default ~answer anew ~answer ~- released ~answer ~- declined free" },
        { "lease4_select", NextStep.Continue, Usual },
        { "lease4_select", NextStep.Skip, "- Nak free Nak as-before Ack - free Nak - free free" },
        { "lease4_select", NextStep.Drop, Usual + Wrong },
        { "lease4_select", NextStep.Park, Usual + Wrong },
        { "lease4_renew", NextStep.Continue, Usual },
        { "lease4_renew", NextStep.Skip, "Offer Ack default Ack as-before Ack - released Nak - released released" },
        { "lease4_renew", NextStep.Drop, Usual + Wrong },
        { "lease4_renew", NextStep.Park, Usual + Wrong },
        { "lease4_release", NextStep.Continue, Usual },
        { "lease4_release", NextStep.Skip, "Offer Ack default Ack anew Ack - default Ack - declined free" },
        { "lease4_release", NextStep.Drop, "Offer Ack default Ack anew Ack - default Ack - declined free" },
        { "lease4_release", NextStep.Park, Usual + Wrong },
        { "lease4_decline", NextStep.Continue, Usual },
        { "lease4_decline", NextStep.Skip, "Offer Ack default Ack anew Ack - released Ack - default reclaimed" },
        { "lease4_decline", NextStep.Drop, "Offer Ack default Ack anew Ack - released Ack - default reclaimed" },
        { "lease4_decline", NextStep.Park, Usual + Wrong },
        { "lease4_offer", NextStep.Continue, Usual },
        { "lease4_offer", NextStep.Skip, Usual + Wrong },
        { "lease4_offer", NextStep.Drop, "- Ack default Ack anew Ack - released Ack - declined free" },
        { "lease4_offer", NextStep.Park, "~answer Ack default Ack anew Ack - released Ack - declined free" },
        { "lease4_server_decline", NextStep.Continue, Usual },
        { "lease4_server_decline", NextStep.Skip, Usual },
        { "lease4_server_decline", NextStep.Drop, Usual },
        { "lease4_server_decline", NextStep.Park, Usual },
        { "leases4_committed", NextStep.Continue, Usual },
        { "leases4_committed", NextStep.Skip, Usual + Wrong },
        { "leases4_committed", NextStep.Drop, "Offer - default - anew Ack - released - - declined free" },
        { "leases4_committed", NextStep.Park, "Offer ~answer default ~answer anew Ack ~- released ~answer ~- declined free" },
        { "pkt4_send", NextStep.Continue, Usual },
        { "pkt4_send", NextStep.Skip, "- - default - anew - - released - - declined free" },
        { "pkt4_send", NextStep.Drop, "- - default - anew - - released - - declined free" },
        { "pkt4_send", NextStep.Park, Usual + Wrong },
        { "buffer4_send", NextStep.Continue, Usual },
        { "buffer4_send", NextStep.Skip, "- - default - anew - - released - - declined free" },
        { "buffer4_send", NextStep.Drop, "- - default - anew - - released - - declined free" },
        { "buffer4_send", NextStep.Park, Usual + Wrong },
        { "lease4_expire", NextStep.Continue, Usual },
        { "lease4_expire", NextStep.Skip, "Offer Ack default Ack anew Ack - released Ack - declined declined" },
        { "lease4_expire", NextStep.Drop, Usual + Wrong },
        { "lease4_expire", NextStep.Park, Usual + Wrong },
        { "lease4_recover", NextStep.Continue, Usual },
        { "lease4_recover", NextStep.Skip, "Offer Ack default Ack anew Ack - released Ack - declined declined" },
        { "lease4_recover", NextStep.Drop, Usual + Wrong },
        { "lease4_recover", NextStep.Park, Usual + Wrong },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_step_does_what_its_point_says_and_harms_nothing_else(string point, NextStep step, string story)
    {
        var steps = new Steps();
        var recorder = new Recorder();
        using var bench = new LibraryBench4(
            """ "hooks-libraries": [ { "library": "toy" } ], "host-reservation-identifiers": [ "hw-address", "flex-id" ], """ + Bench.PlainSubnet,
            Toy.Table(l => steps.Add(l, point, step)), recorder.Loggers);
        string lived = Live(bench, steps) + (bench.Guards[0].Errors > 0 ? Wrong : "");
        Assert.True(story == lived, lived);
        Assert.DoesNotContain(recorder.Lines, line => line.Id.Severity == Model.Logging.Severity.Error && line.Id.Name != "DHCP4_PACKET_NAK_0001");
        Assert.Equal(0, bench.Bench.Loop.Parking.Count);
        recorder.MustHave("");
    }

    [Theory]
    [InlineData("buffer4_receive", NextStep.Drop, "DHCP4_HOOK_BUFFER_RCVD_DROP")]
    [InlineData("buffer4_receive", NextStep.Skip, "DHCP4_HOOK_BUFFER_RCVD_SKIP")]
    [InlineData("pkt4_receive", NextStep.Skip, "DHCP4_HOOK_PACKET_RCVD_SKIP")]
    [InlineData("subnet4_select", NextStep.Drop, "DHCP4_HOOK_SUBNET4_SELECT_DROP")]
    [InlineData("subnet4_select", NextStep.Skip, "DHCP4_HOOK_SUBNET4_SELECT_SKIP")]
    [InlineData("subnet4_select", NextStep.Park, "DHCP4_HOOK_SUBNET4_SELECT_PARK")]
    [InlineData("lease4_select", NextStep.Skip, "DHCPSRV_HOOK_LEASE4_SELECT_SKIP")]
    [InlineData("lease4_renew", NextStep.Skip, "DHCPSRV_HOOK_LEASE4_RENEW_SKIP")]
    [InlineData("lease4_release", NextStep.Skip, "DHCP4_HOOK_LEASE4_RELEASE_SKIP")]
    [InlineData("lease4_decline", NextStep.Skip, "DHCP4_HOOK_DECLINE_SKIP")]
    [InlineData("lease4_offer", NextStep.Drop, "DHCP4_HOOK_LEASE4_OFFER_DROP")]
    [InlineData("lease4_offer", NextStep.Park, "DHCP4_HOOK_LEASE4_OFFER_PARK")]
    [InlineData("leases4_committed", NextStep.Drop, "DHCP4_HOOK_LEASES4_COMMITTED_DROP")]
    [InlineData("leases4_committed", NextStep.Park, "DHCP4_HOOK_LEASES4_COMMITTED_PARK")]
    [InlineData("pkt4_send", NextStep.Drop, "DHCP4_HOOK_PACKET_SEND_DROP")]
    [InlineData("pkt4_send", NextStep.Skip, "DHCP4_HOOK_PACKET_SEND_SKIP")]
    [InlineData("buffer4_send", NextStep.Skip, "DHCP4_HOOK_BUFFER_SEND_SKIP")]
    [InlineData("lease4_recover", NextStep.Skip, "DHCPSRV_HOOK_LEASE4_RECOVER_SKIP")]
    public void A_step_is_logged_under_Keas_id(string point, NextStep step, string id)
    {
        var steps = new Steps();
        var recorder = new Recorder();
        using var bench = new LibraryBench4(
            """ "hooks-libraries": [ { "library": "toy" } ], """ + Bench.PlainSubnet, Toy.Table(l => steps.Add(l, point, step)), recorder.Loggers);
        Live(bench, steps);
        recorder.MustHave(id);
    }

    [Fact]
    public void Every_point_and_step_is_looked_at() => Assert.Equal(
        Steps.Names(new HookPoints4()).SelectMany(n => Enum.GetValues<NextStep>().Select(s => $"{n} {s}")).Order(),
        Rows.Select(r => $"{r.Data.Item1} {r.Data.Item2}").Order());

    /// <summary>What became of a client that gets a lease, renews it, gives it back, takes it again, declines it, and comes back for another.</summary>
    private static string Live(LibraryBench4 bench, Steps steps)
    {
        var address = Ip4.Parse("192.0.2.10");
        var server = Bench.Eth0.Address;
        var story = new List<string>
        {
            Ask(bench, steps, new Query(MessageType4.Discover)),
            Ask(bench, steps, new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, address).With(OptionCode4.ServerIdentifier, server)),
            State(bench, address),
        };
        bench.Bench.Now += 60;
        story.Add(Ask(bench, steps, new Query(MessageType4.Request) { Ciaddr = address }));
        story.Add(bench.Bench.LeaseOf(address) is { } renewed && renewed.Cltt == bench.Bench.Now ? "anew" : "as-before");
        story.Add(Ask(bench, steps, new Query(MessageType4.Inform) { Ciaddr = address }));
        story.Add(Ask(bench, steps, new Query(MessageType4.Release) { Ciaddr = address }.With(OptionCode4.ServerIdentifier, server)));
        story.Add(State(bench, address));
        story.Add(Ask(bench, steps, new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, address).With(OptionCode4.ServerIdentifier, server)));
        story.Add(Ask(bench, steps, new Query(MessageType4.Decline).With(OptionCode4.RequestedAddress, address).With(OptionCode4.ServerIdentifier, server)));
        story.Add(State(bench, address));
        bench.Bench.Now += 1_000_000;
        bench.Bench.Idle();
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        bench.Bench.Reclaimer.EndCycle(isComplete: true);
        story.Add(State(bench, address));
        return string.Join(' ', story.Where(s => s.Length > 0));
    }

    /// <summary>The answer, with ~ before it when it had to wait for it; - for none.</summary>
    private static string Ask(LibraryBench4 bench, Steps steps, Query query)
    {
        var answer = bench.Bench.Send(query);
        if (bench.Bench.Loop.Parking.Count == 0)
        {
            return answer is null ? "-" : answer.MessageType.ToString();
        }

        steps.Resume();
        bench.Bench.Batch.Clear();
        bench.Bench.Loop.Run(bench.Bench.Batch, bench.Bench.Now);

        // An answer may have to wait at more than one message.
        return bench.Bench.Batch.ImmediateCount + bench.Bench.Batch.CommittedCount > 0 ? "~answer" : "~-";
    }

    private static string State(LibraryBench4 bench, Ip4 address) => bench.Bench.LeaseOf(address)?.State switch
    {
        null => "free",
        LeaseState.ExpiredReclaimed => "reclaimed",
        { } state => state.ToString().ToLowerInvariant(),
    };
}
