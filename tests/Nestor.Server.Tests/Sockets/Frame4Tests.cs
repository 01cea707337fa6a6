using Nestor.Hooks.Exchange;
using Nestor.Model.Networks;
using Nestor.Server.Sockets;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Sockets;

public sealed class Frame4Tests
{
    [Fact]
    public void A_frame_is_read_byte_by_byte()
    {
        var arrival = default(Arrival4);
        Assert.True(Frame4.TryRead(Frames.Broadcast(), ref arrival, out int start, out int length));
        Assert.Equal((42, 4), (start, length));
        Assert.Equal(Frames.ClientMac, arrival.SourceMac);
        Assert.Equal(Ip4.Zero, arrival.Source);
        Assert.Equal(Ip4.Broadcast, arrival.Destination);
        Assert.Equal(68, arrival.SourcePort);
    }

    [Theory]
    [InlineData(14, 0x65)] // IPv6 in the version
    [InlineData(14, 0x44)] // header of 16 bytes
    [InlineData(14, 0x4F)] // header longer than the packet
    [InlineData(17, 0xFF)] // longer than the frame
    [InlineData(17, 0x1B)] // no room for UDP
    [InlineData(39, 0x0D)] // UDP longer than IP says
    [InlineData(39, 0x07)] // UDP shorter than its header
    [InlineData(23, 0x06)] // TCP
    public void A_frame_whose_lengths_contradict_is_refused(int at, byte value)
    {
        var arrival = default(Arrival4);
        Assert.False(Frame4.TryRead(Frames.With(at, value), ref arrival, out _, out _));
    }

    [Fact]
    public void Padding_behind_the_packet_is_not_payload()
    {
        var arrival = default(Arrival4);
        byte[] padded = [.. Frames.Broadcast(), .. new byte[14]];
        Assert.True(Frame4.TryRead(padded, ref arrival, out _, out int length));
        Assert.Equal(4, length);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(243)]
    [InlineData(300)]
    [InlineData(1400)]
    public void What_is_written_is_read_again_and_its_checksums_are_right(int payload)
    {
        byte[] buffer = new byte[64 + payload];
        for (int i = 0; i < payload; i++)
        {
            buffer[64 + i] = (byte)(i * 7);
        }

        var reply = new Departure4
        {
            Interface = new LocalInterface(1, "x", new Ip4(0xC0000201)),
            Buffer = buffer,
            Start = 64,
            Length = payload,
            Source = new Ip4(0xC0000201),
            Destination = new Ip4(0xC000020A),
            DestinationPort = 68,
            DestinationMac = Frames.ClientMac,
        };
        Frame4.Write(in reply, Frames.ServerMac, 67);
        byte[] frame = buffer[(64 - Frame4.HeadersLength)..];

        Assert.Equal<byte>([2, 0, 0, 0, 0, 1, 2, 0, 0, 0, 0, 0xFE, 8, 0, 0x45, 0x10], frame[..16]);
        Assert.Equal<byte>([0x40, 0x00, 128, 17], frame[20..24]);
        Assert.Equal(0, Frames.Checksum(frame[14..34]));
        byte[] pseudo = [.. frame[26..34], 0, 17, frame[38], frame[39]];
        Assert.Equal(0, Frames.Checksum(pseudo, frame[34..]));
        Assert.False(frame[40] == 0 && frame[41] == 0);

        var arrival = default(Arrival4);
        Assert.True(Frame4.TryRead(frame, ref arrival, out int start, out int length));
        Assert.Equal((42, payload), (start, length));
        Assert.Equal((Frames.ServerMac, new Ip4(0xC0000201), (ushort)67), (arrival.SourceMac, arrival.Source, arrival.SourcePort));
    }

    [Fact]
    public void Of_frames_the_kernel_shows_only_ours_count()
    {
        var nic = new InterfaceState(7, "eth0", true, true, false, Frames.ServerMac, [new Ip4(0xC0000201)]);
        var place = new ListenOn4(nic, [new LocalInterface(7, "eth0", new Ip4(0xC0000201))]);
        byte[] everybody = Frames.Broadcast();
        byte[] toUs = Frames.With(0, 2, 0, 0, 0, 0, 0xFE);
        byte[] toOther = Frames.With(0, 2, 0, 0, 0, 0, 0x77);

        Assert.True(RawSocket4.IsOurs(1, 7, place, everybody));
        Assert.True(RawSocket4.IsOurs(0, 7, place, toUs));
        Assert.True(RawSocket4.IsOurs(3, 7, place, toOther)); // as Kea: the IP destination decides
        Assert.False(RawSocket4.IsOurs(4, 7, place, everybody)); // sent by this host
        Assert.False(RawSocket4.IsOurs(1, 8, place, everybody)); // came in by eth0.10, which has its own socket
        Assert.False(RawSocket4.IsOurs(3, 7, place, everybody)); // a VLAN that no interface is for
        Assert.False(RawSocket4.IsOurs(3, 7, place, toUs));
    }
}
