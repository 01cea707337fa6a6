using PerfDhcp.Clients;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;
using PerfDhcp.Statistics;

namespace PerfDhcp.Runs;

/// <summary>Begins exchanges, sends their queries and gives up those that stay without an answer.</summary>
internal sealed class Exchanger
{
    private readonly RunContext _context;
    private readonly RunStatistics _statistics;
    private readonly uint[] _queued;
    private readonly long[] _dropTicks;

    public Exchanger(RunContext context, int tableSize)
    {
        _context = context;
        _statistics = context.Statistics;
        _queued = new uint[context.Settings.BatchSize];
        _dropTicks = [context.Ticks(context.Settings.DropTime(0)), context.Ticks(context.Settings.DropTime(1))];
        Table = new ExchangeTable(tableSize, (uint)context.Dice.NextInt64(uint.MaxValue));
        bool needsLeases = context.Settings.RenewRate > 0 || context.Settings.ReleaseRate > 0
            || context.Settings.Mode == ExchangeMode.Renew;
        Leases = needsLeases ? new LeaseBook(context.Clients.Count) : null;
    }

    public ExchangeTable Table { get; }

    /// <summary>Null when the run neither renews nor releases.</summary>
    public LeaseBook? Leases { get; }

    /// <summary>Exchanges and renewals under way.</summary>
    public int InFlight { get; private set; }

    /// <summary>How many exchanges were given up.</summary>
    public long Lost { get; private set; }

    /// <summary>An exchange is a renewal of a held lease, no DORA.</summary>
    public bool SendsRenewals { get; set; }

    /// <summary>No query is ever late: it is sent again instead.</summary>
    public bool IsPatient { get; init; }

    /// <summary>Begins one exchange of the kind the run measures; false when no client can (none holds a lease).</summary>
    public bool Begin()
    {
        if (SendsRenewals)
        {
            return Leases!.Count > 0 && Renew(NextHolder());
        }

        uint client = _context.Clients.Next();
        ref var exchange = ref Take(client, Stage.Discover);
        exchange.Relay = _context.Clients.NextRelay();
        Queue(ref exchange, _context.Templates.Discover);
        return true;
    }

    public bool RenewAny() => Leases!.Count > 0 && Renew(Leases.Any(_context.Dice));

    public bool ReleaseAny()
    {
        if (Leases!.Count == 0)
        {
            return false;
        }

        uint client = Leases.Any(_context.Dice);
        ref var exchange = ref TakeLease(client, Stage.Release);
        Queue(ref exchange, _context.Templates.Release);
        for (int i = 0; i < _statistics.Shown.Count; i++)
        {
            _statistics.Shown[i].Released(exchange.Grant);
        }

        Leases.Drop(client);
        if (!_context.Protocol.AnswersReleases)
        {
            End(ref exchange);
        }

        return true;
    }

    /// <summary>Goes on with the REQUEST for an offered address.</summary>
    public void Request(ref Exchange exchange)
    {
        exchange.Retries = 0;
        if (!_context.Protocol.NamesEachMessage)
        {
            exchange.Stage = Stage.Request;
            Queue(ref exchange, _context.Templates.Request);
            return;
        }

        var offered = exchange;
        End(ref exchange);
        ref var next = ref Take(offered.Client, Stage.Request);
        next.Began = offered.Began;
        next.Grant = offered.Grant;
        next.Server = offered.Server;
        next.Relay = offered.Relay;
        Queue(ref next, _context.Templates.Request);
    }

    /// <summary>Sends the present query once more, as clients do that hear nothing (RFC 2131 section 4.1).</summary>
    public void Resend(ref Exchange exchange)
    {
        exchange.Retries++;
        Queue(ref exchange, exchange.Stage == Stage.Discover ? _context.Templates.Discover : _context.Templates.Request, true);
    }

    public void End(ref Exchange exchange)
    {
        exchange.Stage = Stage.Idle;
        InFlight--;
    }

    public bool IsLate(in Exchange exchange, long now) =>
        !IsPatient && now - exchange.Sent > _dropTicks[exchange.Stage == Stage.Discover ? 0 : 1];

    /// <summary>Gives up what has waited longer than the drop time; gives how many.</summary>
    public int GiveUpLate(long now)
    {
        int count = 0;
        while (Table.TryOldest(out uint xid) && IsLate(Table.At(xid), now))
        {
            GiveUp(ref Table.At(xid));
            count++;
        }

        return count;
    }

    /// <summary>Takes back what is under way at the end of a closed loop: neither done nor lost.</summary>
    public void Forget()
    {
        while (Table.TryOldest(out uint xid))
        {
            ref var exchange = ref Table.At(xid);
            _statistics[exchange.Stage].Sent--;
            End(ref exchange);
        }
    }

    public void GiveUp(ref Exchange exchange)
    {
        _statistics[exchange.Stage].Collected++;
        Lost++;
        End(ref exchange);
    }

    public void Flush()
    {
        int count = _context.Port.Queued;
        if (count == 0)
        {
            return;
        }

        // One clock reading for the batch, taken just before it leaves.
        long now = _context.Now;
        for (int i = 0; i < count; i++)
        {
            ref var exchange = ref Table.At(_queued[i]);
            exchange.Sent = now;
            exchange.Began = exchange.Began == 0 ? now : exchange.Began;
        }

        _statistics.LocalLimit += _context.Port.Flush();
    }

    private bool Renew(uint client)
    {
        ref var exchange = ref TakeLease(client, Stage.Renew);
        Queue(ref exchange, _context.Templates.Renew);
        return true;
    }

    private uint NextHolder()
    {
        for (uint tries = 0; tries < _context.Clients.Count; tries++)
        {
            uint client = _context.Clients.Next();
            if (client < LeaseBook.MaxClients && !Leases!.Of(client).Grant.IsNone)
            {
                return client;
            }
        }

        return Leases!.Holder(0);
    }

    private ref Exchange TakeLease(uint client, Stage stage)
    {
        ref readonly var lease = ref Leases!.Of(client);
        ref var exchange = ref Take(client, stage);
        exchange.Grant = lease.Grant;
        exchange.Server = lease.Server;
        exchange.Relay = lease.Relay;
        return ref exchange;
    }

    private ref Exchange Take(uint client, Stage stage)
    {
        if (_context.Port.IsFull)
        {
            Flush();
        }

        if (Table.PeekNext().Stage != Stage.Idle)
        {
            GiveUp(ref Table.PeekNext());
        }

        ref var exchange = ref Table.Take();
        exchange.Client = client;
        exchange.Stage = stage;
        exchange.Grant = default;
        exchange.Server = ServerIds.None;
        exchange.Began = 0;
        InFlight++;
        return ref exchange;
    }

    private void Queue(ref Exchange exchange, PacketTemplate template, bool isAgain = false)
    {
        if (_context.Port.IsFull)
        {
            Flush();
        }

        ushort server = _context.Settings.UseFirstServer && _context.Servers.First != ServerIds.None
            ? _context.Servers.First
            : exchange.Server;
        int length = template.Write(_context.Port.Next(), new QueryParts(
            exchange.Xid, _context.Clients.Mac(exchange.Client), _context.Clients.Relay(exchange.Relay),
            exchange.Grant, _context.Servers.Of(server), SecsField.Of(_context, exchange)));
        _queued[_context.Port.Queued] = exchange.Xid;
        _context.Port.Queue(length);
        exchange.Sent = long.MaxValue; // on the way out: not late before it has left
        _statistics[exchange.Stage].Sent += isAgain ? 0 : 1;
    }
}
