namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// Tells clients to come back, on the loop and at a pace: a job walks through the leases a piece at a time and takes
/// clients into the table of those to be told, from which so many a turn and a second are told. It does nothing, and
/// costs a comparison, while there is no job and nobody to be told.
/// </summary>
public abstract class Reconfigurer<TAddr>
    where TAddr : struct, IEquatable<TAddr>
{
    /// <summary>Jobs that may wait; the walk of one is short.</summary>
    public const int MaxJobs = 64;

    /// <summary>Leases looked at in one turn.</summary>
    public const int MaxLooks = 4096;

    /// <summary>Leases looked at for a count at one time: about half a millisecond when all have keys.</summary>
    public const int MaxCounted = 512;

    /// <summary>Messages of one turn of the loop.</summary>
    public const int MaxPerTurn = 32;

    /// <summary>Messages of one second, however often the loop turns.</summary>
    public const int MaxPerSecond = 200;

    private readonly Queue<ReconfigureJob> _jobs = new();
    private long _second;
    private int _sentThisSecond;

    /// <summary>Counts every key and signature given out.</summary>
    public ReplayCounter Replay { get; } = new();

    /// <summary>Clients that have not come yet.</summary>
    public Pending<TAddr> Pending { get; } = new();

    /// <summary>Nobody is to be told.</summary>
    public bool IsIdle => _jobs.Count == 0 && Pending.Count == 0;

    /// <summary>Jobs that are not through all leases yet.</summary>
    public int JobCount => _jobs.Count;

    /// <summary>Takes a job in; false when too many wait already, or clients are given no keys.</summary>
    public bool Start(ReconfigureJob job)
    {
        if (!IsOn || _jobs.Count >= MaxJobs)
        {
            return false;
        }

        job.NextSlot = 0;
        _jobs.Enqueue(job);
        return true;
    }

    /// <summary>Counts the clients a job means, a piece at a time; true when it is through.</summary>
    public bool Count(ReconfigureJob job, ClientCount count)
    {
        for (int looks = MaxCounted; count.NextSlot < SlotLimit; count.NextSlot++)
        {
            if (looks-- == 0)
            {
                return false;
            }

            if (IsMeant(count.NextSlot, job) && !IsLaterLease(count.NextSlot, job))
            {
                count.Clients++;
            }
        }

        return true;
    }

    /// <summary>The client of a lease came, by itself or told to.</summary>
    public void Came(TAddr address)
    {
        if (Pending.Count > 0)
        {
            Pending.Remove(address);
        }
    }

    /// <summary>Forgets all jobs and clients: leases or configuration are others.</summary>
    public void Forget()
    {
        _jobs.Clear();
        Pending.Clear();
    }

    /// <summary>One turn of the loop: goes on with the jobs and tells whose time has come.</summary>
    /// <param name="now">Unix seconds.</param>
    /// <param name="room">Messages that the batch has room for.</param>
    protected void Turn(long now, int room)
    {
        if (!IsOn)
        {
            Forget();
            return;
        }

        Walk(now);
        if (now != _second)
        {
            _second = now;
            _sentThisSecond = 0;
        }

        room = Math.Min(Math.Min(room, MaxPerTurn), MaxPerSecond - _sentThisSecond);
        while (room > 0 && Pending.TryNext(now, out var address, out byte message, out bool isLast))
        {
            if (!TryTell(address, message, isLast))
            {
                Pending.Remove(address);
                continue;
            }

            room--;
            _sentThisSecond++;
        }
    }

    /// <summary>False when a job is about one client and no lease is that client's.</summary>
    public abstract bool Knows(ReconfigureJob job);

    /// <summary>Clients may be told at all.</summary>
    public abstract bool IsOn { get; }

    protected abstract int SlotLimit { get; }

    /// <summary>The lease is in use, the job means it, and its client has a key.</summary>
    protected abstract bool IsMeant(int slot, ReconfigureJob job);

    /// <summary>The same client has another lease that is meant and counted before this one.</summary>
    protected virtual bool IsLaterLease(int slot, ReconfigureJob job) => false;

    /// <summary>The client is about to be told because of another lease.</summary>
    protected virtual bool IsToldAlready(int slot) => false;

    protected abstract TAddr AddressOf(int slot);

    /// <summary>Sends the message; false when the lease is gone, has no key, or there is no way to its client.</summary>
    protected abstract bool TryTell(TAddr address, byte message, bool isLast);

    private void Walk(long now)
    {
        int looks = MaxLooks;
        while (_jobs.TryPeek(out var job))
        {
            for (; job.NextSlot < SlotLimit; job.NextSlot++)
            {
                if (looks-- == 0 || Pending.IsFull)
                {
                    return;
                }

                if (IsMeant(job.NextSlot, job) && !IsToldAlready(job.NextSlot))
                {
                    Pending.Add(AddressOf(job.NextSlot), job.Message, now);
                }
            }

            _jobs.Dequeue();
        }
    }
}
