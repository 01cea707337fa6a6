using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Hooks.Libraries;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.HookLoading;
using Nestor.Wire.Dhcp4;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>What a library may cost, as the configuration says it, and who tells when it costs more.</summary>
public sealed class GuardTests
{
    private static string With(string keywords) => $$""" "hooks-libraries": [ { "library": "toy", {{keywords}} } ], """ + Bench.PlainSubnet;

    private static Query Discover() => new(MessageType4.Discover);

    [Theory]
    [InlineData("\"error-budget\": 3", 3, true)]
    [InlineData("\"error-budget\": 3, \"on-failure\": \"skip\"", 3, true)]
    [InlineData("\"error-budget\": 0", 50, true)]
    [InlineData("\"error-budget\": 3, \"on-failure\": \"drop\"", 3, false)]
    public void A_library_is_cut_off_after_error_budget_failures_and_on_failure_says_what_becomes_of_queries(string keywords, int calls, bool isServed)
    {
        int called = 0;
        using var bench = new LibraryBench4(With(keywords), Toy.Table(l => l.Points4!.Pkt4Receive.Add(l, _ =>
        {
            called++;
            throw new InvalidOperationException("on purpose");
        })));
        for (int i = 0; i < 50; i++)
        {
            Assert.Equal(isServed, bench.Bench.Send(Discover()) is not null);
        }

        Assert.Equal(calls, called);
        Assert.Equal(calls == 3, bench.Guards[0].IsCutOff);
    }

    [Fact]
    public void A_library_is_cut_off_after_slow_budget_calls_that_took_more_than_time_budget()
    {
        int called = 0;
        using var bench = new LibraryBench4(With("\"time-budget\": 1, \"slow-budget\": 2"), Toy.Table(l => l.Points4!.Pkt4Receive.Add(l, _ =>
        {
            called++;
            long start = TimeProvider.System.GetTimestamp();
            while (TimeProvider.System.GetElapsedTime(start) < TimeSpan.FromMilliseconds(2))
            {
            }
        })));
        for (int i = 0; i < 5; i++)
        {
            Assert.NotNull(bench.Bench.Send(Discover()));
        }

        var guard = bench.Guards[0];
        Assert.Equal((2, 2L, 2L, 0L, true), (called, guard.Calls, guard.Slow, guard.Errors, guard.IsCutOff));
        Assert.InRange(guard.Longest, TimeSpan.FromMilliseconds(2), TimeSpan.FromSeconds(10));
        Assert.InRange(guard.Total, TimeSpan.FromMilliseconds(4), TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData("\"time-budget\": 0", "found 0 for \"time-budget\", wanted 1 to 60000")]
    [InlineData("\"error-budget\": -1", "found -1 for \"error-budget\", wanted 0 to 4294967295")]
    [InlineData("\"slow-budget\": 4294967296", "found 4294967296 for \"slow-budget\", wanted 0 to 4294967295")]
    [InlineData("\"on-failure\": \"explode\"", "explode")]
    [InlineData("\"time-budget\": \"long\"", "time-budget")]
    public void A_budget_that_is_none_is_refused(string keywords, string text) =>
        Assert.Contains(LibraryBench4.Refused(With(keywords), Toy.Table(_ => { })), e => e.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void A_library_that_holds_the_loop_is_named_with_the_place_where_it_does_once_and_again_when_it_has_taken_twice_as_long()
    {
        var log = new TextLog();
        using var watchdog = new LibraryWatchdog(new NoTimers(), TimeSpan.FromMilliseconds(1), log);
        using var hold = new ManualResetEventSlim();
        using var isHeld = new ManualResetEventSlim();
        using var bench = new LibraryBench4(With("\"time-budget\": 60000"), Toy.Table(l => l.Points4!.Pkt4Receive.Add(l, _ =>
        {
            isHeld.Set();
            hold.Wait();
        })));
        watchdog.Use(bench.Guards);
        watchdog.Look();
        Assert.Empty(log.Lines);
        var loop = new Thread(() => bench.Bench.Send(Discover())) { IsBackground = true };
        loop.Start();
        isHeld.Wait(TestContext.Current.CancellationToken);
        Assert.True(SpinWait.SpinUntil(() => bench.Guards[0].Busy!.Value.For > TimeSpan.FromMilliseconds(1), 5000));
        watchdog.Look();
        Assert.StartsWith("NESTOR_HOOKS_STUCK toy has held the loop at pkt4_receive for 0 seconds", Assert.Single(log.Lines), StringComparison.Ordinal);
        var seen = bench.Guards[0].Busy!.Value.For;
        Assert.True(SpinWait.SpinUntil(() => bench.Guards[0].Busy!.Value.For > 3 * seen, 60000));
        watchdog.Look();
        Assert.Equal((2, 1L), (log.Lines.Count, bench.Guards[0].Stuck));
        hold.Set();
        loop.Join();
        watchdog.Look();
        Assert.Equal(2, log.Lines.Count);
        Assert.Null(bench.Guards[0].Busy);
    }

    [Fact]
    public void Loading_unloading_and_failing_are_logged_under_Keas_ids()
    {
        var recorder = new Recorder();
        var table = Toy.Table(
            ("good", l => l.Points4!.Lease4Expire.Add(l, _ => throw new InvalidOperationException("on purpose"))),
            ("bad", _ => throw new InvalidOperationException("on purpose")));
        var settings = new Dhcp4Settings([], [])
        {
            HookLibraries = [new("good", "/lib/good.so", null, SourcePlace.None), new("bad", "/lib/bad.so", null, SourcePlace.None)],
        };
        var libraries = new HookLoader(table, recorder.Find).Load(settings, new Diagnostics());
        libraries.Start(null!);
        ((Hooks.Points.HookPoints4)libraries.Points).Lease4Expire.Run();
        libraries.Dispose();
        recorder.MustHave("HOOKS_LIBRARY_LOADED HOOKS_LOAD_EXCEPTION HOOKS_CALLOUT_EXCEPTION HOOKS_LIBRARY_UNLOADED");
    }

    [Fact]
    public void A_library_keeps_things_of_its_own_about_a_query_until_it_is_over()
    {
        var seen = new List<object?>();
        Hooks.Points.ParkedQuery? parked = null;
        using var bench = new LibraryBench4(""" "hooks-libraries": [ { "library": "one" }, { "library": "two" } ], """ + Bench.PlainSubnet, Toy.Table(("one", Load), ("two", Load)));
        void Load(LibrarySetup library)
        {
            int slot = library.AddQuerySlot();
            library.Points4!.Pkt4Receive.Add(library, call =>
            {
                seen.Add(call.Exchange.Data[slot]);
                call.Exchange.Data[slot] = library.Stem;
                parked = library.Stem == "one" && parked is null ? call.Park() : parked;
            });
            library.Points4!.Pkt4Send.Add(library, call => seen.Add(call.Exchange.Data[slot]));
        }

        bench.Bench.Send(Discover());
        bench.Bench.Send(new Query(MessageType4.Discover) { Client = 2 });
        parked!.Resume();
        bench.Bench.Idle();
        Assert.Equal([null, null, null, null, "one", "two", "one", "two"], seen);
    }

    private sealed class TextLog : Logger
    {
        public TextLog()
            : base("hooks") => Threshold = Severity.Error;

        public List<string> Lines { get; } = [];

        protected override void Emit(LogId id, ReadOnlySpan<byte> text) => Lines.Add($"{id.Name} {System.Text.Encoding.UTF8.GetString(text)}");
    }

    private sealed class NoTimers : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
