using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Grammar;

/// <summary>The messages of RFC 2131 section 4.4 in every client state, and some of no state at all.</summary>
internal sealed class MessageMoves(Terrain terrain, IReadOnlyList<Client> clients, Dice dice)
{
    public Query Next(Client client)
    {
        (int Weight, Func<Client, Query> Make)[] kinds = Kinds();
        int roll = dice.Below(kinds.Sum(kind => kind.Weight));
        foreach ((int weight, Func<Client, Query> make) in kinds)
        {
            if (roll < weight)
            {
                return make(client);
            }

            roll -= weight;
        }

        throw new InvalidOperationException("weights");
    }

    private (int Weight, Func<Client, Query> Make)[] Kinds() =>
    [
        (26, Discover), (22, Selecting), (8, InitReboot), (12, Renewing), (7, Rebinding),
        (3, Decline), (6, Release), (6, Inform), (4, OtherType), (2, Bootp), (2, Relayed),
    ];

    private Query Discover(Client client)
    {
        Query query = client.Ask(MessageType.Discover, "discover", terrain);
        if (dice.Chance(40))
        {
            string address = Any(client);
            query.Label += " for " + address;
            query.AddAddress(OptionCode.RequestedAddress, address);
        }

        if (dice.Chance(4))
        {
            query.Label += " with server id";
            query.AddAddress(OptionCode.ServerIdentifier, terrain.Server);
        }

        return query;
    }

    private Query Selecting(Client client)
    {
        string address = Any(client);
        Query query = client.Ask(MessageType.Request, "select " + address, terrain);
        query.AddAddress(OptionCode.RequestedAddress, address);
        if (dice.Chance(90))
        {
            return query.AddAddress(OptionCode.ServerIdentifier, client.ServerIdentifier ?? terrain.Server);
        }

        query.Label += " of another server";
        return dice.Chance(70)
            ? query.AddAddress(OptionCode.ServerIdentifier, "192.0.2.222")
            : query.Add(OptionCode.ServerIdentifier, 192, 0, 2);
    }

    private Query InitReboot(Client client)
    {
        string address = Any(client);
        return client.Ask(MessageType.Request, "reboot " + address, terrain)
            .AddAddress(OptionCode.RequestedAddress, address);
    }

    private Query Renewing(Client client) => FromAddress(client, MessageType.Request, "renew", Any(client));

    private Query Rebinding(Client client)
    {
        string address = Any(client);
        Query query = client.Ask(MessageType.Request, "rebind " + address, terrain);
        query.Ciaddr = address;
        return query;
    }

    private Query Decline(Client client)
    {
        string address = Any(client);
        Query query = client.Ask(MessageType.Decline, "decline " + address, terrain);
        query.AddAddress(OptionCode.RequestedAddress, address);
        return dice.Chance(80) ? query.AddAddress(OptionCode.ServerIdentifier, terrain.Server) : query;
    }

    private Query Release(Client client)
    {
        Query query = FromAddress(client, MessageType.Release, "release", Any(client));
        return dice.Chance(80) ? query.AddAddress(OptionCode.ServerIdentifier, terrain.Server) : query;
    }

    private Query Inform(Client client)
    {
        string address = dice.Chance(80) ? Any(client) : "0.0.0.0";
        return FromAddress(client, MessageType.Inform, "inform", address);
    }

    private Query OtherType(Client client)
    {
        byte type = dice.Pick<byte>([0, 2, 5, 6, 9, 10, 11, 13, 18, 77, 255]);
        Query query = client.Ask(type, $"type {type}", terrain);
        return dice.Chance(20) ? query.Set(OptionCode.MessageType, type, type) : query;
    }

    private Query Bootp(Client client)
    {
        Query query = client.Ask(0, "bootp", terrain).Remove(OptionCode.MessageType);
        query.Op = dice.Chance(80) ? (byte)1 : dice.Pick<byte>([0, 2, 9]);
        return query;
    }

    // A relay form of its own: sub-options that change what the server does.
    private Query Relayed(Client client)
    {
        string relay = terrain.Relays.Count > 0 ? dice.Pick(terrain.Relays) : "192.0.2.254";
        Query query = (client with { Relay = relay, RelayOptions = null }).Ask(MessageType.Discover, "relayed", terrain);
        return query.Add(OptionCode.RelayAgentInformation, RelayForms.Pick(terrain, dice));
    }

    /// <summary>From the client's own address to the server's, as a bound client speaks; or behind its relay.</summary>
    private Query FromAddress(Client client, byte type, string label, string address)
    {
        bool goesAround = client.Relay is null || dice.Chance(50);
        Query query = (goesAround ? client with { Relay = null } : client).Ask(type, $"{label} {address}", terrain);
        query.Ciaddr = address;
        if (goesAround && address is not ("0.0.0.0" or "255.255.255.255" or "127.0.0.1" or "224.0.0.1"))
        {
            query.Envelope = new Envelope(client.Mac, Link.ServerMac, address, terrain.Server, 68, 67);
        }

        return query;
    }

    private string Any(Client client) => AddressMoves.For(client, clients, terrain, dice);
}
