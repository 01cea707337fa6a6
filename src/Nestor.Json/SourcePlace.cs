namespace Nestor.Json;

/// <summary>Where something stands in a configuration: file, line and column, counted from 1; columns count bytes.</summary>
public readonly record struct SourcePlace(string File, int Line, int Column)
{
    public static readonly SourcePlace None = new("", 0, 0);

    public override string ToString() => Line == 0 ? File : $"{File}:{Line}.{Column}";
}
