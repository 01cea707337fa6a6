namespace Nestor.Server.Runtime;

/// <summary>Kea's directories below the prefix the program is installed in, each with the variable that overrides it.</summary>
public static class Paths
{
    /// <summary>The prefix: the parent of sbin, bin or lib/nestor; /usr stands for the root's own etc and var.</summary>
    public static string Prefix
    {
        get
        {
            string? folder = Path.GetDirectoryName(Environment.ProcessPath);
            if (folder?.EndsWith("/lib/nestor", StringComparison.Ordinal) == true)
            {
                // The managed build keeps its assemblies together.
                return folder[..^"/lib/nestor".Length];
            }

            string? parent = Path.GetDirectoryName(folder);
            return Path.GetFileName(folder) is "sbin" or "bin" && parent is not null ? parent : "/usr";
        }
    }

    private static string StateRoot => Prefix is "/usr" or "/" ? "/" : Prefix;

    /// <summary>Leases and the server's identity.</summary>
    public static string Data => Variable("KEA_DHCP_DATA_DIR") ?? Path.Combine(StateRoot, "var/lib/kea");

    /// <summary>PID files.</summary>
    public static string Run => Variable("KEA_PIDFILE_DIR") ?? Path.Combine(StateRoot, StateRoot == "/" ? "run/kea" : "var/run/kea");

    public static string LfcProgram => Variable("KEA_LFC_EXECUTABLE") ?? Path.Combine(Prefix, "sbin/kea-lfc");

    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
