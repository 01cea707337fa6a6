using System.Text;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>Host names and domain names of clients, one by one: what is stored, what is sent back.</summary>
internal static class Names
{
    private static readonly byte[][] HostNames =
    [
        .. new[]
        {
            "printer", "printer.example.org", "UPPER.Example", "a b", ".", "..", "x_y", "-", "a-", "-a", "dot.", ".a", "a..b",
            "a,b", "a\u0001b", "h\u00e9", "x_y\u0001,&\u00c3", new string('h', 63), new string('h', 64), new string('h', 255),
        }.Select(Encoding.Latin1.GetBytes),
        [],
        [0],
        [(byte)'a', 0],
        [(byte)'a', 0, (byte)'b'],
    ];

    private static readonly string[] DomainNames =
        ["", "host", "Host.Example.COM", "host.example.com.", "HOST_1.x", "a b.c", new string('l', 63) + ".x"];

    public static void Every(Session session)
    {
        int number = 0;
        foreach (byte[] name in HostNames)
        {
            string label = $"host name {Encoding.Latin1.GetString(name)}";
            Speak(session, ++number, label, query => query.Add(OptionCode.HostName, name));
        }

        foreach (byte flags in new byte[] { 0, 1, 2, 4, 5, 8, 12, 0xf4 })
        {
            foreach (string name in DomainNames)
            {
                Speak(session, ++number, $"flags {flags} domain name {name}",
                    query => query.Add(OptionCode.Fqdn, Grammar.OptionMoves.Fqdn(flags, name)));
            }
        }
    }

    /// <summary>Fewer names on the server's link and behind every relay, where other parameters hold.</summary>
    public static void EveryScope(Session session)
    {
        int number = 0;
        foreach (string? relay in session.Terrain.Relays.Prepend(null!))
        {
            string place = relay ?? "here";
            Speak(session, ++number, $"{place} no name", _ => { }, relay);
            foreach (string name in new[] { "Printer", "a.b", "x_y z", "__", "aeiou", "dot.", ".", "host.example.org", "host.Example.ORG.", "xexample.org", "a._.b" })
            {
                Speak(session, ++number, $"{place} host name {name}", query => query.AddText(OptionCode.HostName, name), relay);
            }

            foreach (byte flags in relay is null ? new byte[] { 0, 1, 4, 5, 8, 12 } : [1, 4])
            {
                foreach (string name in relay is null ? new[] { "", "Host", "x_y z", "__", "host.example.org", "a._.b", "whole.example.com." } : ["", "Host", "x_y z", "a._.b"])
                {
                    Speak(session, ++number, $"{place} flags {flags} domain name {name}",
                        query => query.Add(OptionCode.Fqdn, Grammar.OptionMoves.Fqdn(flags, name)), relay);
                }
            }

            Speak(session, ++number, $"{place} both", query => query.AddText(OptionCode.HostName, "one").Add(OptionCode.Fqdn, Grammar.OptionMoves.Fqdn(5, "two")), relay);
        }
    }

    private static void Speak(Session session, int number, string label, Action<Query> change, string? relay = null)
    {
        var life = new Life(session);
        var client = new Client(label) { Mac = $"02:00:00:00:{0x31 + (number >> 8):x2}:{number & 0xff:x2}", Relay = relay };
        string address = life.Discover(client, change)?.Yiaddr ?? session.Terrain.Pool[0];
        life.Select(client, address, change);
        life.Renew(client, address, change);
        life.Renew(client, address);

        // A release differs by its state and sets both servers up anew, which takes its time: the name was compared before.
        if (relay is null)
        {
            life.Release(client, address);
        }
    }
}
