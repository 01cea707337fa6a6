using System.Diagnostics;
using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.RunScript;

/// <summary>libdhcp_run_script beside its variables, which SideBySide compares with Kea's.</summary>
public sealed class RunScriptTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What the committer says once a batch is durable.</summary>
    private static void Commit(LibraryBench4 bench, bool isDurable = true)
    {
        foreach (var told in bench.WhenCommitted.ToArray())
        {
            told(isDurable);
        }

        bench.WhenCommitted.Clear();
    }

    private static Packet4? Ask(LibraryBench4 bench, byte client = 1)
    {
        var offer = bench.Bench.Send(new Query(MessageType4.Discover) { Client = client })!;
        return bench.Bench.Send(new Query(MessageType4.Request) { Client = client }.With(OptionCode4.RequestedAddress, offer.Yiaddr)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
    }

    /// <summary>The reply to a query that waited; null when it is dropped, or nothing comes within ten seconds.</summary>
    private static async Task<Packet4?> Await(LibraryBench4 bench)
    {
        for (int i = 0; i < 400 && bench.Bench.Loop.Parking.Count > 0; i++)
        {
            await Task.Delay(25, Stop);
            bench.Bench.Batch.Clear();
            bench.Bench.Engine.Changes = bench.Bench.Batch.Changes;
            bench.Turn();
            bench.Bench.Loop.Run(bench.Bench.Batch, bench.Bench.Now);
        }

        if (bench.Bench.Batch.CommittedCount + bench.Bench.Batch.ImmediateCount == 0)
        {
            return null;
        }

        var departure = bench.Bench.Batch.CommittedCount > 0 ? bench.Bench.Batch.Committed[0] : bench.Bench.Batch.Immediate[0];
        var reply = new Packet4();
        byte[] copy = departure.Buffer.AsSpan(departure.Start, departure.Length).ToArray();
        reply.Decode(copy, 0, copy.Length);
        return reply;
    }

    [Fact]
    public async Task The_script_hears_of_a_lease_once_it_is_durable_and_of_none_that_is_not()
    {
        using var script = new Scripts("printf '%s %s\\n' \"$1\" \"$LEASES4_AT0_ADDRESS\" >>@/heard");
        using var bench = new LibraryBench4(script.Members());
        Assert.Equal(MessageType4.Ack, Ask(bench, 1)!.MessageType);
        Commit(bench, isDurable: false);
        Assert.Equal(MessageType4.Ack, Ask(bench, 2)!.MessageType);
        Commit(bench);
        Assert.Equal(["leases4_committed 192.0.2.11"], await script.Lines("heard"));
    }

    [Fact]
    public async Task A_script_gets_its_variables_alone_and_nothing_of_the_servers_is_open_in_it()
    {
        using var script = new Scripts("""
            ls -l /proc/self/fd >@/open
            tr '\0' '\n' </proc/$$/environ | sed 's/=.*//' | sort >@/part; mv @/part @/names
            """);
        using var open = new FileStream("/dev/null", FileMode.Open);
        Server.Runtime.OpenFiles.KeepToOurselves();
        using var bench = new LibraryBench4(script.Members());
        Ask(bench);
        Commit(bench);
        string[] names = await script.Lines("names", 33);
        Assert.Equal(33, names.Length);
        Assert.All(names, name => Assert.Matches("^(QUERY4|LEASES4|DELETED_LEASES4)_", name));
        string[] streams = [.. (await script.Lines("open", 4)).Where(l => l.Contains(" -> ", StringComparison.Ordinal) && !l.Contains(" -> /", StringComparison.Ordinal))];
        Assert.Equal(2, streams.Length);
        Assert.Contains(" 0 -> pipe:", streams[0], StringComparison.Ordinal);
        Assert.Contains(" 2 -> pipe:", streams[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_so_many_scripts_run_at_a_time_and_what_finds_no_room_in_line_is_counted_by_name()
    {
        using var script = new Scripts("""
            mkdir @/running.$$; ls -d @/running.* | wc -l >>@/counts
            while [ ! -e @/go ]; do sleep 0.02; done
            rmdir @/running.$$; echo >>@/done
            """);
        using var bench = new LibraryBench4(script.Members(", \"max-running\": 2, \"queue-limit\": 3"));
        for (byte i = 1; i <= 8; i++)
        {
            Ask(bench, i);
            Commit(bench);
        }

        await script.Lines("counts", 2);
        await Task.Delay(100, Stop);
        Assert.Equal(2, Directory.GetDirectories(script.Folder, "running.*").Length);
        await File.WriteAllTextAsync(Path.Combine(script.Folder, "go"), "", Stop);
        Assert.Equal(5, (await script.Lines("done", 5)).Length);
        await Task.Delay(200, Stop);
        Assert.Equal(5, (await script.Lines("done", 5)).Length);
        Assert.All(await script.Lines("counts", 5), count => Assert.InRange(int.Parse(count, System.Globalization.CultureInfo.InvariantCulture), 1, 2));
    }

    [Fact]
    public async Task A_script_that_never_ends_is_killed_with_its_children_and_leaves_no_zombie()
    {
        using var script = new Scripts("sleep 1000 & echo $! >>@/pids; echo $$ >>@/pids; wait");
        using var bench = new LibraryBench4(script.Members(", \"max-run-time\": 300, \"max-running\": 1"));
        Ask(bench);
        Commit(bench);
        string[] pids = await script.Lines("pids", 2);
        for (int i = 0; i < 200 && pids.Any(p => Directory.Exists($"/proc/{p}")); i++)
        {
            await Task.Delay(25, Stop);
        }

        Assert.All(pids, p => Assert.False(Directory.Exists($"/proc/{p}"), p));
    }

    [Fact]
    public async Task A_script_that_prints_without_end_is_read_and_forgotten_and_ends_when_its_time_is_over()
    {
        using var script = new Scripts("echo $$ >>@/pids; yes");
        using var bench = new LibraryBench4(script.Members(", \"max-run-time\": 500, \"max-running\": 1"));
        long before = GC.GetTotalMemory(forceFullCollection: true);
        Ask(bench);
        Commit(bench);
        string pid = (await script.Lines("pids"))[0];
        for (int i = 0; i < 200 && Directory.Exists($"/proc/{pid}"); i++)
        {
            await Task.Delay(25, Stop);
        }

        Assert.False(Directory.Exists($"/proc/{pid}"));
        Assert.True(GC.GetTotalMemory(forceFullCollection: true) - before < 50_000_000);
    }

    [Theory]
    [InlineData(0, MessageType4.Ack, true)]
    [InlineData(1, MessageType4.Nak, false)]
    [InlineData(2, MessageType4.None, true)]
    [InlineData(3, MessageType4.None, true)]
    public async Task With_sync_the_exit_status_allows_refuses_or_drops(int status, MessageType4 answer, bool hasLease)
    {
        using var script = new Scripts($"exit {status}");
        using var bench = new LibraryBench4(script.Members(", \"sync\": true, \"deadline\": 20000"));
        Assert.Null(Ask(bench));
        Assert.Equal(1, bench.Bench.Loop.Parking.Count);
        var reply = await Await(bench);
        Assert.Equal(answer, reply?.MessageType ?? MessageType4.None);
        Assert.Equal(hasLease, bench.Bench.LeaseOf(Ip4.Parse("192.0.2.10")) is not null);
    }

    [Theory]
    [InlineData("drop", MessageType4.None)]
    [InlineData("continue", MessageType4.Ack)]
    public async Task Without_a_word_in_time_the_query_ends_as_configured(string failure, MessageType4 answer)
    {
        using var script = new Scripts("sleep 5");
        using var bench = new LibraryBench4(script.Members($", \"sync\": true, \"deadline\": 100, \"max-run-time\": 3000, \"on-failure\": \"{failure}\""));
        long start = Stopwatch.GetTimestamp();
        Assert.Null(Ask(bench));
        Assert.Equal(answer, (await Await(bench))?.MessageType ?? MessageType4.None);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalSeconds, 0, 3);
    }

    [Fact]
    public void A_script_outside_of_the_folder_for_them_is_warned_of_in_a_file_and_refused_in_a_command()
    {
        using var script = new Scripts("exit 0");
        using var bench = new LibraryBench4(script.Members());
        Assert.Equal($"found \"name\" \"{script.Name}\", wanted a file in /usr/share/kea/scripts: Kea 3 refuses it", Assert.Single(bench.Warnings));
        Assert.Contains("wanted a file in /usr/share/kea/scripts", Assert.Single(LibraryBench4.Refused(script.Members(), isByCommand: true)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"sync\": false", "no parameter \"name\"")]
    [InlineData("\"name\": \"\"", "empty \"name\"")]
    [InlineData("\"name\": 1", "wanted a string")]
    [InlineData("\"name\": \"/no/where\"", "is not there")]
    [InlineData("\"name\": \"/etc/passwd\"", "nobody may execute")]
    [InlineData("\"name\": \"/bin/true\", \"sync\": 1", "wanted true or false")]
    [InlineData("\"name\": \"/bin/true\", \"max-running\": 0", "wanted 1 to 1024")]
    [InlineData("\"name\": \"/bin/true\", \"on-failure\": \"pray\"", "wanted drop or continue")]
    [InlineData("\"name\": \"/bin/true\", \"nmae\": 1", "unknown parameter \"nmae\"")]
    public void Wrong_parameters_are_refused_with_their_place(string parameters, string expected)
    {
        string error = Assert.Single(LibraryBench4.Refused($$"""
            "hooks-libraries": [ { "library": "libdhcp_run_script.so", "parameters": { {{parameters}} } } ]
            """));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.StartsWith("test:1.", error, StringComparison.Ordinal);
    }
}
