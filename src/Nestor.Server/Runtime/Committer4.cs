using Nestor.Engine.Loop;
using Nestor.Model.Leases;
using Nestor.Server.Sockets;

namespace Nestor.Server.Runtime;

/// <summary>Commits batches of DHCPv4 queries and sends their replies.</summary>
/// <param name="store">Null when leases are not kept on disk.</param>
/// <param name="isThreaded">Commits take long enough to be done beside the loop.</param>
/// <param name="batches">How many batches there are in all.</param>
/// <param name="clock">To see how long the disk takes.</param>
public sealed class Committer4(
    SocketSet4 sockets, ILeaseStore<LeaseChanges4>? store, bool isThreaded, int batches, TimeProvider clock)
    : Committer<Batch4, LeaseChanges4>(store, isThreaded, [.. Enumerable.Range(0, batches).Select(_ => new Batch4())], clock)
{
    private readonly MessageRing _ring = new();

    protected override void Send(Batch4 batch) => sockets.Send(batch.Committed, _ring);

    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        _ring.Dispose();
    }
}
