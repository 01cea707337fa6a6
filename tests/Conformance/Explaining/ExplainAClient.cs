using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Explaining;

/// <summary><c>nestor explain</c> and <c>nestor what-if</c> say what a running server is going to do, and then it does it.</summary>
public sealed class ExplainAClient
{
    [Fact]
    public void What_is_explained_is_what_the_client_gets_and_nothing_is_written_for_it()
    {
        using Lab lab = Lab.Open("lan");
        Host host = lab.AddHost("server");
        host.Plug("lan", "192.0.2.1/24");
        Host client = lab.AddHost("client");
        client.Plug("lan");
        string socket = Path.Combine(host.Folder, "control");
        string Config(int lifetime) => $$"""
            "valid-lifetime": {{lifetime}}, "control-socket": { "socket-type": "unix", "socket-name": "{{socket}}" },
            "client-classes": [ { "name": "phone", "test": "option[60].text == 'phone'", "option-data": [ { "name": "routers", "data": "192.0.2.99" } ] } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.50" } ] } ]
            """;
        ServerUnderTest server = ServerUnderTest.Start(host, new Explained(Config(700)), isKea: false);

        string[] who = ["--mac", "02:00:00:00:00:77", "--option", "vendor-class-identifier=phone"];
        string told = Shell.Run(Builds.Program, ["explain", "--socket", socket, .. who]);
        Assert.Contains("the query would be answered by DHCPOFFER", told, StringComparison.Ordinal);
        Assert.Contains("option[60].text == 'phone' -> yes", told, StringComparison.Ordinal);
        Assert.Contains("option 3 routers: 192.0.2.99  [class phone]", told, StringComparison.Ordinal);
        Assert.Contains("yiaddr 192.0.2.10,", told, StringComparison.Ordinal);
        Assert.Contains("lifetime: { name valid-lifetime, value 700,", told, StringComparison.Ordinal);

        string other = host.Write("other.json", "{ \"Dhcp4\": { " + Config(900) + " } }");
        told = Shell.Run(Builds.Program, ["what-if", "--with", other, .. who]);
        Assert.Contains("lifetime: { name valid-lifetime, value 900,", told, StringComparison.Ordinal);

        Assert.Empty(LeaseRow.ReadAll(server.LeaseFile));
        RunningProgram running = Udhcpc.Start(client);
        running.WaitFor("script: bound", 20);
        Assert.Equal("192.0.2.10", client.Address());
        Assert.Single(LeaseRow.ReadAll(server.LeaseFile));
    }

    [Fact]
    public void The_queries_of_a_capture_are_explained_one_by_one()
    {
        Assert.SkipUnless(Shell.Find("tcpdump") is not null, "needs the package tcpdump");
        using Lab lab = Lab.Open("lan");
        Host host = lab.AddHost("server");
        host.Plug("lan", "192.0.2.1/24");
        Host client = lab.AddHost("client");
        client.Plug("lan");
        string socket = Path.Combine(host.Folder, "control");
        ServerUnderTest.Start(host, new Explained($$"""
            "control-socket": { "socket-type": "unix", "socket-name": "{{socket}}" },
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.50" } ] } ]
            """), isKea: false);
        string capture = Path.Combine(host.Folder, "capture");
        RunningProgram dump = host.Start("tcpdump", ["-i", "eth0", "-U", "--immediate-mode", "-Z", "root", "-w", capture, "udp port 67"]);
        dump.WaitFor("listening on", 10);
        RunningProgram running = Udhcpc.Start(client);
        running.WaitFor("script: bound", 20);

        // DISCOVER, OFFER, REQUEST and ACK, each with more than 300 bytes.
        for (int i = 0; i < 50 && new FileInfo(capture).Length < 1300; i++)
        {
            Thread.Sleep(100);
        }

        string told = Shell.Run(Builds.Program, "explain", "--socket", socket, "--pcap", capture);
        Assert.Contains("the query would be answered by DHCPOFFER", told, StringComparison.Ordinal);
        Assert.Contains("the query would be answered by DHCPACK", told, StringComparison.Ordinal);
        dump.Stop();
    }

    private sealed record Explained(string Members) : IServerConfig
    {
        public string Program => "kea-dhcp4";

        public string Text(string leaseFile) => $$"""
            { "Dhcp4": {
                "interfaces-config": { "interfaces": [ "eth0" ] },
                "lease-database": { "type": "memfile", "name": "{{leaseFile}}", "lfc-interval": 0 },
                "loggers": [ { "name": "kea-dhcp4", "severity": "INFO", "output-options": [ { "output": "stdout" } ] } ],
                {{Members}}
            } }
            """;
    }
}
