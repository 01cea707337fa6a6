namespace Nestor.Server.Runtime;

/// <summary>What the programs say about themselves.</summary>
public static class ProductVersion
{
    /// <summary>The Kea version whose behaviour this is, which scripts look for; then our own.</summary>
    public const string Text = "3.3.0";

    /// <summary>How the program was built: flag -W.</summary>
    public static string Build => $".NET {Environment.Version}, {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier}";

    public const string Extended = """
        3.3.0 (Nestor 0.1.0)
        Nestor takes the place of Kea 3.3
        backends: memfile
        hooks: none
        """;
}
