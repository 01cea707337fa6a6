using CsCheck;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Wire.Tests.Dhcp4;

public sealed class Packet4Tests
{
    [Fact]
    public void Header_is_read_where_it_stands__RFC2131_2()
    {
        byte[] message = Message([53, 1, 1, 255]);
        byte[] header =
        [
            1, 1, 6, 2, // op, htype, hlen, hops
            0xDE, 0xAD, 0xBE, 0xEF, // xid
            0, 9, 0x80, 0, // secs, flags
            10, 0, 0, 1, 10, 0, 0, 2, 10, 0, 0, 3, 10, 0, 0, 4, // ciaddr, yiaddr, siaddr, giaddr
            2, 3, 4, 5, 6, 7, // chaddr
        ];
        header.CopyTo(message, 0);
        message[44] = 83;
        message[108] = 70;
        byte[] buffer = [1, 2, 3, .. message, 4];
        var packet = new Packet4();
        Assert.Equal(DecodeError.None, packet.Decode(buffer, 3, message.Length));
        Assert.Equal((1, 1, 6, 2), (packet.Op, packet.Htype, packet.Hlen, packet.Hops));
        Assert.Equal((0xDEADBEEF, 9, 0x8000), (packet.Xid, packet.Secs, packet.Flags));
        Assert.True(packet.IsBroadcastFlagSet && packet.IsRelayed);
        Assert.Equal(
            "10.0.0.1 10.0.0.2 10.0.0.3 10.0.0.4", $"{packet.Ciaddr} {packet.Yiaddr} {packet.Siaddr} {packet.Giaddr}");
        Assert.Equal([2, 3, 4, 5, 6, 7], packet.Chaddr.ToArray());
        Assert.Equal((83, 70), (packet.Sname[0], packet.File[0]));
        Assert.Equal(MessageType4.Discover, packet.MessageType);
        Assert.Equal(message, packet.Bytes.ToArray());
    }

    [Fact]
    public void Parts_of_an_option_are_joined_in_order__RFC3396_7()
    {
        var packet = Decode([43, 2, 1, 2, 61, 1, 9, 43, 1, 3, 61, 1, 8, 43, 0, 43, 1, 4, 255]);
        Assert.Equal([1, 2, 3, 4], Body(packet, 43));
        Assert.Equal([9, 8], Body(packet, 61));
    }

    [Fact]
    public void Overload_adds_file_then_sname__RFC3396_5()
    {
        byte[] message = Message([52, 1, 3, 43, 1, 1, 255, 12, 1, 65]);
        ((byte[])[43, 1, 2, 255, 60, 1, 1]).CopyTo(message, 108);
        ((byte[])[43, 1, 3, 15, 1, 66]).CopyTo(message, 44);
        var packet = new Packet4();
        Assert.Equal(DecodeError.None, packet.Decode(message, 0, message.Length));
        Assert.Equal([1, 2, 3], Body(packet, 43));
        Assert.Equal([66], Body(packet, 15));
        Assert.False(packet.HasOption(12)); // behind the end
        Assert.False(packet.HasOption(60));
    }

    [Fact]
    public void Overload_inside_an_overloaded_field_means_nothing()
    {
        byte[] message = Message([52, 1, 1, 255]);
        ((byte[])[52, 1, 3, 255]).CopyTo(message, 108);
        ((byte[])[12, 1, 65, 255]).CopyTo(message, 44);
        var packet = new Packet4();
        Assert.Equal(DecodeError.None, packet.Decode(message, 0, message.Length));
        Assert.False(packet.HasOption(12));
    }

    [Fact]
    public void Missing_end_is_accepted()
    {
        var packet = Decode([0, 53, 1, 3, 0, 0, 12, 0]);
        Assert.Equal(MessageType4.Request, packet.MessageType);
        Assert.Empty(Body(packet, 12));
        Assert.False(packet.IsOptionAreaTruncated);
    }

    [Theory]
    [InlineData(new byte[] { 53, 1, 3, 12 })]
    [InlineData(new byte[] { 53, 1, 3, 12, 5, 65 })]
    public void What_stands_before_a_broken_option_counts(byte[] options)
    {
        var packet = Decode(options);
        Assert.Equal(MessageType4.Request, packet.MessageType);
        Assert.False(packet.HasOption(12));
        Assert.True(packet.IsOptionAreaTruncated);
    }

