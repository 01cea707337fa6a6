using Nestor.Model.Logging;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>Keeps the ids of what is logged from INFO up.</summary>
internal sealed class ListLogger : Logger
{
    public ListLogger()
        : base("test") => Threshold = Severity.Info;

    public List<string> Ids { get; } = [];

    protected override void Emit(LogId id, ReadOnlySpan<byte> text) => Ids.Add(id.Name);
}
