using System.Buffers.Binary;
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
    private const string Sockets4 = "\"dhcp-socket-type\": \"udp\", \"re-detect\": true },";
    private const string Sockets6 =
        "\"re-detect\": true }, \"server-id\": { \"type\": \"LL\", \"htype\": 1, \"identifier\": \"0200000000F1\", \"persist\": false },";

    private const string Subnet4 = """
        "subnet4": [ { "id": 1, "subnet": "127.0.0.0/8", "pools": [ { "pool": "127.1.0.10 - 127.1.3.250", "pool-id": 5 } ] } ]
        """;

    private const string Subnet6 = """
        "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::ffff" } ] } ]
        """;

    private readonly List<RunningProgram> _programs = [];
    private readonly int _family;

    /// <param name="family">4 or 6: which of the servers.</param>
    public Daemon(int family = 4)
    {
        _family = family;
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

    /// <summary>kea-dhcp4 or kea-dhcp6.</summary>
    public string Program => $"kea-dhcp{_family}";

    public string PidFile => In($"home.{Program}.pid");

    /// <summary>More variables of the environment.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public string In(string name) => Path.Combine(Folder, name);

    /// <summary>Writes the configuration: one subnet, and these members, each ended by a comma.</summary>
    public void Configure(string members, string loggers = "\"output-options\": [ { \"output\": \"stdout\" } ]", string database = "", string interfaces = "")
    {
        (string usual, string sockets, string subnet) = _family == 4 ? ("\"lo\"", Sockets4, Subnet4) : ("\"lo/::1\"", Sockets6, Subnet6);
        File.WriteAllText(Config, $$"""
            { "Dhcp{{_family}}": {
                "interfaces-config": { "interfaces": [ {{(interfaces.Length > 0 ? interfaces : usual)}} ], {{sockets}}
                "lease-database": { "type": "memfile", "name": "{{LeaseFile}}", "lfc-interval": 0{{database}} },
                {{members}}
                {{subnet}},
                "loggers": [ { "name": "{{Program}}", {{loggers}} } ]
            } }
            """);
    }

    public RunningProgram Run(params string[] arguments) => Launch(In(Program), arguments);

    /// <summary>Starts it with the configuration and waits until it serves.</summary>
    public RunningProgram Serve(params string[] flags)
    {
        var program = Run(["-c", Config, "-p", Text(Port), .. flags]);
        program.WaitFor($"DHCP{_family}_STARTED", 30);
        return program;
    }

    /// <summary>Runs a shell's lines, with $KEA for the server's whole command.</summary>
    public RunningProgram Script(string lines)
    {
        string path = In("script");
        File.WriteAllText(path, $"#!/bin/bash\nKEA='{In(Program)} -c {Config} -p {Text(Port)}'\n{lines}\n");
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
            ["KEA_CONTROL_SOCKET_DIR"] = Folder,
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

    /// <summary>The whole exchange of a client; its address, or null when it got none.</summary>
    public IPAddress? Lease(byte client)
    {
        if (_family == 6)
        {
            return new Query6(Port, client).Lease();
        }

        IPAddress? offered = new Query(Port, client).Send(1);
        return offered is null ? null : new Query(Port, client).Send(3, offered);
    }

    /// <summary>What a client is offered, with its valid lifetime; null and 0 when nothing is.</summary>
    public (IPAddress? Address, uint Lifetime) Offer(byte client)
    {
        if (_family == 6)
        {
            return Query6.Leased(new Query6(Port, client).Send(1, []));
        }

        Query query = new(Port, client);
        IPAddress? address = query.Send(1);
        int at = query.Answer.AsSpan(Math.Min(240, query.Answer.Length)).IndexOf((ReadOnlySpan<byte>)[51, 4]);
        return (address, at < 0 ? 0 : BinaryPrimitives.ReadUInt32BigEndian(query.Answer.AsSpan(242 + at)));
    }

    /// <summary>The addresses that are held by what the lease file says.</summary>
    public IEnumerable<string> HeldAddresses() => _family == 4
        ? LeaseRow.ReadAll(LeaseFile).Where(row => row.IsHeld).Select(row => row.Address)
        : LeaseRow6.ReadAll(LeaseFile).Where(row => row.IsHeld).Select(row => row.Address);

    /// <summary>Whether anybody answers a client's first message.</summary>
    public bool IsAnswering(int port, int wait) => _family == 4
        ? new Query(port, 1) { Wait = wait }.Send(1) is not null
        : new Query6(port, 1) { Wait = wait }.Send(1, []) is not null;

    /// <summary>As <see cref="Lease"/>, for a server that may not answer.</summary>
    public bool TryLease(byte client)
    {
        if (_family == 6)
        {
            return new Query6(Port, client) { Wait = 5000 }.Lease() is not null;
        }

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
