using System.Runtime.CompilerServices;

namespace Nestor.Model.Logging;

/// <summary>
/// One named logger. Text is built as UTF-8 without allocation, and only when the message is to be printed.
/// What becomes of it (pattern, outputs, rotation) is the server's business: see Nestor.Server/Logging.
/// </summary>
/// <param name="name">The part after the program's name: <c>leases</c> in <c>kea-dhcp4.leases</c>; empty for the root.</param>
public abstract class Logger(string name)
{
    /// <summary>A logger that prints nothing.</summary>
    public static readonly Logger Silent = new SilentLogger();

    public string Name { get; } = name;

    /// <summary>Lowest severity printed. Read on every message and may change while the program runs.</summary>
    public Severity Threshold { get; protected set; } = Severity.None;

    /// <summary>Highest debug level printed when <see cref="Threshold"/> is Debug.</summary>
    public byte DebugLevel { get; protected set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsEnabled(LogId id) =>
        id.Severity >= Threshold && (id.Severity != Severity.Debug || id.DebugLevel <= DebugLevel);

    /// <summary>Writes one message. The text is UTF-8 and has no line end.</summary>
    public void Write(LogId id, [InterpolatedStringHandlerArgument("", "id")] ref LogText text)
    {
        if (text.IsEnabled)
        {
            Emit(id, text.Written);
            text.Release();
        }
    }

    /// <summary>Writes one message whose text is at hand.</summary>
    public void Write(LogId id, string text)
    {
        if (IsEnabled(id))
        {
            Emit(id, System.Text.Encoding.UTF8.GetBytes(text));
        }
    }

    /// <summary>Prints a message that is known to be enabled. Called from any thread.</summary>
    protected abstract void Emit(LogId id, ReadOnlySpan<byte> text);

    private sealed class SilentLogger() : Logger("")
    {
        protected override void Emit(LogId id, ReadOnlySpan<byte> text)
        {
        }
    }
}
