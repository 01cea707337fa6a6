using System.Net;
using System.Net.Sockets;
using Conformance.Network;
using Conformance.Operation;

namespace Conformance.Tools;

/// <summary>Debian's control agent on loopback, before Debian's kea-dhcp4. Their files are in one folder, which goes away with them.</summary>
internal sealed class KeasAgent : IDisposable
{
    /// <summary>Debian's lease commands; null where they are not installed.</summary>
    public static readonly string? LeaseCommands = Directory.Exists("/usr/lib")
        ? Directory.GetDirectories("/usr/lib", "*-linux-gnu").Select(d => d + "/kea/hooks/libdhcp_lease_cmds.so").FirstOrDefault(File.Exists)
        : null;

    private readonly List<RunningProgram> _programs = [];
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-agent-").FullName;

    /// <param name="members">More of the agent's configuration, each member ended by a comma.</param>
    public KeasAgent(string members = "", bool hasServer = true)
    {
        foreach (string program in (string[])["kea-ctrl-agent", "kea-dhcp4", "kea-shell"])
        {
            Assert.SkipUnless(File.Exists("/usr/sbin/" + program), $"needs Debian's {program}");
        }

        Port = FreePort();
        if (hasServer)
        {
            string config = Write("kea-dhcp4.conf", $$"""
                { "Dhcp4": {
                    "interfaces-config": { "interfaces": [ ] },
                    "control-socket": { "socket-type": "unix", "socket-name": "{{In("socket")}}" },
                    "lease-database": { "type": "memfile", "persist": false },
                    "hooks-libraries": [ {{(LeaseCommands is null ? "" : $"{{ \"library\": \"{LeaseCommands}\" }}")}} ],
                    "subnet4": [ { "id": 7, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.20" } ],
                        "user-context": { "name": "größer" } } ],
                    "loggers": [ { "name": "kea-dhcp4", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ]
                } }
                """);
            Start("/usr/sbin/kea-dhcp4", ["-c", config, "-p", Daemon.Text(Daemon.FreePort())], "DHCP4_STARTED");
        }

        string agent = Write("agent.conf", $$"""
            { "Control-agent": { {{members.Replace("FOLDER", _folder, StringComparison.Ordinal)}}
                "http-host": "127.0.0.1", "http-port": {{Port}},
                "control-sockets": { "dhcp4": { "socket-type": "unix", "socket-name": "{{In("socket")}}" } },
                "loggers": [ { "name": "kea-ctrl-agent", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ]
            } }
            """);
        Start("/usr/sbin/kea-ctrl-agent", ["-c", agent], "CTRL_AGENT_STARTED");
    }

    public int Port { get; }

    public string In(string name) => Path.Combine(_folder, name);

    public void Dispose()
    {
        foreach (RunningProgram program in _programs)
        {
            program.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    public static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private string Write(string name, string text)
    {
        File.WriteAllText(In(name), text);
        return In(name);
    }

    private void Start(string program, string[] arguments, string word)
    {
        Dictionary<string, string> environment = new() { ["KEA_PIDFILE_DIR"] = _folder, ["KEA_LOCKFILE_DIR"] = _folder };
        RunningProgram running = new(program, arguments, environment);
        _programs.Add(running);
        running.WaitFor(word, 15);
    }
}
