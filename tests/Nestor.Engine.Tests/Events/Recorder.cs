using Nestor.Engine.V4;
using Nestor.Model.Logging;

namespace Nestor.Engine.Tests.Events;

/// <summary>Loggers that print everything (debuglevel 99) and keep what was said.</summary>
internal sealed class Recorder
{
    public Recorder() => Loggers = new EngineLoggers4(name => new RecordingLogger(name, this));

    public EngineLoggers4 Loggers { get; }

    public List<(LogId Id, string Logger, string Text)> Lines { get; } = [];

    public Logger Find(string name) => new RecordingLogger(name, this);

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

        protected override void Emit(LogId id, ReadOnlySpan<byte> text) =>
            _recorder.Lines.Add((id, Name, System.Text.Encoding.UTF8.GetString(text)));
    }
}
