using System.Globalization;

namespace Conformance.Subjects;

/// <summary>A configuration of one of the servers.</summary>
internal interface IServerConfig
{
    /// <summary>kea-dhcp4 or kea-dhcp6.</summary>
    string Program { get; }

    /// <summary>The configuration file's text; Kea 2.2 and everything newer can read it.</summary>
    string Text(string leaseFile);
}

/// <summary>A subnet of the server's configuration: prefix, pool, and the router it tells.</summary>
internal sealed record SubnetConfig(int Id, string Prefix, string Pool, string Router);

/// <summary>What differs between the configurations of these tests; times are in seconds.</summary>
internal sealed record ServerConfig(params SubnetConfig[] Subnets) : IServerConfig
{
    public string Program => "kea-dhcp4";

    /// <summary>192.0.2.0/24 with a pool from .10: the plain case.</summary>
    public static readonly SubnetConfig Lan = new(1, "192.0.2.0/24", "192.0.2.10 - 192.0.2.50", "192.0.2.1");

    /// <summary>198.51.100.0/24 with a pool from .10: the other place.</summary>
    public static readonly SubnetConfig Elsewhere = new(2, "198.51.100.0/24", "198.51.100.10 - 198.51.100.50", "198.51.100.1");

    public int ValidLifetime { get; init; } = 3600;

    public int RenewTimer { get; init; } = 900;

    public int RebindTimer { get; init; } = 1800;

    public string NameServer { get; init; } = "192.0.2.53";

    /// <summary>More members of Dhcp4, each ending with a comma.</summary>
    public string More { get; init; } = "";

    public string Text(string leaseFile)
    {
        IEnumerable<string> subnets = Subnets.Select(subnet => string.Create(CultureInfo.InvariantCulture, $$"""
            { "id": {{subnet.Id}}, "subnet": "{{subnet.Prefix}}", "pools": [ { "pool": "{{subnet.Pool}}" } ],
              "option-data": [ { "name": "routers", "data": "{{subnet.Router}}" } ] }
            """));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            { "Dhcp4": {
                "interfaces-config": { "interfaces": [ "*" ], "dhcp-socket-type": "raw" },
                "lease-database": { "type": "memfile", "persist": true, "name": "{{leaseFile}}", "lfc-interval": 0 },
                "valid-lifetime": {{ValidLifetime}}, "renew-timer": {{RenewTimer}}, "rebind-timer": {{RebindTimer}},
                "authoritative": true,
                "option-data": [ { "name": "domain-name-servers", "data": "{{NameServer}}" } ],
                {{More}}
                "subnet4": [ {{string.Join(",\n", subnets)}} ],
                "loggers": [ { "name": "kea-dhcp4", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ]
            } }
            """);
    }
}
