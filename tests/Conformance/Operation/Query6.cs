using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Conformance.Clients;

namespace Conformance.Operation;

/// <summary>A DHCPv6 client's message over loopback, as a relay at ::1 sends it on; the answer comes back to its own port.</summary>
internal sealed class Query6(int port, byte client)
{
    private const int RelayHeader = 34;
    private static readonly IPAddress Link = IPAddress.Parse("2001:db8:1::1");
    private static readonly IPAddress Peer = IPAddress.Parse("fe80::2");

    /// <summary>Milliseconds to wait for an answer.</summary>
    public int Wait { get; init; } = 3000;

    /// <summary>SOLICIT and REQUEST; the address, or null when there was none.</summary>
    public IPAddress? Lease() =>
        Send(1, []) is { } offer && Options6.Find(offer, 2) is { } server && Options6.Find(offer, 3) is { } ia
        && Send(3, [.. Options6.Of(2, server), .. Options6.Of(3, ia)]) is { } reply
            ? Leased(reply).Address
            : null;

    /// <summary>The server's answer to a message of a type without the relay's around it; null when none came.</summary>
    public byte[]? Send(byte type, byte[] options)
    {
        byte[] message =
        [
            type, 0, 0, client, .. Options6.Of(1, [0, 3, 0, 1, 2, 0, 0, 0, 0, client]), .. Options6.Of(8, [0, 0]),
            .. options.Length > 0 ? options : Options6.Of(3, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
        ];
        byte[] relayed = [12, 0, .. Link.GetAddressBytes(), .. Peer.GetAddressBytes(), .. Options6.Of(9, message)];
        using Socket socket = new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = Wait };
        socket.Bind(new IPEndPoint(IPAddress.IPv6Loopback, 0));
        socket.SendTo(relayed, new IPEndPoint(IPAddress.IPv6Loopback, port));
        byte[] buffer = new byte[2048];
        try
        {
            return Options6.Find(buffer[..socket.Receive(buffer)], 9, RelayHeader);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    /// <summary>The address of an answer with its valid lifetime; null and 0 when there is none.</summary>
    public static (IPAddress? Address, uint Lifetime) Leased(byte[]? answer) =>
        answer is not null && Options6.Find(answer, 3) is { } ia && Options6.Find(ia, 5, 12) is { } lease
            ? (new IPAddress(lease.AsSpan(0, 16)), BinaryPrimitives.ReadUInt32BigEndian(lease.AsSpan(20)))
            : (null, 0);
}
