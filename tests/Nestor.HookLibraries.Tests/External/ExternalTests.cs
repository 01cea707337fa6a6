using System.Diagnostics;
using Nestor.Engine.Tests;
using Nestor.HookLibraries.Tests.RunScript;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.External;

/// <summary>libnestor_external: programs that watch, decide, hang, die and talk nonsense.</summary>
public sealed class ExternalTests
{
    private const string Python = "/usr/bin/python3";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static string Members(string program, string more = "") => $$"""
        "hooks-libraries": [ { "library": "libnestor_external.so", "parameters": { "programs": [ { "name": "it", {{program}} } ] } } ], {{more}}
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] },
                     { "id": 2, "subnet": "198.51.100.0/24", "pools": [ { "pool": "198.51.100.10 - 198.51.100.19" } ] } ]
        """;

    private static async Task<bool> Until(Func<bool> isTrue)
    {
        for (int i = 0; i < 400 && !isTrue(); i++)
        {
            await Task.Delay(25, Stop);
        }

        return isTrue();
    }

    private static async Task<LibraryBench4> Up(string program, string more = "")
    {
        var bench = new LibraryBench4(Members(program, more));
        Assert.True(await Until(() => bench.Ask("external-hooks-get").Contains("\"up\"", StringComparison.Ordinal)), bench.Ask("external-hooks-get"));
        return bench;
    }

    /// <summary>The answer to a query, which may wait for a program.</summary>
    private static async Task<Packet4?> Send(LibraryBench4 bench, Query query)
    {
        var at = bench.Bench;
        if (at.Send(query) is { } direct)
        {
            return direct;
        }

        for (int i = 0; i < 800 && at.Loop.Parking.Count > 0; i++)
        {
            await Task.Delay(5, Stop);
            at.Batch.Clear();
            at.Engine.Changes = at.Batch.Changes;
            bench.Turn();
            at.Loop.Run(at.Batch, at.Now);
        }

        if (at.Batch.CommittedCount + at.Batch.ImmediateCount == 0)
        {
            return null;
        }

        var departure = at.Batch.CommittedCount > 0 ? at.Batch.Committed[0] : at.Batch.Immediate[0];
        byte[] copy = departure.Buffer.AsSpan(departure.Start, departure.Length).ToArray();
        var reply = new Packet4();
        reply.Decode(copy, 0, copy.Length);
        return reply;
    }

    private static Query Discover(byte client) => new(MessageType4.Discover) { Client = client };

