using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;
using PerfDhcp.Packets;
using PerfDhcp.Sockets;

namespace PerfDhcp.Limits;

/// <summary>Asks a server every 5 ms until it answers: finds the moment a start-up is over.</summary>
internal static class Probe
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(5);

    /// <returns>The time of the first OFFER; null when none came within the limit.</returns>
    public static DateTimeOffset? Run(
        IDatagramPort port, Ip4 relay, TimeSpan limit, TimeProvider clock, Random dice, CancellationToken stop)
    {
        var template = BuiltInTemplates.Discover([]);
        uint xid = (uint)dice.NextInt64(uint.MaxValue);
        ulong mac = 0x02FE_0000_0000UL | (uint)dice.NextInt64(uint.MaxValue);
        long start = clock.GetTimestamp();
        while (clock.GetElapsedTime(start) < limit && !stop.IsCancellationRequested)
        {
            template.Write(port.Next(), new QueryParts(xid, mac, relay, Ip4.Zero, Ip4.Zero, 0));
            port.Queue(template.Length);
            _ = port.Flush(); // a refused datagram is one more reason to try again
            long asked = clock.GetTimestamp();
            for (var left = Interval; left > TimeSpan.Zero; left = Interval - clock.GetElapsedTime(asked))
            {
                port.Wait(left);
                int count = port.Receive();
                for (int i = 0; i < count; i++)
                {
                    if (Reply4.TryRead(port.Received(i), out var reply) && reply.Xid == xid
                        && reply.Type == MessageType4.Offer)
                    {
                        return clock.GetUtcNow();
                    }
                }
            }
        }

        return null;
    }
}
