using Conformance.Network;

namespace Conformance.Subjects;

/// <summary>
/// The server these tests try, as a program: Nestor by default, Debian's Kea with NESTOR_SUBJECT=kea. NESTOR_BIN
/// names the built program where it is not in its usual place. The tests know nothing of its insides.
/// </summary>
internal sealed class ServerUnderTest
{
    private readonly Host _host;
    private RunningProgram _program;

    private ServerUnderTest(Host host)
    {
        _host = host;
        LeaseFile = Path.Combine(host.Folder, "kea-leases4.csv");
        _program = Run();
    }

    public static bool IsKea => Environment.GetEnvironmentVariable("NESTOR_SUBJECT") == "kea";

    /// <summary>The server's lease file.</summary>
    public string LeaseFile { get; }

    /// <summary>What the server has logged since its last start.</summary>
    public string Log => _program.Text;

    /// <summary>Starts the server in a machine and waits until it serves.</summary>
    public static ServerUnderTest Start(Host host, ServerConfig config)
    {
        host.Write("kea-dhcp4.conf", config.Text(Path.Combine(host.Folder, "kea-leases4.csv")));
        return new ServerUnderTest(host);
    }

    /// <summary>The last row of an address; null when the lease file has none.</summary>
    public LeaseRow? Lease(string address) => LeaseRow.ReadAll(LeaseFile).LastOrDefault(row => row.Address == address);

    /// <summary>Ends the server with a signal and starts it again on the same files.</summary>
    public void Restart(int signal)
    {
        _program.Stop(signal);
        _program = Run();
    }

    private static string Program(Host host)
    {
        if (IsKea)
        {
            const string Kea = "/usr/sbin/kea-dhcp4";
            Assert.SkipUnless(File.Exists(Kea), "needs the package kea-dhcp4-server");
            return Kea;
        }

        string binary = Builds.Program;

        // The program acts by the name it is called with.
        string link = Path.Combine(host.Folder, "kea-dhcp4");
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
        RunningProgram program = _host.Start(Program(_host), ["-c", Path.Combine(_host.Folder, "kea-dhcp4.conf")], environment);
        program.WaitFor("DHCP4_STARTED", 15);
        return program;
    }
}
