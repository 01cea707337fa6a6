using Nestor.Engine.Statistics;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Tests;

public sealed class OptionShapeTests
{
    private static (bool IsAnswered, long Failed) Ask(byte code, byte[] body, bool isLenient = false)
    {
        var bench = new Bench((isLenient ? "\"compatibility\": { \"lenient-option-parsing\": true }, " : "") + Bench.PlainSubnet);
        bool isAnswered = bench.Send(new Query(MessageType4.Discover).With(code, body)) is not null;
        return (isAnswered, bench.Engine.Statistics[Counter4.ParseFailed]);
    }

    [Fact]
    public void A_number_that_is_too_long_drops_the_query_unless_lenient()
    {
        Assert.Equal((false, 1), Ask(OptionCode4.LeaseTime, [0, 1, 0, 0, 0]));
        Assert.Equal((true, 0), Ask(OptionCode4.LeaseTime, [0, 1, 0, 0, 0], isLenient: true));
    }

    [Fact]
    public void A_number_that_is_too_short_drops_the_query_always()
    {
        Assert.Equal((false, 1), Ask(OptionCode4.LeaseTime, [0, 1]));
        Assert.Equal((false, 1), Ask(OptionCode4.LeaseTime, [0, 1], isLenient: true));
    }

    [Fact]
    public void A_name_that_is_none_or_flags_that_contradict_drop_the_query_unless_lenient()
    {
        foreach (byte[] bad in (byte[][])[[4, 0, 0, 63, (byte)'a'], [4, 0], [0x0D, 255, 255, 1, (byte)'a']])
        {
            Assert.Equal((false, 1), Ask(OptionCode4.Fqdn, bad));
            Assert.Equal((true, 0), Ask(OptionCode4.Fqdn, bad, isLenient: true));
        }

        Assert.Equal((true, 0), Ask(OptionCode4.Fqdn, [5, 0, 0, 1, (byte)'a', 0]));
    }

    [Fact]
    public void An_empty_list_of_wishes_drops_the_query() =>
        Assert.Equal((false, 1), Ask(OptionCode4.ParameterRequestList, []));

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_client_identifier_has_a_type_and_a_byte_and_255_at_most__RFC2132_9_14(int length, bool isServed)
    {
        var bench = new Bench(Bench.PlainSubnet);
        var query = new Query(MessageType4.Discover).With(OptionCode4.ClientIdentifier, new byte[length]);
        Assert.Equal(isServed, bench.Send(query) is not null);
        var counts = bench.Engine.Statistics;
        Assert.Equal(1, counts[Counter4.DiscoverReceived]);
        Assert.Equal((0, isServed ? 0 : 1), (counts[Counter4.ParseFailed], counts[Counter4.RfcViolation]));
    }

    [Fact]
    public void Options_behind_a_broken_list_of_enterprise_blocks_are_left_out()
    {
        var bench = new Bench(Bench.PlainSubnet);
        var query = new Query(MessageType4.Discover).With(OptionCode4.Vivso, [0, 0, 0x11, 0x8B, 9, 1, 2])
            .With(OptionCode4.HostName, (byte)'h', (byte)'i');
        Assert.False(bench.Send(query)!.TryOption(OptionCode4.HostName, out _));
    }

    [Theory]
    [InlineData(2, new byte[0])]
    [InlineData(116, new byte[] { 1, 1 })]
    [InlineData(6, new byte[] { 192, 0, 2 })]
    [InlineData(124, new byte[] { 0, 0, 1, 0, 0, 1 })]
    public void An_option_that_does_not_fit_its_definition_drops_the_query(byte code, byte[] body) =>
        Assert.Equal((false, 1), Ask(code, body));

    [Fact]
    public void Options_in_the_server_name_and_file_fields_are_read__RFC2131_4_1()
    {
        var bench = new Bench(Bench.PlainSubnet);
        byte[] packet = new byte[600];
        var query = new Query(MessageType4.Discover).With(OptionCode4.Overload, 2);
        int length = query.Write(packet);
        ((ReadOnlySpan<byte>)[12, 6, (byte)'h', (byte)'i', (byte)'d', (byte)'d', (byte)'e', (byte)'n', 255]).CopyTo(packet.AsSpan(44));
        var offer = bench.Send(packet.AsSpan(0, length), query);
        Assert.True(offer!.TryOption(OptionCode4.HostName, out var name));
        Assert.Equal("hidden"u8, name);
    }

    [Fact]
    public void A_relayed_refusal_asks_the_relay_to_broadcast__RFC2131_4_3_2()
    {
        var bench = new Bench("\"authoritative\": true, " + Bench.PlainSubnet);
        var relay = Wire.Values.Ip4.Parse("192.0.2.200");
        var nak = bench.Send(new Query(MessageType4.Request) { Giaddr = relay, Source = relay, Destination = Bench.Eth0.Address }
            .With(OptionCode4.RequestedAddress, Wire.Values.Ip4.Parse("192.0.2.15")));
        Assert.Equal((MessageType4.Nak, true), (nak!.MessageType, nak.IsBroadcastFlagSet));
        Assert.Equal(relay, bench.LastDeparture.Destination);
    }
}
