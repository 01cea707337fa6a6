using SideBySide.Grammar;
using SideBySide.Net;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>What single configurations are asked beside the common life.</summary>
internal static class Scripts
{
    /// <summary>A DISCOVER and a REQUEST, each cut after every byte.</summary>
    public static void Truncations(Session session)
    {
        var client = new Client("cut") { Mac = "02:00:00:00:23:01", ClientId = [1, 2, 3, 4] };
        Query discover = client.Ask(MessageType.Discover, "discovers", session.Terrain);
        Query request = client.Ask(MessageType.Request, "requests", session.Terrain)
            .AddAddress(OptionCode.RequestedAddress, session.Terrain.Pool[0])
            .AddAddress(OptionCode.ServerIdentifier, session.Terrain.Server);
        discover.MinimumLength = 0;
        request.MinimumLength = 0;
        foreach (Query query in Mutations.Truncations(discover).Concat(Mutations.Truncations(request, 230)))
        {
            session.Exchange(query);
        }
    }

    /// <summary>Each variation of the grammar alone, in a DISCOVER and in a REQUEST of one client.</summary>
    public static void EachOptionMove(Session session)
    {
        var dice = new Dice(7);
        var life = new Life(session);
        int number = 0;
        foreach (Move move in OptionMoves.All)
        {
            number++;
            var client = new Client(move.Name) { Mac = $"02:00:00:00:24:{number:x2}", ClientId = [1, 24, (byte)number] };
            Reply? offer = life.Discover(client, query => move.Apply(query, session.Terrain, dice));
            string address = offer?.Yiaddr ?? session.Terrain.Pool[0];
            life.Select(client, address, query => move.Apply(query, session.Terrain, dice));
            life.Renew(client, address, query => move.Apply(query, session.Terrain, dice));
            life.Release(client, address);
        }
    }

    /// <summary>Frames that are not quite for this server, and messages that name another one.</summary>
    public static void OtherServers(Session session)
    {
        var client = new Client("envelope") { Mac = "02:00:00:00:25:01" };
        Terrain terrain = session.Terrain;
        Envelope broadcast = client.Ask(MessageType.Discover, "", terrain).Envelope;
        (string Name, Envelope Envelope)[] forms =
        [
            ("to another MAC", broadcast with { TargetMac = "02:00:00:00:00:77" }),
            ("to another MAC and address", broadcast with { TargetMac = "02:00:00:00:00:77", Target = "192.0.2.77" }),
            ("to another address", broadcast with { TargetMac = Link.ServerMac, Target = "192.0.2.77" }),
            ("to the subnet's broadcast", broadcast with { Target = "192.0.2.255" }),
            ("unicast without address", broadcast with { TargetMac = Link.ServerMac, Target = terrain.Server }),
            ("from port 67", broadcast with { SourcePort = 67 }),
            ("from port 5000", broadcast with { SourcePort = 5000 }),
            ("to port 68", broadcast with { TargetPort = 68 }),
            ("from an address outside", broadcast with { Source = "10.66.0.1" }),
            ("from an address of the link", broadcast with { Source = "192.0.2.33" }),
            ("from the server's own address", broadcast with { Source = terrain.Server }),
        ];
        foreach ((string name, Envelope envelope) in forms)
        {
            foreach (byte type in new[] { MessageType.Discover, MessageType.Inform })
            {
                Query query = client.Ask(type, $"type {type} {name}", terrain);
                query.Envelope = envelope;
                session.Exchange(query);
            }
        }
    }

    /// <summary>Every relay with every form of option 82, several times over.</summary>
    public static void RelayForms(Session session)
    {
        var dice = new Dice(82);
        for (int i = 0; i < 120; i++)
        {
            string relay = dice.Pick(session.Terrain.Relays);
            var client = new Client("relay-form") { Mac = $"02:00:00:00:26:{i % 12:x2}", Relay = relay };
            byte type = dice.Pick<byte>([MessageType.Discover, MessageType.Request, MessageType.Inform]);
            Query query = client.Ask(type, $"type {type} via {relay}", session.Terrain);
            if (type == MessageType.Request)
            {
                query.AddAddress(OptionCode.RequestedAddress, dice.Pick(session.Terrain.Pool));
            }

            query.Envelope = query.Envelope with { SourcePort = dice.Pick<ushort>([67, 67, 68, 8000]) };
            query.Add(OptionCode.RelayAgentInformation, Grammar.RelayForms.Pick(session.Terrain, dice));
            if (dice.Chance(30))
            {
                query.AddAddress(OptionCode.SubnetSelection, dice.Pick(session.Terrain.Pool));
            }

            session.Exchange(query);
        }
    }

