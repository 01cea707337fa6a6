namespace Nestor.Json.Editing;

/// <summary>A value where it stands in a text: from which byte to which, and what is inside of it.</summary>
/// <param name="Kind">Map, list, or null for everything else.</param>
/// <param name="Place">Where it starts, as the reader calls it.</param>
/// <param name="End">The byte behind it.</param>
/// <param name="Entries">Members of a map or items of a list.</param>
public sealed record TextNode(ElementKind Kind, SourcePlace Place, int Start, int End, IReadOnlyList<TextEntry> Entries)
{
    /// <summary>The value a text without includes consists of; null when it is not well formed.</summary>
    public static TextNode? Read(byte[] text)
    {
        var diagnostics = new Diagnostics();
        var scanner = new JsonScanner(text, "", diagnostics, null);
        scanner.Next();
        var node = Read(scanner, 0);
        return node is null || scanner.Token != JsonToken.End || diagnostics.HasErrors ? null : node;
    }

    private static TextNode? Read(JsonScanner scanner, int depth)
    {
        var (place, start, token) = (scanner.Place, scanner.Start, scanner.Token);
        if (token is not (JsonToken.OpenMap or JsonToken.OpenList))
        {
            int end = scanner.End;
            scanner.Next();
            return token is JsonToken.String or JsonToken.Number or JsonToken.True or JsonToken.False or JsonToken.Null
                ? new TextNode(ElementKind.Null, place, start, end, [])
                : null;
        }

        bool isMap = token == JsonToken.OpenMap;
        var close = isMap ? JsonToken.CloseMap : JsonToken.CloseList;
        var entries = new List<TextEntry>();
        scanner.Next();
        while (scanner.Token != close)
        {
            if (depth > JsonReader.MaxDepth || ReadEntry(scanner, isMap, depth) is not { } entry)
            {
                return null;
            }

            bool isLast = scanner.Token != JsonToken.Comma;
            entries.Add(isLast ? entry : entry with { Comma = scanner.Start });
            if (!isLast)
            {
                scanner.Next();
            }
            else if (scanner.Token != close)
            {
                return null;
            }
        }

        var node = new TextNode(isMap ? ElementKind.Map : ElementKind.List, place, start, scanner.End, entries);
        scanner.Next();
        return node;
    }

    private static TextEntry? ReadEntry(JsonScanner scanner, bool isMember, int depth)
    {
        int start = scanner.Start;
        string name = "";
        if (isMember)
        {
            if (scanner.Token != JsonToken.String)
            {
                return null;
            }

            name = scanner.Text;
            scanner.Next();
            if (scanner.Token != JsonToken.Colon)
            {
                return null;
            }

            scanner.Next();
        }

        return Read(scanner, depth + 1) is { } value ? new TextEntry(name, start, value, -1) : null;
    }
}

/// <summary>A member of a map or an item of a list where it stands in a text.</summary>
/// <param name="Name">Empty for an item.</param>
/// <param name="Start">The first byte of the name, or of the item.</param>
/// <param name="Comma">Where the comma behind it stands; -1 when there is none.</param>
public sealed record TextEntry(string Name, int Start, TextNode Value, int Comma)
{
    public int End => Value.End;
}
