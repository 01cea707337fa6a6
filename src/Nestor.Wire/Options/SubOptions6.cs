using T = Nestor.Wire.Options.OptionType;

namespace Nestor.Wire.Options;

/// <summary>Standard sub-options of DHCPv6: DOCSIS, softwires, NTP, DHCPv4 over DHCPv6. One row each.</summary>
internal static class SubOptions6
{
    public static readonly OptionDef[] Rows =
    [
        new(60000, "4o6-interface", "vendor-2495", T.String),
        new(60001, "4o6-source-address", "vendor-2495", T.Ip6Address),
        new(60002, "4o6-source-port", "vendor-2495", T.UInt16),
        new(90, "s46-br", "s46-cont-mape-options", T.Ip6Address), // RFC 7598
        new(89, "s46-rule", "s46-cont-mape-options", T.Record,
            Fields: [T.UInt8, T.UInt8, T.UInt8, T.Ip4Address, T.Ip6Prefix], Encapsulates: "s46-rule-options"),
        new(89, "s46-rule", "s46-cont-mapt-options", T.Record,
            Fields: [T.UInt8, T.UInt8, T.UInt8, T.Ip4Address, T.Ip6Prefix], Encapsulates: "s46-rule-options"),
        new(91, "s46-dmr", "s46-cont-mapt-options", T.Ip6Prefix), // RFC 7598
        new(90, "s46-br", "s46-cont-lw-options", T.Ip6Address), // RFC 7598
        new(92, "s46-v4v6bind", "s46-cont-lw-options", T.Record,
            Fields: [T.Ip4Address, T.Ip6Prefix], Encapsulates: "s46-v4v6bind-options"),
        new(93, "s46-portparams", "s46-rule-options", T.Record, Fields: [T.UInt8, T.Psid]), // RFC 7598
        new(93, "s46-portparams", "s46-v4v6bind-options", T.Record, Fields: [T.UInt8, T.Psid]), // RFC 7598
        new(1, "ntp-server-address", "v6-ntp-server-suboptions", T.Ip6Address), // RFC 5908
        new(2, "ntp-server-multicast", "v6-ntp-server-suboptions", T.Ip6Address), // RFC 5908
        new(3, "ntp-server-fqdn", "v6-ntp-server-suboptions", T.Fqdn), // RFC 5908
        new(1, "oro", "vendor-4491", T.UInt16, IsArray: true),
        new(2, "device-type", "vendor-4491", T.String),
        new(10, "vendor-type", "vendor-4491", T.String),
        new(32, "tftp-servers", "vendor-4491", T.Ip6Address, IsArray: true),
        new(37, "time-servers", "vendor-4491", T.Ip6Address, IsArray: true),
        new(33, "config-file", "vendor-4491", T.String),
        new(34, "syslog-servers", "vendor-4491", T.Ip6Address, IsArray: true),
        new(36, "device-id", "vendor-4491", T.Binary),
        new(38, "time-offset", "vendor-4491", T.Int32),
        new(1026, "cmts-cm-mac", "vendor-4491", T.Binary),
    ];
}
