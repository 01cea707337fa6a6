using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;

namespace Nestor.Engine.Loop;

/// <inheritdoc/>
public sealed class Batch6() : Batch<Arrival6, Departure6, LeaseChanges6>(new LeaseChanges6())
{
    public void Add(in Departure6 reply, bool needsCommit) =>
        Add(in reply, reply.Buffer, reply.Start, reply.Length, needsCommit);
}
