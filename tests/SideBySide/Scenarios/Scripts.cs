using SideBySide.Grammar;
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
}
