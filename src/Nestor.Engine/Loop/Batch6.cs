using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;

namespace Nestor.Engine.Loop;

/// <inheritdoc/>
public sealed class Batch6() : Batch<Arrival6, Departure6, LeaseChanges6>(new LeaseChanges6())
{
    /// <summary>Room of its own for a reply that is larger than most.</summary>
    public static Span<byte> ReserveLarge(int size, out byte[] buffer, out int start)
    {
        buffer = GC.AllocateUninitializedArray<byte>(Batch.Headroom + size, pinned: true);
        start = Batch.Headroom;
        return buffer.AsSpan(start);
    }

    public void Add(in Departure6 reply, bool needsCommit) =>
        Add(in reply, reply.Buffer, reply.Start, reply.Length, needsCommit);
}
