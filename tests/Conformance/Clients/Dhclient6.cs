using Conformance.Network;

namespace Conformance.Clients;

/// <summary>ISC's dhclient with -6. Its lease file stays in the machine's folder, so a second start sends a CONFIRM.</summary>
internal static class Dhclient6
{
    // The script looks for duplicates: its exit 3 makes dhclient decline.
    private const string Script = """
        #!/bin/sh
        echo "script: $reason address $new_ip6_address prefix $new_ip6_prefix"
        case $reason in
            BOUND6|RENEW6|REBIND6)
                [ -n "$new_ip6_address" ] || exit 0
                ip -6 addr replace "$new_ip6_address/128" dev "$interface"
                for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
                    case $(ip -6 addr show dev "$interface" to "$new_ip6_address/128") in
                        *dadfailed*) ip -6 addr del "$new_ip6_address/128" dev "$interface"; exit 3 ;;
                        *tentative*) sleep 0.2 ;;
                        *) break ;;
                    esac
                done ;;
            EXPIRE6|RELEASE6|STOP6) ip -6 addr flush dev "$interface" scope global ;;
        esac
        exit 0
        """;

    public const string Address = "-N";

    public const string Prefix = "-P";

    public static RunningProgram Start(Host host, params string[] wants) => Run(host, ["-d", "-1", "-v", .. wants]);

    /// <summary>A second dhclient that gives everything back; the first one must have ended.</summary>
    public static RunningProgram Release(Host host, params string[] wants) => Run(host, ["-d", "-r", "-v", .. wants]);

    private static RunningProgram Run(Host host, string[] flags)
    {
        Assert.SkipUnless(Shell.Find("dhclient") is not null, "needs the package isc-dhcp-client");
        string script = host.Write("dhclient6-script", Script, isScript: true);
        string config = host.Write("dhclient6.conf", "timeout 20; request dhcp6.name-servers;\n");
        string leases = Path.Combine(host.Folder, "dhclient6.leases");
        return host.Start(
            "dhclient",
            ["-6", .. flags, "-cf", config, "-lf", leases, "-pf", Path.Combine(host.Folder, "dhclient6.pid"), "-sf", script, "eth0"]);
    }
}
