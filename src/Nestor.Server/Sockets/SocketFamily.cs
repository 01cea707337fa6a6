using Nestor.Model.Logging;

namespace Nestor.Server.Sockets;

/// <summary>What differs between the families in a set of sockets, apart from the sockets.</summary>
/// <param name="AddressGroup">The kernel's messages about addresses (rtnetlink(7)).</param>
internal sealed record SocketFamily(uint AddressGroup, LogId ReceiveFail, LogId SendFail)
{
    /// <summary>The same about the socket between the servers (RFC 7341).</summary>
    public required LogId ReceiveFail4o6 { get; init; }

    /// <inheritdoc cref="ReceiveFail4o6"/>
    public required LogId SendFail4o6 { get; init; }

    /// <summary>What dhcp4o6-port means for this server's own port and the other's.</summary>
    public required Func<ushort, ListenOn4o6> Place4o6 { get; init; }

    public static readonly SocketFamily V4 = new(0x10, LogId.Error("DHCP4_BUFFER_RECEIVE_FAIL"), LogId.Error("DHCP4_PACKET_SEND_FAIL"))
    {
        ReceiveFail4o6 = LogId.Debug(50, "DHCP4_DHCP4O6_RECEIVE_FAIL"),
        SendFail4o6 = LogId.Error("DHCP4_DHCP4O6_PACKET_SEND_FAIL"),
        Place4o6 = port => new ListenOn4o6((ushort)(port + 1), port),
    };

    public static readonly SocketFamily V6 = new(0x100, LogId.Error("DHCP6_PACKET_RECEIVE_FAIL"), LogId.Error("DHCP6_PACKET_SEND_FAIL"))
    {
        ReceiveFail4o6 = LogId.Debug(50, "DHCP6_DHCP4O6_RECEIVE_FAIL"),
        SendFail4o6 = LogId.Error("DHCP6_DHCP4O6_SEND_FAIL"),
        Place4o6 = port => new ListenOn4o6(port, (ushort)(port + 1)),
    };
}
