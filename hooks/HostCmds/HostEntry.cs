using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Wire.Values;

namespace StandardLibraries.HostCmds;

/// <summary>A reservation as commands see it: as it is written, with what it is looked for by.</summary>
/// <param name="subnetId">0 for a global one.</param>
/// <param name="map">As an entry of <c>reservations</c>.</param>
internal sealed class HostEntry(uint subnetId, Element map)
{
    /// <summary>What a client may be known by, in the order of Kea's manual.</summary>
    public static readonly string[] IdentifierTypes = ["hw-address", "duid", "circuit-id", "client-id", "flex-id"];

    private string[]? _addresses;

    public uint SubnetId => subnetId;

    public Element Map => map;

    /// <summary>What tells it from the others of the file, the later the higher; 0 for one of the configuration.</summary>
    public long Number { get; init; }

    /// <summary>What it means; null while that is not known, or when it means nothing in this configuration.</summary>
    public Reservation? Host { get; init; }

    /// <summary>Type and digits of the identifier.</summary>
    public string Identifier { get; } = IdentifierOf(map);

    public string Hostname => map["hostname"]?.Text ?? "";

    /// <summary>Reserved addresses, and the addresses of reserved prefixes, each in its one spelling.</summary>
    public string[] Addresses => _addresses ??=
    [
        .. new[] { map["ip-address"]?.Text ?? "" }.Concat((map["ip-addresses"]?.Items ?? []).Select(i => i.Text))
            .Concat((map["prefixes"]?.Items ?? []).Select(i => i.Text.Split('/')[0])).Select(Address).Where(a => a.Length > 0),
    ];

    /// <summary>What nobody else may have reserved: addresses, and prefixes with their lengths.</summary>
    public IEnumerable<string> Places => Addresses.Take(Addresses.Length - (map["prefixes"]?.Items.Count ?? 0))
        .Concat((map["prefixes"]?.Items ?? []).Select(i => Prefix6.TryParse(i.Text, out var prefix) ? prefix.ToString() : i.Text));

    public static string IdentifierOf(Element map) =>
        Array.Find(IdentifierTypes, t => map[t] is not null) is { } type ? Identified(type, map[type]!.Text) : "";

    /// <summary>However the digits are separated, and of whichever case.</summary>
    public static string Identified(string type, string digits) => $"{type} {(IsQuoted(digits)
        ? Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(digits.Trim()[1..^1]))
        : digits.Trim().StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? Digits(digits.Trim()[2..]) : Digits(digits))}";

    /// <summary>An address of either family in its one spelling, but without 0.0.0.0; empty for what is none.</summary>
    public static string Address(string text) =>
        Ip4.TryParse(text, out var four) ? four.IsZero ? "" : four.ToString() : Ip6.TryParse(text.Trim(), out var six) ? six.ToString() : "";

    private static bool IsQuoted(string digits) => digits.Trim() is ['\'', _, .., '\''];

    /// <summary>Single digits between separators stand for a byte.</summary>
    private static string Digits(string text)
    {
        string[] parts = text.Trim().Split([':', '-', ' '], StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(parts.Select(p => p.Length == 1 ? "0" + p : p)).Replace(".", "", StringComparison.Ordinal).ToUpperInvariant();
    }
}
