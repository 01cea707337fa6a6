using System.Text.Json;
using Conformance.Clients;
using Conformance.Operation;

namespace Conformance.Tools;

/// <summary>nestor leases, from a running server and from files.</summary>
public sealed class LeaseListTests
{
    private const string Header4 = "address,hwaddr,client_id,valid_lifetime,expire,subnet_id,fqdn_fwd,fqdn_rev,hostname,state,user_context,pool_id\n";

    private const string Rows4 = Header4 + """
        192.0.2.30,02:00:00:00:00:03,,3600,4000000000,2,0,0,,1,,0
        192.0.2.9,02:00:00:00:00:01,01:02:00:00:00:00:01,3600,4000000000,1,1,0,pc.example.org,0,{ "a": "x&#x2cy" },5
        192.0.2.10,02:00:00:00:00:02,,3600,1000000000,1,0,0,old.example.org,0,,0
        192.0.2.11,02:00:00:00:00:04,,4294967295,4294967299,1,0,0,,0,,0
        192.0.2.12,02:00:00:00:00:05,,3600,4000000000,1,0,0,,0,,0
        192.0.2.12,02:00:00:00:00:05,,0,4000000000,1,0,0,,0,,0
        192.0.2.13,02:00:00:00:00:06,,3600,1000000000,1,0,0,,2,,0

        """;

    private const string Rows6 = """
        address,duid,valid_lifetime,expire,subnet_id,pref_lifetime,lease_type,iaid,prefix_len,fqdn_fwd,fqdn_rev,hostname,hwaddr,state,user_context,hwtype,hwaddr_source,pool_id
        2001:db8::5,00:01:02:03,4000,4000000000,1,3000,0,7,128,1,0,host.example.org,02:00:00:00:00:01,0,,1,2,0
        2001:db8:1::,00:01:02:04,4000,4000000000,1,3000,2,8,56,1,0,,,0,,,,3

        """;

    [Fact]
    public void The_leases_of_a_running_server_are_listed_by_its_socket_and_by_its_configuration_and_its_files_stay_as_they_are()
    {
        using Daemon daemon = new();
        daemon.Configure($"\"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("socket")}\" }},");
        daemon.Environment["KEA_CONTROL_SOCKET_DIR"] = daemon.Folder;
        daemon.Serve();
        string[] got = [daemon.Lease(1)!.ToString(), daemon.Lease(2)!.ToString(), daemon.Lease(3)!.ToString()];
        DateTime before = File.GetLastWriteTimeUtc(daemon.LeaseFile);
        foreach (string[] source in (string[][])[["--socket", daemon.In("socket")], ["-c", daemon.Config], ["--file", daemon.LeaseFile]])
        {
            Ended ended = Tool.Ours("nestor", ["leases", .. source, "--json"]);
            Assert.Equal((0, ""), (ended.Code, ended.Errors));
            Assert.Equal(got.Order(), JsonDocument.Parse(ended.Output).RootElement.EnumerateArray().Select(l => l.GetProperty("ip-address").GetString()!).Order());
        }

        Assert.Equal("3\n", Tool.Ours("nestor", ["leases", "--socket", daemon.In("socket"), "--count"]).Output);
        Assert.Equal(before, File.GetLastWriteTimeUtc(daemon.LeaseFile));
        Assert.NotNull(daemon.Lease(4));
    }

    [Fact]
    public void A_server_with_the_lease_commands_is_asked_page_by_page()
    {
        Assert.SkipUnless(KeasAgent.LeaseCommands is not null, "needs Debian's libdhcp_lease_cmds");
        using KeasAgent kea = new();
        string socket = kea.In("socket");
        Assert.Equal((1, "no lease is found\n"), (Tool.Ours("nestor", ["leases", "--socket", socket]).Code, Tool.Ours("nestor", ["leases", "--socket", socket]).Errors));
        foreach (int host in (int[])[15, 9, 200])
        {
            ControlClient.Must(
                socket, "lease4-add", $$"""{ "ip-address": "192.0.2.{{host}}", "hw-address": "02:00:00:00:00:01", "subnet-id": 7, "hostname": "h{{host}}" }""",
                0, $"Lease for address 192.0.2.{host}, subnet-id 7 added.");
        }

        Ended csv = Tool.Ours("nestor", ["leases", "--socket", socket, "--csv"]);
        Assert.Equal(["192.0.2.9", "192.0.2.15", "192.0.2.200"], csv.Output.TrimEnd('\n').Split('\n').Skip(1).Select(row => row.Split(',')[0]));
        Assert.Equal("1\n", Tool.Ours("nestor", ["leases", "--socket", socket, "--count", "--hostname", "h9"]).Output);
    }

    [Fact]
    public void Leases_are_shown_in_the_order_of_their_addresses_without_those_that_ran_out()
    {
        using Files files = new();
        Assert.Matches(
            """
            ^ADDRESS +HARDWARE ADDRESS +STATE +LEFT +SUBNET +HOSTNAME
            192\.0\.2\.9 +02:00:00:00:00:01 +active +\d+d\d\dh +1 +pc\.example\.org
            192\.0\.2\.11 +02:00:00:00:00:04 +active +never +1 +-
            192\.0\.2\.30 +02:00:00:00:00:03 +declined +\d+d\d\dh +2 +-
            $
            """, List(files.Write("l4", Rows4)));
        Assert.Matches(
            """
            ^ADDRESS OR PREFIX +IAID +STATE +LEFT +SUBNET +HOSTNAME +EXPIRES +POOL +DUID
            2001:db8::5 +7 +active +\d+d\d\dh +1 +host\.example\.org +2096-10-02 07:06:40Z +0 +00:01:02:03
            2001:db8:1::/56 +8 +active +\d+d\d\dh +1 +- +2096-10-02 07:06:40Z +3 +00:01:02:04
            $
            """, List(files.Write("l6", Rows6), "--wide"));
    }

