using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Migration;

/// <summary>A network that ISC's dhcpd has served is served by its configuration and its leases, converted.</summary>
public sealed class FromDhcpd
{
    private const string Config = """
        authoritative;
        option domain-name-servers 192.0.2.53;
        subnet 192.0.2.0 netmask 255.255.255.0 { range 192.0.2.10 192.0.2.50; option routers 192.0.2.1; }
        """;

    [Fact]
    public void A_client_of_dhcpd_renews_and_keeps_its_address()
    {
        const int UserSignal1 = 10;
        Assert.SkipUnless(Shell.Find("dhcpd") is not null, "needs the package isc-dhcp-server");
        using Lab lab = Lab.Open("lan");
        Host old = lab.AddHost("server");
        old.Plug("lan", "192.0.2.1/24");
        Host client = lab.AddHost("client");
        client.Plug("lan");
        string config = old.Write("dhcpd.conf", Config);
        string leases = old.Write("dhcpd.leases", "");
        RunningProgram dhcpd = old.Start("dhcpd", ["-4", "-f", "-d", "--no-pid", "-cf", config, "-lf", leases, "eth0"]);
        dhcpd.WaitFor("Server starting service", 10);
        RunningProgram running = Udhcpc.Start(client, "-r", "192.0.2.33");
        running.WaitFor("script: bound", 20);
        string address = client.Address()!;

        // In the middle of the range: a server that knows nothing would begin at its start.
        Assert.Equal("192.0.2.33", address);
        dhcpd.Stop();

        string converted = Path.Combine(old.Folder, "imported.json");
        Shell.Run(Builds.Program, "config", "import-dhcpd", config, "-o", converted);
        Shell.Run(Builds.Program, "config", "import-dhcpd", config, "--leases", leases, "-o", Path.Combine(old.Folder, "kea-leases4.csv"));
        ServerUnderTest server = ServerUnderTest.Start(old, new Imported(File.ReadAllText(converted)), isKea: false);
        long firstEnd = server.Lease(address)!.Expire;
        running.Signal(UserSignal1);
        running.WaitFor($"script: renew {address}", 15);
        Assert.Equal(address, client.Address());
        LeaseRow lease = server.Lease(address)!;
        Assert.True(lease.IsHeld, $"{address} is not held: {lease}");
        Assert.InRange(lease.Expire, firstEnd, long.MaxValue);
        Assert.Single(LeaseRow.ReadAll(server.LeaseFile).Select(row => row.Address).Distinct());
    }

    /// <summary>What was converted, with the lease file and the log where the lab looks for them.</summary>
    private sealed record Imported(string Converted) : IServerConfig
    {
        public string Program => "kea-dhcp4";

        public string Text(string leaseFile) => Converted.Replace("\"Dhcp4\": {", $$"""
            "Dhcp4": {
                "lease-database": { "type": "memfile", "name": "{{leaseFile}}", "lfc-interval": 0 },
                "loggers": [ { "name": "kea-dhcp4", "severity": "INFO", "output-options": [ { "output": "stdout" } ] } ],
            """, StringComparison.Ordinal);
    }
}
