using Nestor.Engine.Hooking;
using Nestor.Engine.Statistics;
using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>Is the query meant for this server, and of a kind a server answers (RFC 9915 section 16)? [pkt6_receive]</summary>
public static class Accept
{
    public static Verdict Run(Engine6 engine, Exchange6 exchange)
    {
        if (exchange.Query.TryOption(OptionCode6.ServerId, out var server) && !server.SequenceEqual(engine.ServerDuid))
        {
            return engine.Drop(exchange, Log.DropOtherServer, Counter6.NotForUs);
        }

        if (!IsServersType(exchange.MessageType) || HasRelayReply(exchange.Chain))
        {
            if (Dhcp4o6.IsQuery(engine, exchange) && !HasRelayReply(exchange.Chain))
            {
                return Dhcp4o6.HandOver(engine, exchange);
            }

            return engine.Drop(exchange, Log.DropUnknownType, Counter6.RfcViolation);
        }

        // RFC 9915 section 16: a client's message comes by multicast, or through a relay. A registration may come
        // from the address it registers to the server it found (RFC 9686 section 4.2).
        return !(exchange.Chain.IsRelayed || exchange.Arrival.Destination.IsMulticast) ? engine.Drop(exchange, Log.DropUnicast, Counter6.RfcViolation)
            : engine.Hooks.Pkt6Receive.IsUsed ? PacketHooks6.Receive(engine, exchange)
            : Verdict.Continue;
    }

    /// <summary>What a server sent to a relay is nothing for a server (RFC 9915 section 16.14).</summary>
    private static bool HasRelayReply(RelayChain6 chain)
    {
        for (int hop = 0; hop < chain.Count; hop++)
        {
            if (chain[hop].Type == MessageType6.RelayRepl)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsServersType(MessageType6 type) =>
        type is MessageType6.Solicit or MessageType6.Request or MessageType6.Confirm or MessageType6.Renew
            or MessageType6.Rebind or MessageType6.Release or MessageType6.Decline or MessageType6.InformationRequest
            or MessageType6.AddrRegInform;
}
