using Conformance.Network;

namespace Conformance.Clients;

/// <summary>dhcpcd: probes an offered address by ARP (RFC 5227) and declines one in use.</summary>
internal static class Dhcpcd
{
    public static RunningProgram Start(Host host, params string[] more)
    {
        string? dhcpcd = Shell.Find("dhcpcd");
        Assert.SkipUnless(dhcpcd is not null, "needs the package dhcpcd5");
        string config = host.Write("dhcpcd.conf", "ipv4only\nclientid\noption domain_name_servers, routers, subnet_mask\n");
        string state = Directory.CreateDirectory(Path.Combine(host.Folder, "dhcpcd")).FullName;

        // dhcpcd keeps pid and leases by interface name in two fixed folders: each machine gets its own in place of them.
        string start = host.Write(
            "start-dhcpcd",
            $"""
            #!/bin/sh
            mkdir -p /run/dhcpcd /var/lib/dhcpcd '{state}/run' '{state}/lib'
            mount --bind '{state}/run' /run/dhcpcd && mount --bind '{state}/lib' /var/lib/dhcpcd || exit 1
            exec '{dhcpcd}' "$@"
            """,
            isScript: true);
        return host.Start(start, ["-B", "-d", "-4", "-f", config, "-c", "/bin/true", .. more, "eth0"]);
    }
}
