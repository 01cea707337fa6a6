using Conformance.Network;

namespace Conformance.Clients;

/// <summary>systemd-networkd, alone in its namespace: it sends RELEASE when it is told to end.</summary>
internal static class Networkd
{
    private const string Program = "/lib/systemd/systemd-networkd";

    private const string Settings = """
        [Match]
        Name=eth0
        [Network]
        DHCP=ipv4
        IPv6AcceptRA=no
        LinkLocalAddressing=no
        [DHCPv4]
        UseHostname=no
        """;

    public static RunningProgram Start(Host host)
    {
        Assert.SkipUnless(File.Exists(Program), "needs the package systemd");
        string settings = host.Write("10-eth0.network", Settings);

        // Its own /run/systemd keeps it from this machine's; with /sys read-only it does not wait for udev.
        string start = host.Write(
            "start-networkd",
            $"""
            #!/bin/sh
            mkdir -p /run/systemd && mount -t tmpfs none /run/systemd || exit 1
            mkdir -p /run/systemd/netif /run/systemd/network
            install -m 644 '{settings}' /run/systemd/network/10-eth0.network
            chown systemd-network: /run/systemd/netif
            mount -o remount,ro /sys || mount -t sysfs -o ro none /sys || exit 1
            SYSTEMD_LOG_LEVEL=debug SYSTEMD_LOG_TARGET=console exec {Program}
            """,
            isScript: true);
        return host.Start(start, []);
    }
}
