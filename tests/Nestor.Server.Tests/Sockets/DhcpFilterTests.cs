using Nestor.Server.Sockets;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Sockets;

public sealed class DhcpFilterTests
{
    private static readonly Ip4 First = new(0xC0000201);
    private static readonly Ip4 Second = new(0xC0000202);

    private static bool Takes(byte[] frame, params Ip4[] addresses) =>
        FilterMachine.Run(DhcpFilter.For(67, addresses), frame) >= frame.Length;

    [Fact]
    public void A_broadcast_to_the_servers_port_is_taken() => Assert.True(Takes(Frames.Broadcast(), First));

    [Theory]
    [InlineData("192.0.2.1", true)]
    [InlineData("192.0.2.2", true)]
    [InlineData("192.0.2.3", false)]
    [InlineData("192.0.2.255", false)]
    public void Only_the_addresses_listened_on_are_taken(string destination, bool isTaken)
    {
        Assert.True(Ip4.TryParse(destination, out var address));
        byte[] frame = Frames.Broadcast();
        address.Write(frame.AsSpan(30));
        Assert.Equal(isTaken, Takes(frame, First, Second));
    }

    [Theory]
    [InlineData(12, new byte[] { 0x86, 0xDD })] // IPv6
    [InlineData(12, new byte[] { 0x08, 0x06 })] // ARP
    [InlineData(23, new byte[] { 6 })] // TCP
    [InlineData(20, new byte[] { 0x20, 0x00 })] // first fragment
    [InlineData(20, new byte[] { 0x00, 0x01 })] // later fragment
    [InlineData(36, new byte[] { 0x00, 0x44 })] // another port
    public void What_is_not_whole_DHCP_is_refused(int at, byte[] changed) =>
        Assert.False(Takes(Frames.With(at, changed), First));

    [Fact]
    public void Dont_fragment_is_no_fragment() => Assert.True(Takes(Frames.With(20, 0x40, 0x00), First));

    [Fact]
    public void IP_options_move_the_port()
    {
        byte[] plain = Frames.Broadcast();
        byte[] frame = [.. plain[..34], 1, 1, 1, 1, .. plain[34..]];
        frame[14] = 0x46;
        frame[17] = 0x24;
        Assert.True(Takes(frame, First));
        frame[41] = 0x44;
        Assert.False(Takes(frame, First));
    }

    [Fact]
    public void A_short_frame_is_refused()
    {
        byte[] frame = Frames.Broadcast();
        for (int length = 0; length < 38; length++)
        {
            Assert.Equal(0u, FilterMachine.Run(DhcpFilter.For(67, [First]), frame.AsSpan(0, length)));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(200)]
    public void Every_one_of_many_addresses_is_taken(int count)
    {
        Ip4[] addresses = [.. Enumerable.Range(1, count).Select(i => new Ip4(0x0A000000 + (uint)i))];
        foreach (var address in addresses)
        {
            byte[] frame = Frames.Broadcast();
            address.Write(frame.AsSpan(30));
            Assert.True(Takes(frame, addresses));
        }

        Assert.False(Takes(Frames.With(30, 10, 1, 0, 0), addresses));
        Assert.True(Takes(Frames.Broadcast(), addresses));
    }

    [Fact]
    public void The_port_guard_drops_everything() =>
        Assert.Equal(0u, FilterMachine.Run(DhcpFilter.DropAll, Frames.Broadcast()));
}
