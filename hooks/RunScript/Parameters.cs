using Nestor.Hooks.Libraries;

namespace StandardLibraries.RunScript;

/// <summary>The parameters of libdhcp_run_script: Kea's two, and ours.</summary>
/// <param name="Program">An absolute path.</param>
/// <param name="IsDeciding">sync: the program's exit status decides about committed leases.</param>
/// <param name="MaxRunning">max-running: programs at one time.</param>
/// <param name="QueueLimit">queue-limit: events that may wait; more are not told to the program, and counted.</param>
/// <param name="Patience">max-run-time: a program that runs longer is killed.</param>
/// <param name="Deadline">deadline: how long a query may wait for the program's word.</param>
/// <param name="IsDroppedLate">on-failure: without a word the query is dropped; else it is answered.</param>
internal sealed record Parameters(
    string Program, bool IsDeciding, int MaxRunning, int QueueLimit, TimeSpan Patience, TimeSpan Deadline, bool IsDroppedLate)
{
    public static Parameters Read(LibrarySetup setup)
    {
        var reader = new ParameterReader(setup);
        var read = new Parameters(
            ProgramOf(setup, reader),
            reader.Boolean("sync", false),
            (int)reader.Integer("max-running", 16, 1, 1024),
            (int)reader.Integer("queue-limit", 10_000, 1, 1_000_000),
            TimeSpan.FromMilliseconds(reader.Integer("max-run-time", 300_000, 1, int.MaxValue)),
            TimeSpan.FromMilliseconds(reader.Integer("deadline", 1000, 1, 60_000)),
            reader.Choice("on-failure", "drop", "drop", "continue") == "drop");
        reader.RefuseOthers();
        return read;
    }

    /// <summary>A name alone is one in the folder for scripts. Outside of it is warned of, and refused when it comes by command.</summary>
    private static string ProgramOf(LibrarySetup setup, ParameterReader reader)
    {
        string name = reader.RequiredText("name");
        if (name.Length == 0)
        {
            return "";
        }

        var place = setup.Parameters!["name"]!.Place;
        string path = reader.FileIn(setup.Folders.Scripts, "name", name);

        const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        if (!File.Exists(path))
        {
            setup.Error(place, $"found script \"{name}\" that is not there, wanted {path}");
        }
        else if ((File.GetUnixFileMode(path) & Executable) == 0)
        {
            setup.Error(place, $"found script \"{path}\" that nobody may execute, wanted a program");
        }

        return path;
    }
}
