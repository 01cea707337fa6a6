using System.Globalization;
using System.Text;

namespace Nestor.Model.Expressions;

/// <summary>Reads sets in brackets and escapes of a regular expression.</summary>
internal static class ByteSetReader
{
    /// <summary>Reads what stands behind an opening bracket, up to the closing one.</summary>
    public static bool TryRead(byte[] text, ref int at, ByteSet set, out string error)
    {
        bool isInverted = at < text.Length && text[at] == '^';
        at += isInverted ? 1 : 0;
        while (at < text.Length && text[at] != ']')
        {
            if (!TryItem(text, ref at, set, out char? first, out error))
            {
                return false;
            }

            // A dash before the closing bracket stands for itself.
            bool isRange = at + 1 < text.Length && text[at] == '-' && text[at + 1] != ']';
            if (!isRange)
            {
                continue;
            }

            at++;
            if (!TryItem(text, ref at, set, out char? last, out error))
            {
                return false;
            }

            if (first is null || last is null || first > last)
            {
                error = "found a range in brackets whose ends are no characters in order";
                return false;
            }

            set.AddRange(first.Value, last.Value);
        }

        if (at == text.Length)
        {
            error = "found the end, wanted \"]\"";
            return false;
        }

        at++;
        error = "";
        if (isInverted)
        {
            set.Invert();
        }

        return true;
    }

    /// <summary>Reads what stands behind a backslash.</summary>
    /// <param name="one">The one character meant; null for a class of characters.</param>
    public static bool TryEscape(byte[] text, ref int at, ByteSet set, out char? one, out string error)
    {
        one = null;
        error = "";
        if (at == text.Length)
        {
            error = "found a backslash at the end";
            return false;
        }

        char escape = (char)text[at++];
        if ("dDwWsS".Contains(escape, StringComparison.Ordinal))
        {
            var members = new ByteSet();
            members.Add(Class(char.ToLowerInvariant(escape)));
            if (char.IsAsciiLetterUpper(escape))
            {
                members.Invert();
            }

            set.Add(members);
            return true;
        }

        switch (escape)
        {
            case 'x':
                return TryCode(text, ref at, 2, out one, out error) && Add(set, one);
            case 'u':
                return TryCode(text, ref at, 4, out one, out error) && Add(set, one);
            case 'c' when at < text.Length && char.IsAsciiLetter((char)text[at]):
                one = (char)(text[at++] & 0x1F);
                return Add(set, one);
            default:
                one = escape switch
                {
                    '0' => '\0',
                    't' => '\t',
                    'n' => '\n',
                    'v' => '\v',
                    'f' => '\f',
                    'r' => '\r',
                    'b' => '\b',
                    _ => escape,
                };
                return Add(set, one);
        }
    }

    private static bool TryItem(byte[] text, ref int at, ByteSet set, out char? one, out string error)
    {
        error = "";
        one = (char)text[at++];
        if (one == '\\')
        {
            return TryEscape(text, ref at, set, out one, out error);
        }

        if (one == '[' && at < text.Length && text[at] is (byte)':' or (byte)'=' or (byte)'.')
        {
            return TryNamed(text, ref at, set, out one, out error);
        }

        return Add(set, one);
    }

    /// <summary>[:alpha:] and its like, [=a=] and [.a.].</summary>
    private static bool TryNamed(byte[] text, ref int at, ByteSet set, out char? one, out string error)
    {
        one = null;
        byte sign = text[at];
        var rest = text.AsSpan(at + 1);
        int end = rest.IndexOf([sign, (byte)']']);
        string name = end < 0 ? "" : Encoding.Latin1.GetString(rest[..end]);
        at += end < 0 ? 0 : end + 3;
        error = $"found \"[{(char)sign}{name}\", wanted a class of characters";
        if (sign != ':')
        {
            one = name.Length == 1 ? name[0] : null;
            return name.Length == 1 && Add(set, one);
        }

        if (Named(name) is not { } belongs)
        {
            return false;
        }

        set.Add(belongs);
        return true;
    }

    private static bool TryCode(byte[] text, ref int at, int digits, out char? one, out string error)
    {
        one = null;
        error = $"found no {digits} hexadecimal digits of a byte";
        bool isRead = at + digits <= text.Length
            && int.TryParse(
                text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code)
            && code <= 255
            && (one = (char)code) is not null;
        at += isRead ? digits : 0;
        return isRead;
    }

    private static bool Add(ByteSet set, char? one)
    {
        set.Add(one!.Value);
        return true;
    }

    private static Func<char, bool> Class(char letter) => letter switch
    {
        'd' => char.IsAsciiDigit,
        's' => IsSpace,
        _ => c => char.IsAsciiLetterOrDigit(c) || c == '_',
    };

    private static Func<char, bool>? Named(string name) => name switch
    {
        "alnum" => char.IsAsciiLetterOrDigit,
        "alpha" => char.IsAsciiLetter,
        "blank" => c => c is ' ' or '\t',
        "cntrl" => c => c is < ' ' or '\x7F',
        "digit" or "d" => char.IsAsciiDigit,
        "graph" => c => c is > ' ' and <= '~',
        "lower" => char.IsAsciiLetterLower,
        "print" => c => c is >= ' ' and <= '~',
        "punct" => c => c is > ' ' and <= '~' && !char.IsAsciiLetterOrDigit(c),
        "space" or "s" => IsSpace,
        "upper" => char.IsAsciiLetterUpper,
        "xdigit" => char.IsAsciiHexDigit,
        "w" => Class('w'),
        _ => null,
    };

    private static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');
}
