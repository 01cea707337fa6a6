using System.Buffers.Binary;
using System.Diagnostics;
using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Servers;

namespace SideBySide.Crash;

/// <summary>
/// A relay with so many clients in flight: each does DISCOVER and REQUEST, and a new one takes its place.
/// What was acknowledged is remembered by address.
/// </summary>
internal sealed class Load(Side side, string server, string relay, int inFlight)
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
                Discover(++_clients);
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
                Query query = Ask(MessageType.Request, lease.Client);
                query.Ciaddr = lease.Address;
                Send(query, lease.Client);
                long start = Stopwatch.GetTimestamp();
                while (!isKept && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1) &&
                    side.Receive(TimeSpan.FromMilliseconds(500)) is { } reply)
                {
                    isKept = reply.TransactionId == query.TransactionId && reply.Type == MessageType.Ack &&
                        reply.Yiaddr == lease.Address;
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

    private void Hear(Reply reply, bool goesOn)
    {
        if (!_pending.Remove(reply.TransactionId, out (int Client, long Sent) asked))
        {
            return;
        }

        if (reply.Type == MessageType.Offer && goesOn)
        {
            Query request = Ask(MessageType.Request, asked.Client)
                .AddAddress(OptionCode.RequestedAddress, reply.Yiaddr)
                .AddAddress(OptionCode.ServerIdentifier, reply.ServerIdentifier ?? server);
            Send(request, asked.Client);
        }
        else if (reply.Type == MessageType.Ack)
        {
            Leases[reply.Yiaddr] = new Acknowledged(asked.Client, reply.Yiaddr, Mac(asked.Client),
                Frame.FormatMac(ClientId(asked.Client)),
                BinaryPrimitives.ReadUInt32BigEndian(reply.Option(OptionCode.LeaseTime)), asked.Sent, Now());
        }
        else if (reply.Type == MessageType.Nak)
        {
            Naks++;
        }
    }

    private void Discover(int client) => Send(Ask(MessageType.Discover, client), client);

    private void Send(Query query, int client)
    {
        query.TransactionId = 0x10000000u + (uint)(++_transactions);
        _pending[query.TransactionId] = (client, Now());
        side.Send(query);
    }

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

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeSeconds();
}
