using Nestor.Hooks.Libraries;

namespace Nestor.Server.Runtime;

/// <summary>What the command line asks of a server.</summary>
/// <param name="IsRepairing">Flag -R: no client is answered, no lease is reclaimed or checked.</param>
public sealed record ServerOptions(string Configuration, ushort ServerPort, ushort ClientPort, bool IsRepairing = false)
{
    /// <summary>Flag -X: what the security policy refuses is warned of only.</summary>
    public bool IsTrusting { get; init; }

    /// <summary>The hook libraries that are part of the program.</summary>
    public LibraryTable Libraries { get; init; } = LibraryTable.None;

    /// <summary>How long a call of a hook library may hold the loop until it is told of.</summary>
    public TimeSpan LibraryPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Where the configuration is kept that was taken last.</summary>
    public string LastGood { get; init; } = "";

    /// <summary>The collection of garbage that was put off; null when none was.</summary>
    public FirstCollection? FirstCollection { get; init; }
}
