using Nestor.Model.Leases;

namespace Nestor.Engine.Loop;

/// <summary>Sizes of a batch, the same for both families.</summary>
public static class Batch
{
    /// <summary>Most queries of one turn that come new; as many that were parked may go on in it.</summary>
    public const int MaxQueries = 256;

    /// <summary>Room per received packet: an Ethernet frame and more.</summary>
    public const int SlotSize = 2048;

    /// <summary>Room before each reply for link, network and transport headers.</summary>
    public const int Headroom = 64;
}

/// <summary>
/// One turn of the loop: what arrived, what it changed, and the replies, those that may go at once apart from those
/// that wait for the changes to be durable. Buffers are used again and again.
/// </summary>
public abstract class Batch<TArrival, TDeparture, TChanges>(TChanges changes) : IBatch<TChanges>
    where TArrival : struct
    where TDeparture : struct
    where TChanges : class, IChanges
{
    private const int OutSize = 256 * 1024;
    private const int UsualReply = 4096;

    private readonly byte[] _out = GC.AllocateUninitializedArray<byte>(OutSize, pinned: true);
    private int _outUsed;

    public TArrival[] Arrivals { get; } = new TArrival[Batch.MaxQueries];

    public int ArrivalCount { get; set; }

    /// <summary>Where packets are received into: <see cref="Batch.MaxQueries"/> slots of <see cref="Batch.SlotSize"/> bytes, pinned.</summary>
    public byte[] Slab { get; } = GC.AllocateUninitializedArray<byte>(Batch.MaxQueries * Batch.SlotSize, pinned: true);

    public TChanges Changes { get; } = changes;

    public int ChangeCount => Changes.Count;

    public ReadOnlySpan<TDeparture> Immediate => _immediate.AsSpan(0, ImmediateCount);

    public ReadOnlySpan<TDeparture> Committed => _committed.AsSpan(0, CommittedCount);

    /// <summary>Answers to commands, which wait for the changes as replies do.</summary>
    public List<Action<bool>> WhenCommitted { get; } = [];

    IReadOnlyList<Action<bool>> IBatch<TChanges>.WhenCommitted => WhenCommitted;

    public int ImmediateCount { get; private set; }

    public int CommittedCount { get; private set; }

    private readonly TDeparture[] _immediate = new TDeparture[2 * Batch.MaxQueries];
    private readonly TDeparture[] _committed = new TDeparture[2 * Batch.MaxQueries];

    /// <summary>Empties the batch for its next turn.</summary>
    public void Clear()
    {
        ArrivalCount = 0;
        ImmediateCount = 0;
        CommittedCount = 0;
        _outUsed = 0;
        WhenCommitted.Clear();
        Changes.Clear();
    }

    /// <summary>Room for one reply, with headroom before it. What is not added is used again.</summary>
    public Span<byte> Reserve(out byte[] buffer, out int start)
    {
        if (OutSize - _outUsed < Batch.Headroom + UsualReply)
        {
            // Only when a batch has many large replies: they get memory of their own.
            buffer = GC.AllocateUninitializedArray<byte>(Batch.Headroom + UsualReply, pinned: true);
            start = Batch.Headroom;
            return buffer.AsSpan(Batch.Headroom);
        }

        buffer = _out;
        start = _outUsed + Batch.Headroom;
        return _out.AsSpan(start, UsualReply);
    }

    /// <param name="buffer">As <see cref="Reserve"/> gave it, with <paramref name="start"/>.</param>
    /// <param name="length">Bytes written there.</param>
    protected void Add(in TDeparture reply, byte[] buffer, int start, int length, bool needsCommit)
    {
        if (buffer == _out)
        {
            _outUsed = (start + length + 7) & ~7;
        }

        if (needsCommit)
        {
            _committed[CommittedCount++] = reply;
        }
        else
        {
            _immediate[ImmediateCount++] = reply;
        }
    }
}
