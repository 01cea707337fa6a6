namespace SideBySide.Scenarios;

/// <summary>Every configuration that is compared.</summary>
internal static class Catalogue
{
    public static readonly Scenario Plain = new("plain", new Terrain())
    {
        Generated = 300,
        Script = Scripts.Truncations,
    };

    public static readonly Scenario[] All = [Plain];
}
