using System.Net;
using System.Net.Sockets;

namespace Conformance.Operation;

/// <summary>A client's message over loopback, as a relay at 127.0.0.1 sends it on; the answer comes back to its own port.</summary>
internal sealed class Query(int port, byte client)
{
    private const int Patience = 3000;

    /// <summary>Milliseconds to wait for an answer.</summary>
    public int Wait { get; init; } = Patience;

    /// <summary>Zero sends it as a client with an address of its own does.</summary>
    public bool IsRelayed { get; init; } = true;

    /// <summary>Where the client listens; 0 is any port.</summary>
    public int ClientPort { get; init; }

    /// <summary>The whole answer of the last message; empty without one.</summary>
    public byte[] Answer { get; private set; } = [];

    /// <summary>Option 53 of the answer; 0 without one.</summary>
    public int AnswerType => Answer.Length > 242 && Answer[240] == 53 ? Answer[242] : 0;

    /// <summary>Sends a message of a type, with the address asked for; the answer's yiaddr, null without an OFFER or ACK.</summary>
    public IPAddress? Send(byte type, IPAddress? asked = null)
    {
        byte[] message = new byte[300];
        message[0] = message[1] = 1;
        message[2] = 6;
        message[7] = client;
        (IsRelayed ? message.AsSpan(24, 4) : message.AsSpan(12, 4)).Clear();
        IPAddress.Loopback.GetAddressBytes().CopyTo(message, IsRelayed ? 24 : 12);
        ((ReadOnlySpan<byte>)[2, 0, 0, 0, 0, client]).CopyTo(message.AsSpan(28));
        ((ReadOnlySpan<byte>)[99, 130, 83, 99, 53, 1, type]).CopyTo(message.AsSpan(236));
        int at = 243;
        if (asked is not null)
        {
            message[at] = 50;
            message[at + 1] = 4;
            asked.GetAddressBytes().CopyTo(message, at + 2);
            message[at + 6] = 54;
            message[at + 7] = 4;
            IPAddress.Loopback.GetAddressBytes().CopyTo(message, at + 8);
            at += 12;
        }

        message[at] = 255;
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ReceiveTimeout = Wait };
        socket.Bind(new IPEndPoint(IPAddress.Loopback, ClientPort));
        socket.SendTo(message, new IPEndPoint(IPAddress.Loopback, port));
        byte[] buffer = new byte[2048];
        try
        {
            Answer = buffer[..socket.Receive(buffer)];
        }
        catch (SocketException)
        {
            Answer = [];
        }

        return AnswerType is 2 or 5 ? new IPAddress(Answer.AsSpan(16, 4)) : null;
    }
}
