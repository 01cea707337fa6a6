using Conformance.Network;

namespace Conformance.Relays;

/// <summary>A relay agent on a machine with eth0 towards the clients and eth1 towards the server.</summary>
internal static class Relay
{
    /// <summary>ISC's dhcrelay with -a: it adds option 82 with the circuit id (RFC 3046).</summary>
    public static RunningProgram StartIsc(Host host, string server)
    {
        Assert.SkipUnless(Shell.Find("dhcrelay") is not null, "needs the package isc-dhcp-relay");
        RunningProgram relay = host.Start("dhcrelay", ["-4", "-d", "-a", "-id", "eth0", "-iu", "eth1", server]);
        relay.WaitFor("Sending on   Socket/fallback", 10);
        return relay;
    }

    /// <summary>dnsmasq, which relays without option 82.</summary>
    public static RunningProgram StartDnsmasq(Host host, string own, string server)
    {
        Assert.SkipUnless(Shell.Find("dnsmasq") is not null, "needs the package dnsmasq-base");
        string config = host.Write("dnsmasq.conf", $"port=0\ndhcp-relay={own},{server}\nlog-dhcp\n");
        RunningProgram relay = host.Start(
            "dnsmasq",
            ["--keep-in-foreground", "--log-facility=-", "--user=root", $"--conf-file={config}", $"--pid-file={host.Folder}/dnsmasq.pid"]);
        relay.WaitFor("DHCP relay from", 10);
        return relay;
    }

    /// <summary>dhcrelay -6 with an interface-id; the server is told by its link-local address on eth1's segment.</summary>
    public static RunningProgram StartIsc6(Host host, string link, string server)
    {
        Assert.SkipUnless(Shell.Find("dhcrelay") is not null, "needs the package isc-dhcp-relay");
        RunningProgram relay = host.Start(
            "dhcrelay",
            ["-6", "-d", "-I", "-l", link + "%eth0", "-u", server + "%eth1", "-pf", Path.Combine(host.Folder, "dhcrelay6.pid")]);
        relay.WaitFor("Sending on   Socket/eth1", 10);
        return relay;
    }
}
