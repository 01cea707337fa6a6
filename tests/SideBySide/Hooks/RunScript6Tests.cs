using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;
using Xunit;

namespace SideBySide.Hooks;

/// <summary>As <see cref="RunScriptTests"/> for the DHCPv6 server.</summary>
public sealed class RunScript6Tests(ITestOutputHelper output)
{
    private static Client6 Direct => new("direct") { Mac = "02:00:00:00:21:01", WantsPrefix = true };

    private static Client6 Other => new("other") { Mac = "02:00:00:00:21:02" };

    [Fact]
    public void Every_DHCPv6_event_has_Keas_variables()
    {
        Requirements.Check(ServerCommand.Subject6);
        var (expected, found) = Play(""" "expired-leases-processing": { "hold-reclaimed-time": 0 }, "preferred-lifetime": 3600, """, session =>
        {
            var life = new Life6(session);
            foreach (var client in (Client6[])[Direct, Other])
            {
                life.Obtain(client);
                life.Speak(client, MessageType6.Renew, "renews");
                life.Speak(client, MessageType6.Rebind, "rebinds");
                life.Speak(client, MessageType6.Release, "releases");
                life.Obtain(client);
                life.Speak(client, MessageType6.Decline, "declines");
            }
        });

        // A lease that is given back is written without a preferred lifetime, and that is what the script hears of it.
        string[] given = [.. expected.SelectMany(e => e.Keys).Where(k => k.StartsWith("DELETED", StringComparison.Ordinal) && k.EndsWith("PREFERRED_LIFETIME", StringComparison.Ordinal))];
        Assert.NotEmpty(given);
        foreach (var one in expected.Concat(found))
        {
            Array.ForEach(given, name => one.Remove(name));
        }

        ScriptEvents.Compare(output, expected, found);
    }

    [Fact]
    public void A_DHCPv6_lease_that_ran_out_and_one_that_recovers_are_told_as_Keas()
    {
        Requirements.Check(ServerCommand.Subject6);
        const string Quick = """
            "valid-lifetime": 2, "min-valid-lifetime": 1, "preferred-lifetime": 1, "min-preferred-lifetime": 1, "decline-probation-period": 2,
            "expired-leases-processing": { "reclaim-timer-wait-time": 1, "hold-reclaimed-time": 0, "flush-reclaimed-timer-wait-time": 1 },
            """;
        var (expected, found) = Play(Quick, session =>
        {
            var life = new Life6(session);
            life.Obtain(Direct);
            var other = Other;
            life.Obtain(other);
            life.Speak(other, MessageType6.Decline, "declines");
            Thread.Sleep(5000);
        });
        ScriptEvents.Compare(output, expected, found);
        Assert.Contains(found, e => e["event"] == "lease6_expire");
        Assert.Contains(found, e => e["event"] == "lease6_recover");
    }

    private static (List<SortedDictionary<string, string>> Expected, List<SortedDictionary<string, string>> Found) Play(string members, Action<Session6> play)
    {
        var scenario = new Scenario6("run-script", new Terrain6()) { IsTimed = true };
        string folder = Bench.NewFolder("script");
        try
        {
            ScriptEvents kea = new(Path.Combine(folder, "reference"));
            ScriptEvents own = new(Path.Combine(folder, "subject"));
            using var reference = new Side6(ServerCommand.Reference6, scenario.Terrain.ServerAddresses,
                Path.Combine(folder, "reference"), (command, at) => Fixture.Complete(Text(members, kea.Library(command)), command, at));
            using var tested = new Side6(ServerCommand.Subject6, scenario.Terrain.ServerAddresses,
                Path.Combine(folder, "subject"), (command, at) => Fixture.Complete(Text(members, own.Library(command)), command, at));
            using var session = new Session6(scenario, reference, tested);
            play(session);
            Thread.Sleep(500);
            int count = kea.Count;
            return (kea.Read(count, isV4: false), own.Read(count, isV4: false));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Text(string members, string library) => $$"""
        { "Dhcp6": { {{members}} "hooks-libraries": [ {{library}} ],
          "subnet6": [ { "id": 7, "subnet": "2001:db8::/48", "interface": "eth0", "pools": [ { "pool": "2001:db8:0:1::/112" } ],
            "pd-pools": [ { "prefix": "2001:db8:0:8000::", "prefix-len": 52, "delegated-len": 60 } ] } ] } }
        """;
}
