using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;

namespace Nestor.Server.HookLoading;

/// <summary>From the entries of <c>hooks-libraries</c> to loaded libraries: told by the stem of their file's name, whatever folder it has.</summary>
/// <param name="table">Those that are part of the program.</param>
/// <param name="log">Loggers by name.</param>
internal sealed class HookLoader(LibraryTable table, Func<string, Logger> log)
{
    /// <summary>The configurations it reads came by command.</summary>
    public bool IsByCommand { get; init; }

    /// <summary>Libraries that run already: with the same parameters, a command that changes something else may have them again.</summary>
    public IReadOnlyList<HookLibrarySettings> Running { get; init; } = [];

    /// <summary>Null for those of <see cref="Paths"/>.</summary>
    public ServerFolders? Folders { get; init; }

    private static readonly LogId LoadFailedId = LogId.Error("HOOKS_LOAD_EXCEPTION");
    private static readonly LogId LoadedId = LogId.Info("HOOKS_LIBRARY_LOADED");

    /// <summary>Loads all of them, in their order; what is wrong with them is told, and then nothing of it is to be used.</summary>
    public LoadedLibraries Load(DhcpSettings settings, Diagnostics diagnostics)
    {
        HookPoints points = settings is Dhcp4Settings ? new HookPoints4() : new HookPoints6();
        var loaded = new List<(IHookLibrary, LibrarySetup)>();
        var commands = new Dictionary<string, CommandTable.Row>();
        foreach (var entry in settings.HookLibraries)
        {
            if (table.IsAwaited(entry.Stem))
            {
                diagnostics.Warn(entry.Place, $"hook library \"{entry.File}\" is not part of this program yet: it is not acted on");
                continue;
            }

            string error = "";
            if ((table.Make(entry.Stem) ?? AssemblyLibrary.TryLoad(entry, IsStrange(entry), out error)) is not { } library)
            {
                diagnostics.Error(entry.Place, $"found hook library \"{entry.File}\", wanted one of {string.Join(", ", table.Stems.Order(StringComparer.Ordinal))}: {error}");
                continue;
            }

            var setup = new LibrarySetup(entry, settings, points, log, (place, text, isError) =>
            {
                if (isError)
                {
                    diagnostics.Error(place, text);
                }
                else
                {
                    diagnostics.Warn(place, text);
                }
            })
            {
                IsByCommand = IsStrange(entry),
                Folders = Folders ?? new ServerFolders(Paths.Data, Paths.HookScripts, Paths.LegalLog),
            };
            loaded.Add((library, setup));
            try
            {
                library.Load(setup);
            }
            catch (Exception e)
            {
                // A library's fault must not become the server's.
                log("hooks").Write(LoadFailedId, $"{entry.Stem}: {e.ToString().ReplaceLineEndings(" | ")}");
                diagnostics.Error(entry.Place, $"found hook library \"{entry.File}\", which cannot be loaded: {e.Message}");
                continue;
            }

            Add(setup, commands, diagnostics);
            log("hooks").Write(LoadedId, $"hooks library {entry.File} successfully loaded");
        }

        return new LoadedLibraries(points, loaded, commands, log);
    }

    /// <summary>Tells what is wrong with the libraries of a configuration.</summary>
    public void Check(DhcpSettings settings, Diagnostics diagnostics) => Load(settings, diagnostics).Dispose();

    private bool IsStrange(HookLibrarySettings entry) =>
        IsByCommand && !Running.Any(r => r.File == entry.File && Text(r.Parameters) == Text(entry.Parameters));

    private static string Text(Element? parameters) => parameters is null ? "" : JsonWriter.Compact(parameters);

    /// <summary>A command on the loop's thread is watched as a callout is.</summary>
    private static CommandTable.Row Watched(LibraryGuard guard, string name, CommandTable.Row row) => row.Place == CommandPlace.Outside ? row
        : row with { Run = call => guard.Watch(name, () => row.Run(call)) };

    private static void Add(LibrarySetup setup, Dictionary<string, CommandTable.Row> commands, Diagnostics diagnostics)
    {
        foreach (var (name, row) in setup.Commands)
        {
            if (KnownCommands.Find(name) is { Hook: "" } || !commands.TryAdd(name, Watched(setup.Guard, name, row)))
            {
                diagnostics.Error(setup.Place, $"found command \"{name}\" of {setup.Stem}, wanted one that is not there already");
            }
        }
    }
}
