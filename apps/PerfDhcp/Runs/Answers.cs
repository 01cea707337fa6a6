using Nestor.Wire.Dhcp4;
using PerfDhcp.Clients;
using PerfDhcp.CommandLine;
using PerfDhcp.Packets;
using PerfDhcp.Statistics;

namespace PerfDhcp.Runs;

/// <summary>Takes what has arrived: finds the exchange of each answer, counts it, and goes on with the exchange.</summary>
internal sealed class Answers(RunContext context, Exchanger exchanger)
{
    private readonly RunStatistics _statistics = context.Statistics;
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
            if (!Reply4.TryRead(context.Port.Received(i), out var reply))
            {
                _statistics.Malformed++;
                continue;
            }

            ended += Handle(reply, now) ? 1 : 0;
        }

        return ended;
    }

    private bool Handle(in Reply4 reply, long now)
    {
        ref var exchange = ref exchanger.Table.At(reply.Xid);
        bool isOffer = reply.Type == MessageType4.Offer;
        bool isWanted = exchange.Xid == reply.Xid && exchange.Stage switch
        {
            Stage.Discover => isOffer,
            Stage.Request or Stage.Renew => reply.Type is MessageType4.Ack or MessageType4.Nak,
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

        if (reply.Type == MessageType4.Nak || reply.Yiaddr.IsZero)
        {
            return Refused(ref exchange, pair);
        }

        LastAt = now;
        pair.Answered(exchange.Sent, now, context.Nanoseconds(now - exchange.Sent));
        pair.Gave(context.Clients.Mac(exchange.Client), reply.Yiaddr);
        exchange.Address = reply.Yiaddr;
        exchange.Server = reply.Server;
        if (_statistics.FirstServer.IsZero)
        {
            _statistics.FirstServer = reply.Server;
        }

        if (isOffer && !_endsWithOffer)
        {
            exchanger.Request(ref exchange);
            return false;
        }

        if (!isOffer)
        {
            exchanger.Leases?.Note(exchange.Client, reply.Yiaddr, reply.Server, exchange.Relay);
        }

        if (exchange.Stage == _statistics.LastStage)
        {
            _statistics.Whole.Add(context.Nanoseconds(now - exchange.Began));
        }

        exchanger.End(ref exchange);
        return true;
    }

    /// <summary>A NAK, or no address in the answer: the exchange is over, and a lease that was to be renewed is none.</summary>
    private bool Refused(ref Exchange exchange, ExchangeStatistics pair)
    {
        pair.Rejected++;
        if (exchange.Stage == Stage.Renew && exchanger.Leases is { } leases
            && !leases.Of(exchange.Client).Address.IsZero)
        {
            leases.Drop(exchange.Client);
        }

        exchanger.End(ref exchange);
        return true;
    }
}
