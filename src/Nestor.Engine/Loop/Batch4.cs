using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;

namespace Nestor.Engine.Loop;

/// <summary>
/// One turn of the loop: what arrived, what it changed, and the replies, those that may go at once apart from those
/// that wait for the changes to be durable. Buffers are used again and again.
/// </summary>
public sealed class Batch4 : IBatch<LeaseChanges4>
{
    /// <summary>Most queries of one turn.</summary>
    public const int MaxQueries = 256;

    /// <summary>Room per received packet: an Ethernet frame.</summary>
    public const int SlotSize = 2048;

    /// <summary>Room before each reply for link, network and transport headers.</summary>
    public const int Headroom = 64;

    private const int OutSize = 256 * 1024;
    private const int UsualReply = 4096;

    private readonly byte[] _out = GC.AllocateUninitializedArray<byte>(OutSize, pinned: true);
    private int _outUsed;

    public Arrival4[] Arrivals { get; } = new Arrival4[MaxQueries];

    public int ArrivalCount { get; set; }

    /// <summary>Where packets are received into: <see cref="MaxQueries"/> slots of <see cref="SlotSize"/> bytes, pinned.</summary>
    public byte[] Slab { get; } = GC.AllocateUninitializedArray<byte>(MaxQueries * SlotSize, pinned: true);

    public LeaseChanges4 Changes { get; } = new();

    public int ChangeCount => Changes.Count;

    public ReadOnlySpan<Departure4> Immediate => _immediate.AsSpan(0, ImmediateCount);

    public ReadOnlySpan<Departure4> Committed => _committed.AsSpan(0, CommittedCount);

    public int ImmediateCount { get; private set; }

    public int CommittedCount { get; private set; }

    private readonly Departure4[] _immediate = new Departure4[MaxQueries];
    private readonly Departure4[] _committed = new Departure4[MaxQueries];

    /// <summary>Empties the batch for its next turn.</summary>
    public void Clear()
    {
        ArrivalCount = 0;
        ImmediateCount = 0;
        CommittedCount = 0;
        _outUsed = 0;
        Changes.Clear();
    }

    /// <summary>Room for one reply, with headroom before it. What is not added is used again.</summary>
    public Span<byte> Reserve(out byte[] buffer, out int start)
    {
        if (OutSize - _outUsed < Headroom + UsualReply)
        {
            // Only when a batch has many large replies: they get memory of their own.
            buffer = GC.AllocateUninitializedArray<byte>(Headroom + UsualReply, pinned: true);
            start = Headroom;
            return buffer.AsSpan(Headroom);
        }

        buffer = _out;
        start = _outUsed + Headroom;
        return _out.AsSpan(start, UsualReply);
    }

    public void Add(in Departure4 reply, bool needsCommit)
    {
        if (reply.Buffer == _out)
        {
            _outUsed = (reply.Start + reply.Length + 7) & ~7;
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
