using Nestor.Engine.Loop;
using Nestor.Model.Leases;

namespace Nestor.Server.Sockets;

/// <summary>One open socket of a server, raw or UDP.</summary>
internal interface IPacketSocket<TArrival, TDeparture, TChanges> : IDisposable
    where TArrival : struct
    where TDeparture : struct
    where TChanges : class, IChanges
{
    int Fd { get; }

    /// <summary>May be set to one that <see cref="ListenOn.IsSameAs"/> finds the same.</summary>
    ListenOn Place { get; set; }

    /// <summary>
    /// Takes what waits into the batch, from its next free slot on, without waiting. Returns the error number when
    /// that failed, 0 else.
    /// </summary>
    int Receive(Batch<TArrival, TDeparture, TChanges> batch, MessageRing ring, int socketNumber);

    /// <summary>
    /// Sends replies that are all for this socket; returns how many could not be sent, the last error is in the ring.
    /// </summary>
    int Send(ReadOnlySpan<TDeparture> replies, MessageRing ring);
}
