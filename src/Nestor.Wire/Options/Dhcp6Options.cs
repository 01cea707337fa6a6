using T = Nestor.Wire.Options.OptionType;

namespace Nestor.Wire.Options;

/// <summary>The standard options of space dhcp6. One row each.</summary>
internal static class Dhcp6Options
{
    public static readonly OptionDef[] Rows =
    [
        new(1, "clientid", "dhcp6", T.Binary), // RFC 9915
        new(2, "serverid", "dhcp6", T.Binary), // RFC 9915
        new(3, "ia-na", "dhcp6", T.Record, Fields: [T.UInt32, T.UInt32, T.UInt32]), // RFC 9915
        new(4, "ia-ta", "dhcp6", T.UInt32), // RFC 9915
        new(5, "iaaddr", "dhcp6", T.Record, Fields: [T.Ip6Address, T.UInt32, T.UInt32]), // RFC 9915
        new(6, "oro", "dhcp6", T.UInt16, IsArray: true), // RFC 9915
        new(7, "preference", "dhcp6", T.UInt8), // RFC 9915
        new(8, "elapsed-time", "dhcp6", T.UInt16), // RFC 9915
        new(9, "relay-msg", "dhcp6", T.Binary), // RFC 9915
        new(11, "auth", "dhcp6", T.Binary), // RFC 9915
        new(12, "unicast", "dhcp6", T.Ip6Address), // RFC 9915
        new(13, "status-code", "dhcp6", T.Record, Fields: [T.UInt16, T.String]), // RFC 9915
        new(14, "rapid-commit", "dhcp6", T.Empty), // RFC 9915
        new(15, "user-class", "dhcp6", T.Binary), // RFC 9915
        new(16, "vendor-class", "dhcp6", T.Record, Fields: [T.UInt32, T.Binary]), // RFC 9915
        new(17, "vendor-opts", "dhcp6", T.UInt32), // RFC 9915
        new(18, "interface-id", "dhcp6", T.Binary), // RFC 9915
        new(19, "reconf-msg", "dhcp6", T.UInt8), // RFC 9915
        new(20, "reconf-accept", "dhcp6", T.Empty), // RFC 9915
        new(21, "sip-server-dns", "dhcp6", T.Fqdn, IsArray: true), // RFC 3319
        new(22, "sip-server-addr", "dhcp6", T.Ip6Address, IsArray: true), // RFC 3319
        new(23, "dns-servers", "dhcp6", T.Ip6Address, IsArray: true), // RFC 3646
        new(24, "domain-search", "dhcp6", T.Fqdn, IsArray: true), // RFC 3646
        new(25, "ia-pd", "dhcp6", T.Record, Fields: [T.UInt32, T.UInt32, T.UInt32]), // RFC 9915
        new(26, "iaprefix", "dhcp6", T.Record, Fields: [T.UInt32, T.UInt32, T.UInt8, T.Ip6Address]), // RFC 9915
        new(27, "nis-servers", "dhcp6", T.Ip6Address, IsArray: true), // RFC 3898
        new(28, "nisp-servers", "dhcp6", T.Ip6Address, IsArray: true), // RFC 3898
        new(29, "nis-domain-name", "dhcp6", T.Fqdn, IsArray: true), // RFC 3898
        new(30, "nisp-domain-name", "dhcp6", T.Fqdn, IsArray: true), // RFC 3898
        new(31, "sntp-servers", "dhcp6", T.Ip6Address, IsArray: true), // RFC 4075
        new(32, "information-refresh-time", "dhcp6", T.UInt32), // RFC 9915
        new(33, "bcmcs-server-dns", "dhcp6", T.Fqdn, IsArray: true), // RFC 4280
        new(34, "bcmcs-server-addr", "dhcp6", T.Ip6Address, IsArray: true), // RFC 4280
        new(36, "geoconf-civic", "dhcp6", T.Record, Fields: [T.UInt8, T.UInt16, T.Binary]), // RFC 4776
        new(37, "remote-id", "dhcp6", T.Record, Fields: [T.UInt32, T.Binary]), // RFC 4649
        new(38, "subscriber-id", "dhcp6", T.Binary), // RFC 4580
        new(39, "client-fqdn", "dhcp6", T.Record, Fields: [T.UInt8, T.Fqdn]), // RFC 4704
        new(40, "pana-agent", "dhcp6", T.Ip6Address, IsArray: true), // RFC 5192
        new(41, "new-posix-timezone", "dhcp6", T.String), // RFC 4833
        new(42, "new-tzdb-timezone", "dhcp6", T.String), // RFC 4833
        new(43, "ero", "dhcp6", T.UInt16, IsArray: true), // RFC 4994
        new(44, "lq-query", "dhcp6", T.Record, Fields: [T.UInt8, T.Ip6Address], Encapsulates: "dhcp6"), // RFC 5007
        new(45, "client-data", "dhcp6", T.Empty, Encapsulates: "dhcp6"), // RFC 5007
        new(46, "clt-time", "dhcp6", T.UInt32), // RFC 5007
        new(47, "lq-relay-data", "dhcp6", T.Record, Fields: [T.Ip6Address, T.Binary]), // RFC 5007
        new(48, "lq-client-link", "dhcp6", T.Ip6Address, IsArray: true), // RFC 5007
        new(51, "v6-lost", "dhcp6", T.Fqdn), // RFC 5223
        new(52, "capwap-ac-v6", "dhcp6", T.Ip6Address, IsArray: true), // RFC 5417
        new(53, "relay-id", "dhcp6", T.Binary), // RFC 5460
        new(56, "ntp-server", "dhcp6", T.Empty, Encapsulates: "v6-ntp-server-suboptions"), // RFC 5908
        new(57, "v6-access-domain", "dhcp6", T.Fqdn), // RFC 5986
        new(58, "sip-ua-cs-list", "dhcp6", T.Fqdn, IsArray: true), // RFC 6011
        new(59, "bootfile-url", "dhcp6", T.String), // RFC 5970
        new(60, "bootfile-param", "dhcp6", T.Tuple, IsArray: true), // RFC 5970
        new(61, "client-arch-type", "dhcp6", T.UInt16, IsArray: true), // RFC 5970
        new(62, "nii", "dhcp6", T.Record, Fields: [T.UInt8, T.UInt8, T.UInt8]), // RFC 5970
        new(64, "aftr-name", "dhcp6", T.Fqdn), // RFC 6334
        new(65, "erp-local-domain-name", "dhcp6", T.Fqdn), // RFC 6440
        new(66, "rsoo", "dhcp6", T.Empty, Encapsulates: "rsoo-opts"), // RFC 6422
        new(67, "pd-exclude", "dhcp6", T.Ip6Prefix), // RFC 6603
        new(74, "rdnss-selection", "dhcp6", T.Record, IsArray: true, Fields: [T.Ip6Address, T.UInt8, T.Fqdn]),
        new(79, "client-linklayer-addr", "dhcp6", T.Binary), // RFC 6939
        new(80, "link-address", "dhcp6", T.Ip6Address), // RFC 6977
        new(82, "solmax-rt", "dhcp6", T.UInt32), // RFC 9915
        new(83, "inf-max-rt", "dhcp6", T.UInt32), // RFC 9915
        new(87, "dhcpv4-message", "dhcp6", T.Binary), // RFC 7341
        new(88, "dhcp4o6-server-addr", "dhcp6", T.Ip6Address, IsArray: true), // RFC 7341
        new(103, "v6-captive-portal", "dhcp6", T.String), // RFC 8910
        new(135, "relay-source-port", "dhcp6", T.UInt16), // RFC 8357
        new(136, "v6-sztp-redirect", "dhcp6", T.Tuple, IsArray: true), // RFC 8572
        new(143, "ipv6-address-andsf", "dhcp6", T.Ip6Address, IsArray: true), // RFC 6153
        new(94, "s46-cont-mape", "dhcp6", T.Empty, Encapsulates: "s46-cont-mape-options"), // RFC 7598
        new(95, "s46-cont-mapt", "dhcp6", T.Empty, Encapsulates: "s46-cont-mapt-options"), // RFC 7598
        new(96, "s46-cont-lw", "dhcp6", T.Empty, Encapsulates: "s46-cont-lw-options"), // RFC 7598
        new(144, "v6-dnr", "dhcp6", T.Internal), // RFC 9463
        new(148, "addr-reg-enable", "dhcp6", T.Empty), // RFC 9686
    ];
}
