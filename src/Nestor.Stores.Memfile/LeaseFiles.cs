namespace Nestor.Stores.Memfile;

/// <summary>A lease file and its companions, named as Kea names them.</summary>
public sealed record LeaseFiles(string Current)
{
    /// <summary>The file that was current, waiting for clean-up.</summary>
    public string Copy => Current + ".1";

    /// <summary>The result of the clean-up before.</summary>
    public string Previous => Current + ".2";

    /// <summary>The result of this clean-up while it is written.</summary>
    public string Output => Current + ".output";

    /// <summary>The result of this clean-up, whole, not yet moved to its place.</summary>
    public string Completed => Current + ".completed";

    /// <summary>What was promised and may not have reached the current file on the disk yet; Kea has no such file.</summary>
    public string Redo => Current + ".redo";

    public string Pid => Current + ".pid";

    /// <summary>Gives a file another name, over whatever has it, and makes that last.</summary>
    /// <exception cref="IOException">It is not possible; the file keeps its name.</exception>
    public static void Rename(string from, string to) => Posix.Move(from, to);

    /// <summary>Gives the current file the name of the one to clean up. False: it keeps its name.</summary>
    public bool TryMoveAside(out string error) => TryMove(Current, Copy, out error);

    /// <summary>Undoes <see cref="TryMoveAside"/>.</summary>
    public bool TryMoveBack(out string error) => TryMove(Copy, Current, out error);

    private static bool TryMove(string from, string to, out string error)
    {
        error = "";
        try
        {
            Posix.Move(from, to);
            return true;
        }
        catch (IOException e)
        {
            error = e.Message;
            return false;
        }
    }
}
