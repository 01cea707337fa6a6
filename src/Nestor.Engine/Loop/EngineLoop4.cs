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
public sealed class EngineLoop4(Engine4 engine) : ILeaseExpiry4
{
    private readonly Exchange4 _exchange = new();

    public Engine4 Engine { get; } = engine;

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

    private void Process(in Arrival4 arrival, Batch4 batch)
    {
        var exchange = _exchange;
        exchange.Start(in arrival, Engine.Settings);
        try
        {
            foreach (var stage in Pipeline4.Stages)
            {
                if (stage(Engine, exchange) != Verdict.Continue)
                {
                    return;
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
    }
}
