using System.Collections.Concurrent;
using Nestor.Hooks.Commands;
using Nestor.Model.Logging;

namespace Nestor.Server.Control;

/// <summary>
/// Commands on their way from the channels to the loop, which does one after the other, a little in each turn, so that
/// clients of DHCP do not wait for them.
/// </summary>
/// <param name="log">The logger <c>commands</c>.</param>
internal sealed class CommandQueue(CommandTable table, TimeProvider clock, Logger log)
{
    /// <summary>Commands of one turn, however quick they are.</summary>
    private const int MaxPerTurn = 16;

    /// <summary>After this much of a turn the rest waits for the next one.</summary>
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(1);

    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private readonly ConcurrentQueue<(Waiting Waiting, Func<CommandResult> Finish)> _finishing = new();
    private volatile bool _isEnded;
    private int _isFinishing;

    // The loop's: what a command began goes on in the next turn, which is to come at once.
    private bool _isTurnDue;

    /// <summary>Wakes the loop: a command came.</summary>
    public Action? Arrived { get; set; }

    public CommandTable Table => table;

    public bool IsEmpty => _waiting.IsEmpty;

    /// <summary>
    /// On the loop's thread: the next turn may wait for queries, for there is nothing to be done, or it waits for something beside
    /// the loop.
    /// </summary>
    public bool IsIdle => (!_waiting.TryPeek(out var head) || !head.IsReady) && !_isTurnDue;

    /// <summary>From any thread: the answer, once the loop has done it and what it changed is committed.</summary>
    public Task<CommandResult> Ask(CommandCall call)
    {
        if (table.Find(call.Name) is not { } row)
        {
            return Task.FromResult(CommandResult.Unsupported($"'{call.Name}' command not supported."));
        }

        var waiting = new Waiting(call, row);
        if (row.Place == CommandPlace.Outside)
        {
            var result = Finished(waiting, Run(waiting));
            waiting.GoOn = result.GoOn;
            if (result.GoOn is null)
            {
                return Task.FromResult(result);
            }
        }

        return Enqueue(waiting);
    }

    /// <summary>From any thread: what the loop says between two turns, whether or not anything can be committed.</summary>
    public Task<CommandResult> AskLoop(CommandFunction run) =>
        Enqueue(new Waiting(new CommandCall("", null), new CommandTable.Row(run, CommandPlace.BetweenTurns)));

    /// <summary>In a turn of the loop, after its queries.</summary>
    /// <param name="whenCommitted">Takes what is to be called once the turn's changes are durable, or could not be made so.</param>
    public void RunInTurn(List<Action<bool>> whenCommitted)
    {
        _isTurnDue = false;
        if (_waiting.IsEmpty)
        {
            return;
        }

        long start = clock.GetTimestamp();
        for (int i = 0; i < MaxPerTurn && _waiting.TryPeek(out var head) && head.Row.Place == CommandPlace.Turn && head.IsReady; i++)
        {
            var result = Run(head);
            if (result.GoOn is not null)
            {
                GoOnLater(head, result);
                return;
            }

            _waiting.TryDequeue(out _);
            whenCommitted.Add(isDurable => Give(head, isDurable ? result : NotDurable));
            _isTurnDue = true;
            if (clock.GetElapsedTime(start) > Slice)
            {
                return;
            }
        }
    }

    /// <summary>Between two turns of the loop.</summary>
    public void RunBetweenTurns()
    {
        if (!_waiting.TryPeek(out var head) || head.Row.Place == CommandPlace.Turn || !head.IsReady)
        {
            return;
        }

        var result = Run(head);
        if (result.GoOn is not null)
        {
            GoOnLater(head, result);
            return;
        }

        _waiting.TryDequeue(out _);
        Give(head, result);
        _isTurnDue = true;
    }

    private void GoOnLater(Waiting head, CommandResult result)
    {
        head.GoOn = result.GoOn;
        head.Before = result.Before;

        // The loop may sleep until then.
        result.Before?.ContinueWith(_ => Arrived?.Invoke(), TaskScheduler.Default);
    }

    /// <summary>The loop has ended: whoever still waits is told.</summary>
    public void End()
    {
        _isEnded = true;
        while (_waiting.TryDequeue(out var waiting))
        {
            waiting.Answer.TrySetResult(CommandResult.Error("the server is shutting down"));
        }
    }

    private Task<CommandResult> Enqueue(Waiting waiting)
    {
        _waiting.Enqueue(waiting);
        if (_isEnded)
        {
            End();
        }

        Arrived?.Invoke();
        return waiting.Answer.Task;
    }

    private static CommandResult NotDurable { get; } =
        CommandResult.Error("done, but what it changed could not be written to the lease file yet");

    /// <summary>Gives the answer, or has it finished on a thread that has nothing better to do.</summary>
    private void Give(Waiting waiting, CommandResult result)
    {
        if (result.Finish is not { } finish)
        {
            waiting.Answer.TrySetResult(result);
            return;
        }

        _finishing.Enqueue((waiting, finish));
        if (Interlocked.Exchange(ref _isFinishing, 1) == 0)
        {
            ThreadPool.UnsafeQueueUserWorkItem(_ => FinishAll(), null);
        }
    }

    private void FinishAll()
    {
        Gentle.Become();
        do
        {
            while (_finishing.TryDequeue(out var next))
            {
                // What is found elsewhere may have to be done by the loop.
                var result = Finished(next.Waiting, Run(next.Waiting, next.Finish));
                next.Waiting.GoOn = result.GoOn;
                if (result.GoOn is not null)
                {
                    Enqueue(next.Waiting);
                }
                else
                {
                    next.Waiting.Answer.TrySetResult(result);
                }
            }

            Volatile.Write(ref _isFinishing, 0);
        }
        while (!_finishing.IsEmpty && Interlocked.Exchange(ref _isFinishing, 1) == 0);
    }

    /// <summary>Outside of the loop: the answer, or what the loop is to do.</summary>
    private CommandResult Finished(Waiting waiting, CommandResult result)
    {
        while (result.Finish is { } finish)
        {
            result = Run(waiting, finish);
        }

        return result;
    }

    private CommandResult Run(Waiting waiting) => Run(waiting, waiting.GoOn ?? (() => waiting.Row.Run(waiting.Call)));

    private CommandResult Run(Waiting waiting, Func<CommandResult> step)
    {
        try
        {
            return step();
        }
        catch (Exception e)
        {
            // One of the three outer loops: whatever went wrong with one command, the server goes on.
            log.Write(ControlLog.Failed, $"{waiting.Call.Name}: {e.ToString().ReplaceLineEndings(" | ")}");
            return CommandResult.Error($"Error during command processing: {e.Message}");
        }
    }

    private sealed class Waiting(CommandCall call, CommandTable.Row row)
    {
        public CommandCall Call { get; } = call;

        public CommandTable.Row Row { get; } = row;

        public Func<CommandResult>? GoOn { get; set; }

        public Task? Before { get; set; }

        /// <summary>It need not wait for anything but its turn.</summary>
        public bool IsReady => Before is not { IsCompleted: false };

        // The loop and the committing thread have better things to do than to write answers.
        public TaskCompletionSource<CommandResult> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
