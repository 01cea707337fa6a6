using System.Globalization;
using Nestor.Wire.Options;

namespace NestorConfig.Dhcpd.Expressions;

/// <summary>The functions of dhcp-eval(5) that Kea has something for.</summary>
internal static class Functions
{
    /// <summary>Fields of a DHCPv4 packet (RFC 2131 section 2): first byte, length, and what Kea calls it.</summary>
    private static readonly (long At, long Length, string Text)[] Fields =
    [
        (1, 1, "substring(pkt4.htype, 3, 1)"),
        (2, 1, "substring(pkt4.hlen, 3, 1)"),
        (4, 4, "pkt4.transid"),
        (12, 4, "pkt4.ciaddr"),
        (16, 4, "pkt4.yiaddr"),
        (20, 4, "pkt4.siaddr"),
        (24, 4, "pkt4.giaddr"),
        (28, 6, "pkt4.mac"),
    ];

    public static Term? Call(Translator to, string name, List<Term> arguments, Universe universe)
    {
        switch (name, arguments)
        {
            case ("substring", [var data, { Kind: TermKind.Number } start, { Kind: TermKind.Number } length]) when IsData(data):
                return Substring(data, start.Number, length.Number);
            case ("suffix", [var data, { Kind: TermKind.Number } length]) when IsData(data):
                return new(TermKind.Bytes, $"substring({data.Text}, -{Text(length.Number)}, {Text(length.Number)})", data.Exists);
            case ("lcase" or "ucase", [var data]) when IsData(data) && to.IsOld:
                return to.Fail($"\"{name}\" needs Kea 2.4");
            case ("lcase" or "ucase", [var data]) when IsData(data):
                return new(TermKind.Bytes, $"{name}({data.Text})", data.Exists);
            case ("concat", { Count: > 0 } parts) when parts.TrueForAll(IsData):
                return Concat(parts);
            case ("pick-first-value", { Count: > 0 } choices) when choices.TrueForAll(IsData):
                return First(choices);
            case ("packet", [{ Kind: TermKind.Number } start, { Kind: TermKind.Number } length]) when universe == Universe.V4:
                string? field = Array.Find(Fields, f => f.At == start.Number && f.Length == length.Number).Text;
                return field is null ? to.Fail("no field of a packet is just there") : new(TermKind.Bytes, field, []);
            case ("encode-int", [{ Kind: TermKind.Number } value, { Kind: TermKind.Number, Number: 8 or 16 or 32 } width]):
                return Term.Of(Comparison.Encode(value.Number, (int)width.Number / 8));
            case ("extract-int", [var data, { Kind: TermKind.Number, Number: 8 or 16 or 32 } width]) when IsData(data):
                int bytes = (int)width.Number / 8;
                return new(TermKind.Bytes, $"substring({data.Text}, 0, {bytes})", data.Exists) { Width = bytes };
            case ("binary-to-ascii", [{ Kind: TermKind.Number } radix, { Kind: TermKind.Number, Number: 8 }, { Literal: not null } between, var data])
                when IsData(data):
                return Ascii(to, radix.Number, between.Literal!, data);
            case ("v6relay", [{ Kind: TermKind.Number } hop, { Kind: TermKind.Bytes } option]) when universe == Universe.V6:
                return Relayed(to, hop.Number, option);
            default:
                return to.Fail($"\"{name}\" has no counterpart with such arguments");
        }
    }

    /// <summary>Bytes, or what can be taken for them.</summary>
    public static bool IsData(Term term) => term.Kind is TermKind.Bytes or TermKind.Hardware || (term.Kind == TermKind.Ascii && term.Form.Radix == 16);

    /// <summary>What Kea takes for the bytes of a term.</summary>
    public static string TextOf(Term term) => term.Kind == TermKind.Ascii ? $"hexstring({term.Text}, '{term.Form.Separator}')" : term.Text;

    private static Term Substring(Term data, long start, long length) => data.Kind == TermKind.Hardware && start >= 1
        ? new(TermKind.Bytes, start == 1 && length == 6 ? "pkt4.mac" : $"substring(pkt4.mac, {Text(start - 1)}, {Text(length)})", [])
        : data.Kind == TermKind.Hardware && start == 0 && length == 1
        ? new(TermKind.Bytes, "substring(pkt4.htype, 3, 1)", [])
        : new(TermKind.Bytes, $"substring({TextOf(data)}, {Text(start)}, {Text(length)})", data.Exists);

    private static Term Concat(List<Term> parts)
    {
        string text = TextOf(parts[^1]);
        for (int i = parts.Count - 2; i >= 0; i--)
        {
            text = $"concat({TextOf(parts[i])}, {text})";
        }

        return new(TermKind.Bytes, text, [.. parts.SelectMany(p => p.Exists).Distinct()]);
    }

    private static Term First(List<Term> choices)
    {
        string text = TextOf(choices[^1]);
        for (int i = choices.Count - 2; i >= 0; i--)
        {
            string there = string.Join(" and ", choices[i].Exists);
            text = there.Length == 0 ? TextOf(choices[i]) : $"ifelse({there}, {TextOf(choices[i])}, {text})";
        }

        return new(TermKind.Bytes, text, []);
    }

    private static Term? Ascii(Translator to, long radix, byte[] between, Term data)
    {
        string separator = System.Text.Encoding.Latin1.GetString(between);
        if (radix == 10 && separator == "." && data.Text is "pkt4.giaddr" or "pkt4.ciaddr" or "pkt4.yiaddr" or "pkt4.siaddr")
        {
            return new(TermKind.Bytes, $"addrtotext({data.Text})", data.Exists);
        }

        return radix is 10 or 16 && separator.All(c => c is >= ' ' and < (char)127 and not '\'')
            ? new(TermKind.Ascii, TextOf(data), data.Exists) { Form = (separator, (int)radix) }
            : to.Fail("numbers of that radix cannot be written");
    }

    /// <summary>dhcpd counts relays from the client on, from 1; Kea with -1 the nearest to the client, -2 the next.</summary>
    private static Term? Relayed(Translator to, long hop, Term option)
    {
        if (!option.Text.StartsWith("option[", StringComparison.Ordinal) || hop is < 0 || option.Exists.Count != 1)
        {
            return to.Fail("\"v6relay\" has no counterpart with such arguments");
        }

        string relay = hop == 0 ? "" : hop > 32 ? "relay6[0]." : $"relay6[-{hop}].";
        return option with { Text = relay + option.Text, Exists = [relay + option.Exists[0]] };
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
