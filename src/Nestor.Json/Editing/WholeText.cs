using System.Buffers;
using System.Text;

namespace Nestor.Json.Editing;

/// <summary>
/// A text with the files it includes inside of it, which knows what came by which include. It is the same value to the
/// reader, and each place in it is one place.
/// </summary>
public sealed class WholeText
{
    private const int MaxDepth = 10;

    /// <summary>Files may include each other many times over.</summary>
    private const int MaxLength = 256 << 20;

    private readonly ArrayBufferWriter<byte> _to = new();
    private readonly List<IncludedPart> _parts = [];
    private readonly JsonReader.IncludeOpener? _open;

    private WholeText(JsonReader.IncludeOpener? open) => _open = open;

    public byte[] Bytes { get; private set; } = [];

    /// <summary>An outer one before those inside of it.</summary>
    internal IReadOnlyList<IncludedPart> Parts => _parts;

    /// <summary>Null when a file cannot be included.</summary>
    public static WholeText? Of(byte[] text, JsonReader.IncludeOpener? open)
    {
        var whole = new WholeText(open);
        if (!whole.TryCopy(text, 0))
        {
            return null;
        }

        whole.Bytes = whole._to.WrittenSpan.ToArray();
        return whole;
    }

    private bool TryCopy(ReadOnlySpan<byte> text, int depth)
    {
        for (int at = 0; at < text.Length;)
        {
            int next = Behind(text, at);
            if (!text[at..].StartsWith("<?"u8))
            {
                _to.Write(text[at..next]);
            }
            else if (!TryInclude(text[at..next], depth))
            {
                return false;
            }

            at = next;
        }

        return _to.WrittenCount <= MaxLength;
    }

    private bool TryInclude(ReadOnlySpan<byte> directive, int depth)
    {
        if (depth == MaxDepth || _to.WrittenCount > MaxLength || Path(directive) is not { } path || _open?.Invoke(path, out _) is not { } text)
        {
            return false;
        }

        int start = _to.WrittenCount;
        int at = _parts.Count;
        _parts.Add(default);
        if (!TryCopy(text, depth + 1))
        {
            return false;
        }

        // A comment at the end of a file must not go on in the text around it.
        if (text.Length > 0 && text[^1] != '\n')
        {
            _to.Write("\n"u8);
        }

        _parts[at] = new IncludedPart(start, _to.WrittenCount, directive.ToArray());
        return true;
    }

    private static string? Path(ReadOnlySpan<byte> directive)
    {
        string body = directive.EndsWith("?>"u8) ? Encoding.UTF8.GetString(directive[2..^2]).Trim() : "";
        return body.StartsWith("include", StringComparison.Ordinal) && body[7..].Trim() is ['"', .. { Length: > 0 } path, '"'] ? path : null;
    }

    /// <summary>Behind what starts here: a string, a comment, an include, or the bytes until one of them.</summary>
    private static int Behind(ReadOnlySpan<byte> text, int at)
    {
        var rest = text[at..];
        if (rest[0] == '"')
        {
            return at + BehindString(rest);
        }

        if (rest[0] == '#' || rest.StartsWith("//"u8))
        {
            int end = rest.IndexOf((byte)'\n');
            return end < 0 ? text.Length : at + end;
        }

        if (rest.StartsWith("/*"u8))
        {
            int end = rest[2..].IndexOf("*/"u8);
            return end < 0 ? text.Length : at + end + 4;
        }

        if (rest.StartsWith("<?"u8))
        {
            int end = rest.IndexOf("?>"u8);
            return end < 0 ? text.Length : at + end + 2;
        }

        int next = rest[1..].IndexOfAny("\"#/<"u8);
        return next < 0 ? text.Length : at + 1 + next;
    }

    private static int BehindString(ReadOnlySpan<byte> text)
    {
        int at = 1;
        while (at < text.Length && text[at] is not ((byte)'"' or (byte)'\n'))
        {
            at += text[at] == '\\' ? 2 : 1;
        }

        return Math.Min(at + 1, text.Length);
    }
}

/// <summary>What came by one include.</summary>
/// <param name="Start">Its first byte in the whole text.</param>
/// <param name="End">The byte behind it.</param>
/// <param name="Directive">As it is written.</param>
internal readonly record struct IncludedPart(int Start, int End, byte[] Directive);
