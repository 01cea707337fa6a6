using System.Text.Json;
using SideBySide.Net;

namespace SideBySide.Servers;

/// <summary>
/// Counters of a server without a control channel: on SIGUSR1 it writes them to the file that
/// NESTOR_STATISTICS_FILE names.
/// </summary>
internal static class SignalledFile
{
    public static SortedDictionary<string, string> ReadCounters(ServerProcess server)
    {
        File.Delete(server.StatisticsFile);
        server.Signal(Libc.SigUser1);
        for (int i = 0; i < 5000; i++)
        {
            Thread.Sleep(i < 20 ? 1 : 2);
            if (TryRead(server.StatisticsFile) is { } counters)
            {
                return counters;
            }
        }

        throw new InvalidOperationException($"no counters within 10 s of SIGUSR1, {(server.IsAlive ? "alive" : "gone")}. " + server.Said);
    }

    // The file may be seen half written; the next look sees all of it.
    private static SortedDictionary<string, string>? TryRead(string path)
    {
        try
        {
            return File.Exists(path) ? CounterText.Parse(File.ReadAllText(path)) : null;
        }
        catch (Exception problem) when (problem is JsonException or IOException)
        {
            return null;
        }
    }
}
