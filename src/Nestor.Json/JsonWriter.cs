using System.Globalization;
using System.Text;

namespace Nestor.Json;

/// <summary>Writes values in Kea's form: on one line with blanks inside brackets, or pretty with two blanks a level.</summary>
public static class JsonWriter
{
    private const int PieceLength = 8 * 1024;

    /// <summary>Lists of more are of elements to their ends.</summary>
    private const int MostSteppedItems = 16;

    /// <summary>On one line, as Kea answers commands: <c>{ "a": 1, "b": [ 1, 2 ] }</c>.</summary>
    public static string Compact(Element value)
    {
        var to = new StringBuilder();
        Compact(value, to);
        return to.ToString();
    }

    /// <summary>The same at the end of a text; large ones are better left in its pieces.</summary>
    public static void Compact(Element value, StringBuilder to) => Write(value, to, pretty: -1, depth: 0);

    /// <summary>
    /// The same of a large value, a piece at a time, so that never more of it is there: what is only written when its time
    /// comes (<see cref="Element.Written"/>) is made when the pieces before it have been taken.
    /// </summary>
    /// <returns>Each piece in the same builder, which is emptied for the next one.</returns>
    public static IEnumerable<StringBuilder> InPieces(Element value)
    {
        var to = new StringBuilder();
        foreach (object? _ in Steps(value, to))
        {
            if (to.Length >= PieceLength)
            {
                yield return to;
                to.Clear();
            }
        }

        if (to.Length > 0)
        {
            yield return to;
        }
    }

    /// <summary>A name as it stands in a map, with what is behind it.</summary>
    public static void CompactName(string name, StringBuilder to)
    {
        WriteString(name, to);
        to.Append(": ");
    }

    /// <summary>Over many lines, for people and files.</summary>
    public static string Pretty(Element value)
    {
        var to = new StringBuilder();
        Write(value, to, pretty: 2, depth: 0);
        return to.Append('\n').ToString();
    }

    /// <summary>Writes maps, and what is in them and in short lists, a little at each step.</summary>
    private static IEnumerable<object?> Steps(Element value, StringBuilder to)
    {
        if (value.Pieces is { } pieces)
        {
            foreach (string piece in pieces)
            {
                to.Append(piece);
                yield return null;
            }

            yield break;
        }

        bool isMap = value.Kind == ElementKind.Map;
        if (!isMap && (value.Kind != ElementKind.List || value.Items.Count > MostSteppedItems))
        {
            Write(value, to, pretty: -1, depth: 0);
            yield return null;
            yield break;
        }

        to.Append(isMap ? '{' : '[');
        for (int i = 0; i < (isMap ? value.Members.Count : value.Items.Count); i++)
        {
            to.Append(i == 0 ? " " : ", ");
            if (isMap)
            {
                CompactName(value.Members[i].Name, to);
            }

            foreach (object? step in Steps(isMap ? value.Members[i].Value : value.Items[i], to))
            {
                yield return step;
            }
        }

        to.Append(isMap ? " }" : " ]");
    }

    private static void Write(Element value, StringBuilder to, int pretty, int depth)
    {
        // Elements come from the reader or from code of ours; both keep to its depth.
        if (value.Pieces is { } pieces)
        {
            foreach (string piece in pieces)
            {
                to.Append(piece);
            }

            return;
        }

        switch (value.Kind)
        {
            case ElementKind.Null:
                to.Append("null");
                break;
            case ElementKind.Boolean:
                to.Append(value.Boolean ? "true" : "false");
                break;
            case ElementKind.Integer:
                to.Append(value.Text.Length > 0 ? value.Text : value.Integer.ToString(CultureInfo.InvariantCulture));
                break;
            case ElementKind.Real:
                string real = value.Real.ToString("R", CultureInfo.InvariantCulture);
                to.Append(real.AsSpan().IndexOfAny('.', 'E') < 0 ? real + ".0" : real);
                break;
            case ElementKind.String:
                WriteString(value.Text, to);
                break;
            case ElementKind.List:
                Group('[', ']', value.Items.Count, to, pretty, depth, i => Write(value.Items[i], to, pretty, depth + 1));
                break;
            default:
                Group('{', '}', value.Members.Count, to, pretty, depth, i =>
                {
                    WriteString(value.Members[i].Name, to);
                    to.Append(": ");
                    Write(value.Members[i].Value, to, pretty, depth + 1);
                });
                break;
        }
    }

    private static void Group(char open, char close, int count, StringBuilder to, int pretty, int depth, Action<int> write)
    {
        to.Append(open);
        for (int i = 0; i < count; i++)
        {
            to.Append(i == 0 ? "" : ",");
            Gap(to, pretty, depth + 1);
            write(i);
        }

        Gap(to, count == 0 ? -1 : pretty, depth);
        to.Append(close);
    }

    private static void Gap(StringBuilder to, int pretty, int depth)
    {
        if (pretty < 0)
        {
            to.Append(' ');
        }
        else
        {
            to.Append('\n').Append(' ', pretty * depth);
        }
    }

    private static void WriteString(string text, StringBuilder to)
    {
        to.Append('"');
        foreach (char c in text)
        {
            _ = c switch
            {
                '"' => to.Append("\\\""),
                '\\' => to.Append("\\\\"),
                '\b' => to.Append("\\b"),
                '\f' => to.Append("\\f"),
                '\n' => to.Append("\\n"),
                '\r' => to.Append("\\r"),
                '\t' => to.Append("\\t"),
                < ' ' => to.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => to.Append(c),
            };
        }

        to.Append('"');
    }
}
