using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>Log messages of the DHCPv6 pipeline. Ids are Kea's, words are ours.</summary>
internal static class Log
{
    /// <summary>The message is of a type that servers send, or none that a server knows.</summary>
    public static readonly LogId DropUnknownType = LogId.Debug(40, "DHCP6_UNKNOWN_MSG_RECEIVED");

    /// <summary>Option 2 names another server.</summary>
    public static readonly LogId DropOtherServer = LogId.Debug(15, "DHCP6_PACKET_DROP_SERVERID_MISMATCH");

    /// <summary>Sent to the server's own address (RFC 9915 section 16).</summary>
    public static readonly LogId DropUnicast = LogId.Debug(15, "DHCP6_PACKET_DROP_UNICAST");

    /// <summary>Options are there that must not be, or missing that must be there.</summary>
    public static readonly LogId DropRfcViolation = LogId.Debug(40, "DHCP6_REQUIRED_OPTIONS_CHECK_FAIL");

    /// <summary>As many queries wait as parked-packet-limit allows.</summary>
    public static readonly LogId DropParkingFull = LogId.Debug(15, "DHCP6_HOOK_LEASES6_PARKING_LOT_FULL");

    /// <summary>A message that must have it says nothing about addresses, or no subnet can say anything.</summary>
    public static readonly LogId DropUnanswerable = LogId.Debug(40, "DHCP6_PACKET_PROCESS_FAIL");

    /// <summary>allow-address-registration is false.</summary>
    public static readonly LogId DropRegistration = LogId.Debug(40, "DHCP6_ADDR6_REGISTER_DISABLED_DROP");

    public static readonly LogId RegistrationRefused = LogId.Info("DHCP6_ADDR_REG_INFORM_FAIL");

    private static readonly LogId RegisteredByOtherId = LogId.Info("DHCP6_ADDR_REG_INFORM_CLIENT_CHANGE");
    private static readonly LogId RejectedId = LogId.Debug(15, "DHCP6_PACKET_REJECT_CLASS");
    private static readonly LogId DisabledId = LogId.Debug(15, "DHCP6_PACKET_DROP_DHCP_DISABLED");
    private static readonly LogId QueueFullId = LogId.Debug(40, "DHCP6_PACKET_QUEUE_FULL");
    private static readonly LogId BufferId = LogId.Debug(40, "DHCP6_BUFFER_RECEIVED");
    private static readonly LogId UnpackId = LogId.Debug(50, "DHCP6_BUFFER_UNPACK");
    private static readonly LogId BadPacketId = LogId.Debug(15, "DHCP6_PACKET_DROP_PARSE_FAIL");
    private static readonly LogId ReceivedId = LogId.Info("DHCP6_PACKET_RECEIVED");
    private static readonly LogId SendId = LogId.Info("DHCP6_PACKET_SEND");
    private static readonly LogId SubnetSelectedId = LogId.Debug(45, "DHCP6_SUBNET_SELECTED");
    private static readonly LogId SubnetDataId = LogId.Debug(55, "DHCP6_SUBNET_DATA");
    private static readonly LogId NoSubnetId = LogId.Debug(50, "DHCP6_SUBNET_SELECTION_FAILED");
    private static readonly LogId SubnetChangedId = LogId.Debug(45, "DHCP6_SUBNET_DYNAMICALLY_CHANGED");
    private static readonly LogId RapidCommitId = LogId.Debug(50, "DHCP6_RAPID_COMMIT");
    private static readonly LogId ExceptionId = LogId.Error("DHCP6_PACKET_PROCESS_STD_EXCEPTION");
    private static readonly LogId PackFailId = LogId.Error("DHCP6_PACK_FAIL");

    /// <summary>The client is in class REJECT: its IAs get nothing.</summary>
    public static void Rejected(Logger log, Exchange6 exchange) =>
        log.Write(RejectedId, $"{new QueryLabel(exchange)}: the client is in class REJECT and gets nothing");

    public static void Drop(Logger log, Exchange6 exchange, LogId why) =>
        log.Write(why, $"{new QueryLabel(exchange)}: message of type {(uint)exchange.MessageType} dropped, from {exchange.Arrival.Source} to {exchange.Arrival.Destination} on {exchange.Arrival.Interface.Name}");

    /// <summary>The store failed, or repair mode is on: nothing is answered.</summary>
    public static void Disabled(Logger log, in Arrival6 arrival) =>
        log.Write(DisabledId, $"{arrival.Length} bytes from {arrival.Source} on {arrival.Interface.Name}: the DHCP service is switched off");

