namespace Nestor.Server.Runtime;

/// <summary>A server as its program sees it.</summary>
public interface IServerHost : IDisposable
{
    /// <summary>The exit code once <see cref="Run"/> is over.</summary>
    int ExitCode { get; }

    int LeaseCount { get; }

    /// <summary>Asks the hook libraries whether they want the configuration, before <see cref="Run"/>; false with the reason.</summary>
    bool TryPrepare(out string error);

    /// <summary>Serves until <see cref="Stop"/>.</summary>
    void Run();

    /// <summary>Ends <see cref="Run"/> after the current turn; from any thread.</summary>
    void Stop();

    /// <summary>Asks for the configuration file to be read again; from any thread.</summary>
    void Reload();

    /// <summary>Asks for the counters to be written to the file that NESTOR_STATISTICS_FILE names; from any thread.</summary>
    void ReportStatistics();

    /// <summary>Asks for every client that can be told to come back to be told; from any thread.</summary>
    void TellClients();
}