    [Fact]
    public async Task The_Python_sample_decides_about_clients_and_records_leases()
    {
        Assert.SkipUnless(File.Exists(Python), "needs the package python3");
        using var folder = new Scripts("");
        string known = Path.Combine(folder.Folder, "known");
        await File.WriteAllTextAsync(known, "02:00:00:00:00:01\n", Stop);
        string sample = Path.Combine(ReadmeTests.Root, "samples/external-hook/registry.py");
        using var bench = await Up(
            $"\"command\": \"{sample}\", \"arguments\": [ \"{known}\", \"{folder.Folder}/record\" ], \"deadline\": 20000",
            """ "client-classes": [ { "name": "STRANGER", "valid-lifetime": 60 } ], """);
        var first = await Send(bench, Discover(1));
        Assert.Equal(7200u, Lifetime(first!));
        Assert.Equal(60u, Lifetime((await Send(bench, Discover(2)))!));
        var ack = await Send(bench, new Query(MessageType4.Request) { Client = 1 }.With(OptionCode4.RequestedAddress, first!.Yiaddr)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
        Assert.Equal(MessageType4.Ack, ack!.MessageType);
        Array.ForEach(bench.WhenCommitted.ToArray(), told => told(true));
        Assert.Equal([$"{first.Yiaddr} 02:00:00:00:00:01"], await folder.Lines("record"));
        Assert.Contains("\"answered\": 3", bench.Ask("external-hooks-get"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"next\": \"continue\", \"subnet\": 2", "198.51.100.10")]
    [InlineData("\"next\": \"continue\", \"subnet\": 77", "192.0.2.10")]
    [InlineData("\"next\": \"continue\"", "192.0.2.10")]
    [InlineData("\"next\": \"skip\"", null)]
    [InlineData("\"next\": \"drop\"", null)]
    public async Task A_program_may_choose_the_subnet_or_refuse(string answer, string? address)
    {
        using var script = new Scripts($$"""
            read hello; echo '{ "nestor-hooks": 1, "decide": [ "subnet4_select" ] }'
            while read line; do n=${line#*\"event\":}; echo "{ \"event\": ${n%%,*}, {{answer.Replace("\"", "\\\"", StringComparison.Ordinal)}} }"; done
            """);
        using var bench = await Up($"\"command\": \"{script.Name}\", \"deadline\": 20000");
        Assert.Equal(address, (await Send(bench, Discover(1)))?.Yiaddr.ToString());
    }

    [Theory]
    [InlineData("continue", true)]
    [InlineData("drop", false)]
    public async Task A_program_that_hangs_costs_one_deadline_and_is_asked_again_once_it_speaks(string failure, bool isServed)
    {
        using var script = new Scripts("""
            read hello; echo '{ "nestor-hooks": 1, "decide": [ "pkt4_receive" ] }'
            while [ ! -e @/go ]; do sleep 0.02; done
            while read line; do n=${line#*\"event\":}; echo "{ \"event\": ${n%%,*}, \"next\": \"continue\" }"; done
            """);
        using var bench = await Up($"\"command\": \"{script.Name}\", \"deadline\": 300, \"on-failure\": \"{failure}\"");
        long start = Stopwatch.GetTimestamp();
        Assert.Equal(isServed, await Send(bench, Discover(1)) is not null);
        Assert.InRange(Stopwatch.GetElapsedTime(start).TotalMilliseconds, 250, 8000);
        Assert.Contains("\"silent\"", bench.Ask("external-hooks-get"), StringComparison.Ordinal);
        for (byte i = 2; i < 50; i++)
        {
            Assert.Equal(isServed, bench.Bench.Send(Discover(i)) is not null);
            Assert.Equal(0, bench.Bench.Loop.Parking.Count);
        }

        await File.WriteAllTextAsync(Path.Combine(script.Folder, "go"), "", Stop);
        Assert.True(await Until(() => bench.Ask("external-hooks-get").Contains("\"up\"", StringComparison.Ordinal)));
        Assert.NotNull(await Send(bench, Discover(51)));
    }

    [Fact]
    public async Task A_program_that_dies_is_started_again_and_what_waited_for_it_goes_on()
    {
        using var script = new Scripts("""
            echo x >>@/starts; read hello; echo '{ "nestor-hooks": 1, "decide": [ "pkt4_receive" ] }'
            read line; exit 1
            """);
        using var bench = await Up($"\"command\": \"{script.Name}\", \"deadline\": 20000");
        Assert.NotNull(await Send(bench, Discover(1)));
        Assert.True((await script.Lines("starts", 2)).Length >= 2);
    }

    [Theory]
    [InlineData("echo nonsense; sleep 100")]
    [InlineData("echo '{ \"nestor-hooks\": 2, \"decide\": [ \"pkt4_receive\" ] }'; sleep 100")]
    [InlineData("head -c 200000 /dev/zero; sleep 100")]
    [InlineData("exit 0")]
    public async Task A_program_that_never_says_anything_of_use_is_never_asked(string body)
    {
        using var script = new Scripts("echo x >>@/starts; " + body);
        using var bench = new LibraryBench4(Members($"\"command\": \"{script.Name}\""));
        Assert.Single(await script.Lines("starts"));
        Assert.NotNull(bench.Bench.Send(Discover(1)));
        Assert.Contains("\"down\"", bench.Ask("external-hooks-get"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answers_that_make_no_sense_are_passed_over()
    {
        using var script = new Scripts("""
            read hello; echo '{ "nestor-hooks": 1, "decide": [ "pkt4_receive" ] }'
            read line; n=${line#*\"event\":}; n=${n%%,*}
            echo '{ "event": 99, "next": "drop" }'; echo "{ \"event\": $n, \"next\": \"dance\" }"; echo '[[[['; echo
            echo "{ \"event\": $n, \"next\": \"continue\", \"classes\": 5 }"; echo "{ \"event\": $n, \"next\": \"continue\" }"
            sleep 100
            """);
        using var bench = await Up($"\"command\": \"{script.Name}\", \"deadline\": 20000");
        Assert.NotNull(await Send(bench, Discover(1)));
    }

    [Theory]
    [InlineData("", "neither")]
    [InlineData("\"command\": \"/bin/cat\", \"socket\": \"x\"", "both")]
    [InlineData("\"command\": \"/no/where\"", "is not there")]
    [InlineData("\"command\": \"/bin/cat\", \"deadline\": 0", "wanted 1 to 60000")]
    [InlineData("\"command\": \"/bin/cat\", \"arguments\": [ 1 ]", "wanted strings")]
    [InlineData("\"command\": \"/bin/cat\", \"on-error\": 1", "unknown parameter")]
    public void Wrong_parameters_are_refused(string program, string expected)
    {
        string members = Members(program).Replace("\"it\",  }", "\"it\" }", StringComparison.Ordinal);
        Assert.Contains(LibraryBench4.Refused(members), e => e.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void A_program_elsewhere_is_refused_in_a_configuration_by_command() =>
        Assert.Contains("wanted a file in", Assert.Single(LibraryBench4.Refused(Members("\"command\": \"/bin/cat\""), isByCommand: true)), StringComparison.Ordinal);

    private static uint Lifetime(Packet4 reply) =>
        reply.TryOption(OptionCode4.LeaseTime, out var body) ? System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(body) : 0;
}