    /// <summary>Of its bytes nothing is left.</summary>
    public static void QueueFull(Logger log, in Arrival6 arrival) =>
        log.Write(QueueFullId, $"{arrival.Length} bytes from {arrival.Source} on {arrival.Interface.Name}: newer queries need the room in the queue");

    public static void Buffer(Logger log, in Arrival6 arrival) =>
        log.Write(BufferId, $"{arrival.Length} bytes from {arrival.Source}:{(uint)arrival.SourcePort} to {arrival.Destination} came in by interface {arrival.Interface.Name}");

    public static void Unpack(Logger log, in Arrival6 arrival) =>
        log.Write(UnpackId, $"reading {arrival.Length} bytes from {arrival.Source} to {arrival.Destination} on {arrival.Interface.Name}");

    public static void BadPacket(Logger log, in Arrival6 arrival, DecodeError error) =>
        log.Write(BadPacketId, $"{arrival.Length} bytes from {arrival.Source} to {arrival.Destination} on {arrival.Interface.Name} cannot be read: {error.ToString()}");

    public static void Received(Logger log, Exchange6 exchange) =>
        log.Write(ReceivedId, $"{new QueryLabel(exchange)}: {TypeName(exchange.MessageType)} (type {(uint)exchange.MessageType}) received from {exchange.Arrival.Source} to {exchange.Arrival.Destination} on interface {exchange.Arrival.Interface.Name}");

    public static void Sent(Logger log, Exchange6 exchange, in Departure6 reply) =>
        log.Write(SendId, $"{new QueryLabel(exchange)}: {TypeName(exchange.ReplyType)} (type {(uint)exchange.ReplyType}) sent to {reply.Destination}:{(uint)reply.DestinationPort} on interface {reply.Interface.Name}, {reply.Length} bytes");

    public static void SubnetSelected(Logger log, Exchange6 exchange, Subnet6 subnet)
    {
        log.Write(SubnetSelectedId, $"{new QueryLabel(exchange)}: subnet {subnet.Text} with id {subnet.Id}");
        log.Write(SubnetDataId, $"{new QueryLabel(exchange)}: subnet {subnet.Text}, id {subnet.Id}, {subnet.Pools.Count} pools, {subnet.PdPools.Count} prefix pools, shared network {subnet.Network?.Name ?? "none"}");
    }

    public static void NoSubnet(Logger log, Exchange6 exchange) =>
        log.Write(NoSubnetId, $"{new QueryLabel(exchange)}: no subnet is configured for the client");

    /// <summary>Another subnet of the shared network has the client's lease, or room for it.</summary>
    public static void SubnetChanged(Logger log, Exchange6 exchange, Subnet6 from, Subnet6 to) =>
        log.Write(SubnetChangedId, $"{new QueryLabel(exchange)}: from subnet {from.Text} to {to.Text} of shared network {to.Network?.Name}");

    public static void RapidCommit(Logger log, Exchange6 exchange) =>
        log.Write(RapidCommitId, $"{new QueryLabel(exchange)}: the SOLICIT asks for an answer at once and gets it");

    public static void RegisteredByOther(Logger log, Exchange6 exchange, Ip6 address) =>
        log.Write(RegisteredByOtherId, $"{new QueryLabel(exchange)}: address {address} was registered by another client before");

    public static void Failed(Logger log, Exchange6 exchange, Exception error) =>
        log.Write(ExceptionId, $"{new QueryLabel(exchange)}: message from {exchange.Arrival.Source} could not be processed: {error.ToString().ReplaceLineEndings(" | ")}");

    public static void PackFailed(Logger log, Exchange6 exchange, int limit) =>
        log.Write(PackFailId, $"{new QueryLabel(exchange)}: the reply does not fit in {limit} bytes");

    private static string TypeName(MessageType6 type) => type switch
    {
        MessageType6.Solicit => "SOLICIT",
        MessageType6.Advertise => "ADVERTISE",
        MessageType6.Request => "REQUEST",
        MessageType6.Confirm => "CONFIRM",
        MessageType6.Renew => "RENEW",
        MessageType6.Rebind => "REBIND",
        MessageType6.Reply => "REPLY",
        MessageType6.Release => "RELEASE",
        MessageType6.Decline => "DECLINE",
        MessageType6.Reconfigure => "RECONFIGURE",
        MessageType6.InformationRequest => "INFORMATION_REQUEST",
        MessageType6.AddrRegInform => "ADDR_REG_INFORM",
        MessageType6.AddrRegReply => "ADDR_REG_REPLY",
        MessageType6.DhcpV4Query => "DHCPV4_QUERY",
        MessageType6.DhcpV4Response => "DHCPV4_RESPONSE",
        _ => "UNKNOWN",
    };
}
