using System.Globalization;

namespace StandardLibraries.LeaseCmds;

/// <summary>Texts of commands to bytes: hardware addresses, client identifiers and DUIDs, with what Kea says of wrong ones.</summary>
internal static class Identifiers
{
    private const int MaxHardware = 20;
    private const int MinClientId = 2;
    private const int MaxClientId = 255;
    private const int MaxDuid = 130;

    /// <summary>Bytes of one or two digits with colons between; an empty text is no bytes.</summary>
    public static bool TryHardware(string text, out byte[] bytes, out string problem)
    {
        if (!TrySeparated(text, ':', out bytes, out problem))
        {
            return false;
        }

        problem = bytes.Length > MaxHardware ? "address vector size exceeds MAX_HWADDR_LEN" : "";
        return problem.Length == 0;
    }

    public static bool TryClientId(string text, out byte[] bytes, out string problem)
    {
        if (TryLenient(text, out bytes, out problem))
        {
            problem = bytes.Length < MinClientId ? $"client-id is too short ({bytes.Length}), at least {MinClientId} is required"
                : bytes.Length > MaxClientId ? $"client-id is too long ({bytes.Length}), at most {MaxClientId} is allowed"
                : "";
        }

        return problem.Length == 0;
    }

    public static bool TryDuid(string text, out byte[] bytes, out string problem)
    {
        if (TryLenient(text, out bytes, out problem))
        {
            problem = bytes.Length > MaxDuid ? $"DUID is too long ({bytes.Length}), at most {MaxDuid} is allowed" : "";
        }

        return problem.Length == 0;
    }

    /// <summary>With colons or blanks between bytes, or digits alone with or without 0x.</summary>
    private static bool TryLenient(string text, out byte[] bytes, out string problem)
    {
        bytes = [];
        if (text.Length == 0)
        {
            problem = "Empty DUIDs are not allowed";
            return false;
        }

        foreach (char separator in (ReadOnlySpan<char>)[':', ' '])
        {
            if (text.Contains(separator))
            {
                return TrySeparated(text, separator, out bytes, out problem);
            }
        }

        string digits = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? text[2..] : text;
        digits = digits.Length % 2 == 0 ? digits : "0" + digits;
        if (digits.Length == 0 || !digits.All(char.IsAsciiHexDigit))
        {
            problem = $"'{text}' is not a valid string of hexadecimal digits";
            return false;
        }

        bytes = Convert.FromHexString(digits);
        problem = "";
        return true;
    }

    private static bool TrySeparated(string text, char separator, out byte[] bytes, out string problem)
    {
        bytes = [];
        problem = "";
        if (text.Length == 0)
        {
            return true;
        }

        string[] parts = text.Split(separator);
        var read = new byte[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            string part = parts[i];
            problem = part.Length == 0 ? $"two consecutive separators ('{separator}') specified in a decoded string '{text}'"
                : part.Length > 2 ? $"invalid format of the decoded string '{text}'"
                : !part.All(char.IsAsciiHexDigit) ? $"'{part.First(c => !char.IsAsciiHexDigit(c))}' is not a valid hexadecimal digit in decoded string '{text}'"
                : "";
            if (problem.Length > 0)
            {
                return false;
            }

            read[i] = byte.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }

        bytes = read;
        return true;
    }
}
