using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Runtime;

/// <summary>
/// What waits for the loop: in the sockets, or with <c>dhcp-queue-control</c> in a queue in between, which keeps the newest
/// when there is more than it may hold. With <c>multi-threading</c> there is no such queue, as with Kea.
/// </summary>
/// <param name="receive">Takes what waits in the sockets, as much as the batch has room for.</param>
/// <param name="overflow">Counts a query that is dropped.</param>
internal sealed class Intake<TArrival, TDeparture, TChanges>(
    Action<Batch<TArrival, TDeparture, TChanges>> receive, Intake<TArrival, TDeparture, TChanges>.Drop overflow, HostLogIds ids, Logger log)
    where TArrival : struct, IArrival<TArrival>
    where TDeparture : struct
    where TChanges : class, IChanges
{
    private static readonly LogId DisabledId = LogId.Warn("DHCPSRV_MT_DISABLED_QUEUE_CONTROL");

    private readonly ArrivalQueue<TArrival> _queue = new();
    private readonly double[] _waiting = new double[3];
    private bool _isQueued;

    public delegate void Drop(in TArrival arrival);

    /// <summary>Nothing waits here; in the sockets something may.</summary>
    public bool IsEmpty => _queue.Count == 0;

    /// <summary>How many queries a turn found waiting, on the average of the last ten, hundred and thousand queries.</summary>
    public IReadOnlyList<double> Waiting => _waiting;

    /// <summary>A configuration comes into force.</summary>
    public void Configure(DhcpSettings settings)
    {
        var threads = settings.MultiThreading;
        log.Write(
            ids.Threads,
            $"enabled: {(threads.IsEnabled ? "yes" : "no")}, threads: {threads.ThreadPoolSize}, queue size: {threads.PacketQueueSize}; one loop serves all queries, whatever these say");
        _isQueued = settings.PacketQueue.IsEnabled && !threads.IsEnabled;
        _queue.Capacity = settings.PacketQueue.Capacity;
        if (_isQueued)
        {
            log.Write(ids.PacketQueue, $"the newest {_queue.Capacity} queries wait while the loop is busy");
        }
        else if (settings.PacketQueue.IsEnabled)
        {
            log.Write(DisabledId, $"dhcp-queue-control is for enable-multi-threading false only: queries wait in the sockets");
        }
    }

    /// <summary>Fills the batch.</summary>
    public void Receive(Batch<TArrival, TDeparture, TChanges> batch)
    {
        if (_isQueued || !IsEmpty)
        {
            TakeAll(batch);
            while (batch.ArrivalCount < Batch.MaxQueries
                && _queue.TryTake(batch.Slab, batch.ArrivalCount * Batch.SlotSize, out batch.Arrivals[batch.ArrivalCount]))
            {
                batch.ArrivalCount++;
            }
        }
        else
        {
            receive(batch);
        }

        Count(batch.ArrivalCount);
    }

    /// <summary>Empties the sockets into the queue, or as much of them as it can hold.</summary>
    private void TakeAll(Batch<TArrival, TDeparture, TChanges> batch)
    {
        long room = (long)_queue.Capacity + Batch.MaxQueries;
        bool isMore = true;
        while (isMore && room > 0)
        {
            batch.ArrivalCount = 0;
            receive(batch);
            foreach (ref readonly var arrival in batch.Arrivals.AsSpan(0, batch.ArrivalCount))
            {
                if (_queue.Put(in arrival, out var dropped))
                {
                    overflow(in dropped);
                }
            }

            room -= batch.ArrivalCount;
            isMore = batch.ArrivalCount == Batch.MaxQueries;
        }

        batch.ArrivalCount = 0;
    }

    private void Count(int arrivals)
    {
        int over = 10;
        foreach (ref double average in _waiting.AsSpan())
        {
            average += (arrivals - average) * Math.Min(1.0, (double)arrivals / over);
            over *= 10;
        }
    }
}
