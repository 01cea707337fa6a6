using SideBySide.Grammar;
using SideBySide.Servers;

namespace SideBySide.Scenarios;

/// <summary>Runs one DHCPv6 scenario from the first packet to the last row.</summary>
internal static class Bench6
{
    /// <summary>The session, finished and cleaned up; its findings stay.</summary>
    /// <param name="subjectText">Another configuration for the subject, to see that the bench notices.</param>
    public static Session6 Run(Scenario6 scenario, ServerCommand subject, string? subjectText = null) =>
        Run(scenario, subject, Fixture.Text(scenario.Name), session => Play(scenario, session), subjectText);

    /// <summary>The same with a configuration of its own, and of what is done with it.</summary>
    public static Session6 Run(
        Scenario6 scenario, ServerCommand subject, string text, Action<Session6> play, string? subjectText = null)
    {
        string folder = Bench.NewFolder("compare6");
        IReadOnlyList<string> addresses = scenario.Terrain.ServerAddresses;
        try
        {
            using var reference = new Side6(ServerCommand.Reference6, addresses, Path.Combine(folder, "reference"),
                (command, at) => Fixture.Complete(text, command, at));
            using var tested = new Side6(subject, addresses, Path.Combine(folder, "subject"),
                (command, at) => Fixture.Complete(subjectText ?? text, command, at));
            using var session = new Session6(scenario, reference, tested);
            play(session);
            session.Finish();
            return session;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Play(Scenario6 scenario, Session6 session)
    {
        var life = new Life6(session);
        int number = 0;
        foreach (Client6 client in scenario.IsTimed ? [] : scenario.Terrain.Residents.Concat(Newcomers(scenario.Terrain)))
        {
            number++;
            life.Whole(client, new Client6("stranger")
            {
                Mac = $"02:00:00:00:20:{number:x2}",
                Hops = client.Hops,
                WantsAddress = client.WantsAddress,
                WantsPrefix = client.WantsPrefix,
            });
        }

        scenario.Script?.Invoke(session);
        var grammar = new ExchangeGrammar6(scenario.Terrain, Bench.Seed + scenario.Name.Length);
        for (int i = 0; i < scenario.Generated; i++)
        {
            grammar.Step(session);
        }
    }

    private static IEnumerable<Client6> Newcomers(Terrain6 terrain)
    {
        yield return new Client6("direct") { Mac = "02:00:00:00:21:01" };
        yield return new Client6("router") { Mac = "02:00:00:00:21:02", WantsAddress = false, WantsPrefix = true };
        yield return new Client6("both") { Mac = "02:00:00:00:21:03", WantsPrefix = true, Iaid = 0xfffffff0 };
        for (int i = 0; i < terrain.Relays.Count; i++)
        {
            yield return new Client6($"relayed-{i}") { Mac = $"02:00:00:00:22:{i:x2}", Hops = terrain.Relays[i], WantsPrefix = i % 2 == 1 };
        }
    }
}
