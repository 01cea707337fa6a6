using System.Globalization;

namespace Conformance.Subjects;

/// <summary>A subnet of the DHCPv6 server's configuration; the interface is set where clients are on the server's link.</summary>
internal sealed record SubnetConfig6(int Id, string Prefix, string Pool, string Prefixes, string? Interface = null);

/// <summary>What differs between the DHCPv6 configurations of these tests; times are in seconds.</summary>
internal sealed record ServerConfig6(params SubnetConfig6[] Subnets) : IServerConfig
{
    /// <summary>2001:db8:1::/64 with a pool from ::10 and prefixes of 56 bits: the plain case.</summary>
    public static readonly SubnetConfig6 Lan = new(1, "2001:db8:1::/64", "2001:db8:1::10 - 2001:db8:1::50", "2001:db8:100::", "eth0");

    /// <summary>2001:db8:2::/64: the other place.</summary>
    public static readonly SubnetConfig6 Elsewhere = new(2, "2001:db8:2::/64", "2001:db8:2::10 - 2001:db8:2::50", "2001:db8:200::");

    public string Program => "kea-dhcp6";

    public int ValidLifetime { get; init; } = 3600;

    public int PreferredLifetime { get; init; } = 1800;

    public int RenewTimer { get; init; } = 900;

    public int RebindTimer { get; init; } = 1500;

    public bool AllowsRapidCommit { get; init; }

    /// <summary>Of the server's DUID-LL.</summary>
    public string Identifier { get; init; } = "0200000000F1";

    public string NameServer { get; init; } = "2001:db8:1::53";

    /// <summary>More members of Dhcp6, each ending with a comma.</summary>
    public string More { get; init; } = "";

    public string Text(string leaseFile)
    {
        IEnumerable<string> subnets = Subnets.Select(subnet => string.Create(CultureInfo.InvariantCulture, $$"""
            { "id": {{subnet.Id}}, "subnet": "{{subnet.Prefix}}", "pools": [ { "pool": "{{subnet.Pool}}" } ],
              "rapid-commit": {{(AllowsRapidCommit ? "true" : "false")}},
              {{(subnet.Interface is null ? "" : $"\"interface\": \"{subnet.Interface}\",")}}
              "pd-pools": [ { "prefix": "{{subnet.Prefixes}}", "prefix-len": 48, "delegated-len": 56 } ] }
            """));
        return string.Create(CultureInfo.InvariantCulture, $$"""
            { "Dhcp6": {
                "interfaces-config": { "interfaces": [ "*" ] },
                "server-id": { "type": "LL", "htype": 1, "identifier": "{{Identifier}}", "persist": false },
                "lease-database": { "type": "memfile", "persist": true, "name": "{{leaseFile}}", "lfc-interval": 0 },
                "preferred-lifetime": {{PreferredLifetime}}, "valid-lifetime": {{ValidLifetime}},
                "renew-timer": {{RenewTimer}}, "rebind-timer": {{RebindTimer}},
                "option-data": [ { "name": "dns-servers", "data": "{{NameServer}}" } ],
                {{More}}
                "subnet6": [ {{string.Join(",\n", subnets)}} ],
                "loggers": [ { "name": "kea-dhcp6", "severity": "INFO", "output_options": [ { "output": "stdout" } ] } ]
            } }
            """);
    }
}
