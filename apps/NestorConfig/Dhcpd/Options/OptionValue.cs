using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Options;

/// <summary>The value that a configuration gives to an option: its bytes, and how Kea would have it written.</summary>
internal sealed class OptionValue
{
    private readonly List<byte> _bytes = [];
    private readonly List<string> _texts = [];

    public byte[] Bytes => [.. _bytes];

    /// <summary>Kea has read backslashes in more than one way.</summary>
    public bool HasBackslash => _texts.Exists(t => t.Contains('\\', StringComparison.Ordinal));

    /// <summary>The values with commas between; only good where Kea reads the same bytes from it.</summary>
    public string Text => string.Join(", ", _texts.Select(t => t.Replace(",", "\\,", StringComparison.Ordinal)));

    /// <summary>Reads the words from a place on as the fields of an option; null with the reason.</summary>
    public static OptionValue? Read(DhcpdOption option, IReadOnlyList<Token> words, int at, out string error)
    {
        var value = new OptionValue();
        error = "";
        do
        {
            foreach (var field in option.Fields)
            {
                if (!value.TryField(field, words, ref at, out string wanted))
                {
                    error = at < words.Count ? $"found \"{words[at].Shown}\", wanted {wanted}" : $"found nothing more, wanted {wanted}";
                    return null;
                }

                // Some write commas between the fields of a record.
                at += at + 1 < words.Count && words[at].IsMark(",") && !option.IsArray ? 1 : 0;
            }

            if (!option.IsArray || at >= words.Count || !words[at].IsMark(","))
            {
                break;
            }

            at++;
        }
        while (at < words.Count);
        error = at < words.Count ? $"found \"{words[at].Shown}\" behind the value, wanted a semicolon" : "";
        return at < words.Count ? null : value;
    }

    private bool TryField(FieldKind field, IReadOnlyList<Token> words, ref int at, out string wanted)
    {
        wanted = "";
        if (field == FieldKind.Empty)
        {
            return true;
        }

        if (field is FieldKind.Text or FieldKind.Bytes)
        {
            wanted = "text in quotes or bytes such as 00:1a:ff";
            return TryBytes(words, ref at);
        }

        if (field == FieldKind.Names)
        {
            wanted = "domain names";
            return TryNames(words, ref at);
        }

        string text = at < words.Count && words[at].Kind != TokenKind.Mark ? words[at].Shown : "";
        bool isRead = field switch
        {
            FieldKind.Flag => TryFlag(text, out wanted),
            FieldKind.Ip4 => TryAddress(text, out wanted),
            FieldKind.Ip6 => TryAddress6(text, out wanted),
            FieldKind.Name => TryName(text, out wanted),
            FieldKind.Encapsulated => TryBytes(words, ref at),
            _ => TryNumber(field, text, out wanted),
        };
        at += isRead ? 1 : 0;
        return isRead;
    }

    private bool TryFlag(string text, out string wanted)
    {
        wanted = "on or off";
        bool isOn = text.ToLowerInvariant() is "on" or "true";
        _bytes.Add(isOn ? (byte)1 : (byte)0);
        _texts.Add(isOn ? "true" : "false");
        return isOn || text.ToLowerInvariant() is "off" or "false";
    }

    private bool TryAddress(string text, out string wanted)
    {
        wanted = "an address; dhcpd looks up a name when it starts, here the address itself is needed";
        if (!Ip4.TryParse(text, out var address))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[4];
        address.Write(bytes);
        _bytes.AddRange(bytes);
        _texts.Add(address.ToString());
        return true;
    }

    private bool TryAddress6(string text, out string wanted)
    {
        wanted = "an IPv6 address; dhcpd looks up a name when it starts, here the address itself is needed";
        if (!Ip6.TryParse(text, out var address))
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[Ip6.Length];
        address.Write(bytes);
        _bytes.AddRange(bytes);
        _texts.Add(address.ToString());
        return true;
    }

    private bool TryName(string text, out string wanted)
    {
        wanted = "a domain name";
        _texts.Add(text);
        return text.Length > 0 && DomainName.TryAppend(text, _bytes);
    }

    private bool TryNames(IReadOnlyList<Token> words, ref int at)
    {
        while (at < words.Count && words[at].Kind != TokenKind.Mark && TryName(words[at].Shown, out _))
        {
            at++;
            if (at >= words.Count)
            {
                return true;
            }

            if (!words[at].IsMark(","))
            {
                return false;
            }

            at++;
        }

        return false;
    }

    private bool TryNumber(FieldKind field, string text, out string wanted)
    {
        int size = DhcpdOption.SizeOf(field);
        bool isSigned = field is FieldKind.Int8 or FieldKind.Int16 or FieldKind.Int32;
        long most = (1L << (size * 8 - (isSigned ? 1 : 0))) - 1;
        long least = isSigned ? -most - 1 : 0;
        wanted = $"a number from {least} to {most}";
        if (!TryInteger(text, out long value) || value < least || value > most)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, value);
        _bytes.AddRange(bytes[(8 - size)..]);
        _texts.Add(value.ToString(CultureInfo.InvariantCulture));
        return true;
    }

    /// <summary>A number as dhcpd reads it: decimal, hexadecimal behind 0x, octal behind 0.</summary>
    public static bool TryInteger(string text, out long value)
    {
        bool isNegative = text.StartsWith('-');
        string digits = isNegative ? text[1..] : text;
        bool isRead;
        if (digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            isRead = long.TryParse(digits[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out value) && digits.Length < 18;
        }
        else if (digits.Length is > 1 and < 12 && digits[0] == '0' && digits.All(c => c is >= '0' and <= '7'))
        {
            value = Convert.ToInt64(digits, 8);
            isRead = true;
        }
        else
        {
            isRead = long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out value);
        }

        value = isNegative ? -value : value;
        return isRead;
    }

    private bool TryBytes(IReadOnlyList<Token> words, ref int at)
    {
        if (at < words.Count && words[at].Kind == TokenKind.Quoted)
        {
            _bytes.AddRange(words[at].Bytes);
            _texts.Add(words[at].Shown);
            at++;
            return true;
        }

        byte[]? bytes = HexBytes(words, ref at);
        _bytes.AddRange(bytes ?? []);
        _texts.Add(bytes is null ? "" : Encoding.Latin1.GetString(bytes));
        return bytes is not null;
    }

    /// <summary>Bytes with colons between, which may be spread over words; null when there are none.</summary>
    public static byte[]? HexBytes(IReadOnlyList<Token> words, ref int at)
    {
        int end = at;
        var text = new StringBuilder();
        bool wantsMore = true;
        while (end < words.Count && (words[end].IsMark(":") || (wantsMore && words[end].Kind == TokenKind.Word)))
        {
            text.Append(words[end].Text);
            wantsMore = words[end].Text.EndsWith(':');
            end++;
        }

        byte[]? bytes = HexBytes(text.ToString());
        at = bytes is null ? at : end;
        return bytes;
    }

    /// <summary>Bytes of one or two digits with colons between; null when it is something else.</summary>
    public static byte[]? HexBytes(string text)
    {
        string[] parts = text.Split(':');
        byte[] bytes = new byte[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            if (parts[i].Length is 0 or > 2 || !byte.TryParse(parts[i], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return null;
            }
        }

        return bytes;
    }
}
