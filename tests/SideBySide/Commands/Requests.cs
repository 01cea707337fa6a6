namespace SideBySide.Commands;

/// <summary>
/// What is asked of both servers, one after the other: each command of Kea 2.2, done and refused. DHCPv6 gets the same with
/// its own names. What Kea 2.2 does not survive is not among it: a negative age of samples ends it.
/// </summary>
internal static class Requests
{
    private const string All = """
        { "command": "list-commands" }
        { "command": "list-commands", "arguments": [ 1 ] }
        { "command": "list-commands", "service": [ "dhcp4" ] }
        { "command": "list-commands", "service": [ ] }
        { "command": "list-commands", "bogus": 5 }
        { "command": "list-commands", "arguments": { "a": 1 }, "arguments": { } }
        { "command": "list-commands" } }
        { "command" "list-commands" }
        { "command": "list-commands", }
        { "command": list-commands }
        { /* a comment */ "command": "server-tag-get" }
        { "command": 5 }
        { "command": "" }
        { "command": "nonesuch" }
        { "command": "NONESUCH", "arguments": 5 }
        { "command": "List-Commands" }
        { }
        { "arguments": { } }
        [ ]
        5
        "x"
        nonsense
        { "command": "version-get", "arguments": { "x": 1 } }
        { "command": "build-report", "arguments": "x" }
        { "command": "server-tag-get" }
        { "command": "server-tag-get", "arguments": 1 }
        { "command": "status-get" }
        { "command": "status-get", "arguments": 5 }
        { "command": "config-backend-pull" }
        { "command": "config-backend-pull", "arguments": [ ] }
        { "command": "config-write", "arguments": { "filename": "FOLDER/out.json" } }
        { "command": "config-write", "arguments": { "filename": 5 } }
        { "command": "config-write", "arguments": { "filename": "/nonexistent/x" } }
        { "command": "config-write", "arguments": { "filename": "FOLDER" } }
        { "command": "config-write", "arguments": { "filename": "/proc/x" } }
        { "command": "config-write", "arguments": 5 }
        { "command": "config-write", "arguments": { } }
        { "command": "config-write", "arguments": { "filename": "", "other": 1 } }
        { "command": "config-reload", "arguments": 5 }
        { "command": "dhcp-disable" }
        { "command": "dhcp-disable", "arguments": { "max-period": 20 } }
        { "command": "dhcp-disable", "arguments": { "max-period": "x" } }
        { "command": "dhcp-disable", "arguments": { "max-period": 0 } }
        { "command": "dhcp-disable", "arguments": { "max-period": -1 } }
        { "command": "dhcp-disable", "arguments": { "max-period": 1.5 } }
        { "command": "dhcp-disable", "arguments": { "origin": "user" } }
        { "command": "dhcp-disable", "arguments": { "origin": "ha-partner", "max-period": 7 } }
        { "command": "dhcp-disable", "arguments": { "origin": 1 } }
        { "command": "dhcp-disable", "arguments": { "origin": true } }
        { "command": "dhcp-disable", "arguments": { "origin": "bad" } }
        { "command": "dhcp-disable", "arguments": [ ] }
        { "command": "dhcp-disable", "arguments": "x" }
        { "command": "dhcp-disable", "arguments": { "other": 1 } }
        { "command": "dhcp-enable", "arguments": { "origin": "ha-partner" } }
        { "command": "dhcp-enable", "arguments": { "origin": 17 } }
        { "command": "dhcp-enable", "arguments": { "origin": "bad" } }
        { "command": "dhcp-enable", "arguments": [ ] }
        { "command": "dhcp-enable" }
        { "command": "leases-reclaim" }
        { "command": "leases-reclaim", "arguments": { } }
        { "command": "leases-reclaim", "arguments": [ ] }
        { "command": "leases-reclaim", "arguments": { "remove": 1 } }
        { "command": "leases-reclaim", "arguments": { "remove": true, "other": 1 } }
        { "command": "leases-reclaim", "arguments": { "remove": false } }
        { "command": "statistic-get" }
        { "command": "statistic-get", "arguments": { } }
        { "command": "statistic-get", "arguments": [ ] }
        { "command": "statistic-get", "arguments": { "name": 5 } }
        { "command": "statistic-get", "arguments": { "name": "" } }
        { "command": "statistic-get", "arguments": { "name": "x" } }
        { "command": "statistic-get", "arguments": { "name": "pkt4-received", "x": 1 } }
        { "command": "statistic-get", "arguments": { "name": "subnet[1].total-addresses" } }
        { "command": "statistic-get-all" }
        { "command": "statistic-get-all", "arguments": 1 }
        { "command": "statistic-reset" }
        { "command": "statistic-reset", "arguments": { "name": [ ] } }
        { "command": "statistic-reset", "arguments": { "name": "x" } }
        { "command": "statistic-reset", "arguments": { "name": "pkt4-received" } }
        { "command": "statistic-sample-age-set" }
        { "command": "statistic-sample-age-set", "arguments": { "name": "pkt4-received" } }
        { "command": "statistic-sample-age-set", "arguments": { "duration": 5 } }
        { "command": "statistic-sample-age-set", "arguments": { "name": "x", "duration": 5 } }
        { "command": "statistic-sample-age-set", "arguments": { "name": "pkt4-received", "duration": "x" } }
        { "command": "statistic-sample-age-set", "arguments": { "name": "pkt4-received", "duration": 1245 } }
        { "command": "statistic-sample-age-set-all" }
        { "command": "statistic-sample-age-set-all", "arguments": { "duration": 10 } }
        { "command": "statistic-sample-age-set-all", "arguments": { "duration": true } }
        { "command": "statistic-sample-count-set" }
        { "command": "statistic-sample-count-set", "arguments": { "name": "pkt4-received" } }
        { "command": "statistic-sample-count-set", "arguments": { "name": "x", "max-samples": 3 } }
        { "command": "statistic-sample-count-set", "arguments": { "name": "pkt4-received", "max-samples": 0 } }
        { "command": "statistic-sample-count-set", "arguments": { "name": "pkt4-received", "max-samples": 10 } }
        { "command": "statistic-sample-count-set-all" }
        { "command": "statistic-sample-count-set-all", "arguments": { "max-samples": 0 } }
        { "command": "statistic-sample-count-set-all", "arguments": { "max-samples": "x" } }
        { "command": "statistic-sample-count-set-all", "arguments": { "max-samples": 10 } }
        { "command": "statistic-reset-all" }
        { "command": "statistic-remove" }
        { "command": "statistic-remove", "arguments": { "name": 7 } }
        { "command": "statistic-remove", "arguments": { "name": "x" } }
        { "command": "statistic-remove", "arguments": { "name": "pkt4-received" } }
        { "command": "statistic-get", "arguments": { "name": "pkt4-received" } }
        { "command": "statistic-reset", "arguments": { "name": "pkt4-received" } }
        { "command": "statistic-remove-all" }
        { "command": "statistic-get-all" }
        { "command": "config-test" }
        { "command": "config-test", "arguments": 5 }
        { "command": "config-test", "arguments": { } }
        { "command": "config-test", "arguments": { "Dhcp4": 5 } }
        { "command": "config-test", "arguments": { "Dhcp9": { } } }
        { "command": "config-test", "arguments": { "Dhcp4": { "bogus": 1 } } }
        { "command": "config-test", "arguments": { "Dhcp4": { }, "x": 1 } }
        { "command": "config-test", "arguments": { "Dhcp4": { "subnet4": [ { "subnet": "x" } ] } } }
        { "command": "config-test", "arguments": { "Dhcp4": { "valid-lifetime": "long" } } }
        { "command": "config-test", "arguments": WHOLE }
        { "command": "config-set" }
        { "command": "config-set", "arguments": [ ] }
        { "command": "config-set", "arguments": { } }
        { "command": "config-set", "arguments": { "Dhcp4": [ ] } }
        { "command": "config-set", "arguments": { "Dhcp4": { "bogus": 1 } } }
        { "command": "config-set", "arguments": { "Dhcp4": { }, "hash": "x" } }
        { "command": "config-set", "arguments": WHOLE }
        { "command": "config-reload" }
        { "command": "shutdown", "arguments": 5 }
        { "command": "shutdown", "arguments": { "exit-value": "x" } }
        { "command": "shutdown", "arguments": { "exit-value": 3, "bogus": "x" } }
        """;

    /// <param name="folder">The server's.</param>
    /// <param name="whole">Its configuration.</param>
    public static IEnumerable<string> Of(bool isV4, string folder, string whole) => All.Split('\n')
        .Select(request => isV4 ? request : request.Replace("Dhcp4", "Dhcp6", StringComparison.Ordinal).Replace("dhcp4", "dhcp6", StringComparison.Ordinal)
            .Replace("pkt4-", "pkt6-", StringComparison.Ordinal).Replace("subnet4", "subnet6", StringComparison.Ordinal)
            .Replace("total-addresses", "total-nas", StringComparison.Ordinal))
        .Select(request => request.Replace("FOLDER", folder, StringComparison.Ordinal).Replace("WHOLE", whole, StringComparison.Ordinal));
}
