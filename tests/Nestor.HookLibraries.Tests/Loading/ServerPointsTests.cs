using System.Text;
using Nestor.Config.Loading;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Hooks.Services;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>Libraries of a whole server, of either family: when they are loaded, asked, started, and disposed of.</summary>
public sealed class ServerPointsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nestor-libraries").FullName;
    private readonly List<string> _story = [];
    private readonly LoggerSet _loggers = new("kea-dhcp", TimeProvider.System, isVerbose: false);
    private int _number;

    private string Configuration => Path.Combine(_folder, "kea.conf");

    public void Dispose()
    {
        _loggers.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_library_that_refuses_a_configuration_at_a_start_has_the_server_not_start(int family)
    {
        using var host = Create(family, "no");
        Assert.False(host.TryPrepare(out string error));
        Assert.Equal("not with me", error);
        host.Run();
        Assert.Equal(1, host.ExitCode);
        Assert.DoesNotContain(_story, s => s.StartsWith("start", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_library_that_refuses_a_new_configuration_leaves_the_running_one_and_its_libraries_as_they_are(int family)
    {
        var host = Create(family, "yes");
        Assert.True(host.TryPrepare(out _));
        var thread = new Thread(host.Run) { IsBackground = true };
        thread.Start();
        WaitFor("start");
        int before = Count("start");
        Write(family, "no");
        host.Reload();
        WaitFor("asked no");
        host.Reload();
        WaitFor("asked no", 2);
        Assert.Equal(before, Count("start"));
        Write(family, "yes");
        host.Reload();
        WaitFor("start", before + 1);
        host.Stop();
        thread.Join();
        Assert.Equal(0, host.ExitCode);
        host.Dispose();

        // Everything that was loaded was disposed of, whether or not it came into force.
        lock (_story)
        {
            Assert.Equal(_story.Count(s => s.StartsWith("load", StringComparison.Ordinal)), Count("dispose"));
            Assert.Equal(0, _story.Count(s => s == "start no"));
        }
    }

    [Fact]
    public void A_library_that_throws_while_it_is_loaded_is_an_error_of_the_configuration()
    {
        string error = Assert.Single(LibraryBench4.Refused(
            """ "hooks-libraries": [ { "library": "toy" } ] """, Toy.Table(_ => throw new InvalidOperationException("on purpose"))));
        Assert.EndsWith("found hook library \"toy\", which cannot be loaded: on purpose", error, StringComparison.Ordinal);
    }

    private IServerHost Create(int family, string answer)
    {
        Write(family, answer);
        var options = new ServerOptions(Configuration, 0, 0) { Libraries = new LibraryTable(new Dictionary<string, Func<IHookLibrary>> { ["toy"] = () => new Asked(this) }) };
        byte[] text = File.ReadAllBytes(Configuration);
        IServerHost? host;
        string error;
        if (family == 4)
        {
            host = ServerHost4.TryCreate(options, ConfigLoader.Load4(text, "test", null).Settings!, _loggers, TimeProvider.System, out error);
        }
        else
        {
            host = ServerHost6.TryCreate(options, ConfigLoader.Load6(text, "test", null).Settings!, _loggers, TimeProvider.System, out error);
        }

        Assert.True(host is not null, error);
        return host;
    }

    private void Write(int family, string answer) => File.WriteAllText(
        Configuration,
        $$"""
        { "Dhcp{{family}}": { "lease-database": { "type": "memfile", "name": "{{_folder}}/leases.csv", "lfc-interval": 0 },
          {{(family == 6 ? $"\"server-id\": {{ \"type\": \"EN\", \"enterprise-id\": 1, \"identifier\": \"0102\", \"persist\": false }}," : "")}}
          "hooks-libraries": [ { "library": "/lib/toy.so", "parameters": { "answer": "{{answer}}" } } ] } }
        """,
        Encoding.UTF8);

    private void Tell(string what)
    {
        lock (_story)
        {
            _story.Add(what);
        }
    }

    private int Count(string beginning)
    {
        lock (_story)
        {
            return _story.Count(s => s.StartsWith(beginning, StringComparison.Ordinal));
        }
    }

    private void WaitFor(string beginning, int count = 1) =>
        Assert.True(SpinWait.SpinUntil(() => Count(beginning) >= count, TimeSpan.FromSeconds(20)), $"{beginning}: {string.Join(", ", _story)}");

    private sealed class Asked(ServerPointsTests test) : IHookLibrary
    {
        private readonly int _number = Interlocked.Increment(ref test._number);
        private string _answer = "";

        public void Load(LibrarySetup setup)
        {
            _answer = setup.Parameters!["answer"]!.Text;
            test.Tell($"load {_number}");
            setup.Points.ServerConfigured.Add(setup, call =>
            {
                test.Tell($"asked {_answer}");
                Assert.Equal(_answer, call.Settings.HookLibraries[0].Parameters!["answer"]!.Text);
                call.Error = "not with me";
                call.Next = _answer == "no" ? NextStep.Drop : NextStep.Continue;
            });
        }

        public void Start(IHookServer server) => test.Tell($"start {_answer}");

        public void Dispose() => test.Tell($"dispose {_number}");
    }
}
