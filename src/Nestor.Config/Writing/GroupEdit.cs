using Nestor.Json;
using Nestor.Json.Editing;

namespace Nestor.Config.Writing;

/// <summary>
/// Entries that go out of a map or list in a text, and others that come behind the last: with the commas this needs, and
/// in the way the text is laid out there.
/// </summary>
/// <param name="edits">Takes what is changed.</param>
/// <param name="node">The map or list.</param>
internal sealed class GroupEdit(TextEdits edits, TextNode node)
{
    private readonly HashSet<TextEntry> _removed = new(ReferenceEqualityComparer.Instance);
    private readonly List<(string Name, Element Value)> _added = [];

    public bool IsEmpty => _removed.Count == 0 && _added.Count == 0;

    public void Remove(TextEntry entry) => _removed.Add(entry);

    /// <param name="name">Empty for an item of a list.</param>
    public void Add(string name, Element value) => _added.Add((name, value));

    /// <summary>Puts another value in the place of an entry.</summary>
    /// <param name="name">The name it has from now on.</param>
    public void Replace(TextEntry entry, string name, Element value)
    {
        bool isRenamed = entry.Name != name;
        string text = Printed("", value, Indent(entry.Start));
        edits.Replace(isRenamed ? entry.Start : entry.Value.Start, entry.End, (isRenamed ? $"{JsonWriter.Compact(Element.Of(name))}: " : "") + text);
    }

    public void Apply()
    {
        if (IsEmpty)
        {
            return;
        }

        var last = node.Entries.LastOrDefault(e => !_removed.Contains(e));
        if (last is null)
        {
            var value = node.Kind == ElementKind.Map
                ? Element.Map(_added.Select(a => new Member(a.Name, a.Value, SourcePlace.None)))
                : Element.List(_added.Select(a => a.Value));
            edits.Replace(node.Start, node.End, Printed("", value, Indent(node.Start) ?? LineIndent(node.Start)));
            return;
        }

        foreach (var entry in _removed)
        {
            CutOut(entry);
        }

        if (_added.Count > 0)
        {
            AddBehind(last);
        }
        else if (last.Comma >= 0 && last != node.Entries[^1])
        {
            edits.Replace(last.Comma, last.Comma + 1, "");
        }
    }

    private byte[] Bytes => edits.Bytes;

    private void AddBehind(TextEntry last)
    {
        string? indent = node.Entries.Select(e => Indent(e.Start)).LastOrDefault(i => i is not null);
        string gap = indent is null ? " " : $"\n{indent}";
        string text = string.Join(",", _added.Select(a => gap + Printed(a.Name, a.Value, indent)));
        int at = last.Comma >= 0 ? last.Comma + 1 : last.End;
        bool needsComma = last.Comma < 0;
        int lineEnd = indent is null ? -1 : EndOfLine(at);
        if (lineEnd < 0 || lineEnd == at)
        {
            edits.Replace(at, at, (needsComma ? "," : "") + text);
            return;
        }

        // A comment behind the last entry stays on its line.
        if (needsComma)
        {
            edits.Replace(at, at, ",");
        }

        edits.Replace(lineEnd, lineEnd, text);
    }

    private void CutOut(TextEntry entry)
    {
        int end = entry.Comma >= 0 ? entry.Comma + 1 : entry.End;
        int lineEnd = EndOfLine(end);
        if (Indent(entry.Start) is { } indent && lineEnd >= 0 && lineEnd < Bytes.Length)
        {
            edits.Replace(entry.Start - indent.Length, lineEnd + 1, "");
            return;
        }

        while (entry.Comma >= 0 && end < Bytes.Length && Bytes[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        edits.Replace(entry.Start, end, "");
    }

    private static string Printed(string name, Element value, string? indent)
    {
        string text = indent is null ? JsonWriter.Compact(value) : JsonWriter.Pretty(value).TrimEnd('\n').Replace("\n", "\n" + indent, StringComparison.Ordinal);
        return name.Length > 0 ? $"{JsonWriter.Compact(Element.Of(name))}: {text}" : text;
    }

    /// <summary>The blanks before what starts a line; null for what does not.</summary>
    private string? Indent(int at)
    {
        int start = at;
        while (start > 0 && Bytes[start - 1] is (byte)' ' or (byte)'\t')
        {
            start--;
        }

        return start == 0 || Bytes[start - 1] == '\n' ? Blanks(start, at) : null;
    }

    /// <summary>The blanks at the start of the line.</summary>
    private string LineIndent(int at)
    {
        int start = Array.LastIndexOf(Bytes, (byte)'\n', Math.Max(at - 1, 0)) + 1;
        int end = start;
        while (end < at && Bytes[end] is (byte)' ' or (byte)'\t')
        {
            end++;
        }

        return Blanks(start, end);
    }

    private string Blanks(int start, int end) => System.Text.Encoding.ASCII.GetString(Bytes, start, end - start);

    /// <summary>Where the line ends, when nothing but a comment is left of it; else -1.</summary>
    private int EndOfLine(int at)
    {
        while (at < Bytes.Length && Bytes[at] is (byte)' ' or (byte)'\t' or (byte)'\r')
        {
            at++;
        }

        var rest = Bytes.AsSpan(at);
        if (rest.StartsWith("#"u8) || rest.StartsWith("//"u8))
        {
            int length = rest.IndexOf((byte)'\n');
            return length < 0 ? Bytes.Length : at + length;
        }

        return rest.Length == 0 || rest[0] == '\n' ? at : -1;
    }
}
