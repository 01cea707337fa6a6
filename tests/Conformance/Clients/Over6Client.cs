using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using Conformance.Network;

namespace Conformance.Clients;

/// <summary>What a DHCPV4-RESPONSE holds.</summary>
/// <param name="Type">Option 53 of the DHCPv4 message.</param>
/// <param name="Address">Its yiaddr.</param>
/// <param name="Message">The whole DHCPv4 message.</param>
/// <param name="Datagram">What came in, with the relay's part if there is one.</param>
internal sealed record Over6Answer(byte Type, string Address, byte[] Message, byte[] Datagram);

/// <summary>
/// A client that puts its DHCPv4 messages into DHCPv6 (RFC 7341), of which Debian has none; or the relay such a client
/// is behind, when it is given an interface-id.
/// </summary>
internal sealed class Over6Client : IDisposable
{
    private const byte Query = 20;
    private const byte Response = 21;
    private const byte RelayForward = 12;
    private const byte RelayReply = 13;
    private const int RelayHeader = 34;
    private const int ServerPort = 547;
    private const int RelayMessageCode = 9;
    private const int InterfaceIdCode = 18;
    private const int MessageCode = 87;

    private readonly Socket _socket;
    private readonly string? _interfaceId;
    private readonly byte _hardware;
    private readonly IPAddress _servers;

    /// <param name="hardware">Last byte of its hardware address.</param>
    /// <param name="interfaceId">Null for a client on the server's link; empty for a relay that names no interface.</param>
    public Over6Client(Host host, byte hardware, string? interfaceId = null)
    {
        _hardware = hardware;
        _interfaceId = interfaceId;
        (_socket, _servers) = Space.Run(host, () =>
        {
            Socket socket = new(AddressFamily.InterNetworkV6, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = 3000 };
            socket.Bind(new IPEndPoint(IPAddress.IPv6Any, interfaceId is null ? 546 : ServerPort));

            // The name's number is this network's own.
            return (socket, IPAddress.Parse("ff02::1:2%eth0"));
        });
    }

    /// <summary>Sends a DHCPv4 message of a type to all servers of the link; null when nothing comes back.</summary>
    /// <param name="options">Its options behind the type.</param>
    public Over6Answer? Send(byte type, params byte[] options) => Exchange(_servers, 0, type, default, options);

    /// <summary>As <see cref="Send"/> to one server, as a client with an address does (flag U, RFC 7341 section 6.2).</summary>
    public Over6Answer? SendTo(string server, byte type, string ciaddr, params byte[] options) =>
        Exchange(IPAddress.Parse(server), 0x80, type, IPAddress.Parse(ciaddr).GetAddressBytes(), options);

    /// <summary>DISCOVER and REQUEST; the ACK, or null.</summary>
    public Over6Answer? Lease()
    {
        const byte discover = 1, request = 3;
        return Send(discover) is { } offer
            ? Send(request, [50, 4, .. IPAddress.Parse(offer.Address).GetAddressBytes(), 54, 4, .. Option4(offer.Message, 54)])
            : null;
    }

    /// <summary>Sends bytes as they are.</summary>
    public void SendRaw(byte[] bytes) => _socket.SendTo(bytes, new IPEndPoint(_servers, ServerPort));

    /// <summary>The first option of a DHCPv4 message with the code; empty without one.</summary>
    public static byte[] Option4(byte[] message, byte code)
    {
        for (int at = 240; at + 1 < message.Length && message[at] != 255; at += 2 + message[at + 1])
        {
            if (message[at] == code)
            {
                return message[(at + 2)..(at + 2 + message[at + 1])];
            }
        }

        return [];
    }

    public void Dispose() => _socket.Dispose();

    private Over6Answer? Exchange(IPAddress server, byte flags, byte type, byte[]? ciaddr, byte[] options)
    {
        byte[] message = [Query, flags, 0, 0, .. Option(MessageCode, Message4(type, ciaddr, options))];
        if (_interfaceId is { } id)
        {
            byte[] addresses = [.. new byte[16], .. IPAddress.Parse("fe80::77").GetAddressBytes()];
            byte[] name = id.Length > 0 ? Option(InterfaceIdCode, [.. System.Text.Encoding.ASCII.GetBytes(id)]) : [];
            message = [RelayForward, 0, .. addresses, .. name, .. Option(RelayMessageCode, message)];
        }

        _socket.SendTo(message, new IPEndPoint(server, ServerPort));
        byte[] buffer = new byte[4096];
        try
        {
            return Read(buffer[.._socket.Receive(buffer)]);
        }
        catch (SocketException)
        {
            return null;
        }
    }

    private Over6Answer Read(byte[] datagram)
    {
        byte[] response = datagram;
        if (_interfaceId is not null)
        {
            Assert.Equal(RelayReply, datagram[0]);
            response = Option6(datagram.AsSpan(RelayHeader), RelayMessageCode);
        }

        Assert.Equal(Response, response[0]);
        byte[] message = Option6(response.AsSpan(4), MessageCode);
        return new Over6Answer(Option4(message, 53)[0], new IPAddress(message.AsSpan(16, 4)).ToString(), message, datagram);
    }

    private byte[] Message4(byte type, byte[]? ciaddr, byte[] options)
    {
        byte[] message = new byte[240];
        message[0] = message[1] = 1;
        message[2] = 6;
        message[7] = _hardware;
        (ciaddr ?? new byte[4]).CopyTo(message, 12);
        ((ReadOnlySpan<byte>)[2, 0, 0, 0, 0, _hardware]).CopyTo(message.AsSpan(28));
        ((ReadOnlySpan<byte>)[99, 130, 83, 99]).CopyTo(message.AsSpan(236));
        return [.. message, 53, 1, type, .. options, 255];
    }

    private static byte[] Option(int code, byte[] body) =>
        [(byte)(code >> 8), (byte)code, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[] Option6(ReadOnlySpan<byte> options, int code)
    {
        while (options.Length >= 4)
        {
            int length = BinaryPrimitives.ReadUInt16BigEndian(options[2..]);
            if (BinaryPrimitives.ReadUInt16BigEndian(options) == code)
            {
                return options.Slice(4, length).ToArray();
            }

            options = options[(4 + length)..];
        }

        return [];
    }
}
