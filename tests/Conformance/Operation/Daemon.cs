using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Operation;

/// <summary>
/// The server as an operator starts it, without a network of its own: it listens on loopback at a high port, where
/// <see cref="Query"/> speaks to it as a relay does. Its files are in one folder, which goes away with it.
/// </summary>
internal sealed class Daemon : IDisposable
{
    private readonly List<RunningProgram> _programs = [];

    public Daemon()
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "the words and the folders are ours");
        Folder = Directory.CreateTempSubdirectory("nestor-process-").FullName;
        Port = FreePort();
        foreach (string name in Builds.Names)
        {
            File.CreateSymbolicLink(In(name), Builds.Program);
        }

        Configure("");
    }

    public string Folder { get; }

    public int Port { get; }

    public string Config => In("home.conf");

    public string LeaseFile => In("leases.csv");

    public string PidFile => In("home.kea-dhcp4.pid");

    /// <summary>More variables of the environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>Writes the configuration: one subnet, and these members, each ended by a comma.</summary>
    public void Configure(string members, string loggers = "\"output-options\": [ { \"output\": \"stdout\" } ]", string database = "", string interfaces = "\"lo\"") =>
        File.WriteAllText(Config, $$"""
            { "Dhcp4": {
                "interfaces-config": { "interfaces": [ {{interfaces}} ], "dhcp-socket-type": "udp", "re-detect": true },
                "lease-database": { "type": "memfile", "name": "{{LeaseFile}}", "lfc-interval": 0{{database}} },
                {{members}}
                "subnet4": [ { "id": 1, "subnet": "127.0.0.0/8", "pools": [ { "pool": "127.1.0.10 - 127.1.3.250", "pool-id": 5 } ] } ],
                "loggers": [ { "name": "kea-dhcp4", {{loggers}} } ]
            } }
            """);

    public RunningProgram Run(params string[] arguments) => Launch(In("kea-dhcp4"), arguments);

    /// <summary>Starts it with the configuration and waits until it serves.</summary>
    public RunningProgram Serve(params string[] flags)
    {
        var program = Run(["-c", Config, "-p", Text(Port), .. flags]);
        program.WaitFor("DHCP4_STARTED", 30);
        return program;
    }

    /// <summary>Runs a shell's lines, with $KEA for the server's whole command.</summary>
    public RunningProgram Script(string lines)
    {
        string path = In("script");
        File.WriteAllText(path, $"#!/bin/bash\nKEA='{In("kea-dhcp4")} -c {Config} -p {Text(Port)}'\n{lines}\n");
        return Launch("/bin/bash", [path]);
    }

    public RunningProgram Launch(string program, string[] arguments)
    {
        Dictionary<string, string> all = new()
        {
            ["KEA_PIDFILE_DIR"] = Folder,
            ["KEA_LOCKFILE_DIR"] = Folder,
            ["KEA_DHCP_DATA_DIR"] = Folder,
            ["KEA_LOG_FILE_DIR"] = Folder,
            ["KEA_LFC_EXECUTABLE"] = In("kea-lfc"),
            ["KEA_TEST_SEND_RESPONSES_TO_SOURCE"] = "1",
        };
        foreach ((string name, string value) in Environment)
        {
            all[name] = value;
        }

        RunningProgram running = new(program, arguments, all);
        _programs.Add(running);
        return running;
    }

    /// <summary>DISCOVER and REQUEST of a client; its address, or null when it got none.</summary>
    public IPAddress? Lease(byte client)
    {
        IPAddress? offered = new Query(Port, client).Send(1);
        return offered is null ? null : new Query(Port, client).Send(3, offered);
    }

    /// <summary>As <see cref="Lease"/>, for a server that may not answer.</summary>
    public bool TryLease(byte client)
    {
        IPAddress? offered = new Query(Port, client) { Wait = 5000 }.Send(1);
        return offered is not null && new Query(Port, client) { Wait = 5000 }.Send(3, offered) is not null;
    }

    public void Dispose()
    {
        for (int i = _programs.Count - 1; i >= 0; i--)
        {
            _programs[i].Dispose();
        }

        Directory.Delete(Folder, recursive: true);
    }

    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    public static int FreePort()
    {
        using Socket socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
