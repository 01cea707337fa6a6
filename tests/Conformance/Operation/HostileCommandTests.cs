using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Clients;
using Conformance.Network;

namespace Conformance.Operation;

/// <summary>Ten thousand requests of somebody who means ill, over a unix socket, and clients of DHCP meanwhile.</summary>
public sealed class HostileCommandTests
{
    private const int Requests = 10_000;
    private const int Workers = 6;
    private const string Secret = "Hidden-Word-4711";

    private static readonly string[] WrongValues =
        ["null", "true", "-1", "99999999999999999999", "1.5", "\"x\"", "\"\\ud800\"", "[ ]", "[ 1, [ ] ]", "{ }", "{ \"x\": 1 }"];

    private static readonly string[] Names =
    [
        "name", "duration", "max-samples", "remove", "max-period", "origin", "origin-id", "filename", "interfaces", "interface", "address", "relay",
        "local", "remote", "link", "subnet", "classes", "interface-id", "packet", "client", "duid", "hw-address", "ip-address", "subnet-id", "Dhcp4", "Dhcp6",
    ];

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Ten_thousand_hostile_requests_break_nothing_and_clients_are_served_meanwhile(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(
            $$"""
            "control-sockets": [ { "socket-type": "unix", "socket-name": "{{daemon.In("s")}}" } ],
            "hosts-database": { "type": "mysql", "name": "kea", "user": "kea", "password": "{{Secret}}" },
            """,
            "\"severity\": \"DEBUG\", \"debuglevel\": 99, \"output-options\": [ { \"output\": \"" + daemon.In("log") + "\", \"maxsize\": 0 }, { \"output\": \"stdout\" } ]");
        RunningProgram program = daemon.Serve();
        string socket = daemon.In("s");
        string[] commands = [.. ControlClient.Ask(socket, "list-commands").GetProperty("arguments").EnumerateArray().Select(n => n.GetString()!)];
        string before = File.ReadAllText(daemon.Config);
        string[] files = Files(daemon);
        int descriptors = Descriptors(program).Length;
        DateTime limit = DateTime.UtcNow.AddSeconds(120);
        int sent = 0;
        ConcurrentQueue<Exception> failures = [];
        Thread[] workers = [.. Enumerable.Range(0, Workers).Select(w => new Thread(() =>
        {
            try
            {
                Attack(socket, commands, daemon, w, ref sent, limit);
            }
            catch (Exception e)
            {
                // Thrown out of the thread, it would wait for the test, and the test for the thread.
                failures.Enqueue(e);
            }
        }))];
        Array.ForEach(workers, w => w.Start());
        int answered = 0;
        int asked = 0;
        while (workers.Any(w => w.IsAlive))
        {
            asked++;
            answered += daemon.IsAnswering(daemon.Port, 2000) ? 1 : 0;
            Thread.Sleep(50);
        }

        Assert.Empty(failures);
        Assert.Equal(Requests, sent);
        Assert.True(answered == asked, $"{answered} of {asked} clients were answered");
        Assert.False(program.HasEnded);
        Assert.Equal(0, ControlClient.Ask(socket, "status-get").GetProperty("result").GetInt32());
        Assert.True(
            Wait.Until(() => Descriptors(program).Length <= descriptors + 4, 15), $"{descriptors} descriptors before, and now {string.Join(' ', Descriptors(program))}");
        long resident = Resident(program);
        Assert.True(resident < 400L << 20, $"{resident >> 20} MiB");
        string log = File.ReadAllText(daemon.In("log")) + program.Text;
        Assert.DoesNotContain(Secret, log, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, ControlClient.Ask(socket, "config-get").GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("COMMAND_PROCESS_ERROR2", log, StringComparison.Ordinal);
        Assert.Equal(files, Files(daemon));
        Assert.Equal(before, File.ReadAllText(daemon.Config));
        program.Stop();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void No_command_that_takes_a_files_name_touches_one_outside_of_its_folder(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure($"\"control-sockets\": [ {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }} ],");
        RunningProgram program = daemon.Serve();
        string socket = daemon.In("s");
        string elsewhere = Directory.CreateDirectory(daemon.In("elsewhere")).FullName;
        string target = Path.Combine(elsewhere, "target");
        File.WriteAllText(target, "as it was");
        JsonNode told = JsonNode.Parse(ControlClient.Ask(socket, "config-get").GetProperty("arguments").GetRawText())!;
        told.AsObject().Remove("hash");
        string[] names = [target, target + "2", "elsewhere/target", "../elsewhere/target", $"{daemon.Folder}/../{Path.GetFileName(daemon.Folder)}/elsewhere/target", $"{elsewhere}/"];
        foreach (string name in names)
        {
            Refused("config-write", $"{{ \"filename\": \"{name}\" }}");
            foreach (string command in new[] { "config-test", "config-set" })
            {
                Refused(command, With(c => c["lease-database"]!["name"] = name));
                Refused(command, With(c => c["loggers"]![0]!["output-options"]![0]!["output"] = name));
                Refused(command, With(c => c["audit"] = JsonNode.Parse($"{{ \"file\": \"{name}\" }}")));
                Refused(command, With(c => c["control-sockets"]![0]!["socket-name"] = name));
                Refused(command, With(c => c["otlp"] = JsonNode.Parse(
                    $"{{ \"endpoint\": \"http://127.0.0.1:9\", \"headers\": [ {{ \"name\": \"x\", \"secret-file\": \"{name}\" }} ] }}")));
            }
        }

        Assert.Equal([target], Directory.GetFileSystemEntries(elsewhere));
        Assert.Equal("as it was", File.ReadAllText(target));
        ControlClient.Must(socket, "config-set", told.ToJsonString(), 0, "Configuration successful.");
        Assert.NotNull(daemon.Lease(1));
        program.Stop();

        void Refused(string command, string arguments) =>
            Assert.True(ControlClient.Ask(socket, command, arguments).GetProperty("result").GetInt32() == 1, $"{command} {arguments}");

        string With(Action<JsonNode> change)
        {
            JsonNode changed = told.DeepClone();
            change(changed[$"Dhcp{family}"]!);
            return changed.ToJsonString();
        }
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_flood_of_clients_that_say_nothing_leaves_DHCP_untouched(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure($"\"control-sockets\": [ {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }} ],");
        RunningProgram program = daemon.Serve();
        int descriptors = Descriptors(program).Length;
        List<Socket> flood = [];
        try
        {
            for (int i = 0; i < 400; i++)
            {
                Socket socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { Blocking = false };
                flood.Add(socket);
                try
                {
                    socket.Connect(new UnixDomainSocketEndPoint(daemon.In("s")));
                    socket.Send("{ \"command\": "u8);
                }
                catch (SocketException)
                {
                    // No more room in the queue: that is the server's right.
                }

                Assert.True(i % 20 != 0 || daemon.IsAnswering(daemon.Port, 2000), $"no answer beside {i} connections");
            }

            Assert.True(Descriptors(program).Length < descriptors + 200, $"{Descriptors(program).Length} descriptors");
        }
        finally
        {
            flood.ForEach(s => s.Dispose());
        }

        Assert.True(
            Wait.Until(() => Descriptors(program).Length <= descriptors + 4, 15), $"{descriptors} descriptors before, and now {string.Join(' ', Descriptors(program))}");
        Assert.Equal(0, ControlClient.Ask(daemon.In("s"), "version-get").GetProperty("result").GetInt32());
        program.Stop();
    }

    private static void Attack(string socket, string[] commands, Daemon daemon, int worker, ref int sent, DateTime limit)
    {
        Random dice = new(worker);
        while (Interlocked.Increment(ref sent) is var number && number <= Requests && DateTime.UtcNow < limit)
        {
            byte[] request = Request(dice, commands, daemon, number);
            try
            {
                using Socket client = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) { ReceiveTimeout = 30_000, SendTimeout = 30_000 };
                client.Connect(new UnixDomainSocketEndPoint(socket));
                bool isCut = dice.Next(4) == 0;
                if (isCut)
                {
                    // Slow, in two parts, and perhaps no more than the first.
                    int at = dice.Next(request.Length);
                    client.Send(request.AsSpan(0, at));
                    Thread.Sleep(dice.Next(5));
                    request = dice.Next(2) == 0 ? [] : request[at..];
                }

                client.Send(request);
                client.Shutdown(SocketShutdown.Send);
                if (dice.Next(8) > 0)
                {
                    byte[] answer = new byte[65536];
                    while (client.Receive(answer) > 0)
                    {
                    }
                }
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.Shutdown or SocketError.ConnectionReset or SocketError.NotConnected or SocketError.TryAgain)
            {
                // The server may have had enough before all is sent.
            }
        }

        Interlocked.Decrement(ref sent);
    }

    private static byte[] Request(Random dice, string[] commands, Daemon daemon, int number)
    {
        string command = commands[number % commands.Length];
        string valid = $$"""{ "command": "{{command}}", "arguments": {{Arguments(dice, command)}} }""";
        switch (dice.Next(10))
        {
            case 0:
                byte[] noise = new byte[dice.Next(1, 300)];
                dice.NextBytes(noise);
                return noise;
            case 1:
                byte[] bent = Encoding.UTF8.GetBytes(valid.Replace("shutdown", "shutter", StringComparison.Ordinal));
                for (int i = dice.Next(1, 4); i > 0; i--)
                {
                    bent[dice.Next(bent.Length)] = (byte)dice.Next(256);
                }

                return Encoding.UTF8.GetString(bent).Contains("shut", StringComparison.Ordinal) ? [.. "{ }"u8] : bent;
            case 2:
                return Encoding.UTF8.GetBytes("{ \"command\": \"config-test\", \"arguments\": " + new string(dice.Next(2) == 0 ? '[' : '{', dice.Next(2, 100_000)));
            case 3 when number % 50 == 0:
                return Encoding.UTF8.GetBytes("{ \"command\": \"" + new string('a', dice.Next(1 << 20)) + "\" }");
            case 4:
                byte[] text = Encoding.UTF8.GetBytes("{ \"command\": \"statistic-get\", \"arguments\": { \"name\": \"????\" } }");
                dice.NextBytes(text.AsSpan(text.AsSpan().IndexOf("????"u8), 4));
                return text;
            case 5:
                string name = Escapes[dice.Next(Escapes.Length)].Replace("FOLDER", daemon.Folder, StringComparison.Ordinal);
                return Encoding.UTF8.GetBytes("{ \"command\": \"config-write\", \"arguments\": { \"filename\": \"" + name + "\" } }");
            default:
                return Encoding.UTF8.GetBytes(valid);
        }
    }

    private static readonly string[] Escapes =
    [
        "../escaped.json", "FOLDER/../escaped.json", "/etc/escaped.json", "/proc/self/mem", "/dev/null", "FOLDER", ".", "..", "FOLDER/./../escaped", "FOLDER//s/x",
        "x/../../escaped", "a\\u0000b", "a\\nb", "FOLDER/s", "~/escaped", "file:///etc/escaped", "FOLDER/no/escaped",
    ];

    /// <summary>Nothing that would do what the command is for, where that ends or changes the server.</summary>
    private static string Arguments(Random dice, string command)
    {
        string wrong = WrongValues[dice.Next(WrongValues.Length)];
        return command switch
        {
            "shutdown" => dice.Next(2) == 0 ? "[ ]" : "{ \"exit-value\": \"x\" }",
            "dhcp-disable" => dice.Next(2) == 0 ? "[ ]" : "{ \"max-period\": \"" + dice.Next(9) + "\" }",
            "interface-add" => dice.Next(2) == 0 ? "\"x\"" : "{ \"interfaces\": [ \"no-such\" ] }",
            "config-write" => "{ \"filename\": [ " + wrong + " ] }",
            _ when dice.Next(3) == 0 => wrong,
            _ => "{ " + string.Join(", ", Enumerable.Range(0, dice.Next(1, 4)).Select(_ => Names[dice.Next(Names.Length)]).Distinct().Select(n => $"\"{n}\": {WrongValue(dice, n)}")) + " }",
        };
    }

    /// <summary>An empty configuration is a right one, without a socket to ask on.</summary>
    private static string WrongValue(Random dice, string name) =>
        WrongValues[dice.Next(WrongValues.Length)] is var value && value == "{ }" && name.StartsWith("Dhcp", StringComparison.Ordinal) ? "5" : value;

    private static string[] Files(Daemon daemon) => [.. Directory.GetFileSystemEntries(daemon.Folder).Select(f => Path.GetFileName(f)!)
        .Where(f => !f.StartsWith("leases.csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>Without those of code, which a program that is not compiled ahead of time loads when it first needs it.</summary>
    private static string[] Descriptors(RunningProgram program) =>
    [
        .. Directory.GetFileSystemEntries($"/proc/{program.Id}/fd").Select(f => new FileInfo(f).LinkTarget ?? "")
            .Where(t => !t.EndsWith(".dll", StringComparison.Ordinal) && !t.Contains(".so", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];

    private static long Resident(RunningProgram program) => 1024 * long.Parse(
        File.ReadLines($"/proc/{program.Id}/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal)).Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1],
        CultureInfo.InvariantCulture);
}
