using System.Globalization;

namespace PerfDhcp.CommandLine;

/// <summary>Reads flag values; a wrong one is a sentence in <see cref="Problem"/>, the first one is kept.</summary>
internal sealed class Values
{
    public string? Problem { get; private set; }

    public void Refuse(string problem) => Problem ??= problem;

    /// <summary>A whole number in the given range.</summary>
    public int Number(string flag, string text, int least, int most = int.MaxValue)
    {
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number >= least && number <= most)
        {
            return number;
        }

        string range = most == int.MaxValue
            ? least == 0 ? "a number that is not negative" : "a positive number"
            : $"a number from {least} to {most}";
        Refuse($"{flag} wants {range}, not '{text}'");
        return least;
    }

    /// <summary>Seconds, more than zero, a fraction is allowed.</summary>
    public double Seconds(string flag, string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double seconds)
            && seconds is > 0 and < 1e9)
        {
            return seconds;
        }

        Refuse($"{flag} wants a positive number of seconds, not '{text}'");
        return 1;
    }

    public double Percent(string flag, string text)
    {
        if (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double percent)
            && percent is >= 0 and <= 100)
        {
            return percent;
        }

        Refuse($"{flag} wants a percentage from 0 to 100, not '{text}%'");
        return 0;
    }

    /// <summary>"mac=00:0c:01:02:03:04", "ether=..." (one or two colons between the octets) or "duid=HEX".</summary>
    public void Base(string text, Settings settings)
    {
        settings.HasBase = true;
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string type = equals < 0 ? "" : text[..equals].ToLowerInvariant();
        string value = text[(equals + 1)..];
        if (type is "mac" or "ether")
        {
            if (TryMac(value, out ulong mac))
            {
                settings.BaseMac = mac;
            }
            else
            {
                Refuse($"-b {type}= wants six octets as 00:0c:01:02:03:04, not '{value}'");
            }
        }
        else if (type == "duid")
        {
            settings.BaseDuid = value;
            if (value.Length is < 12 or >= 128 || TryHex(value) is null)
            {
                Refuse($"-b duid= wants 6 to 63 octets in hexadecimal, not '{value}'");
            }
        }
        else
        {
            Refuse($"-b wants mac=MAC or duid=DUID, not '{text}'");
        }
    }

    public static bool TryMac(string text, out ulong mac)
    {
        string[] octets = text.Trim().Replace("::", ":", StringComparison.Ordinal).Split(':');
        mac = 0;
        foreach (string octet in octets)
        {
            if (octet.Length is < 1 or > 2
                || !byte.TryParse(octet, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out byte b))
            {
                return false;
            }

            mac = (mac << 8) | b;
        }

        return octets.Length == 6;
    }

    /// <summary>"60,646f63": a code and the value in hexadecimal; both have one octet more in DHCPv6.</summary>
    public void Option(string flag, string text, bool isSix, List<ExtraOption> options)
    {
        int comma = text.IndexOf(',', StringComparison.Ordinal);
        if (comma < 0)
        {
            Refuse($"{flag} wants CODE,HEX, not '{text}'");
            return;
        }

        int most = isSix ? ushort.MaxValue : byte.MaxValue;
        int code = Number(flag, text[..comma], 1, isSix ? most : most - 1);
        byte[]? value = TryHex(text[(comma + 1)..]);
        if (value is null || value.Length > most)
        {
            Refuse($"{flag} wants up to {most} octets in hexadecimal after the comma, not '{text[(comma + 1)..]}'");
            return;
        }

        options.Add(new ExtraOption((ushort)code, value));
    }

    /// <summary>"1:37,0000": an option for the relay message of a level.</summary>
    public void RelayOption(string text, List<RelayOption> options)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
        {
            Refuse($"--or wants LEVEL:CODE,HEX, not '{text}'");
            return;
        }

        int level = Number("--or", text[..colon], 1);
        var found = new List<ExtraOption>();
        Option("--or", text[(colon + 1)..], isSix: true, found);
        options.AddRange(found.Select(option => new RelayOption(level, option)));
    }

    /// <summary>Octets of an even number of hexadecimal digits; null when it is anything else.</summary>
    public static byte[]? TryHex(string digits)
    {
        byte[] octets = new byte[digits.Length / 2];
        return digits.Length % 2 == 0 && digits.All(char.IsAsciiHexDigit)
            && Convert.FromHexString(digits, octets, out _, out _) == System.Buffers.OperationStatus.Done
            ? octets
            : null;
    }
}
