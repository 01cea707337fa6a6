using Nestor.Model.Logging;

namespace Nestor.Server.Tests.Logging;

/// <summary>Keeps what is logged: id and text.</summary>
internal sealed class ListLogger : Logger
{
    public ListLogger()
        : base("test") => Threshold = Severity.Info;

    public List<string> Lines { get; } = [];

    protected override void Emit(LogId id, ReadOnlySpan<byte> text) =>
        Lines.Add($"{id.Name} {System.Text.Encoding.UTF8.GetString(text)}");
}
