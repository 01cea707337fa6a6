using Nestor.Json;

namespace Nestor.Model.Settings;

/// <summary>One entry of <c>hooks-libraries</c>, in the order of the configuration.</summary>
/// <param name="Stem">The file's name without folder and <c>.so</c>: what a library is known by.</param>
/// <param name="File">As the configuration has it.</param>
/// <param name="Parameters">A map; null for none.</param>
/// <param name="Place">Where the entry stands.</param>
public sealed record HookLibrarySettings(string Stem, string File, Element? Parameters, SourcePlace Place)
{
    /// <summary>What it may cost.</summary>
    public GuardPolicy Guard { get; init; } = GuardPolicy.Usual;
}
