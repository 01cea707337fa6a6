using Nestor.Hooks.Exchange;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>Where a reply goes (RFC 9915 section 18.3.10, RFC 8357 for the relay's port).</summary>
public static class SendTo
{
    public const ushort ClientPort = 546;
    public const ushort ServerPort = 547;

    /// <summary>Fills destination and port.</summary>
    public static void Choose(Engine6 engine, Exchange6 exchange, ref Departure6 reply)
    {
        ref readonly var arrival = ref exchange.Arrival;
        reply.Interface = arrival.Interface;
        reply.Socket = arrival.Socket;
        reply.Destination = arrival.Source;
        reply.DestinationPort = engine.ClientPort;
        if (engine.IsTestingToSource)
        {
            reply.DestinationPort = arrival.SourcePort;
        }
        else if (exchange.Chain.IsRelayed)
        {
            reply.DestinationPort = exchange.Chain.TryOption(0, OptionCode6.RelaySourcePort, out _)
                ? arrival.SourcePort
                : engine.RelayPort;
        }
    }
}
