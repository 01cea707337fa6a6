using PerfDhcp.Sockets;

namespace PerfDhcp.Limits;

/// <summary>The other end of --udp-echo: keeps a number of datagrams in flight and counts the round trips.</summary>
internal static class Flood
{
    public readonly record struct Result(double PerSecond, long Received, long Lost);

    public static Result Run(
        IDatagramPort port, int window, int size, TimeSpan period, TimeProvider clock, CancellationToken stop)
    {
        long sent = 0;
        long received = 0;
        long lost = 0;
        long start = clock.GetTimestamp();
        long heard = start;
        while (clock.GetElapsedTime(start) < period && !stop.IsCancellationRequested)
        {
            for (; sent - received - lost < window; sent++)
            {
                if (port.IsFull)
                {
                    port.Flush();
                }

                port.Next()[..size].Clear();
                port.Queue(size);
            }

            port.Flush();
            port.Wait(TimeSpan.FromMilliseconds(20));
            int count = port.Receive();
            received += count;
            if (count > 0)
            {
                heard = clock.GetTimestamp();
            }
            else if (clock.GetElapsedTime(heard) > TimeSpan.FromMilliseconds(100))
            {
                lost = sent - received; // silence: what is out there will not come back
            }
        }

        return new Result(received / clock.GetElapsedTime(start).TotalSeconds, received, lost);
    }
}
