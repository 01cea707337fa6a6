using CsCheck;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp6;

public sealed class Packet6Tests
{
    [Fact]
    public void Message_is_read_where_it_stands__RFC9915_8()
    {
        byte[] message = Messages.Solicit;
        var packet = Messages.Packet(message);
        Assert.Equal((MessageType6.Solicit, 0xABCDEFu), (packet.Type, packet.TransactionId));
        Assert.False(packet.IsOptionAreaTruncated);
        Assert.True(packet.TryOption(OptionCode6.ClientId, out var id));
        Assert.True(Duid.TryHardware(id, out ushort type, out var mac));
        Assert.Equal((1, "525400123456"), (type, Convert.ToHexStringLower(mac)));
        Assert.True(packet.IsRequested(23) && packet.IsRequested(39));
        Assert.False(packet.IsRequested(24));
        Assert.True(packet.TryUInt16Option(OptionCode6.ElapsedTime, out ushort elapsed));
        Assert.Equal(0, elapsed);
        Assert.False(packet.HasOption(OptionCode6.ServerId));
        Assert.False(packet.TryUInt16Option(OptionCode6.Preference, out _));

        Assert.True(packet.TryOption(OptionCode6.IaNa, out var body));
        Assert.True(Ia6.TryRead(OptionCode6.IaNa, body, out var ia));
        Assert.Equal((7u, 3600u, 5400u), (ia.Iaid, ia.T1, ia.T2));
        Assert.True(ia.Options.TryNext(OptionCode6.IaAddr, out var inner));
        Assert.True(IaAddress6.TryRead(inner, out var address));
        Assert.Equal(Ip6.Parse("2001:db8::1"), address.Address);
        Assert.Equal((60u, 90u), (address.Preferred.Seconds, address.Valid.Seconds));
        Assert.True(address.OptionArea.IsEmpty);
        Assert.Equal(message, packet.Bytes.ToArray());
    }

    [Fact]
    public void Several_options_with_one_code_are_walked_in_order()
    {
        byte[] message = [3, 0, 0, 1, .. Messages.Option(6, 0, 23), .. Messages.Option(3, 1), .. Messages.Option(6, 0, 24)];
        var packet = Messages.Packet(message);
        var options = packet.Options;
        Assert.True(options.TryNext(OptionCode6.Oro, out var first) && first[1] == 23);
        Assert.True(options.TryNext(OptionCode6.Oro, out var second) && second[1] == 24);
        Assert.False(options.TryNext(OptionCode6.Oro, out _));
        Assert.True(packet.IsRequested(23) && packet.IsRequested(24));
        Assert.False(packet.IsRequested(1));
    }

    [Fact]
    public void Message_shorter_than_its_header_is_refused__RFC9915_8()
    {
        for (int length = 0; length < 4; length++)
        {
            Assert.Equal(DecodeError.Truncated, Packet6.Read(Messages.Solicit.AsSpan(0, length), out var none));
            Assert.Equal((MessageType6.None, 0u), (none.Type, none.TransactionId));
            Assert.False(none.HasOption(1));
        }
    }

    [Fact]
    public void Valid_message_cut_at_any_byte_keeps_the_whole_options_before_the_cut()
    {
        int[] ends = [18, 26, 32, 76, 89];
        ushort[] codes = [1, 6, 8, 3, 39];
        for (int length = 4; length <= Messages.Solicit.Length; length++)
        {
            var packet = Messages.Packet(Messages.Solicit[..length]);
            int whole = ends.Count(end => end <= length);
            for (int i = 0; i < codes.Length; i++)
            {
                Assert.Equal(i < whole, packet.HasOption(codes[i]));
            }

            Assert.Equal(length != 4 && !ends.Contains(length), packet.IsOptionAreaTruncated);
        }
    }

    [Fact]
    public void More_options_than_the_budget_are_refused()
    {
        byte[] area = new byte[4 * Packet6.MaxOptions];
        Assert.Equal(DecodeError.None, Packet6.Read([1, 0, 0, 0, .. area], out _));
        Assert.Equal(DecodeError.OverBudget, Packet6.Read([1, 0, 0, 0, .. area, 0, 0, 0, 0], out _));
    }

    [Fact]
    public void Scalar_that_is_too_long_gives_its_first_bytes_and_a_short_one_nothing()
    {
        byte[] message =
        [
            1, 0, 0, 0, .. Messages.Option(8, 1, 2, 3), .. Messages.Option(32, 1),
            .. Messages.Option(12, new byte[15]), .. Messages.Option(80, [.. new byte[15], 1, 9]),
        ];
        var packet = Messages.Packet(message);
        Assert.True(packet.TryUInt16Option(8, out ushort value));
        Assert.Equal(0x0102, value);
        Assert.False(packet.TryUInt16Option(32, out _));
        Assert.False(packet.TryAddressOption(12, out _));
        Assert.True(packet.TryAddressOption(80, out var address));
        Assert.Equal(new Ip6(0, 1), address);
    }

    [Fact]
    public void List_of_codes_is_looked_at_as_far_as_anyone_could_mean()
    {
        byte[] list = new byte[2 * (CodeList6.MaxCodes + 1)];
        list[^1] = 1;
        Assert.False(CodeList6.Has(list, 1));
        Assert.True(CodeList6.Has(list.AsSpan(2), 1));
        Assert.True(CodeList6.Has([0, 1, 0], 1));
        Assert.False(CodeList6.Has([0, 0, 1], 1));
        Assert.False(CodeList6.Has([], 0));
        ReadOnlySpan<byte> odd = [0, 1, 0];
        Assert.True(CodeList6.TryNext(ref odd, out ushort code) && code == 1);
        Assert.False(CodeList6.TryNext(ref odd, out _));
    }

    [Fact]
    public void Options_decoded_and_written_and_decoded_again_are_the_same()
    {
        Gen.Select(Gen.UShort, Gen.Byte.Array[0, 300]).Array[0, 30].Sample(
            options =>
            {
                byte[] message = [1, 2, 3, 4, .. options.SelectMany(o => Messages.Option(o.Item1, o.Item2))];
                var packet = Messages.Packet(message);
                var writer = new OptionWriter6(new byte[message.Length]);
                writer.Message(packet.Type, packet.TransactionId);
                var cursor = packet.Options;
                int count = 0;
                for (; cursor.TryNext(out ushort code, out var body); count++)
                {
                    writer.Option(code, body);
                }

                Assert.Equal(options.Length, count);
                Assert.Equal(message, Messages.Written(writer));
            },
            iter: 3000);
    }
}
