using SideBySide.Grammar;
using SideBySide.Net;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>What single DHCPv6 configurations are asked beside the common life.</summary>
internal static class Scripts6
{
    /// <summary>A SOLICIT and a relayed REQUEST, each cut after every byte.</summary>
    public static void Truncations(Session6 session)
    {
        var client = new Client6("cut") { Mac = "02:00:00:00:23:01", WantsPrefix = true };
        client.Addresses = [session.Terrain.Pool[0]];
        Client6 relayed = client with { Hops = [new Hop6("2001:db8:1::99", client.LinkLocal, RelayForms6.All[1].Options)] };
        foreach ((Client6 who, byte type) in new[] { (client, MessageType6.Solicit), (relayed, MessageType6.Request) })
        {
            Query6 whole = who.Ask(type, "cut");
            whole.Options.AddRange(who.Held());
            whole.TransactionId = 0x300000u + type;
            byte[] bytes = whole.ToBytes();
            for (int length = 0; length < bytes.Length; length++)
            {
                Query6 copy = whole.Clone();
                copy.Verbatim = bytes[..length];
                copy.Label = $"type {type} cut at {length}";
                session.Exchange(copy);
            }
        }
    }

    /// <summary>Each variation of the grammar alone, in every message of one client.</summary>
    public static void EachOptionMove(Session6 session)
    {
        var dice = new Dice(7);
        var life = new Life6(session);
        int number = 0;
        foreach (Move6 move in OptionMoves6.All)
        {
            number++;
            var client = new Client6(move.Name) { Mac = $"02:00:00:00:24:{number:x2}", WantsPrefix = number % 5 == 0 };
            void Change(Query6 query) => move.Apply(query, session.Terrain, dice);
            life.Obtain(client, Change);
            life.Speak(client, MessageType6.Renew, "renews", Change);
            life.Speak(client, MessageType6.Rebind, "rebinds", Change);
            life.Speak(client, MessageType6.Confirm, "confirms", [Option6.Na(1, [.. client.Addresses.Select(a => Option6.Address(a))])], Change);
            life.Speak(client, MessageType6.InformationRequest, "informs", [], Change);
            life.Speak(client, MessageType6.Release, "releases", Change);
        }
    }

    /// <summary>Every kind of device that classes tell apart, known and unknown, direct and relayed.</summary>
    public static void Vendors(Session6 session)
    {
        var life = new Life6(session);
        string?[] vendors = [null, "voip", "evil", "docsis3.0:xyz", "a b"];
        int number = 0;
        foreach (string? vendor in vendors)
        {
            foreach (bool isNamed in new[] { false, true })
            {
                number++;
                void Change(Query6 query)
                {
                    if (vendor is not null)
                    {
                        query.Add(OptionCode6.VendorClass, [0, 0, 0x11, 0x8B, 0, (byte)vendor.Length, .. System.Text.Encoding.ASCII.GetBytes(vendor)]);
                    }

                    if (isNamed)
                    {
                        query.Add(17, 0, 0, 9, 0xBF, 0, 1, 0, 1, 7);
                    }
                }

                Client6[] clients =
                [
                    new($"{vendor} direct") { Mac = $"02:00:00:00:31:{number:x2}", WantsPrefix = true, Requests = [23, 24, 27, 59] },
                    .. session.Terrain.Residents.Select(r => r with { Requests = [22, 23, 24, 27, 28, 29, 30, 31, 59] }),
                    .. session.Terrain.Relays.Select((r, i) => new Client6($"{vendor} relayed {i}")
                    {
                        Mac = $"02:00:00:00:3{2 + i}:{number:x2}", Hops = r, WantsPrefix = true, Requests = [23, 24, 27, 59],
                    }),
                    .. session.Terrain.Residents.Take(2).Select(r => r with { Hops = session.Terrain.Relays[0], Requests = [22, 23, 30, 59] }),
                ];
                foreach (Client6 client in clients)
                {
                    life.Obtain(client, Change);
                    life.Speak(client, MessageType6.Renew, "renews", Change);
                    life.Speak(client, MessageType6.Rebind, "rebinds as somebody else");
                    life.Speak(client, MessageType6.InformationRequest, "informs", [], Change);
                }
            }
        }
    }

