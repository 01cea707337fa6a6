using Nestor.Json;

namespace NestorConfig.Dhcpd.Output;

/// <summary>Something the output does not have as the input has it.</summary>
/// <param name="IsLost">Nothing in the output does what it did; else it is told why nothing needs to.</param>
internal sealed record Note(SourcePlace Place, bool IsLost, string Text)
{
    public override string ToString() => $"{Place}: {Kind}: {Text}";

    public string Kind => IsLost ? "left out" : "note";
}
