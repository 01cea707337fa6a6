using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>What a load may touch beyond the text, and what it lets pass.</summary>
/// <param name="OpenSecret">Reads a file with a name or a password; null where no file may be read.</param>
/// <param name="IsTrusting">Flag -X: what the security policy of Kea 3.0 refuses is warned of only.</param>
public sealed record LoadRules(JsonReader.IncludeOpener? OpenSecret = null, bool IsTrusting = false)
{
    /// <summary>Entries that were left out of the configuration before it came here: they are told with those that are now.</summary>
    public IReadOnlyList<QuarantinedEntry> LeftOut { get; init; } = [];

    /// <summary>Nothing is touched and nothing passes.</summary>
    public static readonly LoadRules Strict = new();

    /// <summary>Loads the hook libraries of a configuration to see whether their parameters are right; null where nobody knows libraries.</summary>
    public Action<DhcpSettings, Diagnostics>? CheckLibraries { get; init; }
}
