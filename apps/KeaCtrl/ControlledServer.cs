using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using Nestor.Server.Runtime;

namespace KeaCtrl;

/// <summary>A server as keactrl knows it.</summary>
/// <param name="Key">What it is called in keactrl.conf and by -s.</param>
/// <param name="Program">Its program's name.</param>
/// <param name="Title">As <c>keactrl status</c> calls it; other programs look for these words.</param>
/// <param name="FileTitle">The same where its configuration file is told.</param>
internal sealed partial record ControlledServer(string Key, string Program, string Title, string FileTitle)
{
    public const int HangUp = 1;
    public const int Terminate = 15;

    /// <summary>All of them, in the order they are acted on.</summary>
    public static IReadOnlyList<ControlledServer> All { get; } =
    [
        new("dhcp4", "kea-dhcp4", "DHCPv4 server", "Kea DHCPv4"),
        new("dhcp6", "kea-dhcp6", "DHCPv6 server", "Kea DHCPv6"),
        new("dhcp_ddns", "kea-dhcp-ddns", "DHCP DDNS", "Kea DHCP DDNS"),
        new("ctrl_agent", "kea-ctrl-agent", "Control Agent", "Kea Control Agent"),
    ];

    /// <summary>Where its configuration is; null when keactrl.conf knows nothing of this server.</summary>
    public string? File(CtrlConfig config) => config[$"kea_{Key}_config_file"];

    public string PidFile(CtrlConfig config) =>
        Path.Combine(Paths.Run, $"{Path.GetFileNameWithoutExtension(File(config) ?? "")}.{Program}.pid");

    /// <summary>Its process; 0 when it does not run. The number in a PID file that was left over may be another program's.</summary>
    public int Pid(CtrlConfig config)
    {
        int pid = Nestor.Server.Runtime.PidFile.ReadPid(PidFile(config));
        try
        {
            return pid > 0 && System.IO.File.ReadAllText($"/proc/{pid}/comm").Trim() == Program ? pid : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    public static bool TrySignal(int pid, int signal) => SendSignal(pid, signal) == 0;

    /// <summary>The arguments it is started with.</summary>
    public string[] Arguments(CtrlConfig config, IReadOnlyList<string> more) =>
    [
        "-c", File(config)!,
        .. config.IsYes("kea_verbose") ? ["-d"] : Array.Empty<string>(),
        .. (config[$"{Key}_cli_options"] ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        .. more,
    ];

    /// <summary>Where its program is: by keactrl.conf, else beside the others.</summary>
    public string Binary(CtrlConfig config) => config[$"{Key}_srv"] ?? Path.Combine(Paths.Prefix, "sbin", Program);

    /// <summary>Starts it and leaves it running.</summary>
    public bool TryStart(CtrlConfig config, IReadOnlyList<string> more, out string error)
    {
        string binary = Binary(config);
        error = !System.IO.File.Exists(binary) ? $"binary {binary} does not exist"
            : !System.IO.File.Exists(File(config)) ? $"configuration file {File(config)} does not exist"
            : "";
        if (error.Length > 0)
        {
            return false;
        }

        try
        {
            using var process = Process.Start(new ProcessStartInfo(binary, Arguments(config, more)) { UseShellExecute = false });
            return true;
        }
        catch (Exception e) when (e is Win32Exception or IOException)
        {
            error = $"{binary}: {e.Message}";
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
