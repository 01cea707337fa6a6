using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>The messages of one DHCPv6 client's life, each answered by both servers.</summary>
internal sealed class Life6(Session6 session)
{
    private Terrain6 Terrain => session.Terrain;

    /// <summary>SOLICIT and REQUEST; the client then knows what it has.</summary>
    public Reply6? Obtain(Client6 client, Action<Query6>? change = null)
    {
        client.Addresses = [];
        client.Prefixes = [];
        client.Learn(Speak(client, MessageType6.Solicit, "solicits", change));
        Reply6? reply = Speak(client, MessageType6.Request, "requests", change);
        client.Learn(reply);
        return reply;
    }

    public Reply6? Speak(Client6 client, byte type, string label, Action<Query6>? change = null) =>
        Speak(client, type, label, [.. client.Held()], change);

    public Reply6? Speak(Client6 client, byte type, string label, IReadOnlyList<Option6> associations, Action<Query6>? change = null)
    {
        Query6 query = client.Ask(type, label);
        query.Options.AddRange(associations);
        change?.Invoke(query);
        return session.Exchange(query);
    }

    /// <summary>All messages, and what must go wrong.</summary>
    public void Whole(Client6 client, Client6 stranger)
    {
        Obtain(client);
        string address = client.Addresses.Count > 0 ? client.Addresses[0] : Terrain.Pool[0];
        string prefix = client.Prefixes.Count > 0 ? client.Prefixes[0] : Terrain.Prefixes[0];
        Speak(client, MessageType6.Renew, "renews");
        Speak(client, MessageType6.Rebind, "rebinds");
        Speak(client, MessageType6.Confirm, "confirms");
        foreach (string other in new[] { Terrain.OutOfPool[0], Terrain.Elsewhere[0] })
        {
            Option6 na = Option6.Na(client.Iaid, Option6.Address(other));
            Speak(client, MessageType6.Confirm, "confirms " + other, [na]);
            Speak(client, MessageType6.Renew, "renews " + other, [na]);
            Speak(client, MessageType6.Rebind, "rebinds " + other, [na]);
        }

        Speak(client, MessageType6.InformationRequest, "informs", []);
        Speak(client, MessageType6.Solicit, "solicits again");
        Speak(client, MessageType6.Solicit, "asks for another", [Option6.Na(client.Iaid, Option6.Address(Terrain.Pool[^1])), Option6.Pd(7, Option6.Prefix("::/60"))]);
        stranger.Addresses = [address];
        stranger.Prefixes = [prefix];
        foreach (byte type in new byte[]
        {
            MessageType6.Request, MessageType6.Renew, MessageType6.Rebind, MessageType6.Release, MessageType6.Decline, MessageType6.Confirm,
        })
        {
            Speak(stranger, type, $"type {type} of what is another's");
        }

        Speak(client, MessageType6.Release, "releases");
        Speak(client, MessageType6.Release, "releases again");
        Speak(client, MessageType6.Renew, "renews what it gave back");
        Obtain(client);
        Speak(client, MessageType6.Decline, "declines");
        Speak(client, MessageType6.Decline, "declines again");
        Obtain(client);
    }
}
