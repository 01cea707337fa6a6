using SideBySide.Net;
using SideBySide.Packets;
using SideBySide.Scenarios;
using SideBySide.Servers;

namespace SideBySide.Crash;

/// <summary>DHCPv6 behind a relay: SOLICIT and REQUEST for an address and a prefix.</summary>
internal sealed class Load6(Side<Reply6> side, int inFlight) : Load<Query6, Reply6>(side, inFlight)
{
    private const uint Iaid = 1;
    private static readonly IReadOnlyList<Hop6> Relay = [new Hop6("2001:db8:1::99", "fe80::1:1", [])];

    protected override uint FirstTransaction => 0x100000;

    protected override Query6 First(int client) => Ask(MessageType6.Solicit, client).Add(Option6.Na(Iaid)).Add(Option6.Pd(Iaid));

    protected override Query6? Selection(Reply6 offer, int client) => offer.Type != MessageType6.Advertise ? null
        : Ask(MessageType6.Request, client)
            .Add(Option6.Na(Iaid, [.. offer.Addresses.Select(address => Option6.Address(address))]))
            .Add(Option6.Pd(Iaid, [.. offer.Prefixes.Select(prefix => Option6.Prefix(prefix))]));

    protected override Query6 Renewal(Acknowledged lease)
    {
        // All prefixes are of one length and the pool of addresses is not theirs.
        bool isPrefix = lease.Address.StartsWith("3000:", StringComparison.Ordinal);
        return Ask(MessageType6.Renew, lease.Client).Add(isPrefix
            ? Option6.Pd(Iaid, Option6.Prefix(lease.Address + "/56"))
            : Option6.Na(Iaid, Option6.Address(lease.Address)));
    }

    protected override IEnumerable<Acknowledged> Acknowledged(Reply6 reply, int client, long sent) =>
        reply.Type != MessageType6.Reply ? []
        : reply.Addresses.Concat(reply.Prefixes.Select(prefix => prefix.Split('/')[0])).Select(address =>
            new Acknowledged(client, address, "", Frame.FormatMac(Duid(client)), 7200, sent, Now()));

    protected override bool IsRefusal(Reply6 reply) =>
        reply.Type == MessageType6.Reply && reply.Addresses.Count + reply.Prefixes.Count == 0;

    private static Query6 Ask(byte type, int client)
    {
        var who = new Client6("load") { Duid = Duid(client), Hops = Relay, Requests = [] };
        return who.Ask(type, "load");
    }

    private static byte[] Duid(int client) => [0, 3, 0, 1, 2, 1, 0, (byte)(client >> 16), (byte)(client >> 8), (byte)client];
}
