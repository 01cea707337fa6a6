using System.Buffers;

namespace Nestor.Model.Expressions;

/// <summary>
/// Cuts a text into tokens. As in Kea the longest token wins, words need nothing between them ("notmember" is two), and
/// a word before a closing bracket is a name.
/// </summary>
internal static class Lexer
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789");
    private static readonly SearchValues<char> AddressChars = SearchValues.Create("0123456789abcdefABCDEF:.");
    private static readonly SearchValues<char> NameChars =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    /// <summary>Longest first, so that the first one that fits is the longest.</summary>
    private static readonly string[] Words = [.. AllWords().OrderByDescending(word => word.Length)];

    /// <summary>All tokens and one for the end, or where there is no token.</summary>
    public static bool TryCut(string text, List<Token> tokens, out ExpressionError error)
    {
        int at = 0;
        error = default;
        while (true)
        {
            while (at < text.Length && text[at] is ' ' or '\t' or '\n' or '\r')
            {
                at++;
            }

            if (at == text.Length)
            {
                tokens.Add(new(TokenKind.End, at, 0));
                return true;
            }

            var token = Next(text, at);
            if (token.Length == 0)
            {
                error = new(at, Objection(text, at));
                return false;
            }

            tokens.Add(token);
            at = token.End;
        }
    }

    private static Token Next(string text, int at)
    {
        var rest = text.AsSpan(at);
        if (rest[0] == '\'')
        {
            int close = rest[1..].IndexOfAny('\'', '\n');
            bool isClosed = close >= 0 && rest[1 + close] == '\'';
            return new(TokenKind.Text, at, isClosed ? close + 2 : 0);
        }

        int name = NameLength(rest);
        if (name > 0)
        {
            return new(TokenKind.Name, at, name);
        }

        var token = new Token(TokenKind.Word, at, 0);
        Take(ref token, TokenKind.Word, WordLength(rest));
        Take(ref token, TokenKind.Hex, HexLength(rest));
        Take(ref token, TokenKind.Address, AddressLength(rest));
        Take(ref token, TokenKind.Integer, IntegerLength(rest));
        return token;
    }

    private static void Take(ref Token token, TokenKind kind, int length) =>
        token = length > token.Length ? new(kind, token.Start, length) : token;

    /// <summary>A name stands before a closing bracket and has a letter in front.</summary>
    private static int NameLength(ReadOnlySpan<char> rest)
    {
        int length = Run(rest, NameChars);
        bool isName = length > 0
            && char.IsAsciiLetter(rest[0])
            && char.IsAsciiLetterOrDigit(rest[length - 1])
            && rest[length..].TrimStart(" \t\r").StartsWith("]", StringComparison.Ordinal);
        return isName ? length : 0;
    }

    private static int WordLength(ReadOnlySpan<char> rest)
    {
        foreach (string word in Words)
        {
            if (rest.StartsWith(word, StringComparison.Ordinal))
            {
                return word.Length;
            }
        }

        return 0;
    }

    private static int HexLength(ReadOnlySpan<char> rest)
    {
        bool isHex = rest.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        int digits = isHex ? Run(rest[2..], HexDigits) : 0;
        return digits > 0 ? digits + 2 : 0;
    }

    private static int IntegerLength(ReadOnlySpan<char> rest)
    {
        int sign = rest[0] == '-' ? 1 : 0;
        int digits = Run(rest[sign..], Digits);
        return digits > 0 ? digits + sign : 0;
    }

    /// <summary>Four numbers with dots; or two colons at least, with hexadecimal digits around. Values are checked later.</summary>
    private static int AddressLength(ReadOnlySpan<char> rest)
    {
        int first = Run(rest, HexDigits);
        if (first < rest.Length && rest[first] == ':')
        {
            int second = first + 1 + Run(rest[(first + 1)..], HexDigits);
            return second < rest.Length && rest[second] == ':' ? Run(rest, AddressChars) : 0;
        }

        int at = 0;
        for (int i = 0; i < 4; i++)
        {
            int digits = Run(rest[at..], Digits);
            at += digits;
            if (digits == 0 || (i < 3 && (at >= rest.Length || rest[at++] != '.')))
            {
                return 0;
            }
        }

        return at;
    }

    private static int Run(ReadOnlySpan<char> rest, SearchValues<char> of)
    {
        int length = rest.IndexOfAnyExcept(of);
        return length < 0 ? rest.Length : length;
    }

    private static string Objection(string text, int at)
    {
        char found = text[at];
        if (found == '\'')
        {
            return "found a quote that is not closed on its line, wanted another one behind the text";
        }

        int end = at;
        while (end < text.Length && end < at + 32 && NameChars.Contains(text[end]))
        {
            end++;
        }

        return end > at + 1
            ? $"found \"{text[at..end]}\", wanted a word of the expression language"
            : $"found {Shown(found)}, which begins nothing an expression is made of";
    }

    private static string Shown(char found) =>
        found is > ' ' and <= '~' ? $"\"{found}\"" : $"character U+{(int)found:X4}";

    private static IEnumerable<string> AllWords() =>
    [
        "(", ")", "[", "]", ".", ",", "+", "*", "==",
        "and", "or", "not", "sand", "sor", "member", "match",
        "option", "relay4", "relay6", "vendor", "vendor-class", "pkt", "pkt4", "pkt6",
        "hex", "text", "exists", "peeraddr", "linkaddr", "enterprise", "data",
        "iface", "src", "dst", "len",
        "mac", "hlen", "htype", "ciaddr", "giaddr", "yiaddr", "siaddr", "msgtype", "transid",
        "substring", "all", "split", "concat", "ifelse", "sifelse", "hexstring", "lcase", "ucase", "addrtotext",
        "int8totext", "int16totext", "int32totext", "uint8totext", "uint16totext", "uint32totext",
    ];
}
