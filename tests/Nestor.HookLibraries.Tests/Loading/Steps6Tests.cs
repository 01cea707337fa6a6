using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>Each next step at each DHCPv6 hook point, over the whole life of a client's leases.</summary>
public sealed class Steps6Tests
{
    /// <summary>What a client sees without libraries.</summary>
    private const string Usual = "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 anew Reply Reply Reply released released Reply+2 Reply declined free reclaimed AddrRegReply registered";

    /// <summary>The step means nothing at its point: it counts as a mistake, and all goes on.</summary>
    private const string Wrong = " wrong";

    private static readonly Ip6 Address = Ip6.Parse("2001:db8:1::10");
    private static readonly Ip6 Prefix = Ip6.Parse("3000::");
    private static readonly Ip6 Own = Ip6.Parse("2001:db8:1::99");

    /// <summary>Point, step, and what a client sees of it.</summary>
    public static TheoryData<string, NextStep, string> Rows { get; } = new()
    {
        { "buffer6_receive", NextStep.Continue, Usual },
        { "buffer6_receive", NextStep.Skip, "- - free free - as-before - as-before - - - free free - - free free free - free" },
        { "buffer6_receive", NextStep.Drop, "- - free free - as-before - as-before - - - free free - - free free free - free" },
        { "buffer6_receive", NextStep.Park, Usual + Wrong },
        { "pkt6_receive", NextStep.Continue, Usual },
        { "pkt6_receive", NextStep.Skip, "- - free free - as-before - as-before - - - free free - - free free free - free" },
        { "pkt6_receive", NextStep.Drop, "- - free free - as-before - as-before - - - free free - - free free free - free" },
        { "pkt6_receive", NextStep.Park, "~Advertise+2 ~Reply+2 default default ~Reply+2 anew ~Reply+2 anew ~Reply ~Reply ~Reply released released ~Reply+2 ~Reply declined free reclaimed ~AddrRegReply registered" },
        { "host6_identifier", NextStep.Continue, Usual },
        { "host6_identifier", NextStep.Skip, Usual },
        { "host6_identifier", NextStep.Drop, Usual + Wrong },
        { "host6_identifier", NextStep.Park, Usual + Wrong },
        { "subnet6_select", NextStep.Continue, Usual },
        { "subnet6_select", NextStep.Skip, "Advertise Reply free free Reply as-before - as-before Reply Reply Reply free free Reply Reply free free free - free" },
        { "subnet6_select", NextStep.Drop, "- - free free - as-before - as-before - - - free free - - free free free - free" },
        { "subnet6_select", NextStep.Park, "~Advertise+2 ~Reply+2 default default ~Reply+2 anew ~Reply+2 anew ~Reply ~Reply ~Reply released released ~Reply+2 ~Reply declined free reclaimed ~AddrRegReply registered" },
        { "lease6_select", NextStep.Continue, Usual },
        { "lease6_select", NextStep.Skip, "Advertise Reply free free Reply as-before Reply as-before Reply Reply Reply free free Reply Reply free free free AddrRegReply registered" },
        { "lease6_select", NextStep.Drop, Usual + Wrong },
        { "lease6_select", NextStep.Park, Usual + Wrong },
        { "lease6_renew", NextStep.Continue, Usual },
        { "lease6_renew", NextStep.Skip, "Advertise+2 Reply+2 default default Reply+2 as-before Reply+2 anew Reply Reply Reply released released Reply+2 Reply declined free reclaimed AddrRegReply registered" },
        { "lease6_renew", NextStep.Drop, Usual + Wrong },
        { "lease6_renew", NextStep.Park, Usual + Wrong },
        { "lease6_rebind", NextStep.Continue, Usual },
        { "lease6_rebind", NextStep.Skip, "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 as-before Reply Reply Reply released released Reply+2 Reply declined free reclaimed AddrRegReply registered" },
        { "lease6_rebind", NextStep.Drop, Usual + Wrong },
        { "lease6_rebind", NextStep.Park, Usual + Wrong },
        { "lease6_release", NextStep.Continue, Usual },
        { "lease6_release", NextStep.Skip, "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 anew Reply Reply Reply default default Reply+2 Reply declined free reclaimed AddrRegReply registered" },
        { "lease6_release", NextStep.Drop, "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 anew Reply Reply Reply default default Reply+2 Reply declined free reclaimed AddrRegReply registered" },
        { "lease6_release", NextStep.Park, Usual + Wrong },
        { "lease6_decline", NextStep.Continue, Usual },
        { "lease6_decline", NextStep.Skip, "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 anew Reply Reply Reply released released Reply+2 Reply default reclaimed reclaimed AddrRegReply registered" },
        { "lease6_decline", NextStep.Drop, "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 anew Reply Reply Reply released released Reply+2 - default reclaimed reclaimed AddrRegReply registered" },
        { "lease6_decline", NextStep.Park, Usual + Wrong },
        { "addr6_register", NextStep.Continue, Usual },
        { "addr6_register", NextStep.Skip, "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 anew Reply Reply Reply released released Reply+2 Reply declined free reclaimed AddrRegReply free" },
        { "addr6_register", NextStep.Drop, "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 anew Reply Reply Reply released released Reply+2 Reply declined free reclaimed - free" },
        { "addr6_register", NextStep.Park, Usual + Wrong },
        { "leases6_committed", NextStep.Continue, Usual },
        { "leases6_committed", NextStep.Skip, Usual + Wrong },
        { "leases6_committed", NextStep.Drop, "Advertise+2 - default default - anew - anew Reply Reply - released released - - declined free reclaimed AddrRegReply registered" },
        { "leases6_committed", NextStep.Park, "Advertise+2 ~Reply+2 default default ~Reply+2 anew ~Reply+2 anew Reply Reply ~Reply released released ~Reply+2 ~Reply declined free reclaimed AddrRegReply registered" },
        { "pkt6_send", NextStep.Continue, Usual },
        { "pkt6_send", NextStep.Skip, "- - default default - anew - anew - - - released released - - declined free reclaimed - registered" },
        { "pkt6_send", NextStep.Drop, "- - default default - anew - anew - - - released released - - declined free reclaimed - registered" },
        { "pkt6_send", NextStep.Park, Usual + Wrong },
        { "buffer6_send", NextStep.Continue, Usual },
        { "buffer6_send", NextStep.Skip, "- - default default - anew - anew - - - released released - - declined free reclaimed - registered" },
        { "buffer6_send", NextStep.Drop, "- - default default - anew - anew - - - released released - - declined free reclaimed - registered" },
        { "buffer6_send", NextStep.Park, Usual + Wrong },
        { "lease6_expire", NextStep.Continue, Usual },
        { "lease6_expire", NextStep.Skip, "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 anew Reply Reply Reply released released Reply+2 Reply declined declined default AddrRegReply registered" },
        { "lease6_expire", NextStep.Drop, Usual + Wrong },
        { "lease6_expire", NextStep.Park, Usual + Wrong },
        { "lease6_recover", NextStep.Continue, Usual },
        { "lease6_recover", NextStep.Skip, "Advertise+2 Reply+2 default default Reply+2 anew Reply+2 anew Reply Reply Reply released released Reply+2 Reply declined declined reclaimed AddrRegReply registered" },
        { "lease6_recover", NextStep.Drop, Usual + Wrong },
        { "lease6_recover", NextStep.Park, Usual + Wrong },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_step_does_what_its_point_says_and_harms_nothing_else(string point, NextStep step, string story)
    {
        var steps = new Steps();
        var recorder = new Recorder();
        using var bench = Load(steps, point, step, recorder);
        string lived = Live(bench, steps) + (bench.Guards[0].Errors > 0 ? Wrong : "");
        Assert.True(story == lived, lived);
        Assert.DoesNotContain(recorder.Lines, line => line.Id.Severity == Model.Logging.Severity.Error && line.Id.Name != "NESTOR_HOOKS_BAD_STEP");
        Assert.Equal(0, bench.Bench.Loop.Parking.Count);
        recorder.MustHave("");
    }

    [Theory]
    [InlineData("buffer6_receive", NextStep.Drop, "DHCP6_HOOK_BUFFER_RCVD_DROP")]
    [InlineData("buffer6_receive", NextStep.Skip, "DHCP6_HOOK_BUFFER_RCVD_SKIP")]
    [InlineData("pkt6_receive", NextStep.Skip, "DHCP6_HOOK_PACKET_RCVD_SKIP")]
    [InlineData("subnet6_select", NextStep.Drop, "DHCP6_HOOK_SUBNET6_SELECT_DROP")]
    [InlineData("subnet6_select", NextStep.Skip, "DHCP6_HOOK_SUBNET6_SELECT_SKIP")]
    [InlineData("subnet6_select", NextStep.Park, "DHCP6_HOOK_SUBNET6_SELECT_PARK")]
    [InlineData("lease6_select", NextStep.Skip, "DHCPSRV_HOOK_LEASE6_SELECT_SKIP")]
    [InlineData("lease6_renew", NextStep.Skip, "DHCPSRV_HOOK_LEASE6_EXTEND_SKIP")]
    [InlineData("lease6_rebind", NextStep.Skip, "DHCPSRV_HOOK_LEASE6_EXTEND_SKIP")]
    [InlineData("lease6_release", NextStep.Skip, "DHCP6_HOOK_LEASE6_RELEASE_NA_SKIP DHCP6_HOOK_LEASE6_RELEASE_PD_SKIP")]
    [InlineData("lease6_decline", NextStep.Skip, "DHCP6_HOOK_DECLINE_SKIP")]
    [InlineData("lease6_decline", NextStep.Drop, "DHCP6_HOOK_DECLINE_DROP")]
    [InlineData("addr6_register", NextStep.Skip, "DHCP6_HOOK_ADDR6_REGISTER_SKIP")]
    [InlineData("addr6_register", NextStep.Drop, "DHCP6_HOOK_ADDR6_REGISTER_DROP")]
    [InlineData("leases6_committed", NextStep.Drop, "DHCP6_HOOK_LEASES6_COMMITTED_DROP")]
    [InlineData("leases6_committed", NextStep.Park, "DHCP6_HOOK_LEASES6_COMMITTED_PARK")]
    [InlineData("pkt6_send", NextStep.Drop, "DHCP6_HOOK_PACKET_SEND_DROP")]
    [InlineData("pkt6_send", NextStep.Skip, "DHCP6_HOOK_PACKET_SEND_SKIP")]
    [InlineData("buffer6_send", NextStep.Skip, "DHCP6_HOOK_BUFFER_SEND_SKIP")]
    [InlineData("lease6_recover", NextStep.Skip, "DHCPSRV_HOOK_LEASE6_RECOVER_SKIP")]
    public void A_step_is_logged_under_Keas_id(string point, NextStep step, string ids)
    {
        var steps = new Steps();
        var recorder = new Recorder();
        using var bench = Load(steps, point, step, recorder);
        Live(bench, steps);
        recorder.MustHave(ids);
    }

    [Fact]
    public void Every_point_and_step_is_looked_at() => Assert.Equal(
        Steps.Names(new HookPoints6()).SelectMany(n => Enum.GetValues<NextStep>().Select(s => $"{n} {s}")).Order(),
        Rows.Select(r => $"{r.Data.Item1} {r.Data.Item2}").Order());

    private static LibraryBench6 Load(Steps steps, string point, NextStep step, Recorder recorder) => new(
        """ "hooks-libraries": [ { "library": "toy" } ], "host-reservation-identifiers": [ "duid", "flex-id" ], """ + Points6Tests.PlainSubnet,
        Toy.Table(l => steps.Add(l, point, step)), recorder.Loggers6);

    /// <summary>
    /// What became of a client that gets an address and a prefix, renews and rebinds them, asks for other things, gives them back,
    /// takes them again, declines the address, is away until all has run out, and registers an address of its own.
    /// </summary>
    private static string Live(LibraryBench6 bench, Steps steps)
    {
        byte[] address = Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(Address));
        byte[] prefix = Bench6.Ia(OptionCode6.IaPd, 2, Bench6.Prefix(Prefix, 64));
        var story = new List<string>
        {
            Ask(bench, steps, Bench6.Message(MessageType6.Solicit, 1, false, Bench6.Ia(OptionCode6.IaNa, 1), Bench6.Ia(OptionCode6.IaPd, 2))),
            Ask(bench, steps, Bench6.Message(MessageType6.Request, 1, true, address, prefix)),
            State(bench, Address),
            State(bench, Prefix),
        };
        bench.Bench.Now += 60;
        story.Add(Ask(bench, steps, Bench6.Message(MessageType6.Renew, 1, true, address, prefix)));
        story.Add(IsRenewed(bench) ? "anew" : "as-before");
        bench.Bench.Now += 60;
        story.Add(Ask(bench, steps, Bench6.Message(MessageType6.Rebind, 1, false, address, prefix)));
        story.Add(IsRenewed(bench) ? "anew" : "as-before");
        story.Add(Ask(bench, steps, Bench6.Message(MessageType6.Confirm, 1, false, address)));
        story.Add(Ask(bench, steps, Bench6.Message(MessageType6.InformationRequest, 1, false)));
        story.Add(Ask(bench, steps, Bench6.Message(MessageType6.Release, 1, true, address, prefix)));
        story.Add(State(bench, Address));
        story.Add(State(bench, Prefix));
        story.Add(Ask(bench, steps, Bench6.Message(MessageType6.Request, 1, true, address, prefix)));
        story.Add(Ask(bench, steps, Bench6.Message(MessageType6.Decline, 1, true, address)));
        story.Add(State(bench, Address));
        bench.Bench.Now += 1_000_000;
        Idle(bench);
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        bench.Bench.Reclaimer.EndCycle(isComplete: true);
        story.Add(State(bench, Address));
        story.Add(State(bench, Prefix));
        bench.Bench.Source = Own;
        story.Add(Ask(bench, steps, Bench6.Message(MessageType6.AddrRegInform, 1, false, Bench6.Address(Own))));
        story.Add(State(bench, Own));
        return string.Join(' ', story);
    }

