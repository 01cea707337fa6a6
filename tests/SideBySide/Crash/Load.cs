using System.Buffers.Binary;
using System.Diagnostics;
using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Servers;

namespace SideBySide.Crash;

/// <summary>
/// A relay with so many clients in flight: each asks, selects, and a new one takes its place. What was acknowledged is
/// remembered by address.
/// </summary>
internal abstract class Load<TQuery, TReply>(Side<TReply> side, int inFlight)
    where TQuery : Message
    where TReply : Answer
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(200);
    private readonly Dictionary<uint, (int Client, long Sent)> _pending = [];
    private int _clients;
    private int _transactions;

    /// <summary>The newest acknowledgement of each address.</summary>
    public Dictionary<string, Acknowledged> Leases { get; } = [];

    public int Naks { get; private set; }

    /// <summary>Transaction ids of queries that got no answer.</summary>
    public int Lost { get; private set; }

    /// <summary>Runs until the time is up, and then takes in what is still on the wire.</summary>
    public void Run(TimeSpan duration, Func<bool>? isOver = null)
    {
        long start = Stopwatch.GetTimestamp();
        long heard = start;
        while (Stopwatch.GetElapsedTime(start) < duration && isOver?.Invoke() != true)
        {
            while (_pending.Count < inFlight)
            {
                Send(First(++_clients), _clients);
            }

            if (side.Receive(TimeSpan.FromMilliseconds(5)) is { } reply)
            {
                heard = Stopwatch.GetTimestamp();
                Hear(reply, goesOn: true);
            }
            else if (Stopwatch.GetElapsedTime(heard) > Patience)
            {
                Lost += _pending.Count;
                _pending.Clear();
                heard = Stopwatch.GetTimestamp();
            }
        }

        Drain(TimeSpan.FromMilliseconds(60));
        _pending.Clear();
    }

    /// <summary>Renews each lease; gives the addresses that were not acknowledged again.</summary>
    public List<string> Renew(IEnumerable<Acknowledged> leases)
    {
        var missing = new List<string>();
        foreach (Acknowledged lease in leases)
        {
            bool isKept = false;
            for (int attempt = 0; attempt < 3 && !isKept; attempt++)
            {
                TQuery query = Renewal(lease);
                Send(query, lease.Client);
                long start = Stopwatch.GetTimestamp();
                while (!isKept && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1) &&
                    side.Receive(TimeSpan.FromMilliseconds(500)) is { } reply)
                {
                    isKept = reply.TransactionId == query.TransactionId &&
                        Acknowledged(reply, lease.Client, 0).Any(kept => kept.Address == lease.Address);
                    Hear(reply, goesOn: false);
                }
            }

            if (!isKept)
            {
                missing.Add(lease.Address);
            }
        }

        return missing;
    }

    private void Drain(TimeSpan quiet)
    {
        while (side.Receive(quiet) is { } reply)
        {
            Hear(reply, goesOn: false);
        }
    }

    private void Hear(TReply reply, bool goesOn)
    {
        if (!_pending.Remove(reply.TransactionId, out (int Client, long Sent) asked))
        {
            return;
        }

        if (goesOn && Selection(reply, asked.Client) is { } request)
        {
            Send(request, asked.Client);
        }

        foreach (Acknowledged lease in Acknowledged(reply, asked.Client, asked.Sent))
        {
            Leases[lease.Address] = lease;
        }

        Naks += IsRefusal(reply) ? 1 : 0;
    }

    private void Send(TQuery query, int client)
    {
        query.TransactionId = FirstTransaction + (uint)(++_transactions);
        _pending[query.TransactionId] = (client, Now());
        side.Send(query);
    }

    protected static long Now() => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    protected abstract uint FirstTransaction { get; }

    /// <summary>What a new client begins with.</summary>
    protected abstract TQuery First(int client);

    /// <summary>What the client says to an offer; null when this is none.</summary>
    protected abstract TQuery? Selection(TReply offer, int client);

    protected abstract TQuery Renewal(Acknowledged lease);

    /// <summary>The leases that an answer gives.</summary>
    protected abstract IEnumerable<Acknowledged> Acknowledged(TReply reply, int client, long sent);

    protected abstract bool IsRefusal(TReply reply);
}

/// <summary>DHCPv4: DISCOVER and REQUEST.</summary>
internal sealed class Load(Side side, string server, string relay, int inFlight) : Load<Query, Reply>(side, inFlight)
{
    protected override uint FirstTransaction => 0x10000000;

    protected override Query First(int client) => Ask(MessageType.Discover, client);

    protected override Query? Selection(Reply offer, int client) => offer.Type != MessageType.Offer ? null
        : Ask(MessageType.Request, client)
            .AddAddress(OptionCode.RequestedAddress, offer.Yiaddr)
            .AddAddress(OptionCode.ServerIdentifier, offer.ServerIdentifier ?? server);

    protected override Query Renewal(Acknowledged lease)
    {
        Query query = Ask(MessageType.Request, lease.Client);
        query.Ciaddr = lease.Address;
        return query;
    }

    protected override IEnumerable<Acknowledged> Acknowledged(Reply reply, int client, long sent) =>
        reply.Type != MessageType.Ack ? []
        : [
            new Acknowledged(client, reply.Yiaddr, Mac(client), Frame.FormatMac(ClientId(client)),
                BinaryPrimitives.ReadUInt32BigEndian(reply.Option(OptionCode.LeaseTime)), sent, Now()),
        ];

    protected override bool IsRefusal(Reply reply) => reply.Type == MessageType.Nak;

    private Query Ask(byte type, int client)
    {
        var query = new Query
        {
            HardwareAddress = Frame.ParseMac(Mac(client)),
            Giaddr = relay,
            Hops = 1,
            Envelope = new Envelope("02:00:00:00:00:fe", Link.ServerMac, relay, server, 67, 67),
        };
        return query.Add(OptionCode.MessageType, type).Add(OptionCode.ClientIdentifier, ClientId(client));
    }

    private static string Mac(int client) => Frame.FormatMac([2, 1, 0, (byte)(client >> 16), (byte)(client >> 8), (byte)client]);

    private static byte[] ClientId(int client) => [0, 0xc1, (byte)(client >> 16), (byte)(client >> 8), (byte)client];
}
