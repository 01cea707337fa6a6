using System.Text;
using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Model.Logging;

namespace Nestor.Engine.Explaining;

/// <summary>What would be logged at the highest debug level goes into a trace.</summary>
internal sealed class TraceLogger : Logger
{
    /// <summary>Debug messages up to here; Kea has none above.</summary>
    private const byte All = 99;

    private Trace? _trace;

    public TraceLogger()
        : base("")
    {
        DebugLevel = All;
    }

    /// <summary>Where to; null for nowhere.</summary>
    public Trace? Trace
    {
        get => _trace;
        set
        {
            _trace = value;
            Threshold = value is null ? Severity.None : Severity.Debug;
        }
    }

    protected override void Emit(LogId id, ReadOnlySpan<byte> text) =>
        _trace?.Note("log", ("id", Element.Of(id.Name)), ("text", Element.Of(Encoding.UTF8.GetString(text))));
}
