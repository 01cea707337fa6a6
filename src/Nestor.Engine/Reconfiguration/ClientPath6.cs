using Nestor.Hooks.Exchange;
using Nestor.Json;
using Nestor.Wire.Authentication;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Reconfiguration;

/// <summary>
/// The way a client's query came, for a message of the server's own to go back by it: the interface, the address it
/// came from (the client's, or the nearest relay's) and the relays, that nearest the server first.
/// </summary>
internal static class ClientPath6
{
    /// <summary>Relays that are kept: HOP_COUNT_LIMIT of RFC 9915 section 7.6.</summary>
    private const int MaxRelays = 8;

    /// <summary>Bytes of all interface-ids that are kept.</summary>
    private const int MaxInterfaceIds = 512;

    private const string InterfaceName = "interface";
    private const string ToName = "to";
    private const string RelaysName = "relays";
    private const string HopsName = "hops";
    private const string LinkName = "link";
    private const string PeerName = "peer";
    private const string InterfaceIdName = "interface-id";

    /// <summary>False when the way is longer than what is kept; such a client gets no key.</summary>
    public static bool IsShort(Exchange6 exchange)
    {
        int bytes = 0;
        for (int hop = 0; hop < exchange.Chain.Count; hop++)
        {
            bytes += exchange.Chain.TryInterfaceId(hop, out var id) ? id.Length : 0;
        }

        return exchange.Chain.Count <= MaxRelays && bytes <= MaxInterfaceIds;
    }

    public static IEnumerable<Member> Members(Exchange6 exchange)
    {
        var chain = exchange.Chain;
        var members = new List<Member>
        {
            LeaseMember.Of(InterfaceName, exchange.Arrival.Interface.Name),
            LeaseMember.Of(ToName, exchange.Arrival.Source.ToString()),
        };
        if (!chain.IsRelayed)
        {
            return members;
        }

        var relays = new List<Element>();
        for (int hop = 0; hop < chain.Count; hop++)
        {
            ref readonly var relay = ref chain[hop];
            var one = new List<Member>
            {
                LeaseMember.Of(HopsName, Element.Of(relay.HopCount)),
                LeaseMember.Of(LinkName, relay.LinkAddress.ToString()),
                LeaseMember.Of(PeerName, relay.PeerAddress.ToString()),
            };
            if (chain.TryInterfaceId(hop, out var id))
            {
                one.Add(LeaseMember.Of(InterfaceIdName, id));
            }

            relays.Add(Element.Map(one));
        }

        members.Add(LeaseMember.Of(RelaysName, Element.List(relays)));
        return members;
    }

    /// <summary>Where a message goes first; false when what was stored is not whole.</summary>
    public static bool TryDestination(Element own, out string link, out Ip6 to, out bool isRelayed)
    {
        link = own[InterfaceName] is { Kind: ElementKind.String } name ? name.Text : "";
        isRelayed = own[RelaysName] is { Items.Count: > 0 };
        return TryAddress(own[ToName], out to) && link.Length > 0;
    }

    /// <summary>Writes a signed RECONFIGURE (RFC 9915 section 18.3.11) with the relays' messages around it.</summary>
    /// <param name="message">Type of the message that the client is to answer with.</param>
    /// <returns>Bytes of the datagram; 0 when what was stored is not whole or there is no room.</returns>
    public static int Write(
        Span<byte> room, Element own, ReadOnlySpan<byte> server, ReadOnlySpan<byte> client, byte message, ulong replay,
        ReadOnlySpan<byte> key)
    {
        var relays = own[RelaysName]?.Items ?? [];
        if (relays.Count > MaxRelays)
        {
            return 0;
        }

        Span<int> marks = stackalloc int[MaxRelays];
        var to = new OptionWriter6(room);
        for (int hop = 0; hop < relays.Count; hop++)
        {
            if (!TryAddress(relays[hop][LinkName], out var linkAddress) || !TryAddress(relays[hop][PeerName], out var peer))
            {
                return 0;
            }

            to.UInt8((byte)MessageType6.RelayRepl);
            to.UInt8((byte)(relays[hop][HopsName]?.Integer ?? 0));
            to.Address(linkAddress);
            to.Address(peer);
            if (relays[hop][InterfaceIdName] is { Kind: ElementKind.String } id && id.Text.Length % 2 == 0)
            {
                Span<byte> bytes = new byte[Math.Min(id.Text.Length / 2, MaxInterfaceIds)];
                Convert.FromHexString(id.Text, bytes, out _, out int written);
                to.Option(OptionCode6.InterfaceId, bytes[..written]);
            }

            marks[hop] = to.Begin(OptionCode6.RelayMessage);
        }

        int start = to.Length;
        to.Message(MessageType6.Reconfigure, 0);
        to.Option(OptionCode6.ClientId, client);
        to.Option(OptionCode6.ServerId, server);
        Span<byte> authentication = stackalloc byte[ReconfigureAuthentication.BodyLength];
        ReconfigureAuthentication.WriteUnsigned(authentication, replay);
        to.Option(OptionCode6.Auth, authentication);
        int authenticationAt = to.Length - authentication.Length - start;
        to.Option(OptionCode6.ReconfMsg, [message]);
        int end = to.Length;
        for (int hop = relays.Count - 1; hop >= 0; hop--)
        {
            to.End(marks[hop]);
        }

        if (to.HasOverflowed)
        {
            return 0;
        }

        ReconfigureAuthentication.Sign(room[start..end], authenticationAt, key);
        return to.Length;
    }

    private static bool TryAddress(Element? text, out Ip6 address)
    {
        address = default;
        return text is { Kind: ElementKind.String } && Ip6.TryParse(text.Text, out address);
    }
}
