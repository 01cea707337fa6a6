using Nestor.Json;
using Nestor.Wire.Options;

namespace Nestor.Engine.Explaining;

/// <summary>Options of a described client: <c>code</c> or <c>name</c>, with <c>data</c> as in option-data, or <c>hex</c>.</summary>
internal static class DescribedOptions
{
    /// <summary>What was read until something was wrong.</summary>
    public static List<(ushort Code, byte[] Body)> Read(Arguments client, OptionDefs defs, string space)
    {
        var found = new List<(ushort, byte[])>();
        foreach (var map in client.Of("options", ElementKind.List)?.Items ?? [])
        {
            var option = new Arguments(map);
            option.Allow("code", "name", "data", "hex");
            var def = option.Text("name") is { } name ? defs.Find(space, name) : defs.Find(space, (ushort)option.Number("code", 0, ushort.MaxValue));
            long code = def?.Code ?? option.Number("code", 0, space == OptionDefs.Dhcp4Space ? 254 : ushort.MaxValue);
            if (code == 0)
            {
                option.Refuse($"found no option that is known by \"{option.Text("name")}\", wanted \"name\" or \"code\" of one of space {space}");
            }

            byte[] body = option.Hex("hex", 4096);
            if (!option.Has("hex") && !OptionText.TryEncode(def, option.Text("data") ?? "", isCsv: def is not null, out body, out string error))
            {
                option.Refuse($"option {code}: {error}");
            }

            if (option.Error.Length > 0)
            {
                client.Refuse(option.Error);
                break;
            }

            found.Add(((ushort)code, body));
        }

        return found;
    }
}
