using Nestor.Json;
using Nestor.Model.Logging;

namespace Nestor.Server.Runtime;

/// <summary>SIGUSR1: the counters in a file, for those who have no control channel.</summary>
internal static class StatisticsFile
{
    /// <summary>Writes them to the file that NESTOR_STATISTICS_FILE names; does nothing when it names none.</summary>
    public static void Write(Logger log, Func<Element> report)
    {
        if (Paths.Variable("NESTOR_STATISTICS_FILE") is not { } file)
        {
            return;
        }

        try
        {
            File.WriteAllText(file, JsonWriter.Pretty(report()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Write(HostLog.ReportFailed, $"{file}: {e.Message}");
        }
    }
}
