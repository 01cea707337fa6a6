using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.HookLoading;

/// <summary>The libraries of one configuration. Belongs to the loop's thread once it has been started.</summary>
internal sealed class LoadedLibraries(
    HookPoints points, IReadOnlyList<(IHookLibrary Library, LibrarySetup Setup)> libraries,
    IReadOnlyDictionary<string, CommandTable.Row> commands, Func<string, Logger> log) : IDisposable
{
    private static readonly LogId StartFailedId = LogId.Error("NESTOR_HOOKS_START_FAILED");
    private static readonly LogId UnloadFailedId = LogId.Error("NESTOR_HOOKS_UNLOAD_FAILED");
    private static readonly LogId UnloadedId = LogId.Info("HOOKS_LIBRARY_UNLOADED");

    private bool _isStarted;

    public HookPoints Points => points;

    public IReadOnlyDictionary<string, CommandTable.Row> Commands => commands;

    /// <summary>What each has cost so far.</summary>
    public IEnumerable<LibraryGuard> Guards => libraries.Select(l => l.Setup.Guard);

    /// <summary>They may go on when parts of the configuration become others.</summary>
    public bool AreKeptByEdits => libraries.All(l => l.Library.IsKeptByEdits);

    /// <summary>[dhcp4_srv_configured] [dhcp6_srv_configured] Why a library does not want the configuration; empty when all do.</summary>
    public string Refusal(DhcpSettings settings)
    {
        var point = points.ServerConfigured;
        point.Call.Settings = settings;
        point.Call.Error = "";
        return !point.IsUsed || point.Run() != NextStep.Drop ? ""
            : point.Call.Error.Length > 0 ? point.Call.Error : "a hook library refuses the configuration";
    }

    /// <summary>Starts them in their order; those that could not be are named.</summary>
    public List<string> Start(IHookServer server)
    {
        var failed = new List<string>();
        _isStarted = true;
        foreach (var (library, setup) in libraries)
        {
            try
            {
                library.Start(server);
            }
            catch (Exception e)
            {
                log("hooks").Write(StartFailedId, $"{setup.Stem} could not be started: {e.ToString().ReplaceLineEndings(" | ")}");
                failed.Add($"{setup.Stem}: {e.Message}");
            }
        }

        return failed;
    }

    /// <summary>Ends them, last first.</summary>
    public void Dispose()
    {
        foreach (var (library, setup) in libraries.Reverse())
        {
            try
            {
                library.Dispose();
            }
            catch (Exception e)
            {
                log("hooks").Write(UnloadFailedId, $"{setup.Stem}: {e.ToString().ReplaceLineEndings(" | ")}");
            }

            if (_isStarted)
            {
                log("hooks").Write(UnloadedId, $"hooks library {setup.Stem} has been unloaded");
            }
        }
    }
}
