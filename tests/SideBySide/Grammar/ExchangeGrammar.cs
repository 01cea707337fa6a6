using SideBySide.Packets;
using SideBySide.Scenarios;

namespace SideBySide.Grammar;

/// <summary>An endless, seeded stream of messages; what they ask for follows from what the reference gave.</summary>
internal sealed class ExchangeGrammar
{
    private readonly Terrain _terrain;
    private readonly Dice _dice;
    private readonly List<Client> _clients;
    private readonly MessageMoves _messages;

    public ExchangeGrammar(Terrain terrain, int seed)
    {
        _terrain = terrain;
        _dice = new Dice(seed);
        _clients = Population.Create(terrain, _dice);
        _messages = new MessageMoves(terrain, _clients, _dice);
    }

    /// <summary>Sends one message and remembers what the client learned from the answer.</summary>
    public void Step(Session session)
    {
        (Client client, Query query) = Next();
        Learn(client, session.Exchange(query));
    }

    public (Client Client, Query Query) Next()
    {
        Client client = _dice.Pick(_clients);
        Query query = _messages.Next(client);
        int moves = _dice.Pick<int>([0, 0, 1, 1, 2, 3]);
        for (int i = 0; i < moves; i++)
        {
            Move move = _dice.Pick(OptionMoves.All);
            query.Label += ", " + move.Name;
            move.Apply(query, _terrain, _dice);
        }

        if (query.Giaddr != "0.0.0.0")
        {
            client.Close(query);
        }

        if (_dice.Chance(12))
        {
            query = Mutations.Any(query, _dice);
        }

        return (client, query);
    }

    private static void Learn(Client client, Reply? reply)
    {
        switch (reply?.Type)
        {
            case MessageType.Offer or MessageType.Ack when reply.Yiaddr != "0.0.0.0":
                client.Address = reply.Yiaddr;
                client.ServerIdentifier = reply.ServerIdentifier;
                break;
            case MessageType.Nak:
                client.Address = null;
                break;
            default:
                break;
        }
    }
}
