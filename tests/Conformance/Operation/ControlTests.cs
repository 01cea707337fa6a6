using System.Net.Sockets;
using System.Text.Json;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Operation;

/// <summary>Commands over unix sockets to a server that serves clients meanwhile.</summary>
public sealed class ControlTests
{
    private static string Sockets(Daemon daemon, params string[] names)
    {
        IEnumerable<string> sockets = names.Select(name => $$"""{ "socket-type": "unix", "socket-name": "{{daemon.In(name)}}" }""");
        return "\"control-sockets\": [ " + string.Join(", ", sockets) + " ],";
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Commands_are_taken_by_the_unix_socket_until_the_server_ends_by_one(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(Sockets(daemon, "one"));
        RunningProgram program = daemon.Serve();
        JsonElement names = ControlClient.Ask(daemon.In("one"), "list-commands").GetProperty("arguments");
        Assert.Contains("status-get", names.EnumerateArray().Select(n => n.GetString()));
        Assert.Equal(program.Id, ControlClient.Ask(daemon.In("one"), "status-get").GetProperty("arguments").GetProperty("pid").GetInt32());

        ControlClient.Must(daemon.In("one"), "no-such-command", null, 2, "'no-such-command' command not supported.");
        ControlClient.Must(daemon.In("one"), "shutdown", "{ \"exit-value\": 7 }", 0, "Shutting down.");
        Assert.Equal(7, program.End());
        Assert.False(File.Exists(daemon.In("one")));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void The_older_spelling_works_and_a_killed_server_leaves_nothing_in_the_way(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure("\"control-socket\": { \"socket-type\": \"unix\", \"socket-name\": \"bare-name\" },");
        daemon.Environment["KEA_CONTROL_SOCKET_DIR"] = daemon.Folder;
        RunningProgram program = daemon.Serve();
        program.Stop(RunningProgram.Kill);
        Assert.True(File.Exists(daemon.In("bare-name")));
        daemon.Serve();
        Assert.Equal(0, ControlClient.Ask(daemon.In("bare-name"), "version-get").GetProperty("result").GetInt32());
        Assert.Equal(
            UnixFileMode.GroupWrite | UnixFileMode.UserWrite,
            File.GetUnixFileMode(daemon.In("bare-name")) & (UnixFileMode.GroupWrite | UnixFileMode.UserWrite | UnixFileMode.OtherWrite));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_configuration_by_command_is_in_force_at_once_and_a_refused_one_changes_nothing(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(Sockets(daemon, "old"));
        RunningProgram program = daemon.Serve();
        Assert.NotNull(daemon.Offer(1).Address);
        daemon.Configure("\"valid-lifetime\": 1234," + Sockets(daemon, "new"));
        string good = File.ReadAllText(daemon.Config);
        string bad = good.Replace("1234", "\"long\"", StringComparison.Ordinal);
        string nowhere = good.Replace("/new\"", "/no/where\"", StringComparison.Ordinal);

        JsonElement refused = ControlClient.Ask(daemon.In("old"), "config-set", bad);
        Assert.Equal(1, refused.GetProperty("result").GetInt32());
        Assert.Matches(@"^<wire>:\d+\.\d+: found a string, wanted an integer for ""valid-lifetime""$", refused.GetProperty("text").GetString());
        Assert.Contains("no/where", ControlClient.Ask(daemon.In("old"), "config-set", nowhere).GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, ControlClient.Ask(daemon.In("old"), "config-test", bad).GetProperty("result").GetInt32());
        Assert.Equal(0, ControlClient.Ask(daemon.In("old"), "config-test", good).GetProperty("result").GetInt32());
        Assert.NotEqual(1234u, daemon.Offer(1).Lifetime);

        ControlClient.Must(daemon.In("old"), "config-set", good, 0, "Configuration successful.");
        Assert.Equal(1234u, daemon.Offer(1).Lifetime);
        Assert.False(File.Exists(daemon.In("old")));
        File.WriteAllText(daemon.Config, good.Replace("1234", "4321", StringComparison.Ordinal));
        ControlClient.Must(daemon.In("new"), "config-reload", null, 0, "Configuration successful.");
        Assert.Equal(4321u, daemon.Offer(1).Lifetime);
        File.WriteAllText(daemon.Config, "{ ");
        Assert.StartsWith("Config reload failed: ", ControlClient.Ask(daemon.In("new"), "config-reload").GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.Equal(4321u, daemon.Offer(1).Lifetime);
        program.Stop();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void The_service_is_switched_off_by_several_and_on_again_when_all_agree_or_the_time_is_over(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(Sockets(daemon, "s"));
        daemon.Serve();
        string socket = daemon.In("s");
        Assert.True(daemon.IsAnswering(daemon.Port, 5000));
        ControlClient.Must(socket, "dhcp-disable", null, 0, $"DHCPv{family} service disabled");
        ControlClient.Must(socket, "dhcp-disable", "{ \"origin-id\": 2000 }", 0, $"DHCPv{family} service disabled");
        Assert.False(daemon.IsAnswering(daemon.Port, 300));
        ControlClient.Must(socket, "dhcp-enable", null, 0, "DHCP service successfully enabled");
        Assert.False(daemon.IsAnswering(daemon.Port, 300));
        ControlClient.Must(socket, "dhcp-enable", "{ \"origin\": \"ha-partner\" }", 0, "DHCP service successfully enabled");
        Assert.True(daemon.IsAnswering(daemon.Port, 5000));
        ControlClient.Must(socket, "dhcp-disable", "{ \"max-period\": 1 }", 0, $"DHCPv{family} service disabled for 1 seconds");
        Assert.False(daemon.IsAnswering(daemon.Port, 300));
        Assert.True(Wait.Until(() => daemon.IsAnswering(daemon.Port, 300), 5));
    }

    [Theory]
    [InlineData(4, "pkt4-received", "subnet[1].assigned-addresses")]
    [InlineData(6, "pkt6-received", "subnet[1].assigned-nas")]
    public void Counters_tell_what_clients_did_and_leases_that_ran_out_go_on_command(int family, string received, string assigned)
    {
        using Daemon daemon = new(family);
        daemon.Configure(
            "\"valid-lifetime\": 1, \"expired-leases-processing\": { \"reclaim-timer-wait-time\": 0 }," + Sockets(daemon, "s"),
            "\"severity\": \"DEBUG\", \"debuglevel\": 40, \"output-options\": [ { \"output\": \"stdout\" } ]");
        RunningProgram program = daemon.Serve();
        string socket = daemon.In("s");
        Assert.Equal(0, Value(socket, received));
        string address = daemon.Lease(1)!.ToString();
        Assert.Equal(2, Value(socket, received));
        Assert.Equal(1, Value(socket, assigned));
        JsonElement all = ControlClient.Ask(socket, "statistic-get-all").GetProperty("arguments");
        Assert.Equal(2, all.GetProperty(received)[0][0].GetInt64());
        ControlClient.Must(socket, "statistic-reset", $$"""{ "name": "{{received}}" }""", 0, $"Statistic '{received}' reset.");
        Assert.Equal(0, Value(socket, received));

        // The answer leaves when the lease's end is in the file.
        Assert.True(Wait.Until(() => Reclaimed(socket) > 0, 10));
        Assert.False(family == 4
            ? LeaseRow.ReadAll(daemon.LeaseFile).Last(row => row.Address == address).IsHeld
            : LeaseRow6.ReadAll(daemon.LeaseFile).Last(row => row.Address == address).IsHeld);
        ControlClient.Must(socket, "leases-reclaim", "{ }", 1, "Missing mandatory 'remove' parameter.");
        program.Stop();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Commands_leave_Keas_messages_in_the_log(int family)
    {
        using Daemon daemon = new(family);
        daemon.Environment["KEA_CONTROL_SOCKET_DIR"] = "/var/run/kea";
        daemon.Configure(
            "\"expired-leases-processing\": { \"reclaim-timer-wait-time\": 1 }," + Sockets(daemon, "s"),
            "\"severity\": \"DEBUG\", \"debuglevel\": 40, \"output-options\": [ { \"output\": \"stdout\" } ]");
        RunningProgram program = daemon.Serve();
        Assert.Contains($"[kea-dhcp{family}.commands/{program.Id}.1] COMMAND_ACCEPTOR_START ", program.Text, StringComparison.Ordinal);
        Assert.Contains("COMMAND_UNIX_SOCKET_PATH_SECURITY_WARNING", program.Text, StringComparison.Ordinal);
        ControlClient.Ask(daemon.In("s"), "config-set", File.ReadAllText(daemon.Config));
        program.WaitFor("COMMAND_RECEIVED Received command 'config-set'", 5);
        program.WaitFor($"DHCP{family}_CONFIG_RECEIVED", 5);
        ControlClient.Ask(daemon.In("s"), "dhcp-disable");
        program.WaitFor($"DHCP{family}_RECLAIM_EXPIRED_LEASES_SKIPPED", 5);
    }

    private static long Value(string socket, string name) => ControlClient.Ask(socket, "statistic-get", $$"""{ "name": "{{name}}" }""")
        .GetProperty("arguments").GetProperty(name)[0][0].GetInt64();

    /// <summary>Asks for leases that ran out to be put in order; how many have been.</summary>
    private static long Reclaimed(string socket)
    {
        ControlClient.Must(socket, "leases-reclaim", "{ \"remove\": true }", 0, "Reclamation of expired leases is complete.");
        return Value(socket, "reclaimed-leases");
    }

    [Fact]
    public async Task Clients_are_served_while_others_flood_the_socket()
    {
        using Daemon daemon = new();
        daemon.Configure(Sockets(daemon, "s"));
        RunningProgram program = daemon.Serve();
        using CancellationTokenSource end = new();
        Task[] flood = [.. Enumerable.Range(0, 8).Select(i => Task.Run(() => Flood(daemon.In("s"), i, end.Token)))];
        for (byte client = 1; client <= 50; client++)
        {
            Assert.NotNull(daemon.Lease(client));
        }

        await end.CancelAsync();
        await Task.WhenAll(flood);
        Assert.Equal(0, ControlClient.Ask(daemon.In("s"), "version-get").GetProperty("result").GetInt32());
        Assert.False(program.HasEnded);
    }

    private static void Flood(string path, int kind, CancellationToken end)
    {
        byte[] rubbish = new byte[100_000];
        rubbish.AsSpan().Fill((byte)(kind % 2 == 0 ? '[' : ' '));
        List<Socket> held = [];
        while (!end.IsCancellationRequested)
        {
            Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { SendTimeout = 200 };
            try
            {
                socket.Connect(new UnixDomainSocketEndPoint(path));
                socket.Send(rubbish);
            }
            catch (SocketException)
            {
                // Refused, full or cut off: as it should be.
            }

            held.Add(socket);
            if (held.Count > 40)
            {
                held.ForEach(s => s.Dispose());
                held.Clear();
            }
        }

        held.ForEach(s => s.Dispose());
    }
}
