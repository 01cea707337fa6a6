using System.Globalization;
using System.Text;

namespace Nestor.Wire.Options;

/// <summary>What an operator writes as <c>data</c> of an option, turned into its bytes.</summary>
public static class OptionText
{
    /// <summary>Encodes text as the definition says; without one, or without csv-format, as hexadecimal digits.</summary>
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
        }
        else if (def.Type == OptionType.Empty)
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

        body = [.. to];
        return true;
    }

    /// <summary>Splits at commas; a backslash before a comma keeps it. Blanks around a value are not part of it.</summary>
    public static List<string> Split(string text)
    {
        var values = new List<string>();
        var value = new StringBuilder();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] == ',')
            {
                value.Append(',');
                i++;
            }
            else if (text[i] == ',')
            {
                values.Add(value.ToString().Trim());
                value.Clear();
            }
            else
            {
                value.Append(text[i]);
            }
        }

        values.Add(value.ToString().Trim());
        return values;
    }

    /// <summary>
    /// Hexadecimal digits in any usual spelling: plain, 0x in front, with colons or blanks between, or text in
    /// single quotes for its ASCII bytes. False when it is none of these.
    /// </summary>
    public static bool TryHex(string text, List<byte> to)
    {
        text = text.Trim();
        if (text.Length >= 2 && text[0] == '\'' && text[^1] == '\'')
        {
            to.AddRange(Encoding.UTF8.GetBytes(text[1..^1]));
            return true;
        }

        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            text = text[2..];
        }

        if (text.AsSpan().IndexOfAny(':', ' ', '-') >= 0)
        {
            foreach (string part in text.Split([':', ' ', '-']))
            {
                if (part.Length is 0 or > 2 || !byte.TryParse(part, NumberStyles.AllowHexSpecifier, null, out byte value))
                {
                    return false;
                }

                to.Add(value);
            }

            return true;
        }

        // An odd number of digits has its zero in front.
        text = text.Length % 2 == 1 ? "0" + text : text;
        for (int i = 0; i < text.Length; i += 2)
        {
            if (!byte.TryParse(text.AsSpan(i, 2), NumberStyles.AllowHexSpecifier, null, out byte value))
            {
                return false;
            }

            to.Add(value);
        }

        return true;
    }

    private static bool TryFields(OptionDef def, List<string> values, List<byte> to, out string error)
    {
        OptionType[] fields = def.Type == OptionType.Record ? def.Fields! : [def.Type];
        if (fields is [OptionType.String] && !def.IsArray)
        {
            // A text of its own may have commas in it.
            values = [string.Join(",", values)];
        }

        error = "";
        if (values.Count < fields.Length || (values.Count > fields.Length && !def.IsArray))
        {
            error = $"found {values.Count} values, wanted {fields.Length}{(def.IsArray ? " or more" : "")}";
            return false;
        }

        for (int i = 0; i < values.Count; i++)
        {
            var type = fields[Math.Min(i, fields.Length - 1)];
            if (!FieldText.TryEncode(type, values[i], to, out string wanted))
            {
                error = $"found \"{values[i]}\", wanted {wanted}";
                return false;
            }
        }

        return true;
    }
}
