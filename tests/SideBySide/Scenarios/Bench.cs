using SideBySide.Grammar;
using SideBySide.Servers;

namespace SideBySide.Scenarios;

/// <summary>Runs one scenario from the first packet to the last row.</summary>
internal static class Bench
{
    /// <summary>NESTOR_SEED, or the seed that `./test` always uses.</summary>
    public static int Seed { get; } =
        int.TryParse(Environment.GetEnvironmentVariable("NESTOR_SEED"), out int asked) ? asked : 2131;

    public static string NewFolder(string name) =>
        Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"nestor-{name}-{Guid.NewGuid():N}")).FullName;

    /// <summary>The session, finished and cleaned up; its findings stay.</summary>
    /// <param name="subjectText">Another configuration for the subject, to see that the bench notices.</param>
    public static Session Run(Scenario scenario, ServerCommand subject, string? subjectText = null) =>
        Run(scenario, subject, Fixture.Text(scenario.Name), session => Play(scenario, session), subjectText);

    /// <summary>The same with a configuration of its own, and of what is done with it.</summary>
    public static Session Run(
        Scenario scenario, ServerCommand subject, string text, Action<Session> play, string? subjectText = null)
    {
        string folder = NewFolder("compare");
        Terrain terrain = scenario.Terrain;
        try
        {
            using var reference = new Side(ServerCommand.Reference, terrain.ServerAddresses, terrain.Gateway,
                Path.Combine(folder, "reference"), (command, at) => Fixture.Complete(text, command, at));
            using var tested = new Side(subject, terrain.ServerAddresses, terrain.Gateway,
                Path.Combine(folder, "subject"), (command, at) => Fixture.Complete(subjectText ?? text, command, at));
            using var session = new Session(scenario, reference, tested);
            play(session);
            session.Finish();
            return session;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Play(Scenario scenario, Session session)
    {
        var life = new Life(session);
        int number = 0;
        foreach (Client client in scenario.Terrain.Residents.Concat(Newcomers(scenario.Terrain)))
        {
            number++;
            life.Whole(client, new Client("stranger") { Mac = $"02:00:00:00:20:{number:x2}", Relay = client.Relay });
        }

        scenario.Script?.Invoke(session);
        var grammar = new ExchangeGrammar(scenario.Terrain, Seed + scenario.Name.Length);
        for (int i = 0; i < scenario.Generated; i++)
        {
            grammar.Step(session);
        }
    }

    private static IEnumerable<Client> Newcomers(Terrain terrain)
    {
        if (terrain.IsForRelays)
        {
            return Relayed(terrain);
        }

        return
        [
            new Client("direct") { Mac = "02:00:00:00:21:01" },
            new Client("broadcasting")
            {
                Mac = "02:00:00:00:21:02",
                WantsBroadcast = true,
                ClientId = [1, 2, 0, 0, 0, 0x21, 2],
            },
            .. Relayed(terrain),
        ];
    }

    private static IEnumerable<Client> Relayed(Terrain terrain)
    {
        for (int i = 0; i < terrain.Relays.Count; i++)
        {
            yield return new Client("relayed")
            {
                Mac = $"02:00:00:00:22:{i:x2}",
                Relay = terrain.Relays[i],
                RelayOptions = [1, 2, 0, (byte)i],
            };
        }
    }
}
