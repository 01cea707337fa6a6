using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Conformance.Network;

namespace Conformance.Clients;

/// <summary>
/// A DHCPv6 client made of a socket, that accepts being told to come back (option 20): no client at hand does that and
/// says what it believed.
/// </summary>
internal sealed class SocketClient6 : IDisposable
{
    public const byte Solicit = 1;
    public const byte Advertise = 2;
    public const byte Request = 3;
    public const byte Renew = 5;
    public const byte Reply = 7;
    public const byte Reconfigure = 10;
    private const int AuthCode = 11;
    private const int AcceptCode = 20;
    private const int DnsServersCode = 23;

    private readonly Socket _socket;
    private readonly IPEndPoint _servers;
    private readonly byte[] _duid;
    private readonly bool _isAccepting;
    private byte[] _server = [];
    private byte _transaction;

    public SocketClient6(Host host, byte number, bool isAccepting = true)
    {
        _duid = [0, 3, 0, 1, 2, 0, 0, 0, 0, number];
        _isAccepting = isAccepting;
        _socket = HostSocket.Open(host, new IPEndPoint(IPAddress.IPv6Any, 546));
        string index = host.Ip("-o", "link", "show", "eth0").Split(':')[0];
        IPAddress group = IPAddress.Parse("ff02::1:2");
        group.ScopeId = long.Parse(index, CultureInfo.InvariantCulture);
        _servers = new IPEndPoint(group, 547);
    }

    public BelievedMessages Messages { get; } = new();

    /// <summary>What the client was told last as its name server; null when nothing.</summary>
    public IPAddress? NameServer { get; private set; }

    /// <summary>Whether the last answer agreed to tell the client (option 20).</summary>
    public bool IsAgreed { get; private set; }

    /// <summary>SOLICIT, ADVERTISE, REQUEST, REPLY.</summary>
    public void GetLease()
    {
        byte[] advertise = Exchange(Solicit, Advertise, []);
        Assert.Equal(_isAccepting, IsAgreed);
        _server = Find(advertise, 2)!;
        byte[] reply = Exchange(Request, Reply, Find(advertise, 3)!);
        if (Find(reply, AuthCode) is { } body)
        {
            Messages.TakeKey(body);
        }
    }

    /// <summary>Comes back with a RENEW, as a RECONFIGURE asks.</summary>
    public void RenewLease() => Exchange(Renew, Reply, [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]);

    /// <summary>The RECONFIGURE that comes in time must be this server's to this client, signed and new; it asks for a RENEW.</summary>
    public void AwaitReconfigure(int seconds)
    {
        byte[]? message = HostSocket.Receive(_socket, seconds * 1000);
        Assert.True(message is not null, $"no RECONFIGURE within {seconds} seconds");
        Assert.Equal([Reconfigure, 0, 0, 0], message[..4]);
        Assert.Equal(_duid, Find(message, 1));
        Assert.Equal(_server, Find(message, 2));
        Assert.Equal([Renew], Find(message, 19)!);
        Messages.MustBeBelieved(message, Place(message, AuthCode));
    }

    /// <summary>Nothing may come for so long.</summary>
    public void MustHearNothing(int seconds) => Assert.Null(HostSocket.Receive(_socket, seconds * 1000));

    public void Dispose() => _socket.Dispose();

    private byte[] Exchange(byte type, byte wanted, byte[] ia)
    {
        byte[] query =
        [
            type, 0, 0, ++_transaction,
            .. Option(1, _duid),
            .. _server.Length > 0 ? Option(2, _server) : [],
            .. Option(3, ia.Length > 0 ? ia : [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
            .. Option(6, [0, DnsServersCode]),
            .. Option(8, [0, 0]),
            .. _isAccepting ? Option(AcceptCode, []) : [],
        ];
        _socket.SendTo(query, _servers);
        while (HostSocket.Receive(_socket, 5000) is { } answer)
        {
            if (answer[3] == _transaction && answer[0] == wanted)
            {
                NameServer = Find(answer, DnsServersCode) is { Length: 16 } address ? new IPAddress(address) : null;
                IsAgreed = Find(answer, AcceptCode) is not null;
                return answer;
            }
        }

        Assert.Fail($"no answer to a message of type {type}");
        return [];
    }

    private static byte[] Option(byte code, byte[] body) => [0, code, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    private static byte[]? Find(byte[] message, int code) =>
        Place(message, code) is > 0 and int at ? message[at..(at + BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at - 2)))] : null;

    /// <summary>Where the body of an option starts; 0 when it is not there.</summary>
    private static int Place(byte[] message, int code)
    {
        for (int at = 4; at + 4 <= message.Length; at += 4 + BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at + 2)))
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at)) == code)
            {
                return at + 4;
            }
        }

        return 0;
    }
}
