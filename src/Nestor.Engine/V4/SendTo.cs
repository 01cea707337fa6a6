using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>Where a reply goes (RFC 2131 section 4.1, RFC 8357 for the relay's port).</summary>
public static class SendTo
{
    public const ushort ClientPort = 68;
    public const ushort ServerPort = 67;

    /// <summary>
    /// An INFORM is answered past its relay when it names the client's address (RFC 2131 section 4.3.5): the answer
    /// then has nothing of the relay in it.
    /// </summary>
    public static bool IsDirectInform(Exchange4 exchange) =>
        exchange.MessageType == MessageType4.Inform && !exchange.Query.Ciaddr.IsZero
        && exchange.Query.Ciaddr != exchange.Query.Giaddr;

    /// <summary>Fills destination, port and link-layer address.</summary>
    public static void Choose(Engine4 engine, Exchange4 exchange, ref Departure4 reply)
    {
        var query = exchange.Query;
        ref readonly var arrival = ref exchange.Arrival;
        reply.Interface = arrival.Interface;
        reply.Socket = arrival.Socket;
        reply.Source = arrival.Interface.Address;

        // Also for a broadcast, as Kea does: the query's frame came from the client or its relay.
        reply.DestinationMac = arrival.SourceMac;
        reply.DestinationPort = engine.ClientPort;
        if (engine.IsTestingToSource)
        {
            reply.Destination = arrival.Source;
            reply.DestinationPort = arrival.SourcePort;
        }
        else if (exchange.MessageType == MessageType4.Inform && !query.Ciaddr.IsZero)
        {
            reply.Destination = query.Ciaddr;
        }
        else if (query.IsRelayed)
        {
            reply.Destination = query.Giaddr;
            reply.DestinationPort = query.TryRai(RaiCode.RelayPort, out _) ? arrival.SourcePort : engine.RelayPort;
        }
        else if (exchange.MessageType == MessageType4.Inform && !arrival.Source.IsZero)
        {
            reply.Destination = arrival.Source;
        }
        else if (!query.Ciaddr.IsZero)
        {
            reply.Destination = query.Ciaddr;
        }
        else if (exchange.ReplyType != MessageType4.Nak && !exchange.Yiaddr.IsZero && !query.IsBroadcastFlagSet
            && exchange.Settings.Interfaces.IsRaw)
        {
            // The client has no address yet and cannot be asked for its link-layer address: the query's frame has it.
            reply.Destination = exchange.Yiaddr;
        }
        else
        {
            reply.Destination = Ip4.Broadcast;
        }
    }
}
