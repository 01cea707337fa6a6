using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp6;

public sealed class Origin4o6Tests
{
    /// <summary>As Kea 2.2's kea-dhcp6 sent it to its kea-dhcp4: eth0, fe80::2812:64ff:fe47:49b3, port 546.</summary>
    private static readonly byte[] FromKea = Convert.FromHexString(
        "00110026000009bfea60000465746830ea610010fe80000000000000281264fffe4749b3ea6200020222");

    private static readonly byte[] Interface = [0xEA, 0x60, 0, 4, .. "eth0"u8];
    private static readonly byte[] Source = [0xEA, 0x61, 0, 16, 0x20, 1, 0x0D, 0xB8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
    private static readonly byte[] Port = [0xEA, 0x62, 0, 2, 2, 0x23];
    private static readonly byte[] Isc = [0, 0, 9, 0xBF];

    [Fact]
    public void Origin_is_read_as_Kea_writes_it()
    {
        Assert.Null(Read(FromKea, out string name, out var source, out ushort port));
        Assert.Equal(("eth0", Ip6.Parse("fe80::2812:64ff:fe47:49b3"), (ushort)546), (name, source, port));
    }

    [Fact]
    public void Origin_is_written_as_Kea_writes_it()
    {
        var to = new OptionWriter6(new byte[100]);
        Origin4o6.Write(ref to, "eth0"u8, Ip6.Parse("fe80::2812:64ff:fe47:49b3"), 546);
        Assert.Equal(FromKea, to.Written.ToArray());
    }

    [Fact]
    public void Origin_may_stand_behind_other_vendors_and_in_any_order()
    {
        byte[] other = Messages.Option(17, 0, 0, 0, 9, 0, 1, 0, 0);
        Assert.Null(Read([.. other, .. Messages.Option(17, [.. Isc, .. Port, .. Interface, .. Source])], out string name, out _, out ushort port));
        Assert.Equal(("eth0", (ushort)547), (name, port));
    }

    [Fact]
    public void What_is_missing_or_has_a_wrong_length_is_named()
    {
        Assert.Contains("vendor option", Read([], out _, out _, out _), StringComparison.Ordinal);
        Assert.Contains("vendor option", Read(Messages.Option(17, 0, 0, 0, 9), out _, out _, out _), StringComparison.Ordinal);
        Assert.Contains("60000", Of(Source, Port), StringComparison.Ordinal);
        Assert.Contains("60000", Of([0xEA, 0x60, 0, 2, 0, 0], Source, Port), StringComparison.Ordinal);
        Assert.Contains("60001", Of(Interface, Port), StringComparison.Ordinal);
        Assert.Contains("60001", Of(Interface, [0xEA, 0x61, 0, 4, 1, 2, 3, 4], Port), StringComparison.Ordinal);
        Assert.Contains("60002", Of(Interface, Source), StringComparison.Ordinal);
        Assert.Contains("60002", Of(Interface, Source, [0xEA, 0x62, 0, 1, 2]), StringComparison.Ordinal);

        static string Of(params byte[][] inside) =>
            Read(Messages.Option(17, [.. Isc, .. inside.SelectMany(o => o)]), out _, out _, out _) ?? "nothing";
    }

    [Fact]
    public void Other_options_are_copied_in_their_order_without_ISCs()
    {
        byte[] other = Messages.Option(17, 0, 0, 0, 9, 1);
        byte[] options = [.. Messages.Option(1, 7), .. FromKea, .. other, .. FromKea, .. Messages.Option(87, 1, 2)];
        Packet6.Read([20, 0, 0, 0, .. options], out var message);
        var to = new OptionWriter6(new byte[200]);
        Origin4o6.CopyOthers(ref to, message);
        Assert.Equal([.. Messages.Option(1, 7), .. other, .. Messages.Option(87, 1, 2)], to.Written.ToArray());
    }

    [Fact]
    public void Relays_keep_all_their_options_and_places_around_another_message()
    {
        byte[] chain = Relay(1, Messages.Option(18, 1, 2), Relay(0, [], [20, 0, 0, 0, 0, 1, 0, 0], Messages.Option(37, 0, 0, 0, 9, 5)), Messages.Option(135, 0, 0));
        byte[] wanted = Relay(1, Messages.Option(18, 1, 2), Relay(0, [], [21, 9], Messages.Option(37, 0, 0, 0, 9, 5)), Messages.Option(135, 0, 0));

        // Not at the start of the buffer: places are of the buffer, not of the datagram.
        byte[] buffer = [9, 9, 9, .. chain, 9];
        var relays = new RelayChain6();
        Assert.Equal(DecodeError.None, relays.Decode(buffer, 3, chain.Length));
        var to = new OptionWriter6(new byte[500]);
        var copy = RelayCopy6.Begin(ref to, relays);
        to.Bytes([21, 9]);
        copy.End(ref to, relays);
        Assert.False(to.HasOverflowed);
        Assert.Equal(wanted, to.Written.ToArray());
    }

    [Fact]
    public void A_message_without_relays_has_nothing_around_it()
    {
        var relays = new RelayChain6();
        Assert.Equal(DecodeError.None, relays.Decode([20, 0, 0, 0], 0, 4));
        var to = new OptionWriter6(new byte[10]);
        var copy = RelayCopy6.Begin(ref to, relays);
        to.Bytes([21]);
        copy.End(ref to, relays);
        Assert.Equal([21], to.Written.ToArray());
    }

    /// <summary>A relay's message with options on both sides of the one it relays.</summary>
    private static byte[] Relay(byte hops, byte[] before, byte[] inner, byte[] behind) =>
        [12, hops, .. new byte[32], .. before, .. Messages.Option(9, inner), .. behind];

    private static string? Read(byte[] options, out string name, out Ip6 source, out ushort port)
    {
        Assert.Equal(DecodeError.None, Packet6.Read([20, 0, 0, 0, .. options], out var message));
        string? missing = Origin4o6.Read(message, out var origin);
        (name, source, port) = (System.Text.Encoding.UTF8.GetString(origin.Interface), origin.Source, origin.SourcePort);
        return missing;
    }
}
