using T = Nestor.Wire.Options.OptionType;

namespace Nestor.Wire.Options;

/// <summary>Standard sub-options: relay agent and CableLabs. One row each.</summary>
internal static class SubOptions4
{
    public static readonly OptionDef[] Rows =
    [
        new(1, "circuit-id", "dhcp-agent-options-space", T.Binary), // RFC 3046
        new(2, "remote-id", "dhcp-agent-options-space", T.Binary), // RFC 3046
        new(4, "docsis-device-class", "dhcp-agent-options-space", T.UInt32), // RFC 3256
        new(5, "link-selection", "dhcp-agent-options-space", T.Ip4Address), // RFC 3527
        new(6, "subscriber-id", "dhcp-agent-options-space", T.String), // RFC 3993
        new(7, "radius", "dhcp-agent-options-space", T.Binary), // RFC 4014
        new(8, "auth", "dhcp-agent-options-space", T.Binary), // RFC 4030
        new(9, "vendor-specific-info", "dhcp-agent-options-space", T.Binary), // RFC 4243
        new(10, "relay-flags", "dhcp-agent-options-space", T.UInt8), // RFC 5010
        new(11, "server-id-override", "dhcp-agent-options-space", T.Ip4Address), // RFC 5107
        new(12, "relay-id", "dhcp-agent-options-space", T.Binary), // RFC 6925
        new(13, "access-techno-type", "dhcp-agent-options-space", T.UInt16), // RFC 7839
        new(14, "access-network-name", "dhcp-agent-options-space", T.String), // RFC 7839
        new(15, "access-point-name", "dhcp-agent-options-space", T.String), // RFC 7839
        new(16, "access-point-bssid", "dhcp-agent-options-space", T.Binary), // RFC 7839
        new(17, "operator-id", "dhcp-agent-options-space", T.UInt32), // RFC 7839
        new(18, "operator-realm", "dhcp-agent-options-space", T.String), // RFC 7839
        new(19, "relay-port", "dhcp-agent-options-space", T.UInt16), // RFC 8357
        new(151, "virtual-subnet-select", "dhcp-agent-options-space", T.Binary), // RFC 6607
        new(152, "virtual-subnet-select-ctrl", "dhcp-agent-options-space", T.Empty), // RFC 6607
        new(1, "tsp-primary-server", "cablelabs-client-conf", T.Ip4Address), // RFC 3495
        new(2, "tsp-secondary-server", "cablelabs-client-conf", T.Ip4Address), // RFC 3495
        new(4, "tsp-as-parameters", "cablelabs-client-conf", T.Record, Fields: [T.UInt32, T.UInt32, T.UInt32]),
        new(5, "tsp-ap-parameters", "cablelabs-client-conf", T.Record, Fields: [T.UInt32, T.UInt32, T.UInt32]),
        new(6, "tsp-realm", "cablelabs-client-conf", T.Fqdn), // RFC 3495
        new(7, "tsp-use-tgt", "cablelabs-client-conf", T.Boolean), // RFC 3495
        new(8, "tsp-provisioning-timer", "cablelabs-client-conf", T.UInt8), // RFC 3495
        new(9, "tsp-sct", "cablelabs-client-conf", T.UInt16), // RFC 3594
        new(10, "kdc-server", "cablelabs-client-conf", T.Ip4Address, IsArray: true), // RFC 3634
        new(1, "oro", "vendor-4491", T.UInt8, IsArray: true),
        new(2, "tftp-servers", "vendor-4491", T.Ip4Address, IsArray: true),
    ];
}
