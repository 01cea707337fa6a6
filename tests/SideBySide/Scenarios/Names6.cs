using SideBySide.Grammar;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>Domain names of clients, one by one: what is stored, what is sent back.</summary>
internal static class Names6
{
    private static readonly string[] Wished = ["", "host", "Host.Example.COM.", "host.example.com", "x_y.z.", "a b.c.", new string('l', 63) + ".x."];

    /// <summary>
    /// Every combination of flags (RFC 4704 section 4.1) on the server's link, and fewer behind every relay, where
    /// other parameters hold.
    /// </summary>
    public static void Every(Session6 session)
    {
        int number = 0;
        Speak(session, ++number, "no name", null, []);
        foreach (byte flags in new byte[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 0xf4 })
        {
            foreach (string name in Wished)
            {
                Speak(session, ++number, $"flags {flags} name {name}", [flags, .. OptionMoves.Wire(name)], []);
            }
        }

        foreach (IReadOnlyList<Hop6> relay in session.Terrain.Relays)
        {
            string place = relay[0].Link;
            Speak(session, ++number, $"{place} no name", null, relay);
            Speak(session, ++number, $"{place} no name", null, relay);
            foreach (byte flags in new byte[] { 0, 1 })
            {
                foreach (string name in new[] { "", "Host", "x_y z", "a._.b", "whole.example.com." })
                {
                    Speak(session, ++number, $"{place} flags {flags} name {name}", [flags, .. OptionMoves.Wire(name)], relay);
                }
            }
        }
    }

    /// <param name="fqdn">Option 39; null for none. Every other client asks to be told of it.</param>
    private static void Speak(Session6 session, int number, string label, byte[]? fqdn, IReadOnlyList<Hop6> relay)
    {
        var life = new Life6(session);
        var client = new Client6(label)
        {
            Mac = $"02:00:00:00:{0x27 + (number >> 8):x2}:{number & 0xff:x2}",
            Requests = number % 2 == 0 ? [39] : [],
            Hops = relay,
            WantsPrefix = relay.Count == 0 && number % 3 == 0,
        };
        void Change(Query6 query)
        {
            if (fqdn is not null)
            {
                query.Add(OptionCode6.Fqdn, fqdn);
            }
        }

        life.Obtain(client, Change);
        life.Speak(client, MessageType6.Renew, "renews", Change);
        life.Speak(client, MessageType6.Renew, "renews without a name");
        life.Speak(client, MessageType6.Release, "releases");
    }
}
