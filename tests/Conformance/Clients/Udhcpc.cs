using Conformance.Network;

namespace Conformance.Clients;

/// <summary>BusyBox's udhcpc, the client of small devices.</summary>
internal static class Udhcpc
{
    private const string Script = """
        #!/bin/sh
        case $1 in
            bound|renew) ip addr replace "$ip/${mask:-24}" dev "$interface"; echo "script: $1 $ip router $router" ;;
            deconfig) ip addr flush dev "$interface"; ip link set "$interface" up ;;
        esac
        """;

    public static RunningProgram Start(Host host, params string[] more)
    {
        Assert.SkipUnless(Shell.Find("udhcpc") is not null, "needs the package udhcpc");
        string script = host.Write("udhcpc-script", Script, isScript: true);
        return host.Start("udhcpc", ["-f", "-i", "eth0", "-t", "10", "-T", "2", "-s", script, .. more]);
    }
}
