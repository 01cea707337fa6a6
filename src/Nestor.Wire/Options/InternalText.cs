using System.Globalization;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Wire.Options;

/// <summary>Options with a notation of their own: classless routes (RFC 3442) and DNR (RFC 9463).</summary>
internal static class InternalText
{
    public static bool TryEncode(OptionDef def, string text, List<byte> to, out string error)
    {
        if (def.Code == InternalLayout.ClasslessRoutes)
        {
            return text.Contains('-', StringComparison.Ordinal)
                ? TryRoutes(text, to, out error)
                : TryDigits(text, to, out error);
        }

        return TryDnr(def.Universe, text, to, out error);
    }

    private static bool TryDigits(string text, List<byte> to, out string error)
    {
        error = $"found \"{text}\", wanted routes such as 10.0.0.0/8 - 192.0.2.1, or hexadecimal digits";
        return text.Trim().Length > 0 && OptionText.TryHex(text, to);
    }

    /// <summary>
    /// "prefix/length - router, ...": the length, as many bytes of the prefix as it needs, the router.
    /// </summary>
    private static bool TryRoutes(string text, List<byte> to, out string error)
    {
        Span<byte> bytes = stackalloc byte[4];
        foreach (string route in OptionText.Split(text))
        {
            error = $"found \"{route}\", wanted a route such as 10.0.0.0/8 - 192.0.2.1";
            string[] ends = route.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || ends[0].Split('/') is not [string prefix, string length]
                || !Ip4.TryParse(prefix, out var network) || !Ip4.TryParse(ends[1], out var router)
                || !byte.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out byte bits) || bits > 32)
            {
                return false;
            }

            to.Add(bits);
            network.Write(bytes);
            to.AddRange(bytes[..((bits + 7) / 8)]);
            router.Write(bytes);
            to.AddRange(bytes);
        }

        error = "";
        return true;
    }

    /// <summary>
    /// "priority, name, address address ..., key=value ...". In DHCPv4 instances are separated by |, unless a backslash
    /// is in front of it, and a length of 16 bits goes in front of each (RFC 9463 section 5.1); in DHCPv6 an option
    /// holds one instance (section 4.1).
    /// </summary>
    private static bool TryDnr(Universe universe, string text, List<byte> to, out string error)
    {
        error = "";
        if (!text.Contains(',', StringComparison.Ordinal))
        {
            error = $"found \"{text}\", wanted \"priority, name, addresses, parameters\" or hexadecimal digits";
            return text.Trim().Length > 0 && OptionText.TryHex(text, to);
        }

        if (universe == Universe.V6)
        {
            return TryDnrInstance(universe, OptionText.Split(text), to, out error);
        }

        foreach (string instance in OptionText.SplitRaw(text, '|'))
        {
            var body = new List<byte>();
            string plain = instance.Replace("\\|", "|", StringComparison.Ordinal);
            if (!TryDnrInstance(universe, OptionText.Split(plain), body, out error))
            {
                return false;
            }

            AddCounted(body, 2, to);
        }

        return true;
    }

    private static bool TryDnrInstance(Universe universe, List<string> parts, List<byte> to, out string error)
    {
        error = "wanted a service priority from 0 to 65535 first";
        if (parts.Count == 0 || !FieldText.TryEncode(OptionType.UInt16, parts[0], to, out _))
        {
            return false;
        }

        var name = new List<byte>();
        error = "wanted the resolver's domain name behind the priority";
        if (parts.Count < 2 || parts[1].Length == 0 || !DomainName.TryAppend(parts[1], name))
        {
            return false;
        }

        bool isV4 = universe == Universe.V4;
        int width = isV4 ? 1 : 2;
        AddCounted(name, width, to);
        if (parts.Count == 2)
        {
            // Name only: the client finds the addresses itself.
            return true;
        }

        var addresses = new List<byte>();
        foreach (string address in parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            error = $"found \"{address}\", wanted an {(isV4 ? "IPv4" : "IPv6")} address of the resolver";
            if (!FieldText.TryEncode(isV4 ? OptionType.Ip4Address : OptionType.Ip6Address, address, addresses, out _))
            {
                return false;
            }
        }

        int size = isV4 ? 4 : 16;
        int most = isV4 ? byte.MaxValue : ushort.MaxValue;
        if (addresses.Count == 0 || addresses.Count > most)
        {
            error = $"found {addresses.Count / size} addresses, wanted 1 to {most / size} of one resolver";
            return false;
        }

        AddCounted(addresses, width, to);
        error = "";
        return parts.Count <= 3 || SvcParams.TryEncode(string.Join(",", parts.Skip(3)), to, out error);
    }

    /// <summary>Bytes with their number, of one byte or two, in front.</summary>
    private static void AddCounted(List<byte> bytes, int width, List<byte> to)
    {
        if (width == 2)
        {
            to.Add((byte)(bytes.Count >> 8));
        }

        to.Add((byte)bytes.Count);
        to.AddRange(bytes);
    }
}
