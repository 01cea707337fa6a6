using PerfDhcp.Packets;
using PerfDhcp.Sockets;

namespace PerfDhcp.Limits;

/// <summary>Asks a server every 5 ms until it answers: finds the moment a start-up is over.</summary>
internal static class Probe
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <returns>The time of the first OFFER or ADVERTISE; null when none came within the limit.</returns>
    public static DateTimeOffset? Run(
        IDatagramPort port, Protocol protocol, PacketTemplate template, UInt128 relay,
        TimeSpan limit, TimeProvider clock, Random dice, CancellationToken stop)
    {
        uint xid = (uint)dice.NextInt64(uint.MaxValue) & protocol.XidMask;
        ulong mac = 0x02FE_0000_0000UL | (uint)dice.NextInt64(uint.MaxValue);
        long start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < limit && !stop.IsCancellationRequested)
        {
            port.Queue(template.Write(port.Next(), new QueryParts(xid, mac, relay, default, [], 0)));
            _ = port.Flush(); // a refused datagram is one more reason to try again
            long asked = clock.GetTimestamp();
            for (var left = Interval; left > TimeSpan.Zero; left = Interval - clock.GetElapsedTime(asked))
            {
                port.Wait(left);
                int count = port.Receive();
                for (int i = 0; i < count; i++)
                {
                    if (protocol.Read(port.Received(i), out var reply) && reply.Xid == xid
                        && reply.Kind is ReplyKind.Offer or ReplyKind.Final)
                    {
                        return clock.GetUtcNow();
                    }
                }
            }
        }

        return null;
    }
}
