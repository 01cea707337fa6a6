using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;

namespace Nestor.Wire.Tests.Dhcp4;

public sealed class OptionWriterTests
{
    [Fact]
    public void Options_stand_in_the_callers_order_with_option_82_last__RFC3046_2_1()
    {
        byte[] message = new byte[400];
        var writer = new OptionWriter4(message);
        Assert.True(writer.TryAppend(53, [5]));
        Assert.True(writer.TryAppend(82, [1, 1, 7]));
        Assert.True(writer.TryAppend(51, [0, 0, 1, 0]));
        int length = writer.Finish(0);
        byte[] wanted =
        [
            99, 130, 83, 99, // cookie
            53, 1, 5,
            51, 4, 0, 0, 1, 0,
            82, 3, 1, 1, 7,
            255,
        ];
        Assert.Equal(wanted, message[236..length]);
    }

    [Theory]
    [InlineData(0, new[] { 0 })]
    [InlineData(255, new[] { 255 })]
    [InlineData(256, new[] { 255, 1 })]
    [InlineData(510, new[] { 255, 255 })]
    [InlineData(600, new[] { 255, 255, 90 })]
    public void Long_option_is_written_in_parts__RFC3396_5(int size, int[] parts)
    {
        byte[] body = [.. Enumerable.Range(0, size).Select(i => (byte)i)];
        byte[] message = new byte[1500];
        var writer = new OptionWriter4(message);
        Assert.True(writer.TryAppend(67, body));
        int length = writer.Finish(0);
        int at = 240;
        foreach (int part in parts)
        {
            Assert.Equal(67, message[at]);
            Assert.Equal(part, message[at + 1]);
            at += part + 2;
        }

        Assert.Equal(at + 1, length);
        var packet = new Packet4();
        Assert.Equal(DecodeError.None, packet.Decode(message, 0, length));
        Assert.True(packet.TryOption(67, out var joined));
        Assert.Equal(body, joined.ToArray());
    }

    [Fact]
    public void Message_is_padded_to_the_size_of_BOOTP__RFC1542_2_1()
    {
        byte[] message = [.. Enumerable.Repeat((byte)0xEE, 400)];
        var writer = new OptionWriter4(message);
        Assert.True(writer.TryAppend(53, [2]));
        Assert.Equal(300, writer.Finish(300));
        Assert.Equal(255, message[243]);
        Assert.All(message[244..300], b => Assert.Equal(0, b));
        Assert.Equal(0xEE, message[300]);
    }

    [Fact]
    public void What_has_no_room_is_refused_whole()
    {
        // Room for cookie, eight bytes and the end.
        byte[] message = new byte[236 + 4 + 8 + 1];
        var writer = new OptionWriter4(message);
        Assert.True(writer.TryAppend(82, [1, 0]));
        Assert.False(writer.TryAppend(51, [0, 0, 1, 0]));
        Assert.False(writer.TryAppend(82, []));
        Assert.True(writer.TryAppend(12, [65, 66]));
        Assert.False(writer.TryAppend(12, []));
        Assert.Equal(message.Length, writer.Finish(300));
        Assert.Equal([12, 2, 65, 66, 82, 2, 1, 0, 255], message[240..]);
    }

    [Fact]
    public void Pad_end_and_a_message_without_room_for_the_cookie_are_refused()
    {
        var writer = new OptionWriter4(new byte[300]);
        Assert.False(writer.TryAppend(0, []));
        Assert.False(writer.TryAppend(255, []));
        var small = new OptionWriter4(new byte[239]);
        Assert.False(small.TryAppend(53, [1]));
        Assert.Equal(0, small.Finish(0));
    }
}
