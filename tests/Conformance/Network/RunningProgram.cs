using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Conformance.Network;

/// <summary>A program that runs beside the test: what it writes is gathered, and its end is bounded.</summary>
internal sealed partial class RunningProgram : IDisposable
{
    public const int HangUp = 1;
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int User2 = 12;
    public const int Terminate = 15;

    private readonly Process _process;
    private readonly StringBuilder _text = new();
    private readonly Lock _lock = new();

    public RunningProgram(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Everything written so far, standard output and error together.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    public bool HasEnded => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public int Id => _process.Id;

    /// <summary>Waits for its end; the exit code, and all that it wrote is there.</summary>
    public int End(int seconds = 20)
    {
        Assert.True(_process.WaitForExit(TimeSpan.FromSeconds(seconds)), $"it has not ended after {seconds} seconds; it wrote:\n{Text}");
        _process.WaitForExit();
        return ExitCode;
    }

    /// <summary>Waits until the program has written <paramref name="wanted"/> after position <paramref name="from"/>.</summary>
    public void WaitFor(string wanted, int seconds, int from = 0)
    {
        bool isThere = Wait.Until(() => Text.IndexOf(wanted, from, StringComparison.Ordinal) >= 0 || HasEnded, seconds);
        _process.WaitForExit(HasEnded ? 1000 : 0);
        if (!isThere || Text.IndexOf(wanted, from, StringComparison.Ordinal) < 0)
        {
            string end = HasEnded ? $"ended with {ExitCode}" : $"{seconds} seconds";
            Assert.Fail($"no \"{wanted}\" from {_process.StartInfo.FileName} ({end}); it wrote:\n{Text}");
        }
    }

    public void Signal(int signal)
    {
        if (!HasEnded)
        {
            _ = SendSignal(_process.Id, signal);
        }
    }

    /// <summary>Asks it to end, and makes it end after five seconds.</summary>
    public void Stop(int signal = Terminate)
    {
        Signal(signal);
        if (!_process.WaitForExit(TimeSpan.FromSeconds(5)))
        {
            Signal(Kill);
            _process.WaitForExit(TimeSpan.FromSeconds(5));
        }
    }

    public void Dispose()
    {
        Stop();
        _process.Dispose();
    }

    private void Add(string? line)
    {
        if (line is not null)
        {
            lock (_lock)
            {
                _text.Append(line).Append('\n');
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
