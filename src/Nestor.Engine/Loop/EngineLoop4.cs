using Nestor.Engine.Pipeline;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Leases;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.Loop;

/// <summary>
/// The one writer: runs a batch through the pipeline. It has no thread, socket, file or clock of its own; who drives
/// it hands in what arrived and the time, and sends what comes out.
/// </summary>
/// <param name="stages">What each query goes through; null for <see cref="Pipeline4.Stages"/>.</param>
public sealed class EngineLoop4(Engine4 engine, Stage4[]? stages = null) : ILeaseExpiry4
{
    private readonly Stage4[] _stages = stages ?? Pipeline4.Stages;
    private Exchange4 _exchange = new();

    public Engine4 Engine { get; } = engine;

    /// <summary>Queries that wait for something outside.</summary>
    public Parking4 Parking { get; } = new();

    /// <summary>Queries are read and dropped while false (the service is disabled).</summary>
    public bool IsServing { get; set; } = true;

    /// <summary>Answers all arrivals of the batch.</summary>
    /// <param name="now">Unix seconds.</param>
    public void Run(Batch4 batch, long now)
    {
        Tick(now);
        Engine.Changes = batch.Changes;
        for (int i = 0; i < batch.ArrivalCount; i++)
        {
            if (!IsServing)
            {
                Engine.Statistics.Add(Counter4.Received);
                Engine.Statistics.Drop(Counter4.ServiceDisabled);
                Log.Disabled(Engine.Loggers.BadPackets, in batch.Arrivals[i]);
                continue;
            }

            Process(in batch.Arrivals[i], batch);
        }
    }

    /// <summary>Moves the engine's time on: leases that ran out free their addresses.</summary>
    public void Tick(long now)
    {
        if (now != Engine.Now)
        {
            Engine.Now = now;
            Engine.Leases.Advance(now, this);
        }
    }

    void ILeaseExpiry4.Expired(int slot) => Allocation.LeaseAccount.MarkAddress(Engine, in Engine.Leases.Fields(slot));

    /// <summary>Goes on with a parked query, in the batch at hand; nothing happens when it is gone.</summary>
    public void Resume(long ticket, Batch4 batch)
    {
        if (Parking.TryResume(ticket, out var exchange, out int next))
        {
            Engine.Changes = batch.Changes;
            if (RunStages(exchange, next, batch))
            {
                Parking.Return(exchange);
            }
        }
    }

    private void Process(in Arrival4 arrival, Batch4 batch)
    {
        _exchange.Start(in arrival, Engine.Settings);
        if (!RunStages(_exchange, 0, batch))
        {
            _exchange = Parking.Spare();
        }
    }

    /// <summary>False when the query was parked, so that its exchange object is no longer free.</summary>
    private bool RunStages(Exchange4 exchange, int first, Batch4 batch)
    {
        try
        {
            for (int i = first; i < _stages.Length; i++)
            {
                switch (_stages[i](Engine, exchange))
                {
                    case Verdict.Drop:
                        return true;
                    case Verdict.Park when Parking.TryPark(exchange, i + 1, Engine.Settings.ParkedPacketLimit):
                        return false;
                    case Verdict.Park:
                        Engine.Drop(exchange, Log.DropParkingFull, Counter4.QueueFull);
                        return true;
                }
            }

            if (exchange.ReplyType != MessageType4.None)
            {
                Encode.Run(Engine, exchange, batch);
            }
        }
        catch (Exception e)
        {
            // One of the three outer loops: whatever went wrong with one query, the next one is served.
            Log.Failed(Engine.Loggers.Dhcp4, exchange, e);
            Engine.Statistics.Drop(Counter4.ProcessingFailed);
        }

        return true;
    }
}
