using T = Nestor.Wire.Options.OptionType;

namespace Nestor.Wire.Options;

/// <summary>The standard options of space dhcp4. One row each.</summary>
internal static class Dhcp4Options
{
    public static readonly OptionDef[] Rows =
    [
        new(1, "subnet-mask", "dhcp4", T.Ip4Address), // RFC 2132
        new(2, "time-offset", "dhcp4", T.Int32), // RFC 2132
        new(3, "routers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(4, "time-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(5, "name-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(6, "domain-name-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(7, "log-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(8, "cookie-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(9, "lpr-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(10, "impress-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(11, "resource-location-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(12, "host-name", "dhcp4", T.String), // RFC 2132
        new(13, "boot-size", "dhcp4", T.UInt16), // RFC 2132
        new(14, "merit-dump", "dhcp4", T.String), // RFC 2132
        new(15, "domain-name", "dhcp4", T.String), // RFC 2132
        new(16, "swap-server", "dhcp4", T.Ip4Address), // RFC 2132
        new(17, "root-path", "dhcp4", T.String), // RFC 2132
        new(18, "extensions-path", "dhcp4", T.String), // RFC 2132
        new(19, "ip-forwarding", "dhcp4", T.Boolean), // RFC 2132
        new(20, "non-local-source-routing", "dhcp4", T.Boolean), // RFC 2132
        new(21, "policy-filter", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(22, "max-dgram-reassembly", "dhcp4", T.UInt16), // RFC 2132
        new(23, "default-ip-ttl", "dhcp4", T.UInt8), // RFC 2132
        new(24, "path-mtu-aging-timeout", "dhcp4", T.UInt32), // RFC 2132
        new(25, "path-mtu-plateau-table", "dhcp4", T.UInt16, IsArray: true), // RFC 2132
        new(26, "interface-mtu", "dhcp4", T.UInt16), // RFC 2132
        new(27, "all-subnets-local", "dhcp4", T.Boolean), // RFC 2132
        new(28, "broadcast-address", "dhcp4", T.Ip4Address), // RFC 2132
        new(29, "perform-mask-discovery", "dhcp4", T.Boolean), // RFC 2132
        new(30, "mask-supplier", "dhcp4", T.Boolean), // RFC 2132
        new(31, "router-discovery", "dhcp4", T.Boolean), // RFC 2132
        new(32, "router-solicitation-address", "dhcp4", T.Ip4Address), // RFC 2132
        new(33, "static-routes", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(34, "trailer-encapsulation", "dhcp4", T.Boolean), // RFC 2132
        new(35, "arp-cache-timeout", "dhcp4", T.UInt32), // RFC 2132
        new(36, "ieee802-3-encapsulation", "dhcp4", T.Boolean), // RFC 2132
        new(37, "default-tcp-ttl", "dhcp4", T.UInt8), // RFC 2132
        new(38, "tcp-keepalive-interval", "dhcp4", T.UInt32), // RFC 2132
        new(39, "tcp-keepalive-garbage", "dhcp4", T.Boolean), // RFC 2132
        new(40, "nis-domain", "dhcp4", T.String), // RFC 2132
        new(41, "nis-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(42, "ntp-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(44, "netbios-name-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(45, "netbios-dd-server", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(46, "netbios-node-type", "dhcp4", T.UInt8), // RFC 2132
        new(47, "netbios-scope", "dhcp4", T.String), // RFC 2132
        new(48, "font-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(49, "x-display-manager", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(50, "dhcp-requested-address", "dhcp4", T.Ip4Address), // RFC 2132
        new(51, "dhcp-lease-time", "dhcp4", T.UInt32), // RFC 2132
        new(52, "dhcp-option-overload", "dhcp4", T.UInt8), // RFC 2132
        new(53, "dhcp-message-type", "dhcp4", T.UInt8), // RFC 2132
        new(54, "dhcp-server-identifier", "dhcp4", T.Ip4Address), // RFC 2132
        new(55, "dhcp-parameter-request-list", "dhcp4", T.UInt8, IsArray: true), // RFC 2132
        new(56, "dhcp-message", "dhcp4", T.String), // RFC 2132
        new(57, "dhcp-max-message-size", "dhcp4", T.UInt16), // RFC 2132
        new(58, "dhcp-renewal-time", "dhcp4", T.UInt32), // RFC 2132
        new(59, "dhcp-rebinding-time", "dhcp4", T.UInt32), // RFC 2132
        new(60, "vendor-class-identifier", "dhcp4", T.String), // RFC 2132
        new(61, "dhcp-client-identifier", "dhcp4", T.Binary), // RFC 2132
        new(62, "nwip-domain-name", "dhcp4", T.String), // RFC 2242
        new(63, "nwip-suboptions", "dhcp4", T.Binary), // RFC 2242
        new(64, "nisplus-domain-name", "dhcp4", T.String), // RFC 2132
        new(65, "nisplus-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(66, "tftp-server-name", "dhcp4", T.String), // RFC 2132
        new(67, "boot-file-name", "dhcp4", T.String), // RFC 2132
        new(68, "mobile-ip-home-agent", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(69, "smtp-server", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(70, "pop-server", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(71, "nntp-server", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(72, "www-server", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(73, "finger-server", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(74, "irc-server", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(75, "streettalk-server", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(76, "streettalk-directory-assistance-server", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2132
        new(77, "user-class", "dhcp4", T.Binary), // RFC 3004
        new(78, "slp-directory-agent", "dhcp4", T.Record, IsArray: true, Fields: [T.Boolean, T.Ip4Address]),
        new(79, "slp-service-scope", "dhcp4", T.Record, Fields: [T.Boolean, T.String]),
        new(80, "rapid-commit", "dhcp4", T.Empty), // RFC 4039; Kea has none
        new(81, "fqdn", "dhcp4", T.Record, Fields: [T.UInt8, T.UInt8, T.UInt8, T.Fqdn]),
        new(82, "dhcp-agent-options", "dhcp4", T.Empty, Encapsulates: "dhcp-agent-options-space"), // RFC 3046
        new(85, "nds-servers", "dhcp4", T.Ip4Address, IsArray: true), // RFC 2241
        new(86, "nds-tree-name", "dhcp4", T.String), // RFC 2241
        new(87, "nds-context", "dhcp4", T.String), // RFC 2241
        new(88, "bcms-controller-names", "dhcp4", T.Fqdn, IsArray: true), // RFC 4280
        new(89, "bcms-controller-address", "dhcp4", T.Ip4Address, IsArray: true), // RFC 4280
        new(90, "authenticate", "dhcp4", T.Binary), // RFC 3118
        new(91, "client-last-transaction-time", "dhcp4", T.UInt32), // RFC 4388
        new(92, "associated-ip", "dhcp4", T.Ip4Address, IsArray: true), // RFC 4388
        new(93, "client-system", "dhcp4", T.UInt16, IsArray: true), // RFC 4578
        new(94, "client-ndi", "dhcp4", T.Record, Fields: [T.UInt8, T.UInt8, T.UInt8]),
        new(97, "uuid-guid", "dhcp4", T.Record, Fields: [T.UInt8, T.Binary]), // RFC 4578
        new(98, "uap-servers", "dhcp4", T.String), // RFC 2485
        new(99, "geoconf-civic", "dhcp4", T.Binary), // RFC 4776
        new(100, "pcode", "dhcp4", T.String), // RFC 4833
        new(101, "tcode", "dhcp4", T.String), // RFC 4833
        new(108, "v6-only-preferred", "dhcp4", T.UInt32), // RFC 8925
        new(112, "netinfo-server-address", "dhcp4", T.Ip4Address, IsArray: true), // RFC 3679
        new(113, "netinfo-server-tag", "dhcp4", T.String), // RFC 3679
        new(114, "v4-captive-portal", "dhcp4", T.String), // RFC 8910
        new(116, "auto-config", "dhcp4", T.UInt8), // RFC 2563
        new(117, "name-service-search", "dhcp4", T.UInt16, IsArray: true), // RFC 2937
        new(118, "subnet-selection", "dhcp4", T.Ip4Address), // RFC 3011
        new(119, "domain-search", "dhcp4", T.Fqdn, IsArray: true), // RFC 3397
        new(121, "classless-static-route", "dhcp4", T.Internal), // RFC 3442
        new(122, "cablelabs-client-conf", "dhcp4", T.Empty, Encapsulates: "cablelabs-client-conf"), // RFC 3495
        new(124, "vivco-suboptions", "dhcp4", T.Record, Fields: [T.UInt32, T.Binary]),
        new(125, "vivso-suboptions", "dhcp4", T.UInt32), // RFC 3925
        new(136, "pana-agent", "dhcp4", T.Ip4Address, IsArray: true), // RFC 5192
        new(137, "v4-lost", "dhcp4", T.Fqdn), // RFC 5223
        new(138, "capwap-ac-v4", "dhcp4", T.Ip4Address, IsArray: true), // RFC 5417
        new(141, "sip-ua-cs-domains", "dhcp4", T.Fqdn, IsArray: true), // RFC 6011
        new(143, "v4-sztp-redirect", "dhcp4", T.Tuple, IsArray: true), // RFC 8572
        new(145, "forcerenew-nonce-capable", "dhcp4", T.UInt8, IsArray: true), // RFC 6704; Kea has none
        new(146, "rdnss-selection", "dhcp4", T.Record, IsArray: true, Fields: [T.UInt8, T.Ip4Address, T.Ip4Address, T.Fqdn]),
        new(151, "status-code", "dhcp4", T.Record, Fields: [T.UInt8, T.String]), // RFC 6926
        new(152, "base-time", "dhcp4", T.UInt32), // RFC 6926
        new(153, "start-time-of-state", "dhcp4", T.UInt32), // RFC 6926
        new(154, "query-start-time", "dhcp4", T.UInt32), // RFC 6926
        new(155, "query-end-time", "dhcp4", T.UInt32), // RFC 6926
        new(156, "dhcp-state", "dhcp4", T.UInt8), // RFC 6926
        new(157, "data-source", "dhcp4", T.UInt8), // RFC 6926
        new(159, "v4-portparams", "dhcp4", T.Record, Fields: [T.UInt8, T.Psid]), // RFC 7618
        new(162, "v4-dnr", "dhcp4", T.Internal), // RFC 9463
        new(212, "option-6rd", "dhcp4", T.Record, IsArray: true, Fields: [T.UInt8, T.UInt8, T.Ip6Address, T.Ip4Address]),
        new(213, "v4-access-domain", "dhcp4", T.Fqdn), // RFC 5986
        new(43, "vendor-encapsulated-options", "dhcp4", T.Empty, Encapsulates: "vendor-encapsulated-options-space"),
    ];
}