    [Theory]
    [InlineData("192.0.2.10", "192.0.2.10")]
    [InlineData("-4 192.0.2.10", "192.0.2.10")]
    [InlineData("192.0.2.12", "")]
    [InlineData("192.0.2.8/30", "192.0.2.9 192.0.2.11")]
    [InlineData("--all", "192.0.2.9 192.0.2.10 192.0.2.11 192.0.2.13 192.0.2.30")]
    [InlineData("--state expired", "192.0.2.10")]
    [InlineData("--state reclaimed", "192.0.2.13")]
    [InlineData("--state declined", "192.0.2.30")]
    [InlineData("--subnet-id 2", "192.0.2.30")]
    [InlineData("--mac 02-00-00-00-00-01", "192.0.2.9")]
    [InlineData("--client-id 01020000000001", "192.0.2.9")]
    [InlineData("--hostname pc", "192.0.2.9")]
    [InlineData("--all --hostname *.example.org", "192.0.2.9 192.0.2.10")]
    public void Filters_choose(string flags, string addresses)
    {
        using Files files = new();
        Ended ended = Tool.Ours("nestor", ["leases", "--file", files.Write("l4", Rows4), "--csv", .. flags.Split(' ')]);
        Assert.Equal(addresses.Length == 0 ? 1 : 0, ended.Code);
        Assert.Equal(addresses, string.Join(' ', ended.Output.TrimEnd('\n').Split('\n').Skip(1).Select(row => row.Split(',')[0])));
    }

    [Fact]
    public void As_CSV_they_are_a_lease_file_again_and_as_JSON_what_the_lease_commands_answer()
    {
        using Files files = new();
        foreach (string rows in (string[])[Rows4, Rows6])
        {
            string once = Tool.Ours("nestor", ["leases", "--all", "--csv", "--file", files.Write("once", rows)]).Output;
            string twice = Tool.Ours("nestor", ["leases", "--all", "--csv", "--file", files.Write("twice", once)]).Output;
            Assert.Equal(once, twice);
            Assert.All(once.TrimEnd('\n').Split('\n'), line => Assert.Contains(line + "\n", rows, StringComparison.Ordinal));
        }

        JsonElement lease = JsonDocument.Parse(Tool.Ours("nestor", ["leases", "--json", "192.0.2.9", "--file", files.Write("l4", Rows4)]).Output).RootElement[0];
        Assert.Equal(
            """{"client-id":"01:02:00:00:00:00:01","cltt":3999996400,"fqdn-fwd":true,"fqdn-rev":false,"hostname":"pc.example.org","hw-address":"02:00:00:00:00:01","ip-address":"192.0.2.9","pool-id":5,"state":0,"subnet-id":1,"user-context":{"a":"x,y"},"valid-lft":3600}""",
            JsonSerializer.Serialize(lease));
        JsonElement prefix = JsonDocument.Parse(Tool.Ours("nestor", ["leases", "--json", "2001:db8:1::", "--file", files.Write("l6", Rows6)]).Output).RootElement[0];
        Assert.Equal(("IA_PD", 56), (prefix.GetProperty("type").GetString(), prefix.GetProperty("prefix-len").GetInt32()));
    }

    [Fact]
    public void All_files_that_a_clean_up_left_are_read_and_a_bad_row_costs_only_itself()
    {
        using Files files = new();
        string file = files.Write("leases", Header4 + "192.0.2.3,02:00:00:00:00:03,,3600,4000000000,1,0,0,,0,,0\nnonsense\n192.0.2.2,02:00:00:00:00:09,,3600,4000000000,1,0,0,,0,,0\n");
        files.Write("leases.2", Header4 + "192.0.2.1,02:00:00:00:00:01,,3600,4000000000,1,0,0,,0,,0\n192.0.2.2,02:00:00:00:00:02,,3600,4000000000,1,0,0,,0,,0\n");
        Ended ended = Tool.Ours("nestor", ["leases", "--file", file, "--csv"]);
        Assert.Equal(3, ended.Output.Split('\n').Length - 2);
        Assert.Contains("192.0.2.2,02:00:00:00:00:09,", ended.Output, StringComparison.Ordinal);
        Assert.Contains("the row is left out", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_is_said_with_exit_code_2()
    {
        using Files files = new();
        string[][] calls =
        [
            ["--file", files.Path("none")], ["--file", files.Write("other", "a,b\nc,d\n")], ["-c", files.Path("none")], ["--socket", files.Path("none")],
            ["--state", "foo"], ["--subnet-id", "x"], ["--bogus"], ["192.0.2.300"], ["192.0.2.0/33"], ["--json=x"],
        ];
        foreach (string[] call in calls)
        {
            Ended ended = Tool.Ours("nestor", ["leases", .. call]);
            Assert.Equal((string.Join(' ', call), 2, ""), (string.Join(' ', call), ended.Code, ended.Output));
            Assert.NotEmpty(ended.Errors);
            Assert.DoesNotContain("   at ", ended.Errors, StringComparison.Ordinal);
        }
    }

    private static string List(string file, params string[] flags) => Tool.Ours("nestor", ["leases", "--file", file, .. flags]).Output;

    private sealed class Files : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("nestor-leases-").FullName;

        public string Path(string name) => System.IO.Path.Combine(_folder, name);

        public string Write(string name, string text)
        {
            File.WriteAllText(Path(name), text);
            return Path(name);
        }

        public void Dispose() => Directory.Delete(_folder, recursive: true);
    }
}
