using SideBySide.Comparison;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Hooks;

/// <summary>The same packets go to Kea 2.2 with libdhcp_run_script and to us with ours; the events of the scripts are compared.</summary>
public sealed class RunScriptTests(ITestOutputHelper output)
{
    private static readonly Client Direct = new("direct") { Mac = "02:00:00:00:21:01", ClientId = [1, 2, 0, 0, 0, 0x21, 1] };
    private static readonly Client Relayed = new("relayed") { Mac = "02:00:00:00:21:02", Relay = "192.0.2.9", RelayOptions = [1, 3, 65, 66, 67, 2, 2, 0xAB, 9] };
    private static readonly Client Named = new("named") { Mac = "02:00:00:00:21:03" };

    [Fact]
    public void Every_DHCPv4_event_has_Keas_variables()
    {
        Requirements.Check();
        var (expected, found) = Play(""" "expired-leases-processing": { "hold-reclaimed-time": 0 }, """, session =>
        {
            var life = new Life(session);
            foreach (var client in (Client[])[Direct, Relayed])
            {
                life.Obtain(client);
                life.Renew(client, client.Address!);
                life.Rebind(client, client.Address!);
                life.Release(client, client.Address!);
                life.Obtain(client);
                life.Decline(client, client.Address!);
            }

            life.Discover(Named, query => query.AddText(12, "named-host"));
            life.Select(Named, "192.0.2.33", query => query.AddText(12, "named-host"));
        });
        ScriptEvents.Compare(output, expected, found);
    }

    [Fact]
    public void A_DHCPv4_lease_that_ran_out_and_one_that_recovers_are_told_as_Keas()
    {
        Requirements.Check();
        const string Quick = """
            "valid-lifetime": 2, "min-valid-lifetime": 1, "decline-probation-period": 2,
            "expired-leases-processing": { "reclaim-timer-wait-time": 1, "hold-reclaimed-time": 0, "flush-reclaimed-timer-wait-time": 1 },
            """;
        var (expected, found) = Play(Quick, session =>
        {
            var life = new Life(session);
            life.Obtain(Direct);
            life.Obtain(Relayed);
            life.Decline(Relayed, Relayed.Address!);
            Thread.Sleep(5000);
        });
        ScriptEvents.Compare(output, expected, found);
        Assert.Contains(found, e => e["event"] == "lease4_expire");
        Assert.Contains(found, e => e["event"] == "lease4_recover");
    }

    private static (List<SortedDictionary<string, string>> Expected, List<SortedDictionary<string, string>> Found) Play(string members, Action<Session> play)
    {
        var scenario = new Scenario("run-script", new Terrain()) { IsTimed = true };
        string folder = Bench.NewFolder("script");
        try
        {
            ScriptEvents kea = new(Path.Combine(folder, "reference"));
            ScriptEvents own = new(Path.Combine(folder, "subject"));
            using var reference = new Side(ServerCommand.Reference, scenario.Terrain.ServerAddresses, scenario.Terrain.Gateway,
                Path.Combine(folder, "reference"), (command, at) => Fixture.Complete(Text(members, kea.Library(command)), command, at));
            using var tested = new Side(ServerCommand.Subject, scenario.Terrain.ServerAddresses, scenario.Terrain.Gateway,
                Path.Combine(folder, "subject"), (command, at) => Fixture.Complete(Text(members, own.Library(command)), command, at));
            using var session = new Session(scenario, reference, tested);
            play(session);
            Thread.Sleep(500);
            int count = kea.Count;
            return (kea.Read(count, isV4: true), own.Read(count, isV4: true));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(string members, string library) => $$"""
        { "Dhcp4": { {{members}} "hooks-libraries": [ {{library}} ],
          "subnet4": [ { "id": 7, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.60" } ] } ] } }
        """;
}