    [Fact]
    public void Header_that_is_short_or_has_no_cookie_or_a_long_address_is_refused()
    {
        var packet = new Packet4();
        byte[] message = Message([255]);
        Assert.Equal(DecodeError.Truncated, packet.Decode(message, 0, 235));
        Assert.Equal(DecodeError.BadCookie, packet.Decode(message, 0, 239));
        message[239]++;
        Assert.Equal(DecodeError.BadCookie, packet.Decode(message, 0, message.Length));
        message[2] = 17;
        Assert.Equal(DecodeError.BadHardwareLength, packet.Decode(message, 0, message.Length));
        Assert.Equal(DecodeError.Truncated, packet.Decode([], 0, 0));
    }

    [Fact]
    public void Scalar_that_is_too_long_gives_its_first_bytes_and_a_short_one_nothing()
    {
        var packet = Decode([51, 5, 0, 0, 1, 0, 9, 50, 5, 192, 0, 2, 7, 9, 58, 3, 0, 0, 1, 54, 3, 192, 0, 2]);
        Assert.True(packet.TryUInt32Option(51, out uint seconds));
        Assert.Equal(256u, seconds);
        Assert.True(packet.TryAddressOption(50, out var address));
        Assert.Equal(Ip4.Parse("192.0.2.7"), address);
        Assert.False(packet.TryUInt32Option(58, out _));
        Assert.False(packet.TryAddressOption(54, out _));
    }

    [Fact]
    public void More_options_than_the_budget_are_refused_and_the_next_packet_is_not()
    {
        byte[] many = Message([.. Enumerable.Range(0, 1025).SelectMany(_ => new byte[] { 12, 0 })]);
        var packet = new Packet4();
        Assert.Equal(DecodeError.OverBudget, packet.Decode(many, 0, many.Length));
        Assert.Equal(DecodeError.None, packet.Decode(many, 0, many.Length - 2));
    }

    [Fact]
    public void Interleaved_parts_that_ask_for_too_much_copying_are_refused()
    {
        byte[] part = [.. Enumerable.Repeat((byte)1, 60)];
        byte[] two = [43, 60, .. part, 125, 60, .. part];
        byte[] bomb = Message([.. Enumerable.Repeat(two, 500).SelectMany(t => t)]);
        var packet = new Packet4();
        Assert.Equal(DecodeError.OverBudget, packet.Decode(bomb, 0, bomb.Length));
        byte[] good = Message([12, 1, 65, 255]);
        Assert.Equal(DecodeError.None, packet.Decode(good, 0, good.Length));
        Assert.False(packet.HasOption(43));
    }

    [Fact]
    public void Valid_packet_cut_at_any_byte_keeps_the_whole_options_before_the_cut()
    {
        byte[] options = [53, 1, 1, 61, 3, 1, 2, 3, 0, 82, 4, 1, 2, 7, 7, 12, 0, 43, 1, 1, 43, 1, 2, 255];
        int[] ends = [3, 8, 15, 17, 20, 23];
        byte[] message = Message(options);
        var packet = new Packet4();
        for (int length = 0; length <= message.Length; length++)
        {
            var error = packet.Decode(message[..length], 0, length);
            Assert.Equal(length >= 240, error == DecodeError.None);
            if (error == DecodeError.None)
            {
                int whole = ends.Count(end => end <= length - 240);
                byte[] found = [53, 61, 82, 12, 43];
                Assert.Equal(Math.Min(whole, 5), found.Count(packet.HasOption));
                int parts = whole >= 5 ? Math.Min(2, whole - 4) : 0;
                Assert.Equal(parts, packet.HasOption(43) ? Body(packet, 43).Length : 0);
            }
        }
    }

    [Fact]
    public void Zero_length_of_any_option_is_there_and_empty()
    {
        var packet = new Packet4();
        foreach (int code in Enumerable.Range(1, 254).Where(code => code != OptionCode4.Vivso))
        {
            byte[] message = Message([(byte)code, 0, 255]);
            Assert.Equal(DecodeError.None, packet.Decode(message, 0, message.Length));
            Assert.True(packet.HasOption((byte)code));
            Assert.Empty(Body(packet, (byte)code));
            Assert.Equal(MessageType4.None, packet.MessageType);
            Assert.False(packet.TryAddressOption((byte)code, out _) || packet.TryUInt32Option((byte)code, out _));
            Assert.False(packet.TryRai(1, out _));
        }
    }

