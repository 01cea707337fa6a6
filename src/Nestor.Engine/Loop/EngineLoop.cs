using System.Collections.Concurrent;
using Nestor.Engine.Pipeline;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Leases;
using Nestor.Model.Leases;

namespace Nestor.Engine.Loop;

/// <summary>
/// The one writer: runs a batch through the pipeline. It has no thread, socket, file or clock of its own; who drives
/// it hands in what arrived and the time, and sends what comes out.
/// </summary>
/// <param name="stages">What each query goes through.</param>
public abstract class EngineLoop<TEngine, TExchange, TBatch, TArrival, TDeparture, TChanges>(
    TEngine engine, Stage<TEngine, TExchange>[] stages) : ILeaseExpiry
    where TExchange : class, IExchange, new()
    where TBatch : Batch<TArrival, TDeparture, TChanges>
    where TArrival : struct
    where TDeparture : struct
    where TChanges : class, IChanges
{
    private readonly ConcurrentQueue<(long Ticket, ParkOutcome Outcome)> _released = new();
    private TExchange _exchange = new();

    public TEngine Engine { get; } = engine;

    /// <summary>Queries that wait for something outside.</summary>
    public Parking<TExchange> Parking { get; } = new();

    /// <summary>Ends the waiting of who drives the loop, when a parked query may go on; on any thread.</summary>
    public Action? Wake { get; set; }

    /// <summary>How long the stages take; null while nobody wants to know.</summary>
    public StageTimes? Times { get; set; }

    /// <summary>Queries are read and dropped while false (the service is disabled).</summary>
    public bool IsServing { get; set; } = true;

    /// <summary>Answers all arrivals of the batch.</summary>
    /// <param name="now">Unix seconds.</param>
    public void Run(TBatch batch, long now)
    {
        var clock = EventClock;
        long readAt = clock?.GetTimestamp() ?? 0;
        Tick(now);
        UseChanges(batch.Changes);
        TakeReleased(batch);
        for (int i = 0; i < batch.ArrivalCount; i++)
        {
            ref readonly var arrival = ref batch.Arrivals[i];
            if (!IsServing)
            {
                Refuse(in arrival);
                continue;
            }

            Start(_exchange, in arrival);
            if (clock is not null)
            {
                _exchange.ReadAt = readAt;
                _exchange.StartedAt = clock.GetTimestamp();
            }

            _exchange.FirstChange = batch.Changes.Count;
            if (!RunStages(_exchange, 0, batch))
            {
                _exchange = Parking.Spare();
            }
        }

        if (IsServing)
        {
            Turn(batch);
        }
    }

    /// <summary>Goes on with a parked query, in the batch at hand; nothing happens when it is gone.</summary>
    public void Resume(long ticket, TBatch batch)
    {
        if (Parking.TryResume(ticket, out var exchange, out int next))
        {
            UseChanges(batch.Changes);
            exchange.FirstChange = batch.Changes.Count;
            Resumed(exchange);
            if (RunStages(exchange, next, batch))
            {
                Parking.Return(exchange);
            }
        }
    }

    /// <summary>Queries that wait get no answer: what they wait for is gone. Their clients will ask again.</summary>
    protected void DropParked()
    {
        _released.Clear();
        Abandoned(Parking.Clear());
    }

    /// <summary>Moves the engine's time on: leases that ran out free their addresses.</summary>
    public abstract void Tick(long now);

    /// <summary>A lease ran out: its address is free.</summary>
    public abstract void Expired(int slot);

    /// <summary>By which queries say when things happened to them; null when nobody wants to know.</summary>
    protected abstract TimeProvider? EventClock { get; }

    /// <summary>Kea's parked-packet-limit; 0 is no limit.</summary>
    protected abstract uint ParkedPacketLimit { get; }

    /// <summary>What the engine sends by itself, once the queries of the batch are answered.</summary>
    protected abstract void Turn(TBatch batch);

    protected abstract void UseChanges(TChanges changes);

    protected abstract void Start(TExchange exchange, in TArrival arrival);

    /// <summary>Counts a query that comes while the service is disabled.</summary>
    protected abstract void Refuse(in TArrival arrival);

    /// <summary>Counts a query that had to leave the queue of arrivals for a newer one.</summary>
    public abstract void Overflow(in TArrival arrival);

    /// <summary>A query is put away in the middle of its way.</summary>
    protected virtual void Kept(TExchange exchange)
    {
    }

    /// <summary>A query that was put away goes on.</summary>
    protected virtual void Resumed(TExchange exchange)
    {
    }

    /// <summary>The address a query would have been offered is in use by somebody else.</summary>
    protected virtual void AddressInUse(TExchange exchange) => Abandoned(1);

    /// <summary>Counts queries that waited in vain.</summary>
    protected abstract void Abandoned(int count);

    /// <summary>Drops a query that would have to wait where no more can.</summary>
    protected abstract void ParkingFull(TExchange exchange);

    /// <summary>Writes the reply into the batch.</summary>
    protected abstract void Encode(TExchange exchange, TBatch batch);

    /// <summary>Logs and counts a query that failed in a way nobody foresaw.</summary>
    protected abstract void Failed(TExchange exchange, Exception e);

    /// <summary>False when the query was parked, so that its exchange object is no longer free.</summary>
    private bool RunStages(TExchange exchange, int first, TBatch batch)
    {
        var times = Times is { } all && all.IsDue() ? all : null;
        try
        {
            for (int i = first; i < stages.Length; i++)
            {
                switch (times is null ? stages[i](Engine, exchange) : Timed(times, i, exchange))
                {
                    case Verdict.Answer:
                        i = stages.Length;
                        break;
                    case Verdict.Drop:
                        return true;
                    case Verdict.Park when Parking.TryPark(exchange, i + 1, ParkedPacketLimit):
                        Kept(exchange);
                        Await(exchange);
                        return false;
                    case Verdict.Park:
                        ParkingFull(exchange);
                        return true;
                }
            }

            if (exchange.HasReply)
            {
                long start = times?.Now ?? 0;
                Encode(exchange, batch);
                times?.Record(stages.Length, start);
            }
        }
        catch (Exception e)
        {
            // One of the three outer loops: whatever went wrong with one query, the next one is served.
            Failed(exchange, e);
        }

        return true;
    }

    /// <summary>Whoever parked it may speak from now on, on any thread.</summary>
    private void Await(TExchange exchange)
    {
        long ticket = exchange.Ticket;
        var parked = exchange.Parked;
        exchange.Parked = null;
        parked?.Arm(outcome =>
        {
            _released.Enqueue((ticket, outcome));
            Wake?.Invoke();
        });
    }

    /// <summary>Parked queries go on, or end, before new ones come; no more of them than a batch has room for beside those.</summary>
    private void TakeReleased(TBatch batch)
    {
        for (int left = Batch.MaxQueries; left > 0 && _released.TryDequeue(out var released); left--)
        {
            if (released.Outcome == ParkOutcome.GoesOn)
            {
                Resume(released.Ticket, batch);
            }
            else if (Parking.TryResume(released.Ticket, out var exchange, out _))
            {
                Resumed(exchange);
                End(exchange, released.Outcome);
                Parking.Return(exchange);
            }
        }

        if (!_released.IsEmpty)
        {
            Wake?.Invoke();
        }
    }

    /// <summary>A query that waited gets no answer.</summary>
    private void End(TExchange exchange, ParkOutcome outcome)
    {
        if (outcome != ParkOutcome.AddressInUse)
        {
            Abandoned(1);
            return;
        }

        try
        {
            AddressInUse(exchange);
        }
        catch (Exception e)
        {
            Failed(exchange, e);
        }
    }

    private Verdict Timed(StageTimes times, int stage, TExchange exchange)
    {
        long start = times.Now;
        var verdict = stages[stage](Engine, exchange);
        times.Record(stage, start);
        return verdict;
    }
}
