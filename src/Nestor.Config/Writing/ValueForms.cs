using System.Globalization;
using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Config.Writing;

/// <summary>
/// How Kea prints values that can be written in more than one way: one row per keyword. A form of a value that cannot
/// be read leaves it as it is.
/// </summary>
internal static class ValueForms
{
    private delegate string? Form(string text);

    // The scope * is any.
    private static readonly (string Scope, string Name, Form Form)[] Rows =
    [
        ("pools", "pool", Pool),
        ("subnet4", "subnet", Subnet<Ip4>),
        ("subnet6", "subnet", Subnet<Ip6>),
        ("relay", "ip-addresses", Address),
        ("reservations", "hw-address", text => Digits(text) is { } hex ? WithColons(hex) : null),
        ("reservations", "duid", text => Digits(text) is { } hex ? WithColons(hex) : null),
        ("reservations", "client-id", Digits),
        ("reservations", "circuit-id", Digits),
        ("reservations", "flex-id", Digits),
        ("reservations", "ip-addresses", Address),
        ("reservations", "prefixes", text => Prefix6.TryParse(text, out var prefix) ? prefix.ToString() : null),
        ("pd-pools", "prefix", Address),
        ("pd-pools", "excluded-prefix", Address),
        ("dhcp-ddns", "ncr-protocol", text => text.ToUpperInvariant()),
        ("dhcp-ddns", "server-ip", Address),
        ("dhcp-ddns", "sender-ip", Address),
        ("server-id", "identifier", text => text.ToUpperInvariant()),
        ("option-def", "record-types", text => string.Join(", ", text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))),
        ("Dhcp6", "mac-sources", Source),
    ];

    private static readonly Dictionary<(string, string), Form> Forms = Rows.ToDictionary(r => (r.Scope, r.Name), r => r.Form);

    /// <summary>Keywords that Kea leaves out where they have the value they have anyway.</summary>
    private static readonly (string Scope, string Name, string Value)[] LeftOut =
    [
        ("*", "client-classes", ""),
        ("*", "evaluate-additional-classes", ""),
        ("Dhcp4", "reservations", ""),
        ("Dhcp6", "reservations", ""),
        ("*", "loggers", ""),
        ("*", "control-sockets", ""),
        ("*", "interface", ""),
        ("*", "interface-id", ""),
        ("shared-networks", "boot-file-name", ""),
        ("shared-networks", "server-hostname", ""),
        ("subnet4", "boot-file-name", ""),
        ("subnet4", "server-hostname", ""),
        ("client-classes", "only-in-additional-list", "false"),
        ("interfaces-config", "outbound-interface", "same-as-inbound"),
        ("compatibility", "*", "false"),
        ("pools", "pool-id", "0"),
        ("pd-pools", "pool-id", "0"),
    ];

    /// <summary>A value as Kea prints it; a list has each of its texts so.</summary>
    public static Element Of(string scope, string name, Element value)
    {
        if (name == "ddns-replace-client-name" && value.Kind == ElementKind.Boolean)
        {
            // Booleans are those of Kea before 1.7.
            return Element.Of(value.Boolean ? "when-present" : "never", value.Place);
        }

        if (name is "client-classes" or "evaluate-additional-classes" && value.Kind == ElementKind.List)
        {
            return Element.List(value.Items.DistinctBy(i => i.Text), value.Place);
        }

        if (!Forms.TryGetValue((scope, name), out var form))
        {
            return value;
        }

        return value.Kind switch
        {
            ElementKind.String => Element.Of(form(value.Text) ?? value.Text, value.Place),
            ElementKind.List => Element.List(value.Items.Select(i => Element.Of(form(i.Text) ?? i.Text, i.Place)), value.Place),
            _ => value,
        };
    }

    public static bool IsLeftOut(string scope, string name, Element value)
    {
        string text = value.Kind switch
        {
            ElementKind.Boolean => value.Boolean ? "true" : "false",
            ElementKind.Integer => value.Integer.ToString(CultureInfo.InvariantCulture),
            ElementKind.List => string.Concat(value.Items.Select(i => i.Kind == ElementKind.String ? i.Text : "{")),
            ElementKind.String => value.Text,
            _ => "{",
        };
        return scope != "reservations"
            && Array.Exists(LeftOut, r => (r.Scope == "*" || r.Scope == scope) && (r.Name == "*" || r.Name == name) && r.Value == text);
    }

    /// <summary>The first address of a pool; what cannot be read comes first.</summary>
    public static UInt128 FirstOf(string pool) => TryRange<Ip4>(pool, out var four)
        ? four.First.Number
        : TryRange<Ip6>(pool, out var six) ? six.First.Number : 0;

    private static string? Pool(string text) =>
        TryRange<Ip4>(text, out var four) ? Range(four) : TryRange<Ip6>(text, out var six) ? Range(six) : null;

    /// <summary>A range that is a prefix is printed as one.</summary>
    private static string Range<TAddr>(AddressRange<TAddr> range)
        where TAddr : struct, IAddress<TAddr>
    {
        var host = range.First.Number ^ range.Last.Number;
        bool isPrefix = (host & (host + 1)) == 0 && (range.First.Number & host) == 0;
        int length = TAddr.Bits - (int)UInt128.PopCount(host);
        return isPrefix ? string.Create(CultureInfo.InvariantCulture, $"{range.First}/{length}") : $"{range.First}-{range.Last}";
    }

    private static bool TryRange<TAddr>(string text, out AddressRange<TAddr> range)
        where TAddr : struct, IAddress<TAddr>
    {
        range = default;
        if (text.Split('-', StringSplitOptions.TrimEntries) is not [string first, string last])
        {
            return PrefixText.TryParse(text, out range, out _);
        }

        bool isRange = TAddr.TryParse(first, out var from) & TAddr.TryParse(last, out var to);
        range = new AddressRange<TAddr>(from, to);
        return isRange;
    }

    /// <summary>The bits behind the length stay, as they were written.</summary>
    private static string? Subnet<TAddr>(string text)
        where TAddr : struct, IAddress<TAddr> =>
        text.Split('/', StringSplitOptions.TrimEntries) is [string address, string length] && TAddr.TryParse(address, out var first)
            ? $"{first}/{length}"
            : null;

    private static string? Address(string text) =>
        Ip4.TryParse(text, out var four) ? four.ToString() : Ip6.TryParse(text, out var six) ? six.ToString() : null;

    private static string? Digits(string text)
    {
        var bytes = new List<byte>();
        return OptionText.TryHex(text.Replace('.', ':'), bytes) || Dotted(text, bytes) ? Convert.ToHexString([.. bytes]) : null;
    }

    private static bool Dotted(string text, List<byte> to)
    {
        to.Clear();
        return OptionText.TryHex(text.Replace(".", "", StringComparison.Ordinal), to);
    }

    private static string WithColons(string hex) => string.Join(':', hex.ToLowerInvariant().Chunk(2).Select(pair => new string(pair)));

    private static string? Source(string name) => name switch
    {
        "rfc6939" => "client-link-addr-option",
        "rfc4649" => "remote-id",
        "rfc4580" => "subscriber-id",
        _ => null,
    };
}
