using System.Text;
using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.UserChk;

public sealed class UserChkTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nestor-users");

    private string Registry => Path.Combine(_folder.FullName, "registry");

    private string Record => Path.Combine(_folder.FullName, "outcome");

    public void Dispose() => _folder.Delete(recursive: true);

    private string Members => $$"""
        "hooks-libraries": [ { "library": "libdhcp_user_chk.so", "parameters": { "registry": "{{Registry}}", "outcome": "{{Record}}" } } ],
        "subnet4": [
          { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] },
          { "id": 2, "subnet": "198.51.100.0/24", "pools": [ { "pool": "198.51.100.10 - 198.51.100.19" } ] } ]
        """;

    private static Packet4 Lease(LibraryBench4 bench, byte client)
    {
        var offer = bench.Bench.Send(new Query(MessageType4.Discover) { Client = client })!;
        return bench.Bench.Send(new Query(MessageType4.Request) { Client = client }.With(OptionCode4.RequestedAddress, offer.Yiaddr)
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address))!;
    }

    [Fact]
    public async Task Known_clients_are_served_as_usual_with_their_own_options_and_others_in_the_last_subnet()
    {
        await File.WriteAllLinesAsync(Registry,
        [
            """{ "type": "HW_ADDR", "id": "02:00:00:00:00:01", "bootfile": "/srv/mine", "tftp_server": "tftp.example" }""",
            """{ "type": "HW_ADDR", "id": "020000000002" }""",
            """{ "type": "HW_ADDR", "id": "00000000", "bootfile": "/srv/others" }""",
        ], TestContext.Current.CancellationToken);
        using (var bench = new LibraryBench4(Members))
        {
            var mine = Lease(bench, 1);
            Assert.Equal(Ip4.Parse("192.0.2.10"), mine.Yiaddr);
            Assert.Equal(("/srv/mine", "tftp.example"), (Text(mine, 67), Text(mine, 66)));
            Assert.Equal((Ip4.Parse("192.0.2.11"), null), (Lease(bench, 2).Yiaddr, Text(Lease(bench, 2), 67)));
            var stranger = Lease(bench, 3);
            Assert.Equal((Ip4.Parse("198.51.100.10"), "/srv/others"), (stranger.Yiaddr, Text(stranger, 67)));
        }

        string record = await File.ReadAllTextAsync(Record, TestContext.Current.CancellationToken);
        Assert.StartsWith("id_type=HW_ADDR\nclient=hwtype=1 02:00:00:00:00:01\naddr=192.0.2.10\nregistered=yes\n\n", record, StringComparison.Ordinal);
        Assert.EndsWith("client=hwtype=1 02:00:00:00:00:03\naddr=198.51.100.10\nregistered=no\n\n", record, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_are_wrong_are_told_and_left_out_and_a_registry_that_is_not_there_is_refused()
    {
        Assert.Contains("cannot be read", Assert.Single(LibraryBench4.Refused(Members)), StringComparison.Ordinal);
        File.WriteAllLines(Registry, ["nonsense", "{ \"type\": \"MAC\", \"id\": \"01\" }", "{ \"type\": \"DUID\", \"id\": \"0g\" }", "", "{ \"type\": \"DUID\", \"id\": \"0001\" }", new string('[', 100_000)]);
        using var bench = new LibraryBench4(Members);
        Assert.Equal([1, 2, 3, 6], bench.Warnings.Where(w => w.Contains("left out", StringComparison.Ordinal)).Select(w => int.Parse(w.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture)));
        File.WriteAllText(Registry, "");
        Assert.Contains("\"regisrty\"", Assert.Single(LibraryBench4.Refused(Members.Replace("\"registry\"", "\"regisrty\": 1, \"registry\"", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.All(LibraryBench4.Refused(Members, isByCommand: true), e => Assert.Contains("wanted a file in", e, StringComparison.Ordinal));
    }

    private static string? Text(Packet4 packet, byte code) => packet.TryOption(code, out var body) ? Encoding.UTF8.GetString(body) : null;
}
