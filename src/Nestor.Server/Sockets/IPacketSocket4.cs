using Nestor.Engine.Loop;
using Nestor.Hooks.Exchange;

namespace Nestor.Server.Sockets;

/// <summary>One open socket of the server, raw or UDP.</summary>
internal interface IPacketSocket4 : IDisposable
{
    int Fd { get; }

    ListenOn Place { get; }

    /// <summary>
    /// Takes what waits into the batch, from its next free slot on, without waiting. Returns the error number when
    /// that failed, 0 else.
    /// </summary>
    int Receive(Batch4 batch, MessageRing ring, int socketNumber);

    /// <summary>
    /// Sends replies that are all for this socket; returns how many could not be sent, the last error is in the ring.
    /// </summary>
    int Send(ReadOnlySpan<Departure4> replies, MessageRing ring);
}
