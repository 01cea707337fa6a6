using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;

namespace Nestor.Engine.V6;

/// <summary>Log messages about what goes between the DHCPv6 and the DHCPv4 server. Ids are Kea's, words are ours.</summary>
internal static class Dhcp4o6Log
{
    private static readonly LogId ReceivingId = LogId.Debug(50, "DHCP6_DHCP4O6_RECEIVING");
    private static readonly LogId ReceiveFailId = LogId.Debug(50, "DHCP6_DHCP4O6_RECEIVE_FAIL");
    private static readonly LogId RefusedId = LogId.Warn("DHCPSRV_DHCP4O6_RECEIVED_BAD_PACKET");
    private static readonly LogId ReceivedId = LogId.Debug(40, "DHCP6_DHCP4O6_PACKET_RECEIVED");
    private static readonly LogId ResponseDataId = LogId.Debug(55, "DHCP6_DHCP4O6_RESPONSE_DATA");

    public static void Receiving(Logger log, in Arrival6 arrival) =>
        log.Write(ReceivingId, $"{arrival.Length} bytes came from the DHCPv4 server");

    /// <summary>Only the DHCPv4 server writes here, so that whoever sees this has two that do not fit.</summary>
    public static void Refused(EngineLoggers6 loggers, in Arrival6 arrival, string why)
    {
        loggers.Dhcpsrv.Write(RefusedId, $"{arrival.Length} bytes from the DHCPv4 server are of no use: {why}");
        loggers.Packets.Write(ReceiveFailId, $"{arrival.Length} bytes from the DHCPv4 server are dropped: {why}");
    }

    public static void Received(Logger log, Exchange6 exchange) =>
        log.Write(ReceivedId, $"DHCPV4-RESPONSE for {exchange.Arrival.Source} port {(uint)exchange.Arrival.SourcePort} on interface {exchange.Arrival.Interface.Name}, through {exchange.Chain.Count} relays");

    public static void ResponseData(Logger log, Exchange6 exchange, in Departure6 response)
    {
        if (log.IsEnabled(ResponseDataId))
        {
            log.Write(ResponseDataId, $"{new QueryLabel(exchange)}: {HexText.Of(response.Buffer.AsSpan(response.Start, response.Length))}");
        }
    }
}
