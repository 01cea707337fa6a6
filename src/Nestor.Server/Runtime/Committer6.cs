using Nestor.Engine.Loop;
using Nestor.Model.Leases;
using Nestor.Server.Sockets;

namespace Nestor.Server.Runtime;

/// <summary>Commits batches of DHCPv6 queries and sends their replies.</summary>
/// <param name="store">Null when leases are not kept on disk.</param>
/// <param name="isThreaded">Commits take long enough to be done beside the loop.</param>
/// <param name="batches">How many batches there are in all.</param>
/// <param name="clock">To see how long the disk takes.</param>
public sealed class Committer6(
    SocketSet6 sockets, ILeaseStore<LeaseChanges6>? store, bool isThreaded, int batches, TimeProvider clock)
    : Committer<Batch6, LeaseChanges6>(store, isThreaded, [.. Enumerable.Range(0, batches).Select(_ => new Batch6())], clock)
{
    private readonly MessageRing _ring = new();

    protected override void Send(Batch6 batch) => sockets.Send(batch.Committed, _ring);

    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        _ring.Dispose();
    }
}
