using System.Net;
using System.Net.Sockets;
using Conformance.Network;

namespace Conformance.Clients;

/// <summary>A DHCPv4 client made of a socket, that can be told to come back by FORCERENEW (RFC 6704).</summary>
internal sealed class SocketClient4 : IDisposable
{
    private const byte Discover = 1;
    private const byte Offer = 2;
    private const byte Request = 3;
    private const byte Ack = 5;
    private const byte ForceRenew = 9;
    private const int OptionsAt = 240;

    private readonly Host _host;
    private readonly Socket _socket;
    private readonly byte[] _hardware;
    private readonly bool _isCapable;
    private byte[] _server = [];
    private byte _transaction;

    public SocketClient4(Host host, bool isCapable = true)
    {
        _host = host;
        _isCapable = isCapable;
        host.Set("net.ipv4.conf.all.rp_filter=0");
        host.Set("net.ipv4.conf.eth0.rp_filter=0");
        string[] words = host.Ip("-o", "link", "show", "eth0").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        _hardware = Convert.FromHexString(words[Array.IndexOf(words, "link/ether") + 1].Replace(":", "", StringComparison.Ordinal));
        _socket = HostSocket.Open(host, new IPEndPoint(IPAddress.Any, 68));
    }

    public BelievedMessages Messages { get; } = new();

    /// <summary>What the client was told last as its name server; null when nothing.</summary>
    public IPAddress? NameServer { get; private set; }

    public IPAddress Address { get; private set; } = IPAddress.Any;

    /// <summary>DISCOVER, OFFER, REQUEST, ACK; the address is in use afterwards.</summary>
    public void GetLease()
    {
        byte[] offer = Exchange(Discover, Offer, IPAddress.Broadcast, []);
        Assert.Equal(_isCapable ? [1] : null, Find(offer, 145));
        _server = Find(offer, 54)!;
        byte[] ack = Exchange(Request, Ack, IPAddress.Broadcast, [54, 4, .. _server, 50, 4, .. offer.AsSpan(16, 4)]);
        Address = new IPAddress(ack.AsSpan(16, 4));
        if (Find(ack, 90) is { } body)
        {
            Messages.TakeKey(body);
        }

        _host.Ip("addr", "add", $"{Address}/24", "dev", "eth0");
    }

    /// <summary>Renews by unicast, as a FORCERENEW asks (RFC 3203 section 2.1).</summary>
    public void RenewLease() => Exchange(Request, Ack, new IPAddress(_server), []);

    /// <summary>The FORCERENEW that comes in time must be the server's to this client, signed and new.</summary>
    public void AwaitForceRenew(int seconds)
    {
        byte[]? message = HostSocket.Receive(_socket, seconds * 1000);
        Assert.True(message is not null, $"no FORCERENEW within {seconds} seconds");
        Assert.Equal(2, message[0]);
        Assert.Equal(_hardware, message[28..34]);
        Assert.Equal([ForceRenew], Find(message, 53)!);
        Assert.Equal(_server, Find(message, 54));
        Messages.MustBeBelieved(message, Place(message, 90));
    }

    /// <summary>Nothing may come for so long.</summary>
    public void MustHearNothing(int seconds) => Assert.Null(HostSocket.Receive(_socket, seconds * 1000));

    public void Dispose() => _socket.Dispose();

    private byte[] Exchange(byte type, byte wanted, IPAddress to, byte[] options)
    {
        byte[] head = new byte[OptionsAt];
        (head[0], head[1], head[2], head[7]) = (1, 1, 6, ++_transaction);

        // RFC 2131 section 4.1: without an address only broadcast reaches the client.
        head[10] = Address.Equals(IPAddress.Any) ? (byte)0x80 : (byte)0;
        Address.GetAddressBytes().CopyTo(head, 12);
        _hardware.CopyTo(head, 28);
        ((ReadOnlySpan<byte>)[99, 130, 83, 99]).CopyTo(head.AsSpan(236));
        byte[] query = [.. head, 53, 1, type, .. options, 55, 1, 6, .. _isCapable ? (byte[])[145, 1, 1] : [], 255];
        _socket.SendTo(query, new IPEndPoint(to, 67));
        while (HostSocket.Receive(_socket, 5000) is { } answer)
        {
            if (answer[7] == _transaction && Find(answer, 53) is [var given] && given == wanted)
            {
                NameServer = Find(answer, 6) is { Length: 4 } address ? new IPAddress(address) : null;
                return answer;
            }
        }

        Assert.Fail($"no answer to a message of type {type}");
        return [];
    }

    private static byte[]? Find(byte[] message, int code) =>
        Place(message, code) is > 0 and int at ? message[at..(at + message[at - 1])] : null;

    /// <summary>Where the body of an option starts; 0 when it is not there.</summary>
    private static int Place(byte[] message, int code)
    {
        for (int at = OptionsAt; at + 2 <= message.Length && message[at] != 255; at += message[at] == 0 ? 1 : 2 + message[at + 1])
        {
            if (message[at] == code)
            {
                return at + 2;
            }
        }

        return 0;
    }
}
