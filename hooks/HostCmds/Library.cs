using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;

namespace StandardLibraries.HostCmds;

/// <summary>
/// libdhcp_host_cmds: reservations of the running configuration, and of a file beside it, are shown, added, changed and taken
/// away by command. The file is in the place of Kea's database of hosts.
/// </summary>
public sealed class Library : IHookLibrary
{
    private readonly HostSources _sources = new();
    private string? _file;

    public bool IsKeptByEdits => true;

    public void Load(LibrarySetup setup)
    {
        var parameters = new ParameterReader(setup);
        _file = PathOf(setup, parameters.Text("hosts-file"));
        parameters.RefuseOthers();
        int family = setup.Points4 is not null ? 4 : 6;
        var changes = new HostChanges(_sources, family);
        var questions = new HostQuestions(_sources, family);
        Add(setup, "reservation-add", changes.Add);
        Add(setup, "reservation-update", changes.Update);
        Add(setup, "reservation-del", changes.Delete);
        Add(setup, "reservation-get", questions.Get);
        Add(setup, "reservation-get-all", questions.All);
        Add(setup, "reservation-get-page", questions.Page);
        Add(setup, "reservation-get-by-address", questions.ByAddress);
        Add(setup, "reservation-get-by-hostname", questions.ByHostname);
        Add(setup, "reservation-get-by-id", questions.ByIdentifier);
    }

    public void Start(IHookServer server)
    {
        _sources.Server = server;
        if (_file is not null)
        {
            _sources.File = new HostFile(_file, server);
            _sources.File.Open();
        }
    }

    public void Dispose() => _sources.File?.Dispose();

    private static void Add(LibrarySetup setup, string name, Func<CommandCall, CommandResult> run) =>
        setup.AddCommand(name, new CommandFunction(run), CommandPlace.Outside);

    /// <summary>A file in the server's folder for data; one elsewhere is warned of, and refused when it comes by command.</summary>
    private static string? PathOf(LibrarySetup setup, string? name)
    {
        if (name is null)
        {
            return null;
        }

        var place = setup.Parameters!["hosts-file"]!.Place;
        if (name.Length == 0 || name.Any(char.IsControl) || Path.GetFileName(name) is "" or "." or "..")
        {
            setup.Error(place, $"found \"{name}\" for \"hosts-file\", wanted the name of a file");
            return null;
        }

        string path = Path.GetFullPath(Path.Combine(setup.Folders.Data, name));
        if (Path.GetDirectoryName(path) != Path.TrimEndingDirectorySeparator(Path.GetFullPath(setup.Folders.Data)))
        {
            string text = $"found hosts-file \"{name}\", wanted one in {setup.Folders.Data}";
            if (setup.IsByCommand)
            {
                setup.Error(place, text);
            }
            else
            {
                setup.Warn(place, text);
            }
        }

        return path;
    }
}
