using Conformance.Network;

namespace Conformance.Clients;

/// <summary>ISC's dhclient. Its lease file stays in the machine's folder, so a second start does an INIT-REBOOT.</summary>
internal static class Dhclient
{
    // Debian's own script would rewrite the resolv.conf of the machine the tests run on.
    private const string Script = """
        #!/bin/sh
        case $reason in
            BOUND|RENEW|REBIND|REBOOT)
                [ -z "$old_ip_address" ] || [ "$old_ip_address" = "$new_ip_address" ] || ip addr flush dev "$interface"
                ip addr replace "$new_ip_address/24" dev "$interface"
                [ -z "$new_routers" ] || ip route replace default via "${new_routers%% *}" dev "$interface" ;;
            EXPIRE|RELEASE|STOP|FAIL) ip addr flush dev "$interface" ;;
        esac
        exit 0
        """;

    public static RunningProgram Start(Host host) => Run(host, "-d", "-1", "-v");

    /// <summary>A second dhclient that gives the address back; the first one must have ended.</summary>
    public static RunningProgram Release(Host host) => Run(host, "-d", "-r", "-v");

    private static RunningProgram Run(Host host, params string[] flags)
    {
        Assert.SkipUnless(Shell.Find("dhclient") is not null, "needs the package isc-dhcp-client");
        string script = host.Write("dhclient-script", Script, isScript: true);
        string config = host.Write(
            "dhclient.conf",
            "timeout 20; initial-interval 1; reboot 5; retry 5; request subnet-mask, routers, domain-name-servers, host-name;\n");
        string leases = Path.Combine(host.Folder, "dhclient.leases");
        return host.Start(
            "dhclient",
            ["-4", .. flags, "-cf", config, "-lf", leases, "-pf", Path.Combine(host.Folder, "dhclient.pid"), "-sf", script, "eth0"]);
    }
}
