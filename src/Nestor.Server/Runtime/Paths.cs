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

    private static string RunFolder => StateRoot == "/" ? "run/kea" : "var/run/kea";

    /// <summary>Leases and the server's identity.</summary>
    public static string Data => Variable("KEA_DHCP_DATA_DIR") ?? Path.Combine(StateRoot, "var/lib/kea");

    /// <summary>PID files.</summary>
    public static string Run => Variable("KEA_PIDFILE_DIR") ?? Path.Combine(StateRoot, RunFolder);

    /// <summary>Log files given without a directory.</summary>
    public static string Log => Variable("KEA_LOG_FILE_DIR") ?? Path.Combine(StateRoot, "var/log/kea");

    /// <summary>Forensic log files.</summary>
    public static string LegalLog => Variable("KEA_LEGAL_LOG_DIR") ?? Path.Combine(StateRoot, "var/log/kea");

    /// <summary>Control sockets.</summary>
    public static string ControlSockets => Variable("KEA_CONTROL_SOCKET_DIR") ?? Path.Combine(StateRoot, RunFolder);

    /// <summary>Configuration files.</summary>
    public static string Configuration => Path.Combine(StateRoot, "etc/kea");

    public static string Hooks => Variable("KEA_HOOKS_PATH") ?? Path.Combine(Prefix, "lib/kea/hooks");

    public static string HookScripts => Variable("KEA_HOOK_SCRIPTS_PATH") ?? Path.Combine(Prefix, "share/kea/scripts");

    public static string LfcProgram => Variable("KEA_LFC_EXECUTABLE") ?? Path.Combine(Prefix, "sbin/kea-lfc");

    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
