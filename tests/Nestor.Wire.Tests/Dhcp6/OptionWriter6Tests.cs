using CsCheck;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp6;

public sealed class OptionWriter6Tests
{
    [Fact]
    public void Options_inside_options_get_their_lengths__RFC9915_21_1()
    {
        var writer = new OptionWriter6(new byte[64]);
        writer.Message(MessageType6.Advertise, 0xFF123456);
        int outer = writer.Begin(0x0102);
        writer.UInt8(1);
        int inner = writer.Begin(3);
        writer.UInt16(0x0405);
        writer.End(inner);
        writer.Option(4, []);
        writer.End(outer);
        byte[] wanted =
        [
            2, 0x12, 0x34, 0x56, // the transaction id has 24 bits
            1, 2, 0, 11, 1, 0, 3, 0, 2, 4, 5, 0, 4, 0, 0,
        ];
        Assert.Equal(wanted, Messages.Written(writer));
    }

    [Fact]
    public void Option_of_65535_bytes_is_written_and_a_longer_one_is_an_overflow__RFC9915_21_1()
    {
        byte[] to = new byte[70_000];
        var writer = new OptionWriter6(to);
        writer.Option(1, new byte[65_535]);
        Assert.False(writer.HasOverflowed);
        Assert.Equal([0, 1, 0xFF, 0xFF], to[..4]);
        writer = new OptionWriter6(to);
        writer.Option(1, new byte[65_536]);
        Assert.True(writer.HasOverflowed);
    }

    [Fact]
    public void What_was_written_can_be_taken_back_with_its_overflow()
    {
        var writer = new OptionWriter6(new byte[10]);
        writer.Option(1, [7]);
        var place = writer.Place;
        writer.Option(2, [1, 2]);
        Assert.True(writer.HasOverflowed);
        writer.Rewind(place);
        Assert.False(writer.HasOverflowed);
        writer.Option(2, [1]);
        Assert.Equal([0, 1, 0, 1, 7, 0, 2, 0, 1, 1], Messages.Written(writer));

        writer.UInt8(1);
        place = writer.Place;
        writer.Rewind(place);
        Assert.True(writer.HasOverflowed); // it was there before
    }

    [Fact]
    public void Room_can_be_taken_and_filled_in_later()
    {
        var writer = new OptionWriter6(new byte[6]);
        var room = writer.Reserve(2);
        writer.UInt32(1);
        room[1] = 9;
        Assert.Equal([0, 9, 0, 0, 0, 1], Messages.Written(writer));
        Assert.True(writer.Reserve(1).IsEmpty && writer.HasOverflowed);
    }

    [Fact]
    public void Any_order_of_calls_in_any_room_stays_in_the_room()
    {
        Gen.Select(Gen.Int[0, 80], Gen.Int[0, 7].Array[0, 40]).Sample(
            (size, calls) =>
            {
                byte[] buffer = new byte[size + 8];
                var writer = new OptionWriter6(buffer.AsSpan(0, size));
                var marks = new Stack<int>();
                var place = writer.Place;
                foreach (int call in calls)
                {
                    Call(ref writer, call, marks, ref place);
                    Assert.InRange(writer.Length, 0, size);
                }

                Assert.Equal(new byte[8], buffer[size..]);
            },
            iter: 20_000);
    }

    private static void Call(ref OptionWriter6 writer, int call, Stack<int> marks, ref Place6 place)
    {
        switch (call)
        {
            case 0:
                marks.Push(writer.Begin(1));
                break;
            case 1 when marks.Count > 0:
                writer.End(marks.Pop());
                break;
            case 2:
                writer.Address(new Ip6(ulong.MaxValue, ulong.MaxValue));
                break;
            case 3:
                writer.Option(2, [1, 2, 3]);
                break;
            case 4:
                place = writer.Place;
                break;
            case 5:
                writer.Rewind(place);
                break;
            case 6:
                writer.UInt32(uint.MaxValue);
                break;
            default:
                writer.Bytes([1, 2, 3, 4, 5]);
                break;
        }
    }
}
