using Nestor.Hooks.Commands;
using Nestor.Server.Control;
using Nestor.Server.Tests.Logging;

namespace Nestor.Server.Tests.Control;

/// <summary>Commands on their way to the loop, whose turns the test plays.</summary>
public sealed class CommandQueueTests
{
    private readonly CommandTable _commands = new();
    private readonly ListLogger _log = new();
    private readonly CommandQueue _queue;
    private readonly List<string> _ran = [];
    private int _wakes;

    public CommandQueueTests()
    {
        _queue = new CommandQueue(_commands, new StillClock(), _log) { Arrived = () => _wakes++ };
        _commands.Add("a", _ => Note("a"));
        _commands.Add("b", _ => Note("b"));
        _commands.AddBetweenTurns("between", _ => Note("between"));
        _commands.AddOutside("outside", call => call.Arguments is null
            ? Note("outside")
            : CommandResult.Later(() => Note("inside")));
        _commands.Add("bad", _ => throw new InvalidOperationException("on purpose"));
    }

    [Fact]
    public void An_answer_is_known_when_the_turn_is_committed()
    {
        var answer = Ask("a");
        Assert.Equal(1, _wakes);
        var whenCommitted = Turn();
        Assert.Equal(["a"], _ran);
        Assert.False(answer.IsCompleted);
        whenCommitted.ForEach(w => w(true));
        Assert.Equal("a", Of(answer).Text);
    }

    [Fact]
    public void What_a_command_began_goes_on_in_a_turn_that_comes_at_once()
    {
        Assert.True(_queue.IsIdle);
        Ask("a");
        Turn();
        Assert.False(_queue.IsIdle);
        Turn();
        Assert.True(_queue.IsIdle);
        Ask("between");
        _queue.RunBetweenTurns();
        Assert.False(_queue.IsIdle);
        Turn();
        Assert.True(_queue.IsIdle);
    }

    [Fact]
    public void While_a_command_waits_for_something_beside_the_loop_the_loop_may_sleep_and_what_is_behind_it_waits()
    {
        var beside = new TaskCompletionSource();
        _commands.Add("waiting", _ => CommandResult.After(beside.Task, () => Note("waited")));
        Ask("waiting");
        Ask("a");
        Turn();
        Turn();
        Assert.True(_queue.IsIdle);
        Assert.Empty(_ran);
        int wakes = _wakes;
        beside.SetResult();
        Assert.True(SpinWait.SpinUntil(() => Volatile.Read(ref _wakes) > wakes, 10_000));
        Assert.False(_queue.IsIdle);
        Turn();
        Assert.Equal(["waited", "a"], _ran);
    }

    [Fact]
    public void What_could_not_be_committed_is_said()
    {
        var answer = Ask("a");
        Turn().ForEach(w => w(false));
        Assert.Equal(ResultCode.Error, Of(answer).Code);
        Assert.Contains("could not be written", Of(answer).Text);
    }

    [Fact]
    public void Commands_run_in_their_order_and_those_between_turns_hold_up_what_follows()
    {
        string[] names = ["a", "between", "b"];
        Array.ForEach(names, n => Ask(n));
        Turn();
        Assert.Equal(["a"], _ran);
        _queue.RunBetweenTurns();
        _queue.RunBetweenTurns();
        Assert.Equal(["a", "between"], _ran);
        Turn();
        Assert.Equal(names, _ran);
        Assert.True(_queue.IsEmpty);
    }

    [Fact]
    public void A_long_command_takes_a_turn_for_each_of_its_pieces()
    {
        int pieces = 0;
        _commands.Add("long", _ => Piece());
        var answer = Ask("long");
        Ask("a");
        for (int turn = 1; turn <= 4; turn++)
        {
            Assert.Equal(turn, pieces + 1);
            Assert.Empty(_ran);
            Assert.False(_queue.IsEmpty);
            Turn().ForEach(w => w(true));
        }

        Assert.Equal("done", Of(answer).Text);
        Assert.Equal(["a"], _ran);

        CommandResult Piece() => ++pieces < 4 ? CommandResult.Later(Piece) : CommandResult.Success("done");
    }