    [Fact]
    public void Any_bytes_are_decoded_without_an_exception()
    {
        var packet = new Packet4();
        Gen.Byte.Array[0, 700].Sample(
            bytes =>
            {
                byte[] message = Message(bytes);
                message[2] = bytes.Length > 0 ? (byte)(bytes[0] % 20) : (byte)6;
                Read(packet, message);
                Read(packet, bytes);
            },
            iter: 10_000,
            threads: 1);

        static void Read(Packet4 packet, byte[] message)
        {
            if (packet.Decode(message, 0, message.Length) != DecodeError.None)
            {
                return;
            }

            for (int code = 0; code < 256; code++)
            {
                bool has = packet.TryOption((byte)code, out var body);
                Assert.Equal(has, packet.HasOption((byte)code));
                Assert.InRange(body.Length, 0, message.Length);
            }

            _ = packet.MessageType;
            _ = packet.TryRai(1, out _);
            _ = packet.Chaddr.Length + packet.Sname.Length + packet.File.Length;
        }
    }

    [Fact]
    public void Decoded_options_written_and_decoded_again_are_the_same()
    {
        var option = Gen.Select(Gen.Byte[1, 254], Gen.Byte.Array[0, 60]);
        option.Array[0, 20].Sample(
            options =>
            {
                var parts = options.Where(o => o.Item1 != 52);
                byte[] area = [.. parts.SelectMany(o => (byte[])[o.Item1, (byte)o.Item2.Length, .. o.Item2]), 255];
                var first = Decode(area);
                byte[] again = new byte[4096];
                var writer = new OptionWriter4(again);
                for (int code = 1; code < 255; code++)
                {
                    Assert.True(!first.TryOption((byte)code, out var body) || writer.TryAppend((byte)code, body));
                }

                int length = writer.Finish(300);
                var second = new Packet4();
                Assert.Equal(DecodeError.None, second.Decode(again, 0, length));
                for (int code = 1; code < 255; code++)
                {
                    Assert.Equal(first.HasOption((byte)code), second.HasOption((byte)code));
                    Assert.Equal(Body(first, (byte)code), Body(second, (byte)code));
                }
            },
            iter: 3000);
    }

    [Fact]
    public void Decoding_and_writing_ten_thousand_packets_allocates_nothing()
    {
        byte[] message = Message(
            [53, 1, 1, 61, 3, 1, 2, 3, 82, 6, 1, 4, 9, 9, 9, 9, 43, 1, 1, 43, 1, 2, 81, 5, 5, 0, 0, 1, 97, 255]);
        byte[] reply = new byte[576];
        var packet = new Packet4();
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            for (int i = 0; i < 10_000; i++)
            {
                _ = packet.Decode(message, 0, message.Length);
                packet.TryOption(43, out var vendor);
                packet.TryOption(81, out var fqdn);
                _ = ClientFqdn4.Read(fqdn, out _);
                packet.TryOption(82, out var agent);
                _ = new RelayAgentInfo4(agent).TryCircuitId(out _);
                var writer = new OptionWriter4(reply);
                _ = writer.TryAppend(82, agent) && writer.TryAppend(43, vendor);
                _ = writer.Finish(300);
            }
        }
    }

    private static byte[] Message(byte[] options)
    {
        byte[] message = [.. new byte[236], 99, 130, 83, 99, .. options];
        message[0] = 1;
        message[1] = 1;
        message[2] = 6;
        return message;
    }

    private static Packet4 Decode(byte[] options)
    {
        byte[] message = Message(options);
        var packet = new Packet4();
        Assert.Equal(DecodeError.None, packet.Decode(message, 0, message.Length));
        return packet;
    }

    private static byte[] Body(Packet4 packet, byte code) => packet.TryOption(code, out var body) ? body.ToArray() : [];

    [Fact]
    public void Options_may_be_set_and_taken_out_and_the_bytes_stay_as_they_came()
    {
        var packet = Decode([53, 1, 3, 12, 2, 65, 66, 12, 1, 67, 61, 2, 1, 9, 255]);
        byte[] came = packet.Bytes.ToArray();
        packet.RemoveOption(53);
        packet.RemoveOption(99);
        Assert.True(packet.TrySetOption(12, "x"u8));
        Assert.True(packet.TrySetOption(200, [1, 2, 3]));
        Assert.True(packet.TrySetOption(200, []));
        Assert.Equal([61, 12, 200], packet.OptionCodes.ToArray());
        packet.Keep();
        Assert.False(packet.HasOption(53));
        Assert.True(packet.TryOption(12, out var name) && name.SequenceEqual("x"u8));
        Assert.True(packet.TryOption(61, out var id) && id.SequenceEqual((byte[])[1, 9]));
        Assert.True(packet.TryOption(200, out var empty) && empty.IsEmpty);
        Assert.Equal(came, packet.Bytes);
        Assert.True(packet.TryAddOption(53, [1]));
        Assert.False(packet.TryAddOption(53, [2]));
        Assert.Equal(MessageType4.Discover, packet.MessageType);
    }
}
