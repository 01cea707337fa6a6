using System.Collections.Concurrent;
using Nestor.Engine.Loop;
using Nestor.Engine.Statistics;
using Nestor.Model.Leases;
using Nestor.Model.Logging;

namespace Nestor.Server.Runtime;

/// <summary>
/// Makes batches durable and then sends their replies, in the order the loop gave them. With a store that syncs it
/// has a thread, so that the loop answers the next batch while the disk works; what comes meanwhile is then committed
/// together. Small batches that nothing waits behind are done in the loop's own thread, which is quicker, as long as
/// the disk is.
/// </summary>
/// <typeparam name="TBatch">One turn of the loop.</typeparam>
/// <typeparam name="TChanges">What it changed.</typeparam>
public abstract class Committer<TBatch, TChanges> : IDisposable
    where TBatch : class, IBatch<TChanges>
    where TChanges : class
{
    private const int FewQueries = 2;

    private static readonly LogId CommitId = LogId.Debug(50, "DHCPSRV_MEMFILE_COMMIT");

    /// <summary>What a change of threads costs both ways at rest, about; a disk slower than that would hold up offers.</summary>
    private static readonly TimeSpan QuickCommit = TimeSpan.FromMicroseconds(150);

    private readonly ConcurrentQueue<TBatch> _free = new();
    private readonly ConcurrentQueue<TBatch> _waiting = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly AutoResetEvent _returned = new(false);
    private readonly TimeProvider _clock;
    private readonly TBatch[] _one = new TBatch[1];
    private readonly TBatch[] _group;
    private readonly Thread? _thread;
    private long _usualTicks;
    private int _outstanding;
    private bool _isStopping;

    /// <param name="store">Null when leases are not kept on disk.</param>
    /// <param name="isThreaded">Commits take long enough to be done beside the loop.</param>
    /// <param name="batches">All batches there are.</param>
    /// <param name="clock">To see how long the disk takes.</param>
    protected Committer(ILeaseStore<TChanges>? store, bool isThreaded, IReadOnlyCollection<TBatch> batches, TimeProvider clock)
    {
        _clock = clock;
        _group = new TBatch[batches.Count];
        Store = store;
        foreach (var batch in batches)
        {
            _free.Enqueue(batch);
        }

        if (isThreaded)
        {
            _thread = new Thread(Work) { Name = "commit", IsBackground = true };
            _thread.Start();
        }
    }

    public ILeaseStore<TChanges>? Store { get; }

    /// <summary>Batches that could not be made durable, so that nothing of them was answered.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    private long _failures;

    public Logger Log { get; init; } = Logger.Silent;

    /// <summary>Nanoseconds of each commit that had changes.</summary>
    public Histogram Times { get; init; } = Histogram.OfTimes();

    /// <summary>Called on the committing thread when a commit fails, and when one succeeds again.</summary>
    public Action<bool>? HealthChanged { get; set; }

    private bool _isHealthy = true;

    /// <summary>An empty batch; waits for one when all are under way.</summary>
    public TBatch Take()
    {
        TBatch? batch;
        while (!_free.TryDequeue(out batch))
        {
            _returned.WaitOne();
        }

        batch.Clear();
        return batch;
    }

    /// <summary>Hands over a batch that the loop has run. Its immediate replies are sent by now.</summary>
    public void Submit(TBatch batch)
    {
        bool isEmpty = batch.ChangeCount == 0 && batch.CommittedCount == 0 && batch.WhenCommitted.Count == 0;
        bool isIdle = Volatile.Read(ref _outstanding) == 0;
        if (isEmpty && (isIdle || _thread is not null))
        {
            _free.Enqueue(batch);
            return;
        }

        if (_thread is null || (isIdle && (batch.ChangeCount == 0 || (batch.ArrivalCount <= FewQueries && IsDiskQuick))))
        {
            _one[0] = batch;
            Finish(_one);
            return;
        }

        Interlocked.Increment(ref _outstanding);
        _waiting.Enqueue(batch);
        _work.Release();
    }

    /// <summary>Waits until everything handed over is done. For the loop's thread.</summary>
    public void Drain()
    {
        while (Volatile.Read(ref _outstanding) > 0)
        {
            _returned.WaitOne(TimeSpan.FromMilliseconds(10));
        }
    }

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Sends the replies that waited for the batch to be durable. On the committing thread.</summary>
    protected abstract void Send(TBatch batch);

    protected virtual void Dispose(bool isDisposing)
    {
        Drain();
        Volatile.Write(ref _isStopping, true);
        _work.Release();
        _thread?.Join();
        _work.Dispose();
        _returned.Dispose();
    }

    private void Work()
    {
        Prompt.Become();
        while (true)
        {
            _work.Wait();
            if (Volatile.Read(ref _isStopping))
            {
                return;
            }

            // The group of a wake-up before may have had the batch of this one.
            int count = 0;
            while (count < _group.Length && _waiting.TryDequeue(out var batch))
            {
                _group[count++] = batch;
            }

            if (count > 0)
            {
                Finish(_group.AsSpan(0, count));
                Interlocked.Add(ref _outstanding, -count);
                _returned.Set();
            }
        }
    }

    private bool IsDiskQuick => Volatile.Read(ref _usualTicks) <= QuickCommit.Ticks;

    private void Finish(ReadOnlySpan<TBatch> group)
    {
        bool isDone = Store is null || TryCommit(Store, group);
        foreach (var batch in group)
        {
            if (isDone)
            {
                if (Store is not null && batch.ChangeCount > 0)
                {
                    Log.Write(CommitId, $"{batch.ChangeCount} rows are in the lease file");
                }

                Send(batch);
            }
            else
            {
                Interlocked.Increment(ref _failures);
            }

            for (int i = 0; i < batch.WhenCommitted.Count; i++)
            {
                batch.WhenCommitted[i](isDone);
            }
        }

        if (isDone != _isHealthy)
        {
            _isHealthy = isDone;
            HealthChanged?.Invoke(isDone);
        }

        foreach (var batch in group)
        {
            _free.Enqueue(batch);
        }
    }

    private bool TryCommit(ILeaseStore<TChanges> store, ReadOnlySpan<TBatch> group)
    {
        bool hasChanges = false;
        foreach (var batch in group)
        {
            hasChanges |= batch.ChangeCount > 0;
            store.Add(batch.Changes);
        }

        long start = hasChanges ? _clock.GetTimestamp() : 0;
        bool isDone = store.Commit();
        if (hasChanges)
        {
            var time = _clock.GetElapsedTime(start);
            Times.Record((long)time.TotalNanoseconds);
            long usual = _usualTicks;
            Volatile.Write(ref _usualTicks, usual + ((time.Ticks - usual) / 8));
        }

        return isDone;
    }
}
