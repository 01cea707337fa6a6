using SideBySide.Net;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>What a configuration looks like from outside: the addresses worth asking for and about.</summary>
internal sealed record Terrain
{
    /// <summary>Of the server's interface, with prefix length; the first is the main one.</summary>
    public IReadOnlyList<string> ServerAddresses { get; init; } = ["192.0.2.1/24"];

    public string Gateway { get; init; } = "192.0.2.254";

    public string Server => ServerAddresses[0].Split('/')[0];

    /// <summary>Relays; empty when all clients are on the server's link.</summary>
    public IReadOnlyList<string> Relays { get; init; } = [];

    /// <summary>The server hears no broadcasts of clients, so hardly any are made.</summary>
    public bool IsForRelays { get; init; }

    /// <summary>Dynamic addresses.</summary>
    public IReadOnlyList<string> Pool { get; init; } = ["192.0.2.10", "192.0.2.11", "192.0.2.25", "192.0.2.49"];

    /// <summary>Addresses of the subnets outside every pool.</summary>
    public IReadOnlyList<string> OutOfPool { get; init; } = ["192.0.2.5", "192.0.2.200", "192.0.2.255"];

    /// <summary>Addresses that reservations hold.</summary>
    public IReadOnlyList<string> Reserved { get; init; } = [];

    /// <summary>Addresses of no subnet.</summary>
    public IReadOnlyList<string> Elsewhere { get; init; } = ["10.99.0.7", "255.255.255.255", "127.0.0.1", "224.0.0.1"];

    /// <summary>Clients that have reservations.</summary>
    public IReadOnlyList<Client> Residents { get; init; } = [];

    /// <summary>An INFORM that is always answered: a mark in the stream that shows what came before is done.</summary>
    public Query Fence(uint transaction)
    {
        string address = Pool[0];
        string mac = "02:fe:00:00:00:01";
        var fence = new Query
        {
            Label = "fence",
            HardwareAddress = Frame.ParseMac(mac),
            TransactionId = transaction,
            Ciaddr = address,
            Giaddr = Relays.Count > 0 ? Relays[0] : "0.0.0.0",
        };
        string source = Relays.Count > 0 ? Relays[0] : address;
        ushort port = Relays.Count > 0 ? (ushort)67 : (ushort)68;
        fence.Envelope = new Envelope(mac, Link.ServerMac, source, Server, port, 67);
        return fence.Add(OptionCode.MessageType, MessageType.Inform);
    }
}
