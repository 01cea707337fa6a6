using Nestor.Model.Logging;

namespace Nestor.Server.Sockets;

/// <summary>What differs between the families in a set of sockets, apart from the sockets.</summary>
/// <param name="AddressGroup">The kernel's messages about addresses (rtnetlink(7)).</param>
internal sealed record SocketFamily(uint AddressGroup, LogId ReceiveFail, LogId SendFail)
{
    public static readonly SocketFamily V4 = new(0x10, LogId.Error("DHCP4_BUFFER_RECEIVE_FAIL"), LogId.Error("DHCP4_PACKET_SEND_FAIL"));
    public static readonly SocketFamily V6 = new(0x100, LogId.Error("DHCP6_PACKET_RECEIVE_FAIL"), LogId.Error("DHCP6_PACKET_SEND_FAIL"));
}
