using Conformance.Clients;
using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.Operation;

/// <summary>Interfaces that come, go and change, and sockets that cannot be had: said precisely, tried again, never a dead server.</summary>
public sealed class SocketTests
{
    [Fact]
    public void An_interface_that_appears_while_the_server_runs_is_served_without_a_restart()
    {
        using Lab lab = Lab.Open("lan");
        Host server = lab.AddHost("server");
        RunningProgram program = Start(server, "\"eth0\"");
        program.WaitFor("DHCP4_STARTED", 30);
        Assert.Matches(@"WARN  \[kea-dhcp4\.dhcpsrv/\d+\.\d+\] DHCPSRV_OPEN_SOCKET_FAIL .*interface eth0 does not exist", program.Text);
        Assert.Matches(@"WARN  \[kea-dhcp4\.dhcpsrv/\d+\.\d+\] DHCPSRV_NO_SOCKETS_OPEN ", program.Text);
        server.Plug("lan", "192.0.2.1/24");
        program.WaitFor("DHCPSRV_CFGMGR_USE_ADDRESS", 15);
        Host client = lab.AddHost("client");
        client.Plug("lan");
        Udhcpc.Start(client).WaitFor("script: bound 192.0.2.10", 20);
    }

    [Fact]
    public void An_interface_that_changes_its_address_is_served_with_the_new_one()
    {
        using Lab lab = Lab.Open("lan");
        Host server = lab.AddHost("server");
        server.Plug("lan", "198.51.100.7/24");
        RunningProgram program = Start(server, "\"*\"", "-d");
        program.WaitFor("DHCP4_STARTED", 30);
        program.WaitFor("DHCPSRV_CFGMGR_ALL_IFACES_ACTIVE", 1);
        int before = program.Text.Length;
        server.Ip("addr", "add", "192.0.2.1/24", "dev", "eth0");
        server.Ip("addr", "del", "198.51.100.7/24", "dev", "eth0");
        program.WaitFor("listening on eth0 (192.0.2.1)", 15, before);
        Host client = lab.AddHost("client");
        client.Plug("lan");
        Udhcpc.Start(client).WaitFor("script: bound 192.0.2.10 router 192.0.2.1", 20);
    }

    [Theory]
    [InlineData("net_raw", "CAP_NET_RAW")]
    [InlineData("net_bind_service", "CAP_NET_BIND_SERVICE")]
    public void A_missing_capability_is_named_and_the_server_lives(string dropped, string named)
    {
        Assert.SkipUnless(Shell.Find("setpriv") is not null, "needs setpriv of util-linux");
        using Lab lab = Lab.Open("lan");
        Host server = lab.AddHost("server");
        server.Plug("lan", "192.0.2.1/24");
        RunningProgram program = Start(server, "\"eth0\"", before: ["setpriv", $"--bounding-set=-{dropped}", $"--inh-caps=-{dropped}"]);
        program.WaitFor("DHCP4_STARTED", 30);
        Assert.Matches($@"DHCPSRV_OPEN_SOCKET_FAIL .*eth0.*needs {named}", program.Text);
        Assert.False(program.HasEnded);
    }

    [Fact]
    public void A_port_in_use_names_who_has_it()
    {
        using Lab lab = Lab.Open("lan");
        Host server = lab.AddHost("server");
        server.Plug("lan", "192.0.2.1/24");
        RunningProgram first = Start(server, "\"eth0\"");
        first.WaitFor("DHCP4_STARTED", 30);
        RunningProgram second = Start(server, "\"eth0\"", name: "other");
        second.WaitFor("DHCP4_STARTED", 30);
        Assert.Matches($@"DHCPSRV_OPEN_SOCKET_FAIL .*UDP port 67 of 192\.0\.2\.1 on eth0: .*held by kea-dhcp4, process {first.Id}", second.Text);
    }

    [Theory]
    [InlineData(4, "\"lo\", \"eth55\"")]
    [InlineData(6, "\"lo/::1\", \"eth55\"")]
    public void With_require_all_a_socket_that_cannot_be_opened_ends_the_server_with_1(int family, string interfaces)
    {
        using Daemon daemon = new(family);
        daemon.Configure("", interfaces: interfaces);
        File.WriteAllText(daemon.Config, File.ReadAllText(daemon.Config).Replace(
            "\"re-detect\": true",
            "\"service-sockets-require-all\": true, \"service-sockets-max-retries\": 1, \"service-sockets-retry-wait-time\": 300",
            StringComparison.Ordinal));
        RunningProgram program = daemon.Run("-c", daemon.Config, "-p", Daemon.Text(daemon.Port));
        Assert.Equal(1, program.End());
        Assert.Matches($@"ERROR \[kea-dhcp{family}\.dhcp{family}/\d+\.\d+\] DHCP{family}_OPEN_SOCKETS_FAILED .*eth55 does not exist", program.Text);
    }

    private static RunningProgram Start(
        Host host, string interfaces, string? flag = null, string[]? before = null, string name = "kea-dhcp4")
    {
        Assert.SkipWhen(ServerUnderTest.IsKea, "the words are ours");
        string text = new ServerConfig(ServerConfig.Lan).Text(Path.Combine(host.Folder, $"{name}.csv"))
            .Replace("\"interfaces\": [ \"*\" ]", $"\"interfaces\": [ {interfaces} ]", StringComparison.Ordinal);
        string config = host.Write($"{name}.conf", text);
        string link = Path.Combine(host.Folder, "kea-dhcp4");
        if (!File.Exists(link))
        {
            File.CreateSymbolicLink(link, Builds.Program);
        }

        Dictionary<string, string> environment = new()
        {
            ["KEA_PIDFILE_DIR"] = host.Folder,
            ["KEA_DHCP_DATA_DIR"] = host.Folder,
        };
        string[] command = [.. before ?? [], link, "-c", config, .. flag is null ? Array.Empty<string>() : [flag]];
        return host.Start(command[0], command[1..], environment);
    }
}
