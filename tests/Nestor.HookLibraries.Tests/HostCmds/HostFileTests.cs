using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp4;

namespace Nestor.HookLibraries.Tests.HostCmds;

/// <summary>The file in the place of Kea's database: what is in it counts, and what is wrong with it does the least harm.</summary>
public sealed class HostFileTests : IDisposable
{
    private readonly HostBenches _hosts = new();

    public void Dispose() => _hosts.Dispose();

    [Theory]
    [InlineData("{ \"reservations\": [ { \"subnet-id\": 1, ")]
    [InlineData("{ }")]
    [InlineData("{ \"reservations\": [ { \"hw-address\": \"02:00:00:00:00:01\" } ] }")]
    public void A_file_that_cannot_be_read_is_not_written_over(string text)
    {
        File.WriteAllText(_hosts.File, text);
        using var bench = _hosts.Four();
        string answer = bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01" } }""");
        Assert.StartsWith("""{"result":1,"text":""" + "\"", answer, StringComparison.Ordinal);
        Assert.Contains(_hosts.File, answer, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(_hosts.File));
        Assert.Equal("192.0.2.10", bench.Bench.Send(new Query(MessageType4.Discover))!.Yiaddr.ToString());
    }

    [Fact]
    public void A_reservation_that_means_nothing_in_the_configuration_is_kept_and_the_others_count()
    {
        File.WriteAllText(_hosts.File, """
            { "reservations": [ { "subnet-id": 1, "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.201" },
              { "subnet-id": 1, "hw-address": "02:00:00:00:00:02", "ip-address": "10.0.0.1" },
              { "subnet-id": 77, "hw-address": "02:00:00:00:00:03", "ip-address": "10.0.0.3" },
              { "subnet-id": 1, "hw-address": "02:00:00:00:00:04", "ip-address": "192.0.2.204" } ] }
            """);
        using var bench = _hosts.Four();
        Assert.Equal("192.0.2.201", bench.Bench.Send(new Query(MessageType4.Discover) { Client = 1 })!.Yiaddr.ToString());
        Assert.Equal("192.0.2.204", bench.Bench.Send(new Query(MessageType4.Discover) { Client = 4 })!.Yiaddr.ToString());
        Assert.Contains("4 IPv4 host(s) found.", bench.Tell("reservation-get-page", """{ "limit": 10, "source-index": 1 }"""), StringComparison.Ordinal);
        bench.Tell("reservation-del", """{ "subnet-id": 1, "ip-address": "192.0.2.201" }""");
        Assert.Contains("10.0.0.1", File.ReadAllText(_hosts.File), StringComparison.Ordinal);
        Assert.Equal("""{"result":0,"text":"Host deleted."}""", bench.Tell("reservation-del", """{ "subnet-id": 77, "ip-address": "10.0.0.3" }"""));
    }

    [Fact]
    public void A_change_that_cannot_be_written_does_not_count()
    {
        using var bench = _hosts.Four();
        Directory.CreateDirectory(_hosts.File);
        string answer = bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.202" } }""");
        Assert.Contains("could not be written", answer, StringComparison.Ordinal);
        Assert.Equal("192.0.2.10", bench.Bench.Send(new Query(MessageType4.Discover) { Client = 1 })!.Yiaddr.ToString());
        Assert.Equal("""{"arguments":{"hosts":[]},"result":3,"text":"0 IPv4 host(s) found."}""", bench.Tell("reservation-get-all", """{ "subnet-id": 1, "operation-target": "database" }"""));
    }

    [Fact]
    public void Commands_at_one_time_lose_none_of_their_reservations()
    {
        using var bench = _hosts.Four();
        string Of(int client) => $$"""{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:{{client}}", "ip-address": "192.0.2.{{client}}" } }""";
        var first = bench.Begin("reservation-add", Of(11));
        var second = bench.Begin("reservation-add", Of(12));
        Assert.Contains("Host added.", LibraryBench4.End(second), StringComparison.Ordinal);
        Assert.Contains("Host added.", LibraryBench4.End(first), StringComparison.Ordinal);
        Assert.Equal("192.0.2.11", bench.Bench.Send(new Query(MessageType4.Discover) { Client = 0x11 })!.Yiaddr.ToString());
        Assert.Equal("192.0.2.12", bench.Bench.Send(new Query(MessageType4.Discover) { Client = 0x12 })!.Yiaddr.ToString());
    }

    [Fact]
    public void A_query_allocates_nothing_for_reservations_of_a_file()
    {
        using var bench = _hosts.Four();
        bench.Tell("reservation-add", """{ "reservation": { "subnet-id": 1, "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.202" } }""");
        var hosts = bench.Settings4.Hosts;
        byte[] known = [2, 0, 0, 0, 0, 1];
        byte[] unknown = [2, 0, 0, 0, 0, 2];
        long found = 0;
        for (int i = 0; i < 1000; i++)
        {
            found += Look();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++)
        {
            found += Look();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(4000, found);

        int Look() => (hosts.Find(1, Model.Hosts.HostIdentifierType.HwAddress, known) is null ? 0 : 1)
            + (hosts.Find(1, Model.Hosts.HostIdentifierType.HwAddress, unknown) is null ? 0 : 1)
            + hosts.AtAddress(1, new Wire.Values.Ip4(0xC00002CA)).Length;
    }

    [Theory]
    [InlineData("\"\"", "hosts-file")]
    [InlineData("7", "hosts-file")]
    [InlineData("\"a/..\"", "hosts-file")]
    public void The_name_of_the_file_must_be_one(string name, string told) => Assert.Contains(told, Assert.Single(LibraryBench4.Refused(
        $"\"hooks-libraries\": [ {{ \"library\": \"libdhcp_host_cmds.so\", \"parameters\": {{ \"hosts-file\": {name} }} }} ]")), StringComparison.Ordinal);

    [Fact]
    public void A_file_outside_of_the_servers_folder_is_warned_of_and_refused_by_command()
    {
        string members = $"\"hooks-libraries\": [ {{ \"library\": \"libdhcp_host_cmds.so\", \"parameters\": {{ \"hosts-file\": \"{_hosts.File}\" }} }} ]";
        Assert.Empty(LibraryBench4.Refused(members));
        Assert.Contains(_hosts.File, Assert.Single(LibraryBench4.Refused(members, isByCommand: true)), StringComparison.Ordinal);
        using var bench = _hosts.Four();
        Assert.Contains(_hosts.File, Assert.Single(bench.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void It_takes_no_other_parameter() => Assert.Contains("colour", Assert.Single(LibraryBench4.Refused(
        "\"hooks-libraries\": [ { \"library\": \"libdhcp_host_cmds.so\", \"parameters\": { \"colour\": 1 } } ]")), StringComparison.Ordinal);
}
