using System.Globalization;
using System.Text;

namespace Nestor.Wire.Options;

/// <summary>What an operator writes as <c>data</c> of an option, turned into its bytes.</summary>
public static class OptionText
{
    /// <summary>
    /// Encodes text as the definition says; without one, or without csv-format, as hexadecimal digits, which then
    /// must fit the definition.
    /// </summary>
    /// <param name="isCsv">The keyword csv-format.</param>
    /// <param name="error">What was found and what was wanted; empty when all is well.</param>
    public static bool TryEncode(OptionDef? def, string text, bool isCsv, out byte[] body, out string error)
    {
        var to = new List<byte>();
        error = "";
        body = [];
        if (!isCsv || def is null)
        {
            if (!TryHex(text, to))
            {
                error = $"found \"{text}\", wanted hexadecimal digits";
                return false;
            }

            return RawBody.TryFit(def, [.. to], out body, out error);
        }

        if (def.Type == OptionType.Empty)
        {
            if (text.Trim().Length > 0)
            {
                error = $"found \"{text}\", wanted no data: option {def.Name} has none of its own";
                return false;
            }
        }
        else if (def.Type == OptionType.Internal)
        {
            if (!InternalText.TryEncode(def, text, to, out error))
            {
                return false;
            }
        }
        else if (!TryFields(def, Split(text), to, out error))
        {
            return false;
        }

        return RawBody.TryFit(def, [.. to], out body, out error);
    }

    /// <summary>
    /// What Kea drops of a text without a word, for a warning: values behind the last one that the option has room
    /// for. A comma that belongs to a text needs a backslash. Null when all of it is used.
    /// </summary>
    public static string? Ignored(OptionDef? def, string text, bool isCsv)
    {
        if (def is null || !isCsv || def.IsArray || def.Type is OptionType.Internal or OptionType.Empty)
        {
            return null;
        }

        var values = Split(text);
        int used = def.Type == OptionType.Record ? def.Fields!.Length : 1;
        return values.Count > used ? string.Join(", ", values.Skip(used)) : null;
    }

    /// <summary>
    /// A body for people, as it would be configured: values with commas between. What does not fit the definition
    /// is shown as hexadecimal digits. Never throws; the result has at most <see cref="OptionFormat.MaxLength"/>
    /// characters or little more.
    /// </summary>
    public static string Format(OptionDef? def, ReadOnlySpan<byte> body) => OptionFormat.Format(def, body);

    /// <summary>
    /// Splits at commas; a backslash before a comma or another backslash keeps it. Blanks around a value are not part
    /// of it, and a value without any character is no value.
    /// </summary>
    public static List<string> Split(string text)
    {
        if (text.AsSpan().IndexOfAny(',', '\\') < 0)
        {
            return text.Length > 0 ? [text.Trim()] : [];
        }

        var values = new List<string>();
        var value = new StringBuilder();
        foreach (string part in SplitRaw(text, ','))
        {
            value.Clear();
            for (int i = 0; i < part.Length; i++)
            {
                i += part[i] == '\\' && i + 1 < part.Length && part[i + 1] is ',' or '\\' ? 1 : 0;
                value.Append(part[i]);
            }

            if (value.Length > 0)
            {
                values.Add(value.ToString().Trim());
            }
        }

        return values;
    }

    /// <summary>
    /// Splits where the separator has no backslash of its own in front; changes nothing in the parts.
    /// </summary>
    internal static List<string> SplitRaw(string text, char separator)
    {
        var parts = new List<string>();
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                // Whatever is behind a backslash does not separate.
                i++;
            }
            else if (text[i] == separator)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }

        parts.Add(text[start..]);
        return parts;
    }

    /// <summary>
    /// Hexadecimal digits in any usual spelling: plain, 0x in front, with colons or blanks between, or text in
    /// single quotes for its ASCII bytes. False when it is none of these.
    /// </summary>
    public static bool TryHex(ReadOnlySpan<char> text, List<byte> to)
    {
        text = text.Trim();
        if (text.Length > 2 && text[0] == '\'' && text[^1] == '\'')
        {
            to.AddRange(Encoding.UTF8.GetBytes([.. text[1..^1]]));
            return true;
        }

        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            text = text[2..];
        }

        if (text.IndexOfAny(':', ' ', '-') >= 0)
        {
            foreach (var range in text.SplitAny(':', ' ', '-'))
            {
                if (!TryByte(text[range], to))
                {
                    return false;
                }
            }

            return true;
        }

        // An odd number of digits has its zero in front.
        int first = text.Length % 2;
        if (first == 1 && !TryByte(text[..1], to))
        {
            return false;
        }

        for (int i = first; i < text.Length; i += 2)
        {
            if (!TryByte(text.Slice(i, 2), to))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>One or two digits.</summary>
    private static bool TryByte(ReadOnlySpan<char> digits, List<byte> to)
    {
        if (digits.Length is 0 or > 2)
        {
            return false;
        }

        int value = 0;
        foreach (char digit in digits)
        {
            int figure = digit is >= '0' and <= '9' ? digit - '0' : (digit | 0x20) is >= 'a' and <= 'f' ? (digit | 0x20) - 'a' + 10 : -1;
            if (figure < 0)
            {
                return false;
            }

            value = (value << 4) | figure;
        }

        to.Add((byte)value);
        return true;
    }

    private static bool TryFields(OptionDef def, List<string> values, List<byte> to, out string error)
    {
        OptionType[] fields = def.Type == OptionType.Record ? def.Fields! : [def.Type];
        error = "";
        bool mayBeNone = def.IsArray && fields.Length == 1;
        if (values.Count < fields.Length && !mayBeNone)
        {
            error = $"found {values.Count} values, wanted {fields.Length}{(def.IsArray ? " or more" : "")}";
            return false;
        }

        // Kea takes what it has room for and drops the rest; see Ignored.
        int count = def.IsArray ? values.Count : fields.Length;
        for (int i = 0; i < count; i++)
        {
            var type = fields[Math.Min(i, fields.Length - 1)];
            if (!FieldText.TryEncode(type, values[i], to, out string wanted, FieldLayout.TupleWidth(def)))
            {
                error = $"found \"{values[i]}\", wanted {wanted}";
                return false;
            }
        }

        return true;
    }
}
