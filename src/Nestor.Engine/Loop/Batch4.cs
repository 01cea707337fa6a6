using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;

namespace Nestor.Engine.Loop;

/// <inheritdoc/>
public sealed class Batch4() : Batch<Arrival4, Departure4, LeaseChanges4>(new LeaseChanges4())
{
    public void Add(in Departure4 reply, bool needsCommit) =>
        Add(in reply, reply.Buffer, reply.Start, reply.Length, needsCommit);
}
