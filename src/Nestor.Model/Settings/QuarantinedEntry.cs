using Nestor.Json;

namespace Nestor.Model.Settings;

/// <summary>An entry of a configuration that is left out, for something is wrong with it.</summary>
/// <param name="List">The keyword of the list it stands in: subnet4, pools, option-data and the like.</param>
/// <param name="Place">Where it begins.</param>
/// <param name="Reason">What is wrong, with the place.</param>
public sealed record QuarantinedEntry(string List, SourcePlace Place, string Reason);
