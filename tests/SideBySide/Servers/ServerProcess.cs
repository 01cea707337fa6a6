using System.Diagnostics;
using System.Globalization;
using SideBySide.Net;

namespace SideBySide.Servers;

/// <summary>One running server in its own folder and namespace.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Link _link;
    private readonly ServerCommand _command;
    private readonly List<string> _said = [];
    private Process? _process;

    /// <param name="folder">Gets configuration, lease file, log and sockets; made when missing.</param>
    public ServerProcess(ServerCommand command, Link link, string folder, string configuration)
    {
        _command = command;
        _link = link;
        Folder = folder;
        DataFolder = folder;
        Directory.CreateDirectory(folder);
        ConfigurationFile = Path.Combine(folder, command.Family.Program + ".conf");
        File.WriteAllText(ConfigurationFile, configuration);
    }

    public string Folder { get; }
    public Family Family => _command.Family;
    public string ConfigurationFile { get; }

    /// <summary>Where the lease file lies; the server's folder unless a test puts it on a disk of its own.</summary>
    public string DataFolder { get; set; }

    public string LeaseFile => Path.Combine(DataFolder, _command.Family.LeaseFile);
    public string StatisticsFile => Path.Combine(Folder, "statistics.json");
    public string ControlSocket => Path.Combine(Folder, "ctl");
    public string LogFile => Path.Combine(Folder, "kea.log");
    public bool IsReference => _command.IsReference;
    public int ProcessId => _process?.Id ?? 0;
    public bool IsAlive => _process is { HasExited: false };

    /// <summary>What it said on its outputs and in its log, for a failure report.</summary>
    public string Said
    {
        get
        {
            lock (_said)
            {
                string log = File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(20)) : "";
                return $"{_command.Name}: {string.Join('\n', _said.TakeLast(20))}\n{log}";
            }
        }
    }

    public void Start()
    {
        // `ip netns exec` replaces itself by the server, so the process id is the server's own.
        string[] words = ["netns", "exec", _link.ServerNamespace, .. _command.Words, "-c", ConfigurationFile];
        var start = new ProcessStartInfo("ip", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["KEA_PIDFILE_DIR"] = Folder;
        start.Environment["KEA_LOCKFILE_DIR"] = "none";
        start.Environment["KEA_DHCP_DATA_DIR"] = DataFolder;
        start.Environment["KEA_LOG_FILE_DIR"] = Folder;
        start.Environment["KEA_CONTROL_SOCKET_DIR"] = Folder;
        start.Environment["NESTOR_STATISTICS_FILE"] = StatisticsFile;
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Hear(line.Data);
        _process.ErrorDataReceived += (_, line) => Hear(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The counters now, under Kea's names.</summary>
    public SortedDictionary<string, string> ReadCounters() =>
        IsReference ? ControlChannel.ReadCounters(ControlSocket) : SignalledFile.ReadCounters(this);

    public void Signal(int signal)
    {
        if (_process is { HasExited: false } process)
        {
            _ = Libc.Kill(process.Id, signal);
        }
    }

    /// <summary>Sends the signal and waits until the process is gone; after 10 s it is killed.</summary>
    public void Stop(int signal = Libc.SigTerm)
    {
        if (_process is null)
        {
            return;
        }

        Signal(signal);
        if (!_process.WaitForExit(10_000))
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
        _process = null;
    }

    /// <summary>Resident memory in bytes (proc(5), VmRSS).</summary>
    public long ResidentBytes()
    {
        string line = File.ReadLines($"/proc/{ProcessId}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
            CultureInfo.InvariantCulture);
    }

    public void Dispose() => Stop(Libc.SigKill);

    private void Hear(string? line)
    {
        if (line is not null)
        {
            lock (_said)
            {
                _said.Add(line);
            }
        }
    }
}
