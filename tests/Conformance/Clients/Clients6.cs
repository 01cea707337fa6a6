using Conformance.Network;

namespace Conformance.Clients;

/// <summary>
/// DHCPv6 clients that keep their state in fixed folders: each machine gets folders of its own in place of them, which
/// the mount namespace of `ip netns exec` allows.
/// </summary>
internal static class Clients6
{
    /// <summary>dhcpcd: an address on eth0 and a prefix whose first /64 goes to eth1.</summary>
    public static RunningProgram StartDhcpcd(Host host, bool releases = false)
    {
        string? program = Shell.Find("dhcpcd");
        Assert.SkipUnless(program is not null, "needs the package dhcpcd5");
        string config = host.Write("dhcpcd6.conf", $"""
            ipv6only
            noipv6rs
            duid
            option rapid_commit
            option domain_name_servers
            {(releases ? "release" : "")}
            interface eth0
              ia_na 1
              ia_pd 2 eth1/0/64

            """);
        return Start(host, "dhcpcd", ["/run/dhcpcd", "/var/lib/dhcpcd"],
            $"'{program}' -B -d -6 -f '{config}' -c /bin/true eth0");
    }

    /// <summary>dibbler-client; on a good end it releases what it has.</summary>
    public static RunningProgram StartDibbler(Host host, bool wantsRapidCommit = false, bool wantsPrefix = true)
    {
        Assert.SkipUnless(Shell.Find("dibbler-client") is not null, "needs the package dibbler-client");
        string folder = Directory.CreateDirectory(Path.Combine(host.Folder, "dibbler-client", "etc", "dibbler")).FullName;
        File.WriteAllText(Path.Combine(folder, "client.conf"), $$"""
            log-level 8
            log-mode short
            duid-type duid-ll
            iface eth0 {
              {{(wantsRapidCommit ? "rapid-commit yes" : "")}}
              ia
              {{(wantsPrefix ? "pd" : "")}}
              option dns-server
            }

            """);
        return Start(host, "dibbler-client", ["/etc/dibbler", "/var/lib/dibbler", "/var/log/dibbler"], "dibbler-client run");
    }

    /// <summary>KAME's dhcp6c as routers have it: a prefix for the second link; on a good end it releases it.</summary>
    public static RunningProgram StartWide(Host host, bool wantsRapidCommit = false)
    {
        Assert.SkipUnless(Shell.Find("dhcp6c") is not null, "needs the package wide-dhcpv6-client");
        string config = host.Write("dhcp6c.conf", $$"""
            interface eth0 { send ia-pd 0; {{(wantsRapidCommit ? "send rapid-commit;" : "")}} request domain-name-servers; };
            id-assoc pd 0 { prefix-interface eth1 { sla-id 1; sla-len 8; }; };

            """);
        return Start(host, "dhcp6c", ["/var/lib/dhcpv6"], $"dhcp6c -c '{config}' -f -D -p '{host.Folder}/dhcp6c.pid' eth0");
    }

    /// <summary>dibbler-relay between eth0 (clients) and eth1 (server), with an interface-id.</summary>
    public static RunningProgram StartDibblerRelay(Host host, string interfaceId)
    {
        Assert.SkipUnless(Shell.Find("dibbler-relay") is not null, "needs the package dibbler-relay");
        string folder = Directory.CreateDirectory(Path.Combine(host.Folder, "dibbler-relay", "etc", "dibbler")).FullName;
        File.WriteAllText(Path.Combine(folder, "relay.conf"), $$"""
            log-level 8
            log-mode short
            iface eth1 {
              server multicast yes
            }
            iface eth0 {
              client multicast yes
              interface-id {{interfaceId}}
            }

            """);
        return Start(host, "dibbler-relay", ["/etc/dibbler", "/var/lib/dibbler", "/var/log/dibbler"], "dibbler-relay run");
    }

    /// <summary>systemd-networkd without router advertisements; it does not release.</summary>
    public static RunningProgram StartNetworkd(Host host)
    {
        const string Program = "/lib/systemd/systemd-networkd";
        Assert.SkipUnless(File.Exists(Program), "needs the package systemd");
        string settings = host.Write("10-eth0.network", """
            [Match]
            Name=eth0
            [Network]
            DHCP=ipv6
            IPv6AcceptRA=no
            LinkLocalAddressing=ipv6
            [DHCPv6]
            WithoutRA=solicit
            UseHostname=no

            """);
        return Start(host, "networkd", [], $"""
            sh -c 'mkdir -p /run/systemd && mount -t tmpfs none /run/systemd || exit 1
            mkdir -p /run/systemd/netif /run/systemd/network
            install -m 644 "{settings}" /run/systemd/network/10-eth0.network
            chown systemd-network: /run/systemd/netif
            mount -o remount,ro /sys || mount -t sysfs -o ro none /sys || exit 1
            SYSTEMD_LOG_LEVEL=debug SYSTEMD_LOG_TARGET=console exec {Program}'
            """);
    }

    private static RunningProgram Start(Host host, string name, string[] folders, string command)
    {
        string state = Path.Combine(host.Folder, name);
        var lines = new List<string> { "#!/bin/sh" };
        foreach (string folder in folders)
        {
            string own = Directory.CreateDirectory(state + folder).FullName;
            lines.Add($"mkdir -p {folder} && mount --bind '{own}' {folder} || exit 1");
        }

        lines.Add("exec " + command);
        return host.Start(host.Write("start-" + name, string.Join('\n', lines) + "\n", isScript: true), []);
    }
}
