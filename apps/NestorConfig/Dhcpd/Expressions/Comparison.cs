using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace NestorConfig.Dhcpd.Expressions;

/// <summary>What dhcpd compares, for Kea.</summary>
internal static class Comparison
{
    private static readonly System.Buffers.SearchValues<char> Special = System.Buffers.SearchValues.Create(".[]{}()*+?|^$\\");

    public static Term? Equal(Translator to, Term left, Term right)
    {
        if (left.Literal is not null && right.Literal is null)
        {
            (left, right) = (right, left);
        }

        if (left.Kind == TermKind.Number && right.Kind != TermKind.Number)
        {
            (left, right) = (right, left);
        }

        if (right.Kind == TermKind.Number)
        {
            return left.Width > 0
                ? Same(left, Term.Of(Encode(right.Number, left.Width)) with { Text = "0x" + Convert.ToHexStringLower(Encode(right.Number, left.Width)) })
                : to.Fail("numbers can only be compared with options that are numbers");
        }

        if (left.Kind == TermKind.Boolean || right.Kind == TermKind.Boolean)
        {
            return to.Fail("conditions cannot be compared with each other");
        }

        if (left.Kind == TermKind.Hardware && right.Literal is { Length: > 1 } hardware)
        {
            return new(TermKind.Boolean, $"pkt4.htype == {hardware[0]} and pkt4.mac == 0x{Convert.ToHexStringLower(hardware.AsSpan(1))}", []) { IsClosed = false };
        }

        if (left.Kind == TermKind.Ascii)
        {
            return right.Literal is { } digits ? Written(to, left, digits) : to.Fail("\"binary-to-ascii\" can only be compared with text");
        }

        return right.Kind == TermKind.Ascii ? to.Fail("\"binary-to-ascii\" can only be compared with text") : Same(left, right);
    }

    /// <summary>dhcpd writes no leading zeros, Kea's hexstring always two digits: the bytes themselves are compared.</summary>
    private static Term? Written(Translator to, Term left, byte[] text)
    {
        string written = Encoding.Latin1.GetString(text);
        var (separator, radix) = left.Form;
        string[] parts = separator.Length > 0 ? written.Split(separator) : [written];
        byte[] bytes = new byte[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!byte.TryParse(parts[i], radix == 16 ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return to.Fail("the text that \"binary-to-ascii\" is compared with is not such numbers");
            }
        }

        return Same(left, new(TermKind.Bytes, "0x" + Convert.ToHexStringLower(bytes), []));
    }

    private static Term Same(Term left, Term right) =>
        new(TermKind.Boolean, $"{left.Text} == {right.Text}", [.. left.Exists.Union(right.Exists)]) { IsClosed = false };

    /// <summary>
    /// A regular expression. dhcpd looks for it anywhere in the value, Kea's match wants all of the value. What is plain
    /// text with an anchor needs no match, which Kea has from 2.7 on.
    /// </summary>
    public static Term? Matches(Translator to, Term left, Term right, bool anyCase)
    {
        if (!Functions.IsData(left) || right.Literal is not { Length: > 0 } literal || !Array.TrueForAll(literal, b => b is >= 0x20 and < 0x7f and not (byte)'\''))
        {
            return to.Fail("a regular expression that is no plain text cannot be used");
        }

        string pattern = Encoding.ASCII.GetString(literal);
        string value = Functions.TextOf(left);
        bool isStart = pattern[0] == '^';
        bool isEnd = pattern[^1] == '$' && !pattern.EndsWith("\\$", StringComparison.Ordinal);
        string inner = pattern[(isStart ? 1 : 0)..^(isEnd ? 1 : 0)];
        if (!anyCase && inner.Length > 0 && inner.AsSpan().IndexOfAny(Special) < 0 && (isStart || isEnd))
        {
            string part = (isStart, isEnd) switch
            {
                (true, true) => value,
                (true, false) => $"substring({value}, 0, {inner.Length})",
                _ => $"substring({value}, -{inner.Length}, {inner.Length})",
            };
            return new(TermKind.Boolean, $"{part} == '{inner}'", left.Exists) { IsClosed = false };
        }

        if ((isStart || isEnd) && HasOpenChoice(inner))
        {
            return to.Fail("a regular expression with both | and an anchor outside of brackets cannot be translated");
        }

        if (to.IsOld)
        {
            return to.Fail("a regular expression needs Kea 2.7");
        }

        if (anyCase && inner.Contains('\\', StringComparison.Ordinal))
        {
            return to.Fail("a regular expression without regard to case and with a backslash cannot be translated");
        }

        string whole = $"{(isStart ? "" : ".*")}({(anyCase ? inner.ToLowerInvariant() : inner)}){(isEnd ? "" : ".*")}";
        return new(TermKind.Boolean, $"match('{whole}', {(anyCase ? $"lcase({value})" : value)})", left.Exists);
    }

    private static bool HasOpenChoice(string pattern)
    {
        int open = 0;
        foreach (char c in pattern)
        {
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == '|' && open == 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A number in network byte order, in so many bytes.</summary>
    public static byte[] Encode(long value, int width)
    {
        byte[] bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        return bytes[(8 - width)..];
    }
}
