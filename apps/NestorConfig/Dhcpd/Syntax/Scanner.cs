using System.Text;
using Nestor.Json;

namespace NestorConfig.Dhcpd.Syntax;

/// <summary>Cuts a dhcpd.conf or dhcpd.leases into tokens. Never throws; errors are told and the scanner goes on.</summary>
internal sealed class Scanner(byte[] text, string file, Diagnostics diagnostics)
{
    private static readonly string[] LongMarks = ["~=", "~~", "!=", "||", "&&"];

    private int _at;
    private int _line = 1;
    private int _lineStart;

    private SourcePlace Here => new(file, _line, _at - _lineStart + 1);

    /// <summary>The next token; after the last one always <see cref="TokenKind.End"/>.</summary>
    public Token Next()
    {
        SkipBlanks();
        var place = Here;
        if (_at >= text.Length)
        {
            return new(TokenKind.End, "", place);
        }

        byte b = text[_at];
        if (b == '"')
        {
            return new(TokenKind.Quoted, ReadQuoted(place), place);
        }

        if (IsWordByte(b) || StartsAddress(_at))
        {
            return new(TokenKind.Word, ReadWord(), place);
        }

        foreach (string mark in LongMarks)
        {
            if (b == mark[0] && _at + 1 < text.Length && text[_at + 1] == mark[1])
            {
                _at += 2;
                return new(TokenKind.Mark, mark, place);
            }
        }

        _at++;
        return new(TokenKind.Mark, ((char)b).ToString(), place);
    }

    private void SkipBlanks()
    {
        while (_at < text.Length)
        {
            byte b = text[_at];
            if (b == '\n')
            {
                _at++;
                _line++;
                _lineStart = _at;
            }
            else if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\f' or (byte)'\v' or 0)
            {
                _at++;
            }
            else if (b == '#')
            {
                int end = text.AsSpan(_at).IndexOf((byte)'\n');
                _at = end < 0 ? text.Length : _at + end;
            }
            else
            {
                return;
            }
        }
    }

    private static bool IsWordByte(byte b) => char.IsAsciiLetterOrDigit((char)b) || b is (byte)'_' or (byte)'-' or (byte)'.' or > 127;

    /// <summary>An IPv6 address may start with two colons.</summary>
    private bool StartsAddress(int at) => text[at] == ':' && at + 1 < text.Length && text[at + 1] == ':';

    /// <summary>Colons belong to a word of hexadecimal digits and dots while the next byte goes on with it.</summary>
    private string ReadWord()
    {
        int start = _at;
        bool isHex = true;
        while (_at < text.Length)
        {
            byte b = text[_at];
            if (b == ':')
            {
                bool goesOn = _at + 1 < text.Length && (char.IsAsciiHexDigit((char)text[_at + 1]) || text[_at + 1] == ':');
                bool endsAddress = _at > start && text[_at - 1] == ':';
                if (!isHex || (!goesOn && !endsAddress))
                {
                    break;
                }
            }
            else if (IsWordByte(b))
            {
                isHex &= char.IsAsciiHexDigit((char)b) || b == '.';
            }
            else
            {
                break;
            }

            _at++;
        }

        return Encoding.Latin1.GetString(text.AsSpan(start, _at - start));
    }

    private string ReadQuoted(SourcePlace place)
    {
        var to = new StringBuilder();
        _at++;
        while (_at < text.Length && text[_at] != '"')
        {
            byte b = text[_at++];
            if (b == '\n')
            {
                _line++;
                _lineStart = _at;
            }

            to.Append(b == '\\' && _at < text.Length ? Escape() : (char)b);
        }

        if (_at >= text.Length)
        {
            diagnostics.Error(place, "found a string that never ends, wanted a quote behind it");
        }

        _at++;
        _at = Math.Min(_at, text.Length);
        return to.ToString();
    }

    private char Escape()
    {
        byte code = text[_at++];
        switch (code)
        {
            case (byte)'t':
                return '\t';
            case (byte)'r':
                return '\r';
            case (byte)'n':
                return '\n';
            case (byte)'b':
                return '\a';
            case (byte)'x':
                return Digits(16, 2, 0);
            case >= (byte)'0' and <= (byte)'7':
                return Digits(8, 2, code - '0');
            default:
                return (char)code;
        }
    }

    /// <summary>Up to so many more digits of a byte.</summary>
    private char Digits(int radix, int most, int value)
    {
        for (int i = 0; i < most && _at < text.Length; i++)
        {
            int digit = char.IsAsciiHexDigit((char)text[_at]) ? Convert.ToInt32(((char)text[_at]).ToString(), 16) : radix;
            if (digit >= radix)
            {
                break;
            }

            value = (value * radix) + digit;
            _at++;
        }

        return (char)(value & 0xff);
    }
}
