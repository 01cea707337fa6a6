using Nestor.Engine.V4;
using Nestor.Engine.V6;
using Nestor.Model.Logging;

namespace Nestor.Engine.Tests.Events;

/// <summary>Loggers that print everything (debuglevel 99) and keep what was said.</summary>
internal sealed class Recorder
{
    public Recorder()
    {
        Loggers = new EngineLoggers4(Find);
        Loggers6 = new EngineLoggers6(Find);
    }

    public EngineLoggers4 Loggers { get; }

    public EngineLoggers6 Loggers6 { get; }

    private readonly List<(LogId Id, string Logger, string Text)> _lines = [];

    /// <summary>What was said until now; libraries say things on threads of their own.</summary>
    public IReadOnlyList<(LogId Id, string Logger, string Text)> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public void Clear()
    {
        lock (_lines)
        {
            _lines.Clear();
        }
    }

    public Logger Find(string name) => new RecordingLogger(name, this);

    /// <summary>
    /// Each of the ids was logged; and every id of Kea's that was has its severity and debug level, on one line.
    /// </summary>
    public void MustHave(string ids)
    {
        var lines = Lines;
        var said = lines.Select(line => line.Id.Name).ToHashSet();
        string[] missing = [.. Ledger.Words(ids).Except(said)];
        Assert.True(missing.Length == 0, $"not logged: {string.Join(", ", missing)}; logged: {string.Join(", ", said)}");
        Assert.All(lines, line => Ledger.MustBeAsKnown(line.Id));
        Assert.All(lines, line => Assert.DoesNotContain('\n', line.Text.TrimEnd()));
    }

    private sealed class RecordingLogger : Logger
    {
        private readonly Recorder _recorder;

        public RecordingLogger(string name, Recorder recorder)
            : base(name)
        {
            _recorder = recorder;
            Threshold = Severity.Debug;
            DebugLevel = 99;
        }

        protected override void Emit(LogId id, ReadOnlySpan<byte> text)
        {
            string line = System.Text.Encoding.UTF8.GetString(text);
            lock (_recorder._lines)
            {
                _recorder._lines.Add((id, Name, line));
            }
        }
    }
}
