using System.Text;
using System.Text.RegularExpressions;

namespace Nestor.Model.Settings;

/// <summary>
/// What may not stand in a client's name, and what is put in its place. No name can make it run away: a set of
/// characters is a table of bytes, and any other expression runs without going back.
/// </summary>
public sealed class NameCharacters
{
    public const string DefaultSet = "[^A-Za-z0-9.-]";

    public static readonly NameCharacters Default = new(b => !(char.IsAsciiLetterOrDigit((char)b) || b is (byte)'.' or (byte)'-'), "");

    private readonly bool[] _isBad = new bool[256];
    private readonly byte[] _replacement;
    private readonly Regex? _pattern;

    /// <param name="isBad">Whether a byte is to be replaced.</param>
    public NameCharacters(Func<byte, bool> isBad, string replacement)
    {
        _replacement = Encoding.UTF8.GetBytes(replacement);
        for (int b = 0; b < _isBad.Length; b++)
        {
            _isBad[b] = isBad((byte)b);
        }

        _isBad[0] = true;
    }

    /// <param name="pattern">Its matches are replaced, from left to right; bytes are the characters U+0000 to U+00FF.</param>
    public NameCharacters(Regex pattern, string replacement)
        : this(_ => false, replacement) => _pattern = pattern;

    /// <summary>Puts the cleaned text into <paramref name="to"/>; what has no room there is cut off.</summary>
    /// <returns>Bytes written.</returns>
    public int Clean(ReadOnlySpan<byte> text, Span<byte> to) => _pattern is null ? CleanBytes(text, to) : CleanMatches(_pattern, text, to);

    private int CleanBytes(ReadOnlySpan<byte> text, Span<byte> to)
    {
        int length = 0;
        foreach (byte b in text)
        {
            if (_isBad[b])
            {
                Append(_replacement, to, ref length);
            }
            else if (length < to.Length)
            {
                to[length++] = b;
            }
        }

        return length;
    }

    private int CleanMatches(Regex pattern, ReadOnlySpan<byte> text, Span<byte> to)
    {
        Span<char> chars = stackalloc char[Math.Min(text.Length, 1024)];
        for (int i = 0; i < chars.Length; i++)
        {
            chars[i] = (char)text[i];
        }

        int length = 0;
        int from = 0;
        foreach (var match in pattern.EnumerateMatches(chars))
        {
            length += CleanBytes(text[from..match.Index], to[length..]);
            Append(_replacement, to, ref length);
            from = match.Index + match.Length;
        }

        return length + CleanBytes(text[from..chars.Length], to[length..]);
    }

    private static void Append(ReadOnlySpan<byte> bytes, Span<byte> to, ref int length)
    {
        bytes = bytes[..Math.Min(bytes.Length, to.Length - length)];
        bytes.CopyTo(to[length..]);
        length += bytes.Length;
    }
}
