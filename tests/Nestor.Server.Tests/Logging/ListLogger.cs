using Nestor.Model.Logging;

namespace Nestor.Server.Tests.Logging;

/// <summary>Keeps what is logged: id and text.</summary>
internal sealed class ListLogger : Logger
{
    /// <param name="threshold">With Debug, messages of every debug level are kept.</param>
    public ListLogger(Severity threshold = Severity.Info)
        : base("test")
    {
        Threshold = threshold;
        DebugLevel = 99;
    }

    public List<string> Lines { get; } = [];

    protected override void Emit(LogId id, ReadOnlySpan<byte> text) =>
        Lines.Add($"{id.Name} {System.Text.Encoding.UTF8.GetString(text)}");
}
