using Conformance.Subjects;

namespace Conformance.Rfc7341;

/// <summary>The DHCPv4 server's side: which subnet a client is in follows from its relay's interface-id, or from the server's interface.</summary>
internal sealed record Server4 : IServerConfig
{
    public string Program => "kea-dhcp4";

    public string Text(string leaseFile) => $$"""
        { "Dhcp4": {
            "interfaces-config": { "interfaces": [ "eth0" ], "dhcp-socket-type": "raw" },
            "lease-database": { "type": "memfile", "persist": true, "name": "{{leaseFile}}", "lfc-interval": 0 },
            "valid-lifetime": 3600, "dhcp4o6-port": {{Server6.Port}},
            "subnet4": [
                { "id": 1, "subnet": "10.0.1.0/24", "4o6-interface-id": "port7", "pools": [ { "pool": "10.0.1.10 - 10.0.1.50" } ] },
                { "id": 2, "subnet": "10.0.2.0/24", "4o6-subnet": "2001:db8:2::/64", "pools": [ { "pool": "10.0.2.10 - 10.0.2.50" } ] },
                { "id": 3, "subnet": "10.0.3.0/24", "4o6-interface": "eth0", "pools": [ { "pool": "10.0.3.10 - 10.0.3.50" } ],
                  "option-data": [ { "name": "routers", "data": "10.0.3.1" } ] } ],
            "loggers": [ { "name": "kea-dhcp4", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ]
        } }
        """;
}

/// <summary>The DHCPv6 server's side, with the address that clients speak to once they have one.</summary>
internal sealed record Server6 : IServerConfig
{
    public const int Port = 7860;

    public string Program => "kea-dhcp6";

    public string Text(string leaseFile) => $$"""
        { "Dhcp6": {
            "interfaces-config": { "interfaces": [ "eth0", "eth0/2001:db8:1::1" ] },
            "server-id": { "type": "LL", "htype": 1, "identifier": "0200000000F1", "persist": false },
            "lease-database": { "type": "memfile", "persist": true, "name": "{{leaseFile}}", "lfc-interval": 0 },
            "dhcp4o6-port": {{Port}},
            "option-data": [ { "name": "dhcp4o6-server-addr", "data": "2001:db8:1::1" } ],
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::50" } ] } ],
            "loggers": [ { "name": "kea-dhcp6", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ]
        } }
        """;
}