    [Fact]
    public void A_turn_takes_so_many_commands_and_no_more()
    {
        for (int i = 0; i < 40; i++)
        {
            Ask("a");
        }

        Assert.Equal([16, 16, 8], new[] { Turn().Count, Turn().Count, Turn().Count });
    }

    [Fact]
    public void What_begins_outside_the_loop_is_answered_there_or_goes_on_between_two_turns()
    {
        Assert.Equal("outside", Of(Ask("outside")).Text);
        Assert.True(_queue.IsEmpty);
        var answer = _queue.Ask(new CommandCall("outside", Json.Element.Null()));
        Assert.Empty(Turn());
        _queue.RunBetweenTurns();
        Assert.Equal("inside", Of(answer).Text);
    }

    [Fact]
    public async Task What_is_finished_outside_of_the_loop_is_so_after_the_commit_and_in_the_order_of_the_commands()
    {
        // The thread of the loop as long as it gives answers: after that it is one like any other.
        int loop = 0;
        var finished = new List<int>();
        int number = 0;
        _commands.Add("two-parts", _ =>
        {
            int own = ++number;
            return CommandResult.Outside(() =>
            {
                lock (finished)
                {
                    finished.Add(own);
                }

                return Environment.CurrentManagedThreadId == Volatile.Read(ref loop) ? CommandResult.Error("on the loop")
                    : own == 3 ? throw new InvalidOperationException("on purpose") : CommandResult.Success("done");
            });
        });
        Task<CommandResult>[] answers = [Ask("two-parts"), Ask("two-parts"), Ask("two-parts")];
        var whenCommitted = Turn();
        Assert.Empty(finished);
        Volatile.Write(ref loop, Environment.CurrentManagedThreadId);
        whenCommitted.ForEach(w => w(true));
        Volatile.Write(ref loop, 0);
        var results = await Task.WhenAll(answers).WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        Assert.Equal(["done", "done", "Error during command processing: on purpose"], results.Select(r => r.Text));
        Assert.Equal([1, 2, 3], finished);
    }

    [Fact]
    public void A_command_that_fails_in_an_unforeseen_way_is_an_error_and_the_next_one_runs()
    {
        var bad = Ask("bad");
        var good = Ask("a");
        Turn().ForEach(w => w(true));
        Assert.Equal((ResultCode.Error, "Error during command processing: on purpose"), (Of(bad).Code, Of(bad).Text));
        Assert.Equal("a", Of(good).Text);
        Assert.Contains(_log.Lines, line => line.StartsWith("COMMAND_PROCESS_ERROR2 bad: ", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_command_is_named_and_does_not_reach_the_loop()
    {
        var result = Of(Ask("nonsense"));
        Assert.Equal((ResultCode.Unsupported, "'nonsense' command not supported."), (result.Code, result.Text));
        Assert.True(_queue.IsEmpty);
    }

    [Fact]
    public void Whoever_waits_when_the_server_ends_is_told()
    {
        var before = Ask("a");
        _queue.End();
        var after = Ask("b");
        Assert.Equal("the server is shutting down", Of(before).Text);
        Assert.Equal("the server is shutting down", Of(after).Text);
        Assert.Empty(_ran);
    }

    private Task<CommandResult> Ask(string name) => _queue.Ask(new CommandCall(name, null));

    private static CommandResult Of(Task<CommandResult> answer)
    {
        Assert.True(answer.IsCompleted);
        return answer.GetAwaiter().GetResult();
    }

    private List<Action<bool>> Turn()
    {
        var whenCommitted = new List<Action<bool>>();
        _queue.RunInTurn(whenCommitted);
        return whenCommitted;
    }

    private CommandResult Note(string name)
    {
        _ran.Add(name);
        return CommandResult.Success(name);
    }

    private sealed class StillClock : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}
