using SideBySide.Grammar;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>Exchanges with both servers over a configuration made at random.</summary>
internal static class GeneratedBench
{
    private const int Guests = 6;

    public static Session Run4(int seed)
    {
        GeneratedConfig config = ConfigGrammar.Make(Family.V4, seed, isShown: false);
        var scenario = new Scenario(config.Name, new Terrain { Relays = config.Relays });
        return Bench.Run(scenario, ServerCommand.Subject, Text(config, Family.V4), session => Play(session, config, new Dice(seed)));
    }

    public static Session6 Run6(int seed)
    {
        GeneratedConfig config = ConfigGrammar.Make(Family.V6, seed, isShown: false);
        var scenario = new Scenario6(config.Name, new Terrain6());
        return Bench6.Run(scenario, ServerCommand.Subject6, Text(config, Family.V6), session => Play(session, config, new Dice(seed)));
    }

    private static string Text(GeneratedConfig config, Family family)
    {
        string text = $"{{ \"{family.Element}\": {{ {config.Server.ToJsonString()[1..]} }}";
        Transcript.Keep(config.Name, text);
        return text;
    }

    /// <summary>The residents and strangers of a configuration, each on some link.</summary>
    private static IEnumerable<Guest> Choose(GeneratedConfig config, Dice dice) => Enumerable.Range(0, Guests).Select(_ => new Guest(
        dice.Chance(75) ? 1 + dice.Below(Guest.Known) : 20 + dice.Below(20),
        config.Relays.Count > 0 && dice.Chance(60) ? dice.Pick(config.Relays) : null));

    private static void Play(Session session, GeneratedConfig config, Dice dice)
    {
        var life = new Life(session);
        foreach (Guest guest in Choose(config, dice))
        {
            Client client = guest.As4(dice);
            Action<Query> dress = Guest.Dress4(dice);
            Reply? offer = life.Discover(client, dress);
            client.ServerIdentifier = offer?.ServerIdentifier;
            string address = offer?.Yiaddr ?? "192.0.2.12";
            life.Select(client, address, dress);
            life.Renew(client, address, dress);
            switch (dice.Below(7))
            {
                case 0:
                    life.Rebind(client, address);
                    break;
                case 1:
                    // Kea 2.2 forgets whose it was.
                    life.Release(client, address);
                    life.Discover(client, query => query.AddAddress(OptionCode.RequestedAddress, address));
                    continue;
                case 2:
                    life.Decline(client, address);
                    break;
                case 3:
                    life.Reboot(client, dice.Chance(50) ? address : "192.0.2.12");
                    break;
                case 4:
                    life.Inform(client, address);
                    break;
                case 5:
                    life.Renew(client, address, Guest.Dress4(dice));
                    break;
                default:
                    life.Discover(client, query => query.AddAddress(OptionCode.RequestedAddress, "192.0.2.12"));
                    break;
            }

            life.Discover(client, Guest.Dress4(dice));
        }
    }

    private static void Play(Session6 session, GeneratedConfig config, Dice dice)
    {
        var life = new Life6(session);
        foreach (Guest guest in Choose(config, dice))
        {
            Client6 client = guest.As6(dice);
            Action<Query6> dress = Guest.Dress6(dice);
            life.Obtain(client, dress);
            life.Speak(client, MessageType6.Renew, "renews", dress);
            (byte type, string verb) = dice.Pick<(byte, string)>(
            [
                (MessageType6.Rebind, "rebinds"), (MessageType6.Release, "releases"), (MessageType6.Decline, "declines"),
                (MessageType6.Confirm, "confirms"), (MessageType6.InformationRequest, "informs"), (MessageType6.Renew, "renews otherwise"),
            ]);
            life.Speak(client, type, verb, type == MessageType6.InformationRequest ? [] : [.. client.Held()], type == MessageType6.Renew ? Guest.Dress6(dice) : dress);
            life.Speak(client, MessageType6.Solicit, "solicits otherwise", Guest.Dress6(dice));
        }
    }
}
