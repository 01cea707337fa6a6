namespace SideBySide.Generated;

/// <summary>An option and what may be written as its data.</summary>
/// <param name="Hex">The same as bytes; null where only text is written.</param>
internal readonly record struct OptionForm(string Name, int Code, string[] Data, string? Hex = null);

/// <summary>Types of an option-def, and data of each.</summary>
internal readonly record struct DefinitionForm(string Type, string Data, bool IsArray = false, string? Records = null);

/// <summary>What the generated configurations set.</summary>
internal static class OptionForms
{
    public static readonly OptionForm[] V4 =
    [
        new("routers", 3, ["192.0.2.254", "192.0.2.254, 192.0.2.253"], "C00002FE"),
        new("time-servers", 4, ["192.0.2.61"]),
        new("domain-name-servers", 6, ["192.0.2.62", "192.0.2.62,192.0.2.63 , 192.0.2.64"], "C000023E"),
        new("log-servers", 7, ["192.0.2.65"]),
        new("host-name", 12, ["named.example"]),
        new("boot-size", 13, ["512"]),
        new("domain-name", 15, ["one.example", "two.example."], "612E6578"),
        new("root-path", 17, ["/srv", "with\\, comma", " spaced "], "2F737276"),
        new("ip-forwarding", 19, ["true", "false"], "01"),
        new("policy-filter", 21, ["10.0.0.0, 255.0.0.0"]),
        new("default-ip-ttl", 23, ["64"], "40"),
        new("path-mtu-aging-timeout", 24, ["70000"]),
        new("path-mtu-plateau-table", 25, ["68, 296, 1006"]),
        new("interface-mtu", 26, ["1400"], "0578"),
        new("broadcast-address", 28, ["192.0.2.255"]),
        new("static-routes", 33, ["10.1.0.1, 192.0.2.1"]),
        new("nis-domain", 40, ["nis.example"]),
        new("nis-servers", 41, ["192.0.2.66"]),
        new("ntp-servers", 42, ["192.0.2.67, 192.0.2.68"], "C0000243"),
        new("netbios-node-type", 46, ["8"]),
        new("nwip-domain-name", 62, ["nwip"]),
        new("tftp-server-name", 66, ["tftp.example"], "74667470"),
        new("boot-file-name", 67, ["boot.img"]),
        new("user-class", 77, [], "0461626364"),
        new("pcode", 100, ["CET-1CEST"]),
        new("domain-search", 119, ["a.example, b.a.example"], "0161076578616D706C6500"),
    ];

    public static readonly OptionForm[] V6 =
    [
        new("preference", 7, ["10", "255"], "0A"),
        new("unicast", 12, ["2001:db8:1::1"]),
        new("sip-server-dns", 21, ["sip.example, second.sip.example"]),
        new("sip-server-addr", 22, ["2001:db8::61"]),
        new("dns-servers", 23, ["2001:db8::62", "2001:db8::62,2001:db8:0:0::63"], "20010DB8000000000000000000000062"),
        new("domain-search", 24, ["one.example, two.example."], "036F6E65076578616D706C6500"),
        new("nis-servers", 27, ["2001:db8::64"]),
        new("nisp-servers", 28, ["2001:db8::65, 2001:db8::66"]),
        new("nis-domain-name", 29, ["nis.example"]),
        new("nisp-domain-name", 30, ["nisp.example"]),
        new("sntp-servers", 31, ["2001:db8::67"]),
        new("information-refresh-time", 32, ["70000"], "00011170"),
        new("bcmcs-server-dns", 33, ["bcmcs.example"]),
        new("bcmcs-server-addr", 34, ["2001:db8::68"]),
        new("pana-agent", 40, ["2001:db8::69"]),
        new("new-posix-timezone", 41, ["CET-1CEST"]),
        new("new-tzdb-timezone", 42, ["Europe/Berlin"]),
        new("v6-lost", 51, ["lost.example"]),
        new("capwap-ac-v6", 52, ["2001:db8::6a"]),
        new("bootfile-url", 59, ["tftp://boot.example/file", " spaced "], "68747470"),
        new("bootfile-param", 60, ["root=/dev/sda1", "one, two"]),
        new("aftr-name", 64, ["aftr.example"]),
        new("erp-local-domain-name", 65, ["erp.example"]),
        new("solmax-rt", 82, ["3600"]),
        new("inf-max-rt", 83, ["3601"], "00000E11"),
    ];

    public static readonly DefinitionForm[] Definitions =
    [
        new("uint8", "7"), new("uint16", "700"), new("uint32", "70000"), new("int8", "-7"), new("int16", "-700"), new("int32", "-70000"),
        new("boolean", "true"), new("ipv4-address", "192.0.2.9"), new("ipv6-address", "2001:db8::9"), new("string", "some text"),
        new("fqdn", "fqdn.example"), new("tuple", "tuple"), new("psid", "3/4"), new("ipv6-prefix", "2001:db8:9::/48"), new("binary", "0A0B0C"),
        new("uint8", "1, 2, 3", IsArray: true), new("uint16", "1, 2", IsArray: true), new("ipv4-address", "192.0.2.9, 192.0.2.10", IsArray: true),
        new("ipv6-address", "2001:db8::9", IsArray: true), new("fqdn", "a.example, b.example", IsArray: true), new("tuple", "one, two", IsArray: true),
        new("record", "1, 192.0.2.9, text", Records: "uint8, ipv4-address, string"),
        new("record", "true, -5, 2001:db8::9", Records: "boolean, int16, ipv6-address"),
        new("record", "9, name.example", Records: "uint32, fqdn"),
        new("record", "4, 300, 301", IsArray: true, Records: "uint8, uint16"),
    ];

    /// <summary>The codes that a client of the exchanges asks for.</summary>
    public static readonly byte[] Asked4 =
        [1, .. V4.Select(form => (byte)form.Code).Except([(byte)77]), 43, 51, 54, 58, 59, 125, .. Enumerable.Range(230, 12).Select(code => (byte)code)];

    public static readonly ushort[] Asked6 =
        [.. V6.Select(form => (ushort)form.Code), 17, 39, .. Enumerable.Range(1000, 12).Select(code => (ushort)code)];
}
