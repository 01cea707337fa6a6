using SideBySide.Net;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>The messages of one client's life, each answered by both servers.</summary>
internal sealed class Life(Session session)
{
    private Terrain Terrain => session.Terrain;

    /// <summary>DISCOVER and REQUEST; the client then knows its address.</summary>
    public Reply? Obtain(Client client)
    {
        Reply? offer = Discover(client);
        if (offer is null)
        {
            return null;
        }

        client.ServerIdentifier = offer.ServerIdentifier ?? Terrain.Server;
        return Select(client, offer.Yiaddr);
    }

    public Reply? Discover(Client client, Action<Query>? change = null)
    {
        Query query = client.Ask(MessageType.Discover, "discovers", Terrain);
        change?.Invoke(query);
        return session.Exchange(client.Close(query));
    }

    public Reply? Select(Client client, string address, Action<Query>? change = null)
    {
        Query query = client.Ask(MessageType.Request, "selects " + address, Terrain)
            .AddAddress(OptionCode.RequestedAddress, address)
            .AddAddress(OptionCode.ServerIdentifier, client.ServerIdentifier ?? Terrain.Server);
        change?.Invoke(query);
        Reply? ack = session.Exchange(client.Close(query));
        client.Address = ack?.Type == MessageType.Ack ? ack.Yiaddr : null;
        return ack;
    }

    public Reply? Reboot(Client client, string address) => session.Exchange(client.Close(
        client.Ask(MessageType.Request, "reboots with " + address, Terrain)
            .AddAddress(OptionCode.RequestedAddress, address)));

    /// <summary>Unicast from the client's address, past the relay.</summary>
    public Reply? Renew(Client client, string address, Action<Query>? change = null) =>
        Speak(client, MessageType.Request, "renews", address, change);

    public Reply? Rebind(Client client, string address)
    {
        Query query = client.Ask(MessageType.Request, "rebinds " + address, Terrain);
        query.Ciaddr = address;
        return session.Exchange(client.Close(query));
    }

    public Reply? Decline(Client client, string address) => session.Exchange(client.Close(
        client.Ask(MessageType.Decline, "declines " + address, Terrain)
            .AddAddress(OptionCode.RequestedAddress, address)
            .AddAddress(OptionCode.ServerIdentifier, Terrain.Server)));

    public Reply? Release(Client client, string address) => Speak(client, MessageType.Release, "releases", address,
        query => query.AddAddress(OptionCode.ServerIdentifier, Terrain.Server));

    public Reply? Inform(Client client, string address) =>
        Speak(client, MessageType.Inform, "informs", address, null);

    /// <summary>All of the above, and what must go wrong.</summary>
    public void Whole(Client client, Client stranger)
    {
        Reply? ack = Obtain(client);
        string address = client.Address ?? Terrain.Pool[0];
        Renew(client, address);
        Rebind(client, address);
        Reboot(client, address);
        Reboot(client, Terrain.OutOfPool[0]);
        Reboot(client, Terrain.Elsewhere[0]);
        Inform(client, address);
        Discover(client, query => query.AddAddress(OptionCode.RequestedAddress, Terrain.Pool[^1]));
        Select(stranger, address);
        Renew(stranger, address);
        Release(stranger, address);
        Decline(stranger, address);
        Reboot(stranger, address);
        Obtain(client);
        Release(client, client.Address ?? address);
        Release(client, client.Address ?? address);
        Rebind(client, address);
        Discover(client);
        Obtain(client);
        if (ack is not null)
        {
            Decline(client, client.Address ?? address);
            Obtain(client);
        }
    }

    private Reply? Speak(Client client, byte type, string verb, string address, Action<Query>? change)
    {
        Query query = (client with { Relay = null }).Ask(type, $"{verb} {address}", Terrain);
        query.Ciaddr = address;
        query.Envelope = new Envelope(client.Mac, Link.ServerMac, address, Terrain.Server, 68, 67);
        change?.Invoke(query);
        return session.Exchange(query);
    }
}
