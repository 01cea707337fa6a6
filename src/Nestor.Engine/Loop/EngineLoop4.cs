using Nestor.Engine.Pipeline;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Loop;

/// <summary>The loop of the DHCPv4 server.</summary>
/// <param name="stages">What each query goes through; null for <see cref="Pipeline4.Stages"/>.</param>
public sealed class EngineLoop4(Engine4 engine, Stage<Engine4, Exchange4>[]? stages = null)
    : EngineLoop<Engine4, Exchange4, Batch4, Arrival4, Departure4, LeaseChanges4>(engine, stages ?? Pipeline4.Stages)
{
    protected override TimeProvider? EventClock => Engine.Hooks.EventClock;

    protected override uint ParkedPacketLimit => Engine.Settings.ParkedPacketLimit;

    /// <summary>Calls the libraries of another configuration from now on. What waited for those before is dropped.</summary>
    public void UseHooks(HookPoints4 points)
    {
        DropParked();
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

    public override void Expired(int slot) => Allocation.LeaseAccount.MarkAddress(Engine, in Engine.Leases.Fields(slot));

    protected override void Turn(Batch4 batch) => Engine.Reconfigurer.Run(batch);

    protected override void UseChanges(LeaseChanges4 changes) => Engine.Changes = changes;

    protected override void Start(Exchange4 exchange, in Arrival4 arrival)
    {
        exchange.Start(in arrival, Engine.Settings);
        exchange.Trace = Engine.Trace;
    }

    protected override void Refuse(in Arrival4 arrival)
    {
        Engine.Statistics.Add(Counter4.Received);
        Engine.Statistics.Drop(Counter4.ServiceDisabled);
        Log.Disabled(Engine.Loggers.BadPackets, in arrival);
    }

    public override void Overflow(in Arrival4 arrival)
    {
        Engine.Statistics.Add(Counter4.Received);
        Engine.Statistics.Drop(Counter4.QueueFull);
        Log.QueueFull(Engine.Loggers.BadPackets, in arrival);
    }

    protected override void Abandoned(int count) => Engine.Statistics.Drop(Counter4.ProcessingFailed, count);

    protected override void ParkingFull(Exchange4 exchange) => Engine.Drop(exchange, Engine.ParkingFull, Counter4.QueueFull);

    protected override void AddressInUse(Exchange4 exchange)
    {
        if (exchange.ReplyType == MessageType4.Offer)
        {
            ServerDecline.Run(Engine, exchange);
        }
        else
        {
            Abandoned(1);
        }
    }

    protected override void Encode(Exchange4 exchange, Batch4 batch) => V4.Encode.Run(Engine, exchange, batch);

    protected override void Failed(Exchange4 exchange, Exception e)
    {
        Log.Failed(Engine.Loggers.Dhcp4, exchange, e);
        Engine.Statistics.Drop(Counter4.ProcessingFailed);
    }
}
