namespace NestorConfig.Dhcpd.Options;

/// <summary>The types of dhcpd's option definitions (dhcp-options(5)).</summary>
internal enum FieldKind : byte
{
    Flag,
    UInt8,
    UInt16,
    UInt32,
    Int8,
    Int16,
    Int32,
    Ip4,
    Ip6,

    /// <summary>Text in quotes.</summary>
    Text,

    /// <summary>Text in quotes, or bytes with colons: what dhcpd calls a string.</summary>
    Bytes,

    /// <summary>One domain name.</summary>
    Name,

    /// <summary>Domain names behind each other.</summary>
    Names,

    /// <summary>The options of another space.</summary>
    Encapsulated,

    Empty,
}
