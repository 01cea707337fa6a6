using Nestor.Wire.Values;
using PerfDhcp.Sockets;

namespace PerfDhcp.Limits;

/// <summary>Answers every datagram to where it came from, in batches, until it is told to stop.</summary>
internal static unsafe class Responder
{
    /// <summary>Makes the answer in the buffer of the query; gives its length, 0 for none.</summary>
    public delegate int Answer(Span<byte> buffer, int length);

    public static void Run(UdpSocket socket, int batch, Answer answer, CancellationToken stop)
    {
        using var ring = new MessageRing(batch);
        using var replies = new MessageRing(batch);
        var longest = TimeSpan.FromMilliseconds(50);
        while (!stop.IsCancellationRequested)
        {
            ring.Arm(wantsPeers: true);
            int count = Linux.ReceiveMany(socket.Fd, ring.Headers, (uint)batch, Linux.MsgDontWait, null);
            if (count <= 0)
            {
                socket.Wait(longest);
                continue;
            }

            int ready = 0;
            for (int i = 0; i < count; i++)
            {
                int length = answer(ring.Buffer(i), (int)ring.Headers[i].Transferred);
                if (length > 0)
                {
                    ring.Buffer(i)[..length].CopyTo(replies.Buffer(ready));
                    replies.Peer(ready) = ring.Peer(i);
                    replies.Headers[ready].NameLength = ring.Peer(i).Length;
                    replies.SetLength(ready++, length);
                }
            }

            _ = ready > 0 ? socket.Send(replies, ready) : 0;
        }
    }

    public static Answer Null4(Ip4 id) => new NullServer4(id).Answer;

    public static Answer Null6() => new NullServer6().Answer;

    public static int Echo(Span<byte> buffer, int length)
    {
        _ = buffer;
        return length;
    }
}
