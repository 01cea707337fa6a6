using System.Globalization;
using Nestor.Json;
using Nestor.Wire.Options;

namespace StandardLibraries.SubnetCmds;

/// <summary>
/// Puts parts into a subnet, or takes them out. Pools are known by their range, prefix pools by prefix, length and delegated
/// length, options by their code (or name) and space; everything else by its name.
/// </summary>
internal sealed class SubnetParts(OptionDefs options, int family)
{
    /// <summary>What says which subnet is meant, and what is another library's.</summary>
    private static readonly string[] Kept = ["id", "subnet", "reservations"];

    private static readonly string[] PoolKeys = ["pool"];
    private static readonly string[] PdPoolKeys = ["prefix", "prefix-len", "delegated-len"];

    /// <summary>Spellings of before, with today's.</summary>
    private static readonly Dictionary<string, string> Today = new() { ["require-client-classes"] = "evaluate-additional-classes", ["client-class"] = "client-classes" };

    /// <summary>The subnet with the parts that it had none of, and with the others in the place of those it had.</summary>
    public Element Added(Element subnet, Element delta)
    {
        foreach (var (name, value, _) in Parts(delta))
        {
            string today = Today.GetValueOrDefault(name, name);
            subnet = subnet.With(today, name == "client-class" ? Element.List([value], value.Place) : AddedValue(subnet[today], name, value));
        }

        return subnet;
    }

    /// <summary>The subnet without the parts.</summary>
    public Element Removed(Element subnet, Element delta)
    {
        foreach (var (name, value, _) in Parts(delta))
        {
            string today = Today.GetValueOrDefault(name, name);
            subnet = subnet[today] is { } found ? subnet.With(today, RemovedValue(found, name, value)) : subnet;
        }

        return subnet;
    }

    private static IEnumerable<Member> Parts(Element delta) => delta.Members.Where(m => !Kept.Contains(m.Name));

    private static bool IsOfEntries(string name, Element value) =>
        name is "option-data" or "pools" or "pd-pools" && value.Kind == ElementKind.List && value.Items.All(i => i.Kind == ElementKind.Map);

    private Element AddedValue(Element? before, string name, Element value)
    {
        if (!IsOfEntries(name, value) || before is null)
        {
            return value;
        }

        var list = before;
        foreach (var entry in value.Items)
        {
            list = Find(list, name, entry) is { } found ? list.Replace(found, AddedEntry(found, name, entry)) : list.Append(entry);
        }

        return list;
    }

    private Element AddedEntry(Element before, string name, Element entry)
    {
        if (name == "option-data")
        {
            // Whether data are digits or text is said with them.
            return entry["data"] is not null ? entry : entry.Members.Aggregate(before, (map, m) => map.With(m.Name, m.Value));
        }

        return entry.Members.Where(m => !KeysOf(name).Contains(m.Name))
            .Aggregate(before, (pool, m) => pool.With(m.Name, AddedValue(pool[m.Name], m.Name, m.Value)));
    }

    /// <summary>Null when nothing of it is left.</summary>
    private Element? RemovedValue(Element before, string name, Element value)
    {
        if (!IsOfEntries(name, value))
        {
            return null;
        }

        var list = before;
        foreach (var entry in value.Items)
        {
            list = Find(list, name, entry) is { } found ? list.Replace(found, RemovedEntry(found, name, entry)) : list;
        }

        return list;
    }

    /// <summary>An option goes; a pool goes when nothing but its key is said, and else what is said of it.</summary>
    private Element? RemovedEntry(Element before, string name, Element entry)
    {
        Member[] parts = name == "option-data" ? [] : [.. entry.Members.Where(m => !KeysOf(name).Contains(m.Name))];
        return parts.Length == 0 ? null : parts.Aggregate(
            before, (pool, m) => pool[m.Name] is { } found ? pool.With(m.Name, RemovedValue(found, m.Name, m.Value)) : pool);
    }

    private Element? Find(Element list, string name, Element entry)
    {
        string key = Key(name, entry);
        return list.Items.FirstOrDefault(i => Key(name, i) == key);
    }

    private static string[] KeysOf(string name) => name == "pools" ? PoolKeys : PdPoolKeys;

    private string Key(string name, Element entry) => name switch
    {
        "pools" => Ranges.Pool(entry["pool"]?.Text ?? ""),
        "pd-pools" => $"{Ranges.Prefix($"{entry["prefix"]?.Text}/{entry["prefix-len"]?.Integer}")} {entry["delegated-len"]?.Integer}",
        _ => OptionKey(entry),
    };

    private string OptionKey(Element option)
    {
        string space = option["space"]?.Text ?? (family == 4 ? OptionDefs.Dhcp4Space : OptionDefs.Dhcp6Space);
        long? code = option["code"]?.Integer ?? options.Find(space, option["name"]?.Text ?? "")?.Code;
        return code is { } known ? string.Create(CultureInfo.InvariantCulture, $"{space} {known}") : $"{space} \"{option["name"]?.Text}\"";
    }
}