    /// <summary>Every type of message, with and without a server identifier and a client identifier.</summary>
    public static void EveryType(Session6 session)
    {
        for (int type = 0; type <= 40; type++)
        {
            foreach ((string name, byte[]? duid, byte[]? server) in new (string, byte[]?, byte[]?)[]
            {
                ("plain", [], null), ("with server", [], Terrain6.ServerDuid), ("with another server", [], [0, 3, 0, 1, 5, 5, 5, 5, 5, 5]),
                ("nameless", null, null), ("nameless with server", null, Terrain6.ServerDuid),
            })
            {
                var client = new Client6(name) { Mac = "02:00:00:00:25:01", Duid = duid };
                Query6 query = client.Ask((byte)type, $"type {type}").Remove(OptionCode6.ServerId).Add(Option6.Na(1, Option6.Address(session.Terrain.Pool[0])));
                if (server is not null)
                {
                    query.Add(OptionCode6.ServerId, server);
                }

                session.Exchange(query);
            }
        }
    }

    /// <summary>Datagrams that come or go another way than a client's do.</summary>
    public static void Envelopes(Session6 session)
    {
        var client = new Client6("envelope") { Mac = "02:00:00:00:25:02" };
        client.Addresses = [session.Terrain.Pool[1]];
        Envelope usual = Client6.PathOf([], client.Mac);
        (string Name, Envelope Envelope)[] forms =
        [
            ("to the server's link-local address", usual with { TargetMac = Link.ServerMac, Target = Terrain6.ServerLinkLocal }),
            ("to the server's address", usual with { TargetMac = Link.ServerMac, Target = session.Terrain.Server }),
            ("from a global address to the server's", usual with { TargetMac = Link.ServerMac, Target = session.Terrain.Server, Source = "2001:db8:1::77" }),
            ("from a global address", usual with { Source = "2001:db8:1::77" }),
            ("from an address elsewhere", usual with { Source = "2001:db8:99::77" }),
            ("from the port of servers", usual with { SourcePort = 547 }),
            ("from port 5000", usual with { SourcePort = 5000 }),
            ("to the port of clients", usual with { TargetPort = 546 }),
            ("to all servers of the site", usual with { TargetMac = "33:33:00:01:00:03", Target = "ff05::1:3" }),
            ("to all nodes", usual with { TargetMac = "33:33:00:00:00:01", Target = "ff02::1" }),
        ];
        foreach ((string name, Envelope envelope) in forms)
        {
            foreach (byte type in new[]
            {
                MessageType6.Solicit, MessageType6.Request, MessageType6.Renew, MessageType6.Rebind, MessageType6.Confirm,
                MessageType6.InformationRequest, MessageType6.Release, MessageType6.Decline,
            })
            {
                Query6 query = client.Ask(type, $"type {type} {name}");
                query.Options.AddRange(type == MessageType6.InformationRequest ? [] : client.Held());
                query.Envelope = envelope;
                session.Exchange(query);
            }
        }
    }

    /// <summary>Every chain of relays with every form of their options, at each depth.</summary>
    public static void RelayForms(Session6 session)
    {
        int number = 0;
        foreach (IReadOnlyList<Hop6> chain in session.Terrain.Relays)
        {
            foreach ((string name, Option6[] options) in RelayForms6.All)
            {
                for (int at = 0; at < chain.Count; at++)
                {
                    number++;
                    Hop6[] hops = [.. chain];
                    hops[at] = hops[at] with { Options = [.. hops[at].Options, .. options], IsMessageFirst = number % 4 == 0 };
                    var client = new Client6($"{name} at {at}") { Mac = $"02:00:00:00:26:{number % 16:x2}", Hops = hops };
                    byte type = number % 3 == 0 ? MessageType6.InformationRequest : MessageType6.Solicit;
                    new Life6(session).Speak(client, type, $"over {chain.Count} relays", type == MessageType6.Solicit ? [Option6.Na(1)] : []);
                }
            }
        }
    }

    /// <summary>Chains as deep as they may be, and deeper (RFC 8415 section 7.6).</summary>
    public static void Depths(Session6 session)
    {
        foreach (int depth in new[] { 4, 8, 16, 31, 32, 33, 34 })
        {
            Hop6[] hops = [.. Enumerable.Range(0, depth).Select(i => new Hop6(i == 0 ? "2001:db8:1::99" : "::", $"fe80::{i + 1:x}", []))];
            new Life6(session).Speak(new Client6($"{depth} relays") { Mac = "02:00:00:00:26:f0", Hops = hops }, MessageType6.Solicit, "solicits", [Option6.Na(1)]);
        }
    }

