using System.Collections.Concurrent;
using Nestor.Engine.Loop;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Server.Sockets;

namespace Nestor.Server.Runtime;

/// <summary>
/// Makes batches durable and then sends their replies, in the order the loop gave them. With a store that syncs it
/// has a thread, so that the loop answers the next batch while the disk works; small batches that nothing waits
/// behind are done in the loop's own thread, which is quicker.
/// </summary>
public sealed class Committer4 : IDisposable
{
    private const int FewQueries = 2;

    private static readonly LogId CommitId = LogId.Debug(50, "DHCPSRV_MEMFILE_COMMIT");

    private readonly SocketSet4 _sockets;
    private readonly MessageRing _ring = new();
    private readonly ConcurrentQueue<Batch4> _free = new();
    private readonly ConcurrentQueue<Batch4> _waiting = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly SemaphoreSlim _returned = new(0);
    private readonly Thread? _thread;
    private int _outstanding;
    private bool _isStopping;

    /// <param name="store">Null when leases are not kept on disk.</param>
    /// <param name="isThreaded">Commits take long enough to be done beside the loop.</param>
    /// <param name="batches">How many batches there are in all.</param>
    public Committer4(SocketSet4 sockets, ILeaseStore4? store, bool isThreaded, int batches)
    {
        _sockets = sockets;
        Store = store;
        for (int i = 0; i < batches; i++)
        {
            _free.Enqueue(new Batch4());
        }

        if (isThreaded)
        {
            _thread = new Thread(Work) { Name = "commit", IsBackground = true };
            _thread.Start();
        }
    }

    public ILeaseStore4? Store { get; }

    /// <summary>Batches that could not be made durable, so that nothing of them was answered.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    private long _failures;

    public Logger Log { get; init; } = Logger.Silent;

    /// <summary>Called on the committing thread when a commit fails, and when one succeeds again.</summary>
    public Action<bool>? HealthChanged { get; set; }

    private bool _isHealthy = true;

    /// <summary>An empty batch; waits for one when all are under way.</summary>
    public Batch4 Take()
    {
        Batch4? batch;
        while (!_free.TryDequeue(out batch))
        {
            _returned.Wait();
        }

        batch.Clear();
        return batch;
    }

    /// <summary>Hands over a batch that the loop has run. Its immediate replies are sent by now.</summary>
    public void Submit(Batch4 batch)
    {
        bool isEmpty = batch.Changes.IsEmpty && batch.CommittedCount == 0;
        bool isIdle = Volatile.Read(ref _outstanding) == 0;
        if (isEmpty && (isIdle || _thread is not null))
        {
            _free.Enqueue(batch);
            return;
        }

        if (_thread is null || (isIdle && (batch.Changes.IsEmpty || batch.ArrivalCount <= FewQueries)))
        {
            Finish(batch);
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
            _returned.Wait(TimeSpan.FromMilliseconds(10));
        }
    }

    public void Dispose()
    {
        Drain();
        Volatile.Write(ref _isStopping, true);
        _work.Release();
        _thread?.Join();
        _ring.Dispose();
        _work.Dispose();
        _returned.Dispose();
    }

    private void Work()
    {
        while (true)
        {
            _work.Wait();
            if (Volatile.Read(ref _isStopping))
            {
                return;
            }

            if (_waiting.TryDequeue(out var batch))
            {
                Finish(batch);
                Interlocked.Decrement(ref _outstanding);
                _returned.Release();
            }
        }
    }

    private void Finish(Batch4 batch)
    {
        bool isDone = Store is null || Store.Commit(batch.Changes);
        if (isDone)
        {
            if (Store is not null && !batch.Changes.IsEmpty)
            {
                Log.Write(CommitId, $"{batch.Changes.Count} rows are in the lease file");
            }

            _sockets.Send(batch.Committed, _ring);
        }
        else
        {
            Interlocked.Increment(ref _failures);
        }

        if (isDone != _isHealthy)
        {
            _isHealthy = isDone;
            HealthChanged?.Invoke(isDone);
        }

        _free.Enqueue(batch);
    }
}
