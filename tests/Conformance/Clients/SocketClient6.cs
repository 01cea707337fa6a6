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

    /// <param name="port">Where it listens; 546 unless the server is told another.</param>
    public SocketClient6(Host host, byte number, bool isAccepting = true, int port = 546)
    {
        _duid = [0, 3, 0, 1, 2, 0, 0, 0, 0, number];
        _isAccepting = isAccepting;
        _socket = HostSocket.Open(host, new IPEndPoint(IPAddress.IPv6Any, port));
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
        _server = Options6.Find(advertise, 2)!;
        byte[] reply = Exchange(Request, Reply, Options6.Find(advertise, 3)!);
        if (Options6.Find(reply, AuthCode) is { } body)
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
        Assert.Equal(_duid, Options6.Find(message, 1));
        Assert.Equal(_server, Options6.Find(message, 2));
        Assert.Equal([Renew], Options6.Find(message, 19)!);
        Messages.MustBeBelieved(message, Options6.Place(message, AuthCode));
    }

    /// <summary>Nothing may come for so long.</summary>
    public void MustHearNothing(int seconds) => Assert.Null(HostSocket.Receive(_socket, seconds * 1000));

    public void Dispose() => _socket.Dispose();

    private byte[] Exchange(byte type, byte wanted, byte[] ia)
    {
        byte[] query =
        [
            type, 0, 0, ++_transaction,
            .. Options6.Of(1, _duid),
            .. _server.Length > 0 ? Options6.Of(2, _server) : [],
            .. Options6.Of(3, ia.Length > 0 ? ia : [0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0]),
            .. Options6.Of(6, [0, DnsServersCode]),
            .. Options6.Of(8, [0, 0]),
            .. _isAccepting ? Options6.Of(AcceptCode, []) : [],
        ];
        _socket.SendTo(query, _servers);
        while (HostSocket.Receive(_socket, 5000) is { } answer)
        {
            if (answer[3] == _transaction && answer[0] == wanted)
            {
                NameServer = Options6.Find(answer, DnsServersCode) is { Length: 16 } address ? new IPAddress(address) : null;
                IsAgreed = Options6.Find(answer, AcceptCode) is not null;
                return answer;
            }
        }

        Assert.Fail($"no answer to a message of type {type}");
        return [];
    }
}
