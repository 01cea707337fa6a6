using System.Globalization;
using System.Text;
using Nestor.Json;

namespace NestorConfig.Dhcpd.Output;

/// <summary>Writes a draft as JSON with comments, two blanks a level. Drafts are as deep as Kea's configurations.</summary>
internal static class DraftWriter
{
    public static string Write(MapDraft root)
    {
        var to = new StringBuilder();
        Comment(root.Comment, to, 0);
        Map(root, to, 0);
        return to.Append('\n').ToString();
    }

    /// <summary>A comment's lines; what a name in it may hide must not end it.</summary>
    public static void Comment(string? text, StringBuilder to, int depth)
    {
        foreach (string line in text?.Split('\n') ?? [])
        {
            to.Append(' ', depth * 2).Append("// ").Append(Printable.Of(line)).Append('\n');
        }
    }

    private static void Map(MapDraft map, StringBuilder to, int depth)
    {
        bool isShort = map.IsShort || map.Count == 0;
        to.Append(isShort ? "{ " : "{\n");
        int left = map.Count;
        foreach (var (name, value) in map.Members)
        {
            to.Append(' ', isShort ? 0 : (depth + 1) * 2).Append(Quote(name)).Append(": ");
            Value(value, to, depth + 1);
            to.Append(--left > 0 ? isShort ? ", " : ",\n" : isShort ? " " : "\n");
        }

        to.Append(' ', isShort ? 0 : depth * 2).Append('}');
    }

    private static void Value(object value, StringBuilder to, int depth)
    {
        switch (value)
        {
            case MapDraft map:
                Map(map, to, depth);
                break;
            case List<MapDraft> maps:
                Maps(maps, to, depth);
                break;
            case List<string> strings:
                to.Append(strings.Count == 0 ? "[ ]" : $"[ {string.Join(", ", strings.Select(Quote))} ]");
                break;
            case string text:
                to.Append(Quote(text));
                break;
            case bool flag:
                to.Append(flag ? "true" : "false");
                break;
            default:
                to.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private static void Maps(List<MapDraft> maps, StringBuilder to, int depth)
    {
        to.Append('[').Append(maps.Count == 0 ? " " : "\n");
        for (int i = 0; i < maps.Count; i++)
        {
            Comment(maps[i].Comment, to, depth + 1);
            to.Append(' ', (depth + 1) * 2);
            Map(maps[i], to, depth + 1);
            to.Append(i + 1 < maps.Count ? ",\n" : "\n");
        }

        to.Append(' ', maps.Count == 0 ? 0 : depth * 2).Append(']');
    }

    private static string Quote(string text) => JsonWriter.Compact(Element.Of(text));
}