    /// <summary>What a client without an address sends to a server that listens for relays.</summary>
    public static void Broadcasts(Session session)
    {
        var life = new Life(session);
        var client = new Client("broadcasting") { Mac = "02:00:00:00:29:01" };
        life.Discover(client);
        life.Select(client, session.Terrain.Pool[1]);
        life.Rebind(client, session.Terrain.Pool[1]);
    }

    /// <summary>Every kind of device that classes tell apart, with and without a name, known and unknown, direct and relayed.</summary>
    public static void Vendors(Session session)
    {
        var life = new Life(session);
        string?[] vendors = [null, "voip-1", "evil", "docsis3.0:xyz", "box", "a b"];
        string?[] names = [null, "late", "host"];
        int number = 0;
        foreach (string? vendor in vendors)
        {
            foreach (string? name in names)
            {
                number++;
                void Change(Query query)
                {
                    if (vendor is not null)
                    {
                        query.AddText(60, vendor);
                    }

                    if (name is not null)
                    {
                        query.AddText(OptionCode.HostName, name);
                    }
                }

                Client[] clients =
                [
                    new($"{vendor} {name}") { Mac = $"02:00:00:00:31:{number:x2}", Requests = [3, 4, 6, 7, 15, 17, 40, 42, 43, 66] },
                    .. session.Terrain.Residents.Select(r => r with { Requests = [3, 4, 6, 7, 15, 17, 40, 42, 43, 66] }),
                    .. session.Terrain.Relays.Select(r => new Client($"{vendor} {name} relayed")
                    {
                        Mac = $"02:00:00:00:32:{number:x2}", Relay = r, RelayOptions = number % 2 == 0 ? [1, 6, .. "port-5"u8] : null, Requests = [12],
                    }),
                ];
                foreach (Client client in clients)
                {
                    Reply? offer = life.Discover(client, Change);
                    string address = offer?.Yiaddr ?? session.Terrain.Pool[0];
                    life.Select(client, address, Change);
                    life.Renew(client, address, Change);
                    life.Renew(client, address);
                }
            }
        }
    }

    /// <summary>A renewal soon after, with and without another name, and one when the lease is older.</summary>
    public static void Reuse(Session session)
    {
        var life = new Life(session);
        var client = new Client("early") { Mac = "02:00:00:00:27:01" };
        life.Obtain(client);
        string address = client.Address ?? session.Terrain.Pool[0];
        Thread.Sleep(1500);
        life.Renew(client, address);
        life.Renew(client, address, query => query.AddText(OptionCode.HostName, "renamed"));
        life.Renew(client, address, query => query.AddText(OptionCode.HostName, "renamed"));
        life.Rebind(client, address);
        life.Discover(client);
    }

    /// <summary>Leases of two seconds: expiry, return, theft, and a declined address that comes back.</summary>
    public static void Expiry(Session session)
    {
        var life = new Life(session);
        Client[] clients = [.. Enumerable.Range(1, 4).Select(n => new Client($"short-{n}") { Mac = $"02:00:00:00:28:{n:x2}" })];
        Thread.Sleep(9000);
        foreach (Client client in clients)
        {
            life.Obtain(client);
        }

        string first = clients[0].Address ?? session.Terrain.Pool[0];
        life.Decline(clients[1], clients[1].Address ?? session.Terrain.Pool[1]);
        Thread.Sleep(4500);
        life.Renew(clients[0], first);
        life.Reboot(clients[2], clients[2].Address ?? first);
        Client thief = new("thief") { Mac = "02:00:00:00:28:99" };
        life.Discover(thief, query => query.AddAddress(OptionCode.RequestedAddress, clients[3].Address ?? first));
        life.Select(thief, clients[3].Address ?? first);
        life.Renew(clients[3], clients[3].Address ?? first);

        // All of it reclaimed and flushed, so that the end does not fall between two turns of a timer.
        Thread.Sleep(9000);
    }
}
