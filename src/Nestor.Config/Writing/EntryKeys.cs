using Nestor.Json;

namespace Nestor.Config.Writing;

/// <summary>What tells an entry of a list from the others, so that it is known again after a change.</summary>
internal static class EntryKeys
{
    private static readonly string[] HostIdentifiers = ["hw-address", "duid", "circuit-id", "client-id", "flex-id"];

    /// <summary>By list, the members that make the key. More than one list may have the same.</summary>
    private static readonly Dictionary<string, string[]> Rows = new()
    {
        ["subnet4"] = ["id"],
        ["subnet6"] = ["id"],
        ["shared-networks"] = ["name"],
        ["pools"] = ["pool"],
        ["pd-pools"] = ["prefix", "prefix-len"],
        ["client-classes"] = ["name"],
        ["option-data"] = ["space", "code"],
        ["option-def"] = ["space", "code"],
        ["loggers"] = ["name"],
        ["output-options"] = ["output"],
        ["control-sockets"] = ["socket-type", "socket-name", "socket-address", "socket-port"],
        ["hooks-libraries"] = ["library"],
        ["hosts-databases"] = ["type", "name"],
        ["config-databases"] = ["type", "name"],
        ["clients"] = ["user", "user-file"],
    };

    /// <param name="entry">In the normal form.</param>
    /// <returns>Null for an entry that only is what it is.</returns>
    public static string? Of(string list, Element entry)
    {
        if (list == "reservations")
        {
            return Array.Find(HostIdentifiers, name => entry[name] is not null) is { } identifier ? $"{identifier} {entry[identifier]!.Text}" : null;
        }

        return Rows.TryGetValue(list, out string[]? names) && names.Any(name => entry[name] is not null)
            ? string.Join(' ', names.Select(name => entry[name] is { } value ? JsonWriter.Compact(value) : "-"))
            : null;
    }
}
