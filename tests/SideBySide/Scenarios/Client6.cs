using System.Globalization;
using SideBySide.Net;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>A host that asks a DHCPv6 server: who it is, where it stands and what it always says.</summary>
internal sealed record Client6(string Name)
{
    public const string RelayMac = "02:00:00:00:00:fe";

    public string Mac { get; init; } = "02:00:00:00:10:00";

    /// <summary>Null sends none; unset is a DUID-LL of the MAC (RFC 8415 section 11.4).</summary>
    public byte[]? Duid { get; init; } = [];

    public uint Iaid { get; init; } = 1;

    /// <summary>Next to the client first; empty on the server's own link.</summary>
    public IReadOnlyList<Hop6> Hops { get; init; } = [];

    public ushort[] Requests { get; init; } = [23, 24];

    /// <summary>What it asks for: addresses, prefixes or both.</summary>
    public bool WantsAddress { get; init; } = true;

    public bool WantsPrefix { get; init; }

    /// <summary>What the reference gave last; follow-up messages use it.</summary>
    public IReadOnlyList<string> Addresses { get; set; } = [];

    public IReadOnlyList<string> Prefixes { get; set; } = [];

    public byte[] ServerId { get; set; } = Terrain6.ServerDuid;

    public byte[]? ClientId => Duid is { Length: 0 } ? [0, 3, 0, 1, .. Frame.ParseMac(Mac)] : Duid;

    public string LinkLocal => LinkLocalOf(Mac);

    /// <summary>RFC 4291 appendix A.</summary>
    public static string LinkLocalOf(string mac)
    {
        byte[] m = Frame.ParseMac(mac);
        return System.Net.IPAddress.Parse(string.Create(CultureInfo.InvariantCulture,
            $"fe80::{m[0] ^ 2:x2}{m[1]:x2}:{m[2]:x2}ff:fe{m[3]:x2}:{m[4]:x2}{m[5]:x2}")).ToString();
    }

    /// <summary>A message of this client with its identity, path and request list.</summary>
    public Query6 Ask(byte type, string label)
    {
        var query = new Query6 { Label = $"{Name} {label}", Type = type };
        if (ClientId is { } duid)
        {
            query.Add(OptionCode6.ClientId, duid);
        }

        if (NamesServer(type))
        {
            query.Add(OptionCode6.ServerId, ServerId);
        }

        query.Add(OptionCode6.ElapsedTime, 0, 0);
        if (Requests.Length > 0)
        {
            query.Add(Option6.Requests(Requests));
        }

        query.Hops.AddRange(Hops);
        query.Envelope = PathOf(Hops, Mac);
        return query;
    }

    /// <summary>RFC 8415 section 16.</summary>
    public static bool NamesServer(byte type) =>
        type is MessageType6.Request or MessageType6.Renew or MessageType6.Release or MessageType6.Decline;

    public static Envelope PathOf(IReadOnlyList<Hop6> hops, string mac) => hops.Count == 0
        ? new Envelope(mac, Terrain6.EveryoneMac, LinkLocalOf(mac), Terrain6.Everyone, 546, 547)
        : new Envelope(RelayMac, Link.ServerMac, LinkLocalOf(RelayMac), Terrain6.ServerLinkLocal, 547, 547);

    /// <summary>Its associations, with what it holds.</summary>
    public IEnumerable<Option6> Held()
    {
        if (WantsAddress)
        {
            yield return Option6.Na(Iaid, [.. Addresses.Select(address => Option6.Address(address))]);
        }

        if (WantsPrefix)
        {
            yield return Option6.Pd(Iaid, [.. Prefixes.Select(prefix => Option6.Prefix(prefix))]);
        }
    }

    /// <summary>Takes from an answer what it gives.</summary>
    public void Learn(Reply6? reply)
    {
        if (reply?.Type is MessageType6.Advertise or MessageType6.Reply)
        {
            Addresses = reply.Addresses.Count > 0 ? reply.Addresses : Addresses;
            Prefixes = reply.Prefixes.Count > 0 ? reply.Prefixes : Prefixes;
            ServerId = reply.ServerId ?? ServerId;
        }
    }
}
