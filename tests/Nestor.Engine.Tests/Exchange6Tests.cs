using Nestor.Engine.Statistics;
using Nestor.Model.Leases;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

public sealed class Exchange6Tests
{
    private static readonly byte[] Na = Bench6.Ia(OptionCode6.IaNa, 1);
    private static readonly byte[] Pd = Bench6.Ia(OptionCode6.IaPd, 1);

    [Fact]
    public void A_request_gets_an_address_and_a_prefix_and_its_reply_waits_for_the_disk__RFC9915_18_3_2()
    {
        var bench = new Bench6(Bench6.Plain());
        var offered = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Solicit, 1, false, Na, Pd)));
        Assert.Equal((2, 0, 1), (offered.Leases.Count, bench.Engine.Leases.Count, bench.Batch.ImmediateCount));
        var given = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Na, Pd)));
        Assert.Equal((2, 2, 1), (given.Leases.Count, bench.Engine.Leases.Count, bench.Batch.CommittedCount));
        Assert.Equal((1, 1), (bench.Engine.Statistics[Counter6.AssignedNas], bench.Engine.Statistics[Counter6.AssignedPds]));
    }

    [Fact]
    public void Two_IAs_of_one_solicit_are_never_offered_the_same_address__RFC9915_18_3_1()
    {
        var bench = new Bench6(Bench6.Plain(addresses: 1));
        var offer = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Solicit, 1, false, Na, Bench6.Ia(OptionCode6.IaNa, 2))));
        Assert.Single(offer.Leases);
        Assert.Equal([(int)StatusCode6.NoAddrsAvail], offer.Statuses);
    }

    [Fact]
    public void Of_leases_without_end_T1_and_T2_are_without_end__RFC9915_14_2()
    {
        var forever = new ScopeParameters6 { ValidLifetime = Triplet.Of(uint.MaxValue), PreferredLifetime = Triplet.Of(uint.MaxValue) };
        var bench = new Bench6(Bench6.Plain(parameters: forever));
        var offer = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Solicit, 1, false, Na)));
        Assert.Equal([(uint.MaxValue, uint.MaxValue)], offer.Timers);
    }

    [Fact]
    public void A_length_hint_in_a_renew_is_not_told_back_as_lost__RFC8168_3_1()
    {
        var bench = new Bench6(Bench6.Plain());
        bench.Send(Bench6.Message(MessageType6.Request, 1, true, Pd));
        var reply = Bench6.Read(bench.Send(Bench6.Message(
            MessageType6.Renew, 1, true, Bench6.Ia(OptionCode6.IaPd, 1, Bench6.Prefix(Ip6.Zero, 56)))));
        Assert.Single(reply.Leases);
        Assert.NotEqual(0u, reply.Leases[0].Valid);
    }

    [Fact]
    public void An_address_that_is_not_the_clients_comes_back_with_lifetimes_of_zero__RFC9915_18_3_4()
    {
        var bench = new Bench6(Bench6.Plain());
        bench.Send(Bench6.Message(MessageType6.Request, 1, true, Na));
        var wrong = Ip6.Parse("2001:db8:9::1");
        var reply = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Renew, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(wrong)))));
        Assert.Contains((new Prefix6(wrong, 128), 0u), reply.Leases);
        Assert.Equal(2, reply.Leases.Count);
    }

    [Fact]
    public void A_message_inside_of_a_relay_reply_is_dropped__RFC9915_16_14()
    {
        byte[] inner = Bench6.Option(OptionCode6.RelayMessage, Bench6.Message(MessageType6.Solicit, 1, false, Na));
        var bench = new Bench6(Bench6.Plain());
        Assert.NotNull(bench.Send([(byte)MessageType6.RelayForw, .. new byte[33], .. inner]));
        Assert.Null(bench.Send([(byte)MessageType6.RelayRepl, .. new byte[33], .. inner]));
        Assert.Equal(1, bench.Engine.Statistics[Counter6.RfcViolation]);
    }

    [Fact]
    public void A_message_to_the_servers_own_address_is_dropped__RFC9915_16()
    {
        var bench = new Bench6(Bench6.Plain()) { Destination = Bench6.Eth0.LinkLocal };
        Assert.Null(bench.Send(Bench6.Message(MessageType6.Solicit, 1, false, Na)));
    }

    [Fact]
    public void A_released_lease_is_kept_for_its_client_and_a_declined_one_loses_it__RFC9915_18_3_7()
    {
        var bench = new Bench6(Bench6.Plain());
        var own = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Na))).Leases[0].What.Address;
        byte[] named = Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(own));
        Assert.Equal([0], Bench6.Read(bench.Send(Bench6.Message(MessageType6.Release, 1, true, named))).Statuses);
        Assert.Equal(LeaseState.Released, bench.Engine.Leases.Fields(bench.Engine.Leases.Find(own)).State);
        Assert.Equal(own, Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Na))).Leases[0].What.Address);
        Assert.Equal([0], Bench6.Read(bench.Send(Bench6.Message(MessageType6.Decline, 1, true, named))).Statuses);
        int slot = bench.Engine.Leases.Find(own);
        Assert.Equal((LeaseState.Declined, 0), (bench.Engine.Leases.Fields(slot).State, bench.Engine.Leases.Duid(slot).Length));
    }

    [Fact]
    public void No_bytes_stop_the_engine_and_every_packet_is_counted_once()
    {
        var bench = new Bench6(Bench6.Plain());
        var dice = new Random(4711);
        MessageType6[] types = [.. Enumerable.Range(0, 14).Select(n => (MessageType6)n), MessageType6.AddrRegInform];
        const int Count = 50_000;
        int answered = 0;
        int thrown = 0;
        int self = Environment.CurrentManagedThreadId;
        EventHandler<System.Runtime.ExceptionServices.FirstChanceExceptionEventArgs> notice =
            (_, _) => thrown += Environment.CurrentManagedThreadId == self ? 1 : 0;
        AppDomain.CurrentDomain.FirstChanceException += notice;
        for (int i = 0; i < Count; i++)
        {
            var type = types[dice.Next(types.Length)];
            var hint = Ip6.FromNumber(Ip6.Parse("2001:db8:1::").Number + (uint)dice.Next(12, 36));
            byte[] packet = Bench6.Message(
                type, (byte)dice.Next(0, 24), dice.Next(2) == 0, Bench6.Ia(OptionCode6.IaNa, (byte)dice.Next(3), Bench6.Address(hint)),
                Bench6.Ia(OptionCode6.IaPd, (byte)dice.Next(3), Bench6.Prefix(hint, (byte)dice.Next(256))), Bench6.Option((ushort)dice.Next(150), new byte[dice.Next(9)]));
            for (int relays = dice.Next(4) == 0 ? dice.Next(40) : 0; relays > 0; relays--)
            {
                packet = [12, (byte)relays, .. new byte[32], .. Bench6.Option(OptionCode6.RelayMessage, packet)];
            }

            for (int flips = dice.Next(6); flips > 0; flips--)
            {
                packet[dice.Next(packet.Length)] = (byte)dice.Next(256);
            }

            int length = Math.Min(dice.Next(4) == 0 ? dice.Next(packet.Length) : packet.Length, 2048);
            answered += bench.Send(packet.AsSpan(0, length)) is null ? 0 : 1;
        }

        AppDomain.CurrentDomain.FirstChanceException -= notice;
        var counts = bench.Engine.Statistics;

        // Processing-failed also counts a REBIND of a prefix without a subnet, which is left to other servers.
        Assert.Equal((Count, 0), (counts[Counter6.Received], thrown));
        Assert.Equal(Count, answered + counts[Counter6.ReceiveDrop]);
        Assert.Equal(answered, counts[Counter6.Sent]);
        Assert.True(answered > Count / 100);
    }
}
