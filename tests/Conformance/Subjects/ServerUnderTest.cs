using Conformance.Network;

namespace Conformance.Subjects;

/// <summary>
/// The server these tests try, as a program: Nestor by default, Debian's Kea with NESTOR_SUBJECT=kea. NESTOR_BIN
/// names the built program where it is not in its usual place. The tests know nothing of its insides.
/// </summary>
internal sealed class ServerUnderTest
{
    private readonly Host _host;
    private readonly string _name;
    private readonly bool _isKea;
    private RunningProgram _program;

    private readonly string[] _flags;

    private ServerUnderTest(Host host, string name, bool isKea, string[] flags)
    {
        _flags = flags;
        _host = host;
        _name = name;
        _isKea = isKea;
        LeaseFile = LeaseFileOf(host, name);
        _program = Run();
    }

    public static bool IsKea => Environment.GetEnvironmentVariable("NESTOR_SUBJECT") == "kea";

    /// <summary>The server's lease file.</summary>
    public string LeaseFile { get; }

    /// <summary>What the server has logged since its last start.</summary>
    public string Log => _program.Text;

    /// <summary>Starts the server in a machine and waits until it serves.</summary>
    public static ServerUnderTest Start(Host host, IServerConfig config, params string[] flags) =>
        Start(host, config, IsKea, flags);

    /// <param name="isKea">Which one, where the test says that itself.</param>
    public static ServerUnderTest Start(Host host, IServerConfig config, bool isKea, params string[] flags)
    {
        Write(host, config);
        return new ServerUnderTest(host, config.Program, isKea, flags);
    }

    /// <summary>The last row of an address; null when the lease file has none.</summary>
    public LeaseRow? Lease(string address) => LeaseRow.ReadAll(LeaseFile).LastOrDefault(row => row.Address == address);

    /// <summary>The last row of an address or of a prefix's first address; null when the lease file has none.</summary>
    public LeaseRow6? Lease6(string address) => LeaseRow6.ReadAll(LeaseFile).LastOrDefault(row => row.Address == address);

    /// <summary>Ends the server with a signal and starts it again on the same files.</summary>
    public void Restart(int signal)
    {
        _program.Stop(signal);
        _program = Run();
    }

    /// <summary>The same with another configuration.</summary>
    public void Restart(IServerConfig config)
    {
        _program.Stop();
        Write(_host, config);
        _program = Run();
    }

    /// <summary>Gives the running server another configuration, and waits until it has taken it.</summary>
    public void Reload(IServerConfig config)
    {
        int from = Log.Length;
        Write(_host, config);
        Signal(RunningProgram.HangUp);
        _program.WaitFor($"DHCP{_name[^1]}_DYNAMIC_RECONFIGURATION_SUCCESS", 15, from);
    }

    public void Signal(int signal) => _program.Signal(signal);

    private static void Write(Host host, IServerConfig config) =>
        host.Write(config.Program + ".conf", config.Text(LeaseFileOf(host, config.Program)));

    private static string LeaseFileOf(Host host, string name) => Path.Combine(host.Folder, $"kea-leases{name[^1]}.csv");

    private static string Program(Host host, string name, bool isKea)
    {
        if (isKea)
        {
            string kea = "/usr/sbin/" + name;
            Assert.SkipUnless(File.Exists(kea), $"needs the package {name}-server");
            return kea;
        }

        string binary = Builds.Program;

        // The program acts by the name it is called with.
        string link = Path.Combine(host.Folder, name);
        if (!File.Exists(link))
        {
            File.CreateSymbolicLink(link, binary);
        }

        return link;
    }

    private RunningProgram Run()
    {
        Dictionary<string, string> environment = new()
        {
            ["KEA_PIDFILE_DIR"] = _host.Folder,
            ["KEA_LOCKFILE_DIR"] = _host.Folder,
            ["KEA_DHCP_DATA_DIR"] = _host.Folder,
            ["KEA_LOG_FILE_DIR"] = _host.Folder,
        };
        RunningProgram program = _host.Start(Program(_host, _name, _isKea), ["-c", Path.Combine(_host.Folder, _name + ".conf"), .. _flags], environment);
        program.WaitFor($"DHCP{_name[^1]}_STARTED", 15);
        return program;
    }
}
