using PerfDhcp.Clients;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;
using PerfDhcp.Statistics;

namespace PerfDhcp.Runs;

/// <summary>Takes what has arrived: finds the exchange of each answer, counts it, and goes on with the exchange.</summary>
internal sealed class Answers(RunContext context, Exchanger exchanger)
{
    private readonly RunStatistics _statistics = context.Statistics;
    private readonly Protocol _protocol = context.Protocol;
    private readonly LeaseKinds _wanted = context.Settings.Leases;
    private readonly bool _isRapid = context.Settings.RapidCommit;
    private readonly bool _endsWithOffer = context.Settings.Mode == ExchangeMode.Do;

    /// <summary>When the last answer came that fitted an exchange.</summary>
    public long LastAt { get; private set; }

    /// <summary>Handles one batch; gives how many exchanges ended with it, well or not.</summary>
    public int Receive()
    {
        int count = context.Port.Receive();
        if (count == 0)
        {
            return 0;
        }

        long now = context.Now;
        int ended = 0;
        for (int i = 0; i < count; i++)
        {
            if (!_protocol.Read(context.Port.Received(i), out var reply))
            {
                _statistics.Malformed++;
                continue;
            }

            ended += Handle(reply, now) ? 1 : 0;
        }

        return ended;
    }

    private bool Handle(in Reply reply, long now)
    {
        ref var exchange = ref exchanger.Table.At(reply.Xid);
        bool isOffer = reply.Kind == ReplyKind.Offer;
        bool isFinal = reply.Kind is ReplyKind.Final or ReplyKind.Refusal;
        bool isWanted = (exchange.Xid & _protocol.XidMask) == reply.Xid && exchange.Stage switch
        {
            Stage.Discover => isOffer || (isFinal && _isRapid),
            Stage.Request or Stage.Renew or Stage.Release => isFinal,
            _ => false,
        };
        if (!isWanted)
        {
            _statistics[isOffer ? Stage.Discover : Stage.Request].Orphans++;
            return false;
        }

        var pair = _statistics[exchange.Stage];
        if (exchanger.IsLate(exchange, now))
        {
            pair.Orphans++;
            exchanger.GiveUp(ref exchange);
            return true;
        }

        bool isReleased = exchange.Stage == Stage.Release;
        if (reply.Kind == ReplyKind.Refusal || (!isReleased && !reply.Grant.Has(_wanted)))
        {
            return Refused(ref exchange, pair);
        }

        LastAt = now;
        pair.Answered(exchange.Sent, now, context.Nanoseconds(now - exchange.Sent));
        if (isReleased)
        {
            exchanger.End(ref exchange);
            return true;
        }

        pair.Gave(context.Clients.Mac(exchange.Client), reply.Grant);
        exchange.Grant = reply.Grant;
        exchange.Server = context.Servers.Number(reply.Server);

        if (isOffer && !_endsWithOffer)
        {
            exchanger.Request(ref exchange);
            return false;
        }

        if (!isOffer)
        {
            exchanger.Leases?.Note(exchange.Client, reply.Grant, exchange.Server, exchange.Relay);
        }

        if (exchange.Stage == _statistics.LastStage)
        {
            _statistics.Whole.Add(context.Nanoseconds(now - exchange.Began));
        }

        exchanger.End(ref exchange);
        return true;
    }

    /// <summary>A NAK or a failed status, or nothing in the answer: the exchange is over, and a lease that was to be renewed is none.</summary>
    private bool Refused(ref Exchange exchange, ExchangeStatistics pair)
    {
        pair.Rejected++;
        if (exchange.Stage == Stage.Renew && exchanger.Leases is { } leases
            && !leases.Of(exchange.Client).Grant.IsNone)
        {
            leases.Drop(exchange.Client);
        }

        exchanger.End(ref exchange);
        return true;
    }
}
