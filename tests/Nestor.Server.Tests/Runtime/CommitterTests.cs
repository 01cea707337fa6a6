using Nestor.Engine.Loop;
using Nestor.Model.Leases;
using Nestor.Server.Runtime;
using Nestor.Server.Sockets;

namespace Nestor.Server.Tests.Runtime;

public sealed class CommitterTests
{
    [Fact]
    public void Batches_that_come_while_the_disk_works_are_committed_together_and_in_order()
    {
        using var sockets = new SocketSet4(67, new Logging.ListLogger());
        using var store = new SlowStore();
        using var committer = new Committer4(sockets, store, isThreaded: true, batches: 4, TimeProvider.System);
        Submit(committer, 1);
        store.Entered.Wait(TestContext.Current.CancellationToken);
        Submit(committer, 2);
        Submit(committer, 3);
        Submit(committer, 4);
        store.Gate.Release(2);
        committer.Drain();
        Assert.Equal(["1", "2 3 4"], store.Commits);
    }

    [Fact]
    public void A_small_batch_is_committed_by_the_loop_itself_unless_the_disk_is_slow()
    {
        using var sockets = new SocketSet4(67, new Logging.ListLogger());
        using var store = new SlowStore();
        store.Gate.Release(100);
        var clock = new StepClock();
        using var committer = new Committer4(sockets, store, isThreaded: true, batches: 4, clock);
        Submit(committer, 1, arrivals: 1);
        Assert.Equal(Environment.CurrentManagedThreadId, store.LastThread);
        clock.Step = TimeSpan.FromMilliseconds(5);
        Submit(committer, 2, arrivals: 1);
        Assert.Equal(Environment.CurrentManagedThreadId, store.LastThread);
        Submit(committer, 3, arrivals: 1);
        committer.Drain();
        Assert.NotEqual(Environment.CurrentManagedThreadId, store.LastThread);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_answer_to_a_command_waits_for_the_changes_before_it_though_its_own_turn_changed_nothing(bool isFailing)
    {
        using var sockets = new SocketSet4(67, new Logging.ListLogger());
        using var store = new SlowStore { IsFailing = isFailing };
        using var committer = new Committer4(sockets, store, isThreaded: true, batches: 4, TimeProvider.System);
        Submit(committer, 1);
        store.Entered.Wait(TestContext.Current.CancellationToken);
        var batch = committer.Take();
        bool? isDurable = null;
        batch.WhenCommitted.Add(done => isDurable = done);
        committer.Submit(batch);
        Assert.Null(isDurable);
        store.Gate.Release(2);
        committer.Drain();
        Assert.Equal(!isFailing, isDurable);
    }

    [Fact]
    public void Nothing_of_a_group_is_answered_when_its_commit_fails()
    {
        using var sockets = new SocketSet4(67, new Logging.ListLogger());
        using var store = new SlowStore { IsFailing = true };
        bool? isHealthy = null;
        using var committer = new Committer4(sockets, store, isThreaded: true, batches: 4, TimeProvider.System)
        {
            HealthChanged = value => isHealthy = value,
        };
        Submit(committer, 1);
        store.Entered.Wait(TestContext.Current.CancellationToken);
        Submit(committer, 2);
        Submit(committer, 3);
        store.Gate.Release(2);
        committer.Drain();
        Assert.Equal((3L, false), (committer.Failures, isHealthy));
    }

    private static void Submit(Committer4 committer, uint lease, int arrivals = 3)
    {
        var batch = committer.Take();
        batch.ArrivalCount = arrivals;
        var view = new Lease4View { Fields = new Lease4Fields { SubnetId = lease } };
        batch.Changes.Put(in view);
        committer.Submit(batch);
    }

    /// <summary>Remembers the subnets of each commit, which waits until it is let go.</summary>
    private sealed class SlowStore : ILeaseStore<LeaseChanges4>, IDisposable
    {
        private readonly List<uint> _added = [];

        public SemaphoreSlim Entered { get; } = new(0);

        public SemaphoreSlim Gate { get; } = new(0);

        public List<string> Commits { get; } = [];

        public int LastThread { get; private set; }

        public bool IsFailing { get; init; }

        public void Add(LeaseChanges4 changes)
        {
            for (int i = 0; i < changes.Count; i++)
            {
                _added.Add(changes.Get(i, out _).Fields.SubnetId);
            }
        }

        public bool Commit()
        {
            Entered.Release();
            Gate.Wait();
            LastThread = Environment.CurrentManagedThreadId;
            Commits.Add(string.Join(' ', _added));
            _added.Clear();
            return !IsFailing;
        }

        public void Dispose()
        {
            Entered.Dispose();
            Gate.Dispose();
        }
    }

    /// <summary>Moves on by a step each time it is looked at.</summary>
    private sealed class StepClock : TimeProvider
    {
        private long _now;

        public TimeSpan Step { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += Step.Ticks;
    }
}
