using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Grammar;

/// <summary>An endless, seeded stream of DHCPv6 messages; what they ask for follows from what the reference gave.</summary>
internal sealed class ExchangeGrammar6
{
    private static readonly (int Weight, byte Type)[] Types =
    [
        (26, MessageType6.Solicit), (22, MessageType6.Request), (12, MessageType6.Renew), (8, MessageType6.Rebind),
        (6, MessageType6.Confirm), (6, MessageType6.Release), (3, MessageType6.Decline), (5, MessageType6.InformationRequest),
        (1, MessageType6.Advertise), (1, MessageType6.Reply), (1, MessageType6.Reconfigure), (1, MessageType6.RelayReply), (1, 0), (1, 14),
        (1, 36), (1, 99), (1, 255),
    ];

    private readonly Terrain6 _terrain;
    private readonly Dice _dice;
    private readonly List<Client6> _clients;

    public ExchangeGrammar6(Terrain6 terrain, int seed)
    {
        _terrain = terrain;
        _dice = new Dice(seed);
        _clients = [.. terrain.Residents, .. Enumerable.Range(1, 36).Select(Make)];
    }

    /// <summary>Sends one message and remembers what the client learned from the answer.</summary>
    public void Step(Session6 session)
    {
        (Client6 client, Query6 query) = Next();
        client.Learn(session.Exchange(query));
    }

    public (Client6 Client, Query6 Query) Next()
    {
        Client6 client = _dice.Pick(_clients);
        byte type = PickType();
        Query6 query = client.Ask(type, $"type {type}");
        if (type != MessageType6.InformationRequest || _dice.Chance(10))
        {
            query.Options.AddRange(_dice.Chance(50) ? client.Held() : Wished(client));
        }

        for (int i = _dice.Pick<int>([0, 0, 1, 1, 2, 3]); i > 0; i--)
        {
            Move6 move = _dice.Pick(OptionMoves6.All);
            query.Label += ", " + move.Name;
            move.Apply(query, _terrain, _dice);
        }

        if (query.Hops.Count > 0)
        {
            Wrap(query);
        }
        else if (_dice.Chance(4))
        {
            query.Label += ", unicast";
            query.Envelope = new Envelope(client.Mac, Link.ServerMac, client.LinkLocal, Terrain6.ServerLinkLocal, 546, 547);
        }

        return (client, _dice.Chance(12) ? Damaged(query) : query);
    }

    private byte PickType()
    {
        int roll = _dice.Below(Types.Sum(kind => kind.Weight));
        foreach ((int weight, byte type) in Types)
        {
            if (roll < weight)
            {
                return type;
            }

            roll -= weight;
        }

        throw new InvalidOperationException("weights");
    }

    private Client6 Make(int n)
    {
        var client = new Client6($"c{n}")
        {
            Mac = $"02:00:00:00:10:{n:x2}",
            Iaid = _dice.Pick<uint>([1, 1, 1, 0, 0xffffffff, (uint)n]),
            Requests = _dice.Pick<ushort[]>([[23, 24], [], [23, 24, 31, 39, 56], [67, 23], [17, 82]]),
            WantsAddress = n % 4 != 0,
            WantsPrefix = n % 3 == 0 || n % 4 == 0,
        };
        client = (n % 9) switch
        {
            0 => client with { Duid = [0, 1, 0, 1, 0x2b, 0x11, 0x22, 0x33, 2, 0, 0, 0, 0x10, (byte)n] },
            1 => client with { Duid = [0, 2, 0, 0, 0x0d, 0xe9, 1, 2, 3, (byte)n] },
            2 => client with { Duid = [0, 4, .. Enumerable.Repeat((byte)n, 16)] },
            3 => client with { Duid = [0xff, 0xfe, (byte)n] },
            4 => client with { Mac = $"02:00:00:00:11:{n % 2:x2}", Duid = [0, 3, 0, 6, 7, 7, (byte)n] },
            _ => client,
        };
        return _terrain.Relays.Count > 0 && _dice.Chance(70) ? client with { Hops = _dice.Pick(_terrain.Relays) } : client;
    }

    /// <summary>Associations as a client may think of them.</summary>
    private IEnumerable<Option6> Wished(Client6 client)
    {
        int count = _dice.Pick<int>([1, 1, 1, 2, 3]);
        for (int i = 0; i < count; i++)
        {
            uint iaid = _dice.Chance(70) ? client.Iaid : (uint)_dice.Below(4);
            (uint preferred, uint valid) = _dice.Pick<(uint, uint)>([(0, 0), (0, 0), (300, 600), (100000, 200000), (10, 5)]);
            if (_dice.Chance(60))
            {
                yield return Option6.Na(iaid, [.. Enumerable.Range(0, _dice.Pick<int>([0, 1, 1, 2])).Select(_ => Option6.Address(AnyAddress(client), preferred, valid))]);
            }
            else
            {
                yield return Option6.Pd(iaid, [.. Enumerable.Range(0, _dice.Pick<int>([0, 1, 1, 2])).Select(_ => Option6.Prefix(AnyPrefix(client), preferred, valid))]);
            }
        }
    }

    private string AnyAddress(Client6 client)
    {
        if (client.Addresses.Count > 0 && _dice.Chance(50))
        {
            return client.Addresses[0];
        }

        List<string> held = [.. _clients.SelectMany(other => other.Addresses)];
        return held.Count > 0 && _dice.Chance(30) ? _dice.Pick(held)
            : _dice.Pick([.. _terrain.Pool, .. _terrain.OutOfPool, .. _terrain.Reserved, .. _terrain.Elsewhere]);
    }

    private string AnyPrefix(Client6 client)
    {
        if (client.Prefixes.Count > 0 && _dice.Chance(50))
        {
            return client.Prefixes[0];
        }

        List<string> held = [.. _clients.SelectMany(other => other.Prefixes)];
        return held.Count > 0 && _dice.Chance(30) ? _dice.Pick(held) : _dice.Pick([.. _terrain.Prefixes, .. _terrain.OtherPrefixes]);
    }

    /// <summary>Other options, other counts, another order around what relays carry.</summary>
    private void Wrap(Query6 query)
    {
        for (int i = 0; i < query.Hops.Count; i++)
        {
            if (_dice.Chance(40))
            {
                (string name, Option6[] options) = _dice.Pick(RelayForms6.All);
                query.Label += $", hop {i} {name}";
                query.Hops[i] = query.Hops[i] with { Options = [.. query.Hops[i].Options, .. options] };
            }

            if (_dice.Chance(5))
            {
                query.Hops[i] = query.Hops[i] with { Count = _dice.Pick<byte>([0, 7, 31, 32, 255]), IsMessageFirst = true };
            }
        }
    }

    private Query6 Damaged(Query6 query)
    {
        query.TransactionId = 0x400000 + (uint)_dice.Below(0x100000);
        (byte[] bytes, string label) = Mutations.Damage(query.ToBytes(), 4, _dice.Below(4), _dice);
        Query6 copy = query.Clone();
        copy.Verbatim = bytes;
        copy.Label += ", " + label;
        return copy;
    }
}
