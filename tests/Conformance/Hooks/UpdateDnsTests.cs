using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Hooks;

/// <summary>libdhcp_run_script with the sample script that updates the DNS, and a real bind9.</summary>
public sealed class UpdateDnsTests
{
    [Fact]
    public void The_names_of_clients_come_into_the_DNS_with_their_lease_and_leave_with_it()
    {
        Assert.SkipUnless(Shell.Find("named") is not null && Shell.Find("nsupdate") is not null && Shell.Find("dig") is not null, "needs the packages bind9 and bind9-dnsutils");
        Assert.SkipWhen(ServerUnderTest.IsKea, "our script");
        using var lab = Lab.Open("lan");
        var serverHost = lab.AddHost("server");
        serverHost.Plug("lan", "192.0.2.1/24");
        var client = lab.AddHost("client");
        client.Plug("lan");
        StartNamed(serverHost);
        string script = serverHost.Write("update-dns.sh", File.ReadAllText(Path.Combine(Builds.Root, "packaging/scripts/update-dns.sh")), isScript: true);
        serverHost.Write("update-dns.conf", $"SERVER='127.0.0.1 5353' ZONE=example.org KEY={Path.Combine(serverHost.Folder, "update.key")}\n");
        var config = new ServerConfig(ServerConfig.Lan)
        {
            More = $$"""
                "hooks-libraries": [ { "library": "libdhcp_run_script.so", "parameters": { "name": "{{script}}" } } ],
                "expired-leases-processing": { "hold-reclaimed-time": 0 },
                """,
        };
        var server = ServerUnderTest.Start(serverHost, config);
        StartNamedClient(client).WaitFor("bound to", 20);

        string address = client.Address()!;
        Assert.NotNull(server.Lease(address));
        string reverse = string.Join('.', address.Split('.').Reverse()) + ".in-addr.arpa";
        Assert.True(Wait.Until(() => Dig(serverHost, "printer.example.org", "A") == address, 10), server.Log);
        Assert.True(Wait.Until(() => Dig(serverHost, reverse, "PTR") == "printer.example.org.", 10), server.Log);
        Dhclient.Release(client);
        Assert.True(Wait.Until(() => Dig(serverHost, "printer.example.org", "A").Length == 0, 10), server.Log);
        Assert.True(Wait.Until(() => Dig(serverHost, reverse, "PTR").Length == 0, 10), server.Log);
    }

    private static RunningProgram StartNamedClient(Host host)
    {
        string config = host.Write("named.conf", "timeout 20; initial-interval 1; retry 5; send host-name \"printer\"; request subnet-mask, routers;\n");
        string script = host.Write(
            "dhclient-script", "#!/bin/sh\ncase $reason in BOUND) ip addr replace \"$new_ip_address/24\" dev \"$interface\" ;; esac\nexit 0\n", isScript: true);
        return host.Start(
            "dhclient",
            ["-4", "-d", "-1", "-v", "-cf", config, "-lf", Path.Combine(host.Folder, "dhclient.leases"), "-pf", Path.Combine(host.Folder, "dhclient.pid"), "-sf", script, "eth0"]);
    }

    private static void StartNamed(Host host)
    {
        host.Write("update.key", "key update { algorithm hmac-sha256; secret \"bm90IGEgc2VjcmV0IGJ1dCBhIHRlc3Q=\"; };\n");
        const string Zone = "$TTL 60\n@ SOA ns.example.org. root.example.org. 1 60 60 600 60\n@ NS ns.example.org.\n";
        host.Write("forward.zone", Zone + "ns A 192.0.2.1\n");
        host.Write("reverse.zone", Zone);
        string folder = host.Folder;
        string config = host.Write("bind.conf", $$"""
            include "{{folder}}/update.key";
            options { directory "{{folder}}"; listen-on port 5353 { 127.0.0.1; }; listen-on-v6 { none; }; recursion no; pid-file "{{folder}}/named.pid";
              session-keyfile "{{folder}}/session.key"; dnssec-validation no; };
            controls { };
            zone "example.org" { type primary; file "{{folder}}/forward.zone"; update-policy { grant update zonesub ANY; }; };
            zone "2.0.192.in-addr.arpa" { type primary; file "{{folder}}/reverse.zone"; update-policy { grant update zonesub ANY; }; };
            """);
        var named = host.Start("named", ["-g", "-c", config]);
        named.WaitFor("running", 15);
    }

    private static string Dig(Host host, string name, string type) =>
        Shell.Run("ip", "netns", "exec", host.Space, "dig", "+short", "+tries=1", "+time=2", "@127.0.0.1", "-p", "5353", name, type).Trim();
}
