using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;

namespace Nestor.Engine.V4;

/// <summary>Log messages about queries that come over DHCPv6. Ids are Kea's, words are ours.</summary>
internal static class Dhcp4o6Log
{
    private static readonly LogId ReceivingId = LogId.Debug(50, "DHCP4_DHCP4O6_RECEIVING");
    private static readonly LogId ReceiveFailId = LogId.Debug(50, "DHCP4_DHCP4O6_RECEIVE_FAIL");
    private static readonly LogId RefusedId = LogId.Warn("DHCPSRV_DHCP4O6_RECEIVED_BAD_PACKET");
    private static readonly LogId ReceivedId = LogId.Debug(40, "DHCP4_DHCP4O6_PACKET_RECEIVED");
    private static readonly LogId BadPacketId = LogId.Debug(50, "DHCP4_DHCP4O6_BAD_PACKET");
    private static readonly LogId SelectedId = LogId.Debug(45, "DHCP4_DHCP4O6_SUBNET_SELECTED");
    private static readonly LogId SubnetDataId = LogId.Debug(55, "DHCP4_DHCP4O6_SUBNET_DATA");
    private static readonly LogId NoSubnetId = LogId.Debug(50, "DHCP4_DHCP4O6_SUBNET_SELECTION_FAILED");
    private static readonly LogId NoneFitsId = LogId.Debug(40, "DHCPSRV_SUBNET4O6_SELECT_FAILED");
    private static readonly LogId SendId = LogId.Debug(40, "DHCP4_DHCP4O6_PACKET_SEND");
    private static readonly LogId ReplyDataId = LogId.Debug(55, "DHCP4_DHCP4O6_RESPONSE_DATA");

    public static void Receiving(Logger log, in Arrival4 arrival) =>
        log.Write(ReceivingId, $"{arrival.Length} bytes came from the DHCPv6 server");

    /// <summary>Only the DHCPv6 server writes here, so that whoever sees this has two that do not fit.</summary>
    public static void Refused(EngineLoggers4 loggers, in Arrival4 arrival, string why)
    {
        loggers.Dhcpsrv.Write(RefusedId, $"{arrival.Length} bytes from the DHCPv6 server are of no use: {why}");
        loggers.Packets.Write(ReceiveFailId, $"{arrival.Length} bytes from the DHCPv6 server are dropped: {why}");
    }

    public static void Received(Logger log, Exchange4 exchange, Envelope4o6 envelope) =>
        log.Write(ReceivedId, $"DHCPV4-QUERY of {envelope.Source} port {(uint)envelope.SourcePort} on interface {exchange.Arrival.Interface.Name}, through {envelope.Chain.Count} relays");

    /// <summary>RFC 7341 section 10: one DHCPv4 message in a DHCPV4-QUERY, no more and no less.</summary>
    public static void BadPacket(Logger log, Exchange4 exchange, Envelope4o6 envelope) =>
        log.Write(BadPacketId, $"DHCPV4-QUERY of {envelope.Source} on interface {exchange.Arrival.Interface.Name} has no DHCPv4 message in it, or more than one");

    public static void Selected(EngineLoggers4 loggers, Exchange4 exchange, Envelope4o6 envelope)
    {
        if (exchange.Subnet is { } subnet)
        {
            loggers.Packets.Write(SelectedId, $"{new QueryLabel(exchange)}: subnet {subnet.Text} with id {subnet.Id} is for {envelope.Source} on interface {exchange.Arrival.Interface.Name}");
            loggers.Packets.Write(SubnetDataId, $"{new QueryLabel(exchange)}: subnet {subnet.Text}, id {subnet.Id}, {subnet.Pools.Count} pools, shared network {subnet.Network?.Name ?? "none"}");
            return;
        }

        loggers.Dhcpsrv.Write(NoneFitsId, $"no subnet has a 4o6-subnet with {envelope.Source}, a 4o6-interface {exchange.Arrival.Interface.Name} or the relay's interface-id as 4o6-interface-id");
        loggers.Packets.Write(NoSubnetId, $"{new QueryLabel(exchange)}: no subnet for it");
    }

    public static void Sent(Logger log, Exchange4 exchange, in Departure4 reply, int length)
    {
        log.Write(SendId, $"{new QueryLabel(exchange)}: DHCPv4 message of type {(uint)exchange.ReplyType} in a DHCPV4-RESPONSE for {exchange.Envelope!.Source} port {(uint)exchange.Envelope.SourcePort} on interface {exchange.Arrival.Interface.Name} goes to the DHCPv6 server");
        log.Write(ReplyDataId, $"{new QueryLabel(exchange)}: {new PacketText(reply.Buffer, reply.Start + reply.Length - length, length)}");
    }
}