    private static bool IsRenewed(LibraryBench6 bench) =>
        bench.Bench.Engine.Leases.Find(Address) is >= 0 and int slot && bench.Bench.Engine.Leases.Fields(slot).Cltt == bench.Bench.Now;

    /// <summary>The answer with the number of leases in it, and ~ before it when it had to wait for it; - for none.</summary>
    private static string Ask(LibraryBench6 bench, Steps steps, byte[] query)
    {
        var answer = bench.Bench.Send(query);
        if (bench.Bench.Loop.Parking.Count == 0)
        {
            return Text(answer);
        }

        // Another client in between must not get the answer of the one that waits.
        bench.Bench.Send(Bench6.Message(MessageType6.InformationRequest, 9, false));
        steps.Resume();
        Idle(bench);
        var batch = bench.Bench.Batch;
        string text = "~-";
        foreach (var reply in (Hooks.Exchange.Departure6[])[.. batch.Immediate, .. batch.Committed])
        {
            byte[] bytes = reply.Buffer.AsSpan(reply.Start, reply.Length).ToArray();
            if (bytes[3] == 1)
            {
                text = "~" + Text(bytes);
            }
        }

        return text;
    }

    private static void Idle(LibraryBench6 bench)
    {
        bench.Bench.Batch.Clear();
        bench.Bench.Loop.Run(bench.Bench.Batch, bench.Bench.Now);
    }

    private static string Text(byte[]? answer)
    {
        if (answer is null)
        {
            return "-";
        }

        Assert.Equal(DecodeError.None, Packet6.Read(answer, out var packet));
        Assert.True(packet.TryOption(OptionCode6.ClientId, out var client) && client[^1] == 1);
        int count = Bench6.Read(answer).Leases.Count(l => l.Valid > 0);
        return count > 0 ? $"{packet.Type}+{count}" : packet.Type.ToString();
    }

    private static string State(LibraryBench6 bench, Ip6 address) => bench.Bench.Engine.Leases.Find(address) is not (>= 0 and int slot) ? "free"
        : bench.Bench.Engine.Leases.Fields(slot).State switch
        {
            LeaseState.ExpiredReclaimed => "reclaimed",
            var state => state.ToString().ToLowerInvariant(),
        };
}
