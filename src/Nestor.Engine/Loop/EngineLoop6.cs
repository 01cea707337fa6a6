using Nestor.Engine.Pipeline;
using Nestor.Engine.ReplyOptions;
using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Loop;

/// <summary>The loop of the DHCPv6 server.</summary>
/// <param name="stages">What each query goes through; null for <see cref="Pipeline6.Stages"/>.</param>
public sealed class EngineLoop6(Engine6 engine, Stage<Engine6, Exchange6>[]? stages = null)
    : EngineLoop<Engine6, Exchange6, Batch6, Arrival6, Departure6, LeaseChanges6>(engine, stages ?? Pipeline6.Stages)
{
    protected override TimeProvider? EventClock => Engine.Hooks.EventClock;

    protected override uint ParkedPacketLimit => Engine.Settings.ParkedPacketLimit;

    // Answers of queries that wait, by their tickets, and those that nobody uses.
    private readonly Dictionary<long, ReplyBuilder6> _replies = [];
    private readonly Stack<ReplyBuilder6> _spare = new();

    /// <summary>Calls the libraries of another configuration from now on. What waited for those before is dropped.</summary>
    public void UseHooks(HookPoints6 points)
    {
        DropParked();
        _replies.Clear();
        Engine.Hooks = points;
    }

    public override void Tick(long now)
    {
        if (now != Engine.Now)
        {
            Engine.Now = now;
            Engine.Leases.Advance(now, this);
        }
    }

    public override void Expired(int slot) => Allocation.LeaseAccount6.MarkAddress(Engine, in Engine.Leases.Fields(slot));

    protected override void Turn(Batch6 batch) => Engine.Reconfigurer.Run(batch);

    protected override void UseChanges(LeaseChanges6 changes) => Engine.Changes = changes;

    protected override void Start(Exchange6 exchange, in Arrival6 arrival)
    {
        exchange.Start(in arrival, Engine.Settings);
        exchange.Trace = Engine.Trace;
    }

    protected override void Refuse(in Arrival6 arrival)
    {
        Engine.Statistics.Add(Counter6.Received);
        Engine.Statistics.Drop(Counter6.ServiceDisabled);
        Log.Disabled(Engine.Loggers.BadPackets, in arrival);
    }

    public override void Overflow(in Arrival6 arrival)
    {
        Engine.Statistics.Add(Counter6.Received);
        Engine.Statistics.Drop(Counter6.QueueFull);
        Log.QueueFull(Engine.Loggers.BadPackets, in arrival);
    }

    protected override void Abandoned(int count) => Engine.Statistics.Drop(Counter6.ProcessingFailed, count);

    protected override void ParkingFull(Exchange6 exchange) => Engine.Drop(exchange, Engine.ParkingFull, Counter6.QueueFull);

    /// <summary>The answer is made already when its query waits for what has been stored: it waits with it.</summary>
    protected override void Kept(Exchange6 exchange)
    {
        if (exchange.HasReply)
        {
            _replies.Add(exchange.Ticket, Engine.Reply);
            Engine.Reply = _spare.TryPop(out var spare) ? spare : new ReplyBuilder6();
        }
    }

    protected override void Resumed(Exchange6 exchange)
    {
        if (_replies.Remove(exchange.Ticket, out var reply))
        {
            _spare.Push(Engine.Reply);
            Engine.Reply = reply;
        }
    }

    protected override void Encode(Exchange6 exchange, Batch6 batch)
    {
        if (exchange.ReplyType is MessageType6.DhcpV4Query or MessageType6.DhcpV4Response)
        {
            Dhcp4o6.Encode(Engine, exchange, batch);
        }
        else
        {
            V6.Encode.Run(Engine, exchange, batch);
        }
    }

    protected override void Failed(Exchange6 exchange, Exception e)
    {
        Log.Failed(Engine.Loggers.Dhcp6, exchange, e);
        Engine.Statistics.Drop(Counter6.ProcessingFailed);
    }
}
