using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary>Reads members of a checked map: the value, or a default; what is out of range becomes an error.</summary>
internal sealed class Reading(Diagnostics diagnostics, Quarantine quarantine, LoadRules rules)
{
    public Diagnostics Diagnostics { get; } = diagnostics;

    public Quarantine Quarantine { get; } = quarantine;

    /// <summary>What may be touched and what is let pass.</summary>
    public LoadRules Rules { get; } = rules;

    /// <summary>Every client class that was spoken of so far.</summary>
    public ClassNames ClassNames { get; } = new();

    /// <summary>Classes that are asked for by name, each with the first place that does.</summary>
    public Dictionary<string, SourcePlace> ClassUses { get; } = [];

    /// <summary>What the security policy is against: an error, with flag -X a warning.</summary>
    public void Refuse(SourcePlace place, string text)
    {
        if (Rules.IsTrusting)
        {
            Diagnostics.Warn(place, $"security: {text}");
        }
        else
        {
            Diagnostics.Error(place, $"{text}; flag -X lets it pass");
        }
    }

    public static bool Boolean(Element map, string name, bool otherwise) => map[name]?.Boolean ?? otherwise;

    public static string? Text(Element map, string name) => map[name]?.Text;

    public uint UInt32(Element map, string name, uint otherwise, uint max = uint.MaxValue) =>
        MaybeUInt32(map, name, max) ?? otherwise;

    public uint? MaybeUInt32(Element map, string name, uint max = uint.MaxValue)
    {
        if (map[name] is not { } value)
        {
            return null;
        }

        if (value.Integer >= 0 && value.Integer <= max)
        {
            return (uint)value.Integer;
        }

        Diagnostics.Error(value.Place, $"found {value.Integer}, wanted a number from 0 to {max} for \"{name}\"");
        return null;
    }

    public double Fraction(Element map, string name, double otherwise)
    {
        if (map[name] is not { } value)
        {
            return otherwise;
        }

        if (value.Real is > 0 and < 1)
        {
            return value.Real;
        }

        Diagnostics.Error(value.Place, $"found {value.Real}, wanted a number between 0 and 1 for \"{name}\"");
        return otherwise;
    }

    /// <summary>A number from 0 to 1.</summary>
    public double Share(Element map, string name, double otherwise)
    {
        if (map[name] is not { } value)
        {
            return otherwise;
        }

        if (value.Real is >= 0 and <= 1)
        {
            return value.Real;
        }

        Diagnostics.Error(value.Place, $"found {value.Real}, wanted a number from 0 to 1 for \"{name}\"");
        return otherwise;
    }

    public Ip4? Address(Element map, string name)
    {
        if (map[name] is not { } value)
        {
            return null;
        }

        var text = value.TextIn(stackalloc char[16]);
        if (text.IsEmpty)
        {
            return null;
        }

        if (Ip4.TryParse(text, out var address))
        {
            return address;
        }

        Diagnostics.Error(value.Place, $"found \"{value.Text}\", wanted an IPv4 address for \"{name}\"");
        return null;
    }

    /// <summary>
    /// Text of a fixed field of the packet, which holds <paramref name="max"/> bytes and a closing zero. An empty one
    /// is as good as none: as with Kea, the scope above is asked.
    /// </summary>
    public byte[]? Field(Element map, string name, int max)
    {
        if (map[name] is not { Text.Length: > 0 } value)
        {
            return null;
        }

        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(value.Text);
        if (bytes.Length <= max)
        {
            return bytes;
        }

        Diagnostics.Error(value.Place, $"found {bytes.Length} bytes, wanted at most {max} for \"{name}\"");
        return null;
    }

    public static string[] Strings(Element map, string name) =>
        map[name] is { } list ? [.. list.Items.Select(i => i.Text)] : [];

    /// <summary>The classes of a list; none when it is not there.</summary>
    public ClassList Classes(Element map, string name)
    {
        if (map[name] is not { Items.Count: > 0 } list)
        {
            return ClassList.Empty;
        }

        var names = new List<string>();
        foreach (var item in list.Items)
        {
            if (item.Text.Length == 0)
            {
                // Kea takes an empty name for no guard at all.
                continue;
            }

            names.Add(item.Text);
            ClassUses.TryAdd(item.Text, item.Place);
        }

        return new ClassList([.. names], [.. names.Select(ClassNames.Number)]);
    }

    /// <summary>What the operator noted about a map: its user-context, with comment as a member; null when nothing.</summary>
    public static Element? UserContext(Element map)
    {
        var context = map["user-context"];
        return map["comment"] is { } comment
            ? Element.Map([.. context?.Members.Where(m => m.Name != "comment") ?? [], new Member("comment", comment, comment.Place)], map.Place)
            : context;
    }
}
