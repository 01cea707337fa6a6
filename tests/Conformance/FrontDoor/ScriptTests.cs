using Conformance.Network;
using Conformance.Subjects;

namespace Conformance.FrontDoor;

/// <summary>./run and ./install, as somebody who has just fetched the repository calls them.</summary>
public sealed class ScriptTests
{
    /// <summary>An installation builds anew what it lays out.</summary>
    private const int Patience = 900;

    [Fact]
    public void Run_once_gives_a_real_client_an_address_prints_the_lease_and_ends_with_0()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        Assert.SkipUnless(Shell.Find("dhclient") is not null, "needs the package isc-dhcp-client");
        Dictionary<string, string> built = new() { ["NESTOR_BIN"] = Builds.Program };
        using RunningProgram run = new(Path.Combine(Builds.Root, "run"), ["--once"], built);
        Assert.True(run.End(Patience) == 0, run.Text);
        Assert.Matches(@"the client's lease:\n\s+lease \{\n(.*\n)*?\s+fixed-address 192\.0\.2\.\d+;", run.Text);
        Assert.Matches(@"the server's lease:\n\s+192\.0\.2\.\d+,", run.Text);
        Assert.DoesNotContain($"nestor-s{run.Id}", Shell.Run("ip", "netns", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_install_lays_out_serves_from_its_own_prefix()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "network namespaces need root");
        using Lab lab = Lab.Open("lan");
        string prefix = Path.Combine(lab.Folder, "prefix");
        using RunningProgram install = new(Path.Combine(Builds.Root, "install"), ["--prefix", prefix, "--managed"]);
        Assert.True(install.End(Patience) == 0, install.Text);
        foreach (string file in (string[])["sbin/kea-dhcp4", "sbin/kea-lfc", "sbin/perfdhcp", "sbin/kea-shell", "sbin/keactrl", "sbin/kea-admin", "etc/kea/keactrl.conf",
            "share/man/man8/kea-dhcp4.8", "share/bash-completion/completions/kea-shell", "share/zsh/site-functions/_nestor", "etc/kea/kea-dhcp4.conf", "lib/systemd/system/kea-dhcp4.service",
            "sbin/kea-ctrl-agent", "etc/kea/kea-ctrl-agent.conf", "share/kea/samples/kea-ctrl-agent.conf", "lib/systemd/system/kea-ctrl-agent.service"])
        {
            Assert.True(File.Exists(Path.Combine(prefix, file)), file);
        }

        using RunningProgram check = new(Path.Combine(prefix, "sbin/kea-ctrl-agent"), ["-t", Path.Combine(prefix, "etc/kea/kea-ctrl-agent.conf")]);
        Assert.True(check.End() == 0, check.Text);
        string unit = File.ReadAllText(Path.Combine(prefix, "lib/systemd/system/kea-ctrl-agent.service"));
        Assert.Contains($"ExecStart={prefix}/sbin/kea-ctrl-agent -c {prefix}/etc/kea/kea-ctrl-agent.conf\n", unit, StringComparison.Ordinal);

        Host server = lab.AddHost("server");
        server.Plug("lan", "192.0.2.1/24");
        Host client = lab.AddHost("client");
        client.Plug("lan");
        Dictionary<string, string> own = new() { ["KEA_PIDFILE_DIR"] = "", ["KEA_DHCP_DATA_DIR"] = "", ["KEA_LOG_FILE_DIR"] = "", ["KEA_LFC_EXECUTABLE"] = "" };
        RunningProgram program = server.Start(Path.Combine(prefix, "sbin/kea-dhcp4"), ["-c", Path.Combine(prefix, "etc/kea/kea-dhcp4.conf")], own);
        program.WaitFor("DHCP4_STARTED", 30);
        Assert.True(File.Exists(Path.Combine(prefix, "var/run/kea/kea-dhcp4.kea-dhcp4.pid")));
        Clients.Udhcpc.Start(client).WaitFor("script: bound 192.0.2.", 20);
        Assert.Contains(LeaseRow.ReadAll(Path.Combine(prefix, "var/lib/kea/kea-leases4.csv")), row => row.IsHeld);
    }
}
