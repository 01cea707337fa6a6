using System.Text;
using Nestor.Model.Logging;

namespace Nestor.Stores.Memfile.Tests;

/// <summary>Keeps what is logged.</summary>
internal sealed class Remembered : Logger
{
    public Remembered()
        : base("") => Threshold = Severity.Info;

    public List<string> Lines { get; } = [];

    protected override void Emit(LogId id, ReadOnlySpan<byte> text) => Lines.Add($"{id.Name} {Encoding.UTF8.GetString(text)}");
}