    /// <summary>A prefix of every length that can be wished for, alone and beside an address of the pools.</summary>
    public static void PrefixHints(Session6 session)
    {
        var life = new Life6(session);
        int number = 0;
        foreach (int length in new[] { 0, 1, 40, 47, 48, 49, 52, 55, 56, 57, 60, 63, 64, 65, 127, 128, 129, 255 })
        {
            foreach (string place in new[] { "::", session.Terrain.Prefixes[^1].Split('/')[0], "2001:db8:9999::" })
            {
                var client = new Client6($"hint {place}/{length}") { Mac = $"02:00:00:00:28:{++number:x2}", WantsAddress = false, WantsPrefix = true };
                Option6[] wish = [Option6.Pd(1, Option6.Prefix($"{place}/{length}"))];
                client.Learn(life.Speak(client, MessageType6.Solicit, "solicits", wish));
                client.Learn(life.Speak(client, MessageType6.Request, "requests", wish));
                life.Speak(client, MessageType6.Renew, "renews another", wish);
                life.Speak(client, MessageType6.Release, "releases");
            }
        }
    }

    /// <summary>Lifetimes wished for around the configured bounds.</summary>
    public static void Lifetimes(Session6 session)
    {
        var life = new Life6(session);
        int number = 0;
        foreach (uint valid in new uint[] { 0, 1, 999, 1000, 1001, 3000, 4999, 5000, 5001, 100000, uint.MaxValue })
        {
            foreach (uint preferred in new uint[] { 0, 1, 500, 2000, 4000, 6000, uint.MaxValue })
            {
                var client = new Client6($"wish {preferred} {valid}") { Mac = $"02:00:00:00:29:{++number:x2}", WantsPrefix = true };
                Option6[] wish =
                [
                    Option6.Na(1, Option6.Address(session.Terrain.Pool[0], preferred, valid)),
                    Option6.Pd(1, Option6.Prefix(session.Terrain.Prefixes[0], preferred, valid)),
                ];
                client.Learn(life.Speak(client, MessageType6.Solicit, "solicits", wish));
                client.Learn(life.Speak(client, MessageType6.Request, "requests", wish));
                life.Speak(client, MessageType6.Rebind, "rebinds", wish);
                life.Speak(client, MessageType6.Release, "releases");
            }
        }
    }

    /// <summary>A renewal soon after, and one when the lease is older.</summary>
    public static void Reuse(Session6 session)
    {
        var life = new Life6(session);
        var client = new Client6("early") { Mac = "02:00:00:00:2a:01", WantsPrefix = true };
        life.Obtain(client);
        Thread.Sleep(1500);
        life.Speak(client, MessageType6.Renew, "renews");
        life.Speak(client, MessageType6.Renew, "renews with a name", query => query.Add(OptionCode6.Fqdn, [1, .. OptionMoves.Wire("renamed.example.")]));
        life.Speak(client, MessageType6.Rebind, "rebinds");
        life.Speak(client, MessageType6.Request, "requests");
        life.Speak(client, MessageType6.Solicit, "solicits");
    }

    /// <summary>Leases of two seconds: expiry, return, theft, and a declined address that comes back.</summary>
    public static void Expiry(Session6 session)
    {
        var life = new Life6(session);
        Client6[] clients = [.. Enumerable.Range(1, 4).Select(n => new Client6($"short-{n}") { Mac = $"02:00:00:00:2b:{n:x2}", WantsPrefix = n % 2 == 0 })];
        Thread.Sleep(9000);
        foreach (Client6 client in clients)
        {
            life.Obtain(client);
        }

        life.Speak(clients[1], MessageType6.Decline, "declines", [Option6.Na(1, [.. clients[1].Addresses.Select(a => Option6.Address(a))])]);
        Thread.Sleep(4500);
        life.Speak(clients[0], MessageType6.Renew, "renews what has ended");
        life.Speak(clients[2], MessageType6.Rebind, "rebinds what has ended");
        var thief = new Client6("thief") { Mac = "02:00:00:00:2b:99", WantsPrefix = true };
        thief.Addresses = clients[3].Addresses;
        thief.Prefixes = clients[3].Prefixes;
        thief.Learn(life.Speak(thief, MessageType6.Solicit, "solicits another's"));
        life.Speak(thief, MessageType6.Request, "requests another's");
        life.Speak(clients[3], MessageType6.Renew, "renews what was taken");

        // All of it reclaimed and flushed, so that the end does not fall between two turns of a timer.
        Thread.Sleep(9000);
    }
}
