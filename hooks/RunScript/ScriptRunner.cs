using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Nestor.Model.Logging;

namespace StandardLibraries.RunScript;

/// <summary>
/// Runs the program for one event after the other, several at a time but no more than wanted. What cannot wait in line is
/// told and counted, a program that does not end is killed with what it started, and nothing of the server's is open in it.
/// </summary>
internal sealed class ScriptRunner(Parameters parameters, TimeProvider clock, Logger log) : IDisposable
{
    /// <summary>Bytes of what a program prints that get into the log; what is more is read and forgotten.</summary>
    private const int MaxOutput = 4096;

    private readonly Lock _lock = new();
    private readonly Queue<ScriptEvent> _waiting = new();
    private readonly CancellationTokenSource _end = new();
    private int _running;
    private long _lost;
    private bool _isFull;

    /// <summary>Events that the program was not told of, for too many waited.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    /// <summary>From any thread; returns at once.</summary>
    public void Add(ScriptEvent happened)
    {
        if (happened.Decided is { } decided)
        {
            happened = happened with { Decided = Once(decided, happened.Point) };
        }

        lock (_lock)
        {
            if (_end.IsCancellationRequested)
            {
                return;
            }

            if (_running >= parameters.MaxRunning)
            {
                Enqueue(happened);
                return;
            }

            _running++;
        }

        _ = Task.Run(() => RunAll(happened));
    }

    /// <summary>Programs that run are left to themselves; what waits is not told any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _end.Cancel();
            _waiting.Clear();
        }
    }

    private void Enqueue(ScriptEvent happened)
    {
        if (_waiting.Count < parameters.QueueLimit)
        {
            _waiting.Enqueue(happened);
            return;
        }

        Interlocked.Increment(ref _lost);
        if (!_isFull)
        {
            _isFull = true;
            log.Write(ScriptLog.QueueFull, $"{parameters.QueueLimit} events wait for {parameters.Program}: it is not told of more until there are fewer");
        }

        happened.Decided?.Invoke(Late);
    }

    private async Task RunAll(ScriptEvent happened)
    {
        while (true)
        {
            await Run(happened);
            lock (_lock)
            {
                if (_isFull && _waiting.Count < parameters.QueueLimit / 2)
                {
                    _isFull = false;
                    log.Write(ScriptLog.QueueBack, $"{parameters.Program} is told of events again; it was not told of {Lost} in all");
                }

                if (!_waiting.TryDequeue(out happened!))
                {
                    _running--;
                    return;
                }
            }
        }
    }

    private async Task Run(ScriptEvent happened)
    {
        try
        {
            using var process = Start(happened);
            var outputs = Task.WhenAll(Read(process.StandardOutput.BaseStream, happened), Read(process.StandardError.BaseStream, happened));
            using var patience = new CancellationTokenSource(parameters.Patience, clock);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                log.Write(ScriptLog.Killed, $"{parameters.Program} {happened.Point} ran longer than {(long)parameters.Patience.TotalMilliseconds} ms: process {process.Id} is killed");
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }

            log.Write(ScriptLog.Ended, $"{parameters.Program} {happened.Point} ended with {process.ExitCode}");
            happened.Decided?.Invoke(VerdictOf(happened, process.ExitCode));

            // What the program left behind may hold its outputs open for ever.
            await Task.WhenAny(outputs, Task.Delay(TimeSpan.FromSeconds(1), clock));
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException)
        {
            log.Write(ScriptLog.StartFailed, $"{parameters.Program} {happened.Point}: {e.Message}");
            happened.Decided?.Invoke(Late);
        }
    }

    private Process Start(ScriptEvent happened)
    {
        var start = new ProcessStartInfo(parameters.Program, [happened.Point])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in happened.Variables)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private async Task Read(Stream output, ScriptEvent happened)
    {
        byte[] buffer = new byte[MaxOutput];
        int used = 0;
        try
        {
            int count;
            byte[] rest = new byte[MaxOutput];
            while ((count = await output.ReadAsync(used < MaxOutput ? buffer.AsMemory(used) : rest)) > 0)
            {
                used = Math.Min(used + count, MaxOutput);
            }
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The program is gone, and so is what it had to say.
        }

        if (used > 0)
        {
            string text = Encoding.UTF8.GetString(buffer, 0, used).TrimEnd().ReplaceLineEndings(" | ");
            log.Write(ScriptLog.Output, $"{parameters.Program} {happened.Point}: {string.Concat(text.Select(c => char.IsControl(c) ? '?' : c))}");
        }
    }

    private ScriptVerdict VerdictOf(ScriptEvent happened, int status)
    {
        if (status is >= 0 and <= (int)ScriptVerdict.Drop)
        {
            return (ScriptVerdict)status;
        }

        if (happened.Decided is not null)
        {
            log.Write(ScriptLog.BadStatus, $"{parameters.Program} {happened.Point} ended with {status}, wanted 0 (go on), 1 (refuse) or 2 (drop)");
        }

        return Late;
    }

    /// <summary>What becomes of a query that the program has no word for.</summary>
    private ScriptVerdict Late => parameters.IsDroppedLate ? ScriptVerdict.Drop : ScriptVerdict.Allow;

    /// <summary>The first word counts, and there is one when the time is over.</summary>
    private Action<ScriptVerdict> Once(Action<ScriptVerdict> decided, string point)
    {
        int isDone = 0;
        ITimer? timer = null;
        timer = clock.CreateTimer(_ => Say(Late, isLate: true), null, parameters.Deadline, Timeout.InfiniteTimeSpan);
        return verdict => Say(verdict, isLate: false);

        void Say(ScriptVerdict verdict, bool isLate)
        {
            if (Interlocked.Exchange(ref isDone, 1) != 0)
            {
                return;
            }

            timer?.Dispose();
            if (isLate)
            {
                log.Write(ScriptLog.Late, $"{parameters.Program} {point} had no word within {(long)parameters.Deadline.TotalMilliseconds} ms: the query is {(verdict == ScriptVerdict.Drop ? "dropped" : "answered")}");
            }

            decided(verdict);
        }
    }
}
