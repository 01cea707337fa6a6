using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <summary>Log messages of the DHCPv4 pipeline. Ids are Kea's, words are ours.</summary>
internal static class Log
{
    /// <summary>The query has no option 53, so it is BOOTP or broken.</summary>
    public static readonly LogId DropNoType = LogId.Debug(15, "DHCP4_PACKET_DROP_0004");

    /// <summary>Option 53 holds a number that is no message type.</summary>
    public static readonly LogId DropUnknownType = LogId.Debug(15, "DHCP4_PACKET_DROP_0005");

    /// <summary>Option 53 holds a type that servers send or that this server does not serve.</summary>
    public static readonly LogId DropNotServersType = LogId.Debug(15, "DHCP4_PACKET_DROP_0006");

    /// <summary>A broadcast on a link that no subnet is for.</summary>
    public static readonly LogId DropNoSubnetForDirect = LogId.Debug(15, "DHCP4_PACKET_DROP_0002");

    /// <summary>Option 54 names another server.</summary>
    public static readonly LogId DropOtherServer = LogId.Debug(15, "DHCP4_PACKET_DROP_0003");

    /// <summary>Options are there that must not be, or missing that must be there (RFC 2131 table 5).</summary>
    public static readonly LogId DropRfcViolation = LogId.Debug(15, "DHCP4_PACKET_DROP_0007");

    /// <summary>An address that no pool and no reservation knows: another server may be responsible.</summary>
    public static readonly LogId DropUnknownAddress = LogId.Debug(50, "DHCP4_UNKNOWN_ADDRESS_REQUESTED");

    /// <summary>A client that reboots with an address we never gave it; only an authoritative server answers.</summary>
    public static readonly LogId NoLeaseInitReboot = LogId.Debug(50, "DHCP4_NO_LEASE_INIT_REBOOT");

    /// <summary>As many queries wait as parked-packet-limit allows.</summary>
    public static readonly LogId DropParkingFull = LogId.Debug(15, "DHCP4_HOOK_SUBNET4_SELECT_PARKING_LOT_FULL");

    public static readonly LogId NakNoSubnet = LogId.Error("DHCP4_PACKET_NAK_0001");

    /// <summary>A client that reboots with an address that is not its own.</summary>
    public static readonly LogId NakInitReboot = LogId.Debug(50, "DHCP4_PACKET_NAK_0002");

    public static readonly LogId NoOffer = LogId.Debug(50, "DHCP4_PACKET_NAK_0003");

    public static readonly LogId NakNoLease = LogId.Debug(50, "DHCP4_PACKET_NAK_0004");

    private static readonly LogId DisabledId = LogId.Debug(15, "DHCP4_PACKET_DROP_0008");
    private static readonly LogId QueueFullId = LogId.Debug(40, "DHCP4_PACKET_QUEUE_FULL");
    private static readonly LogId BufferId = LogId.Debug(40, "DHCP4_BUFFER_RECEIVED");
    private static readonly LogId UnpackId = LogId.Debug(50, "DHCP4_BUFFER_UNPACK");
    private static readonly LogId QueryDataId = LogId.Debug(55, "DHCP4_QUERY_DATA");
    private static readonly LogId DiscoverId = LogId.Debug(50, "DHCP4_DISCOVER");
    private static readonly LogId RequestId = LogId.Debug(50, "DHCP4_REQUEST");
    private static readonly LogId DirectInformId = LogId.Debug(50, "DHCP4_INFORM_DIRECT_REPLY");
    private static readonly LogId PackId = LogId.Debug(50, "DHCP4_PACKET_PACK");
    private static readonly LogId ReplyDataId = LogId.Debug(55, "DHCP4_RESPONSE_DATA");
    private static readonly LogId SubnetDataId = LogId.Debug(55, "DHCP4_SUBNET_DATA");
    private static readonly LogId SubnetChangedId = LogId.Debug(45, "DHCP4_SUBNET_DYNAMICALLY_CHANGED");
    private static readonly LogId ClientIdIgnoredId = LogId.Debug(50, "DHCP4_CLIENTID_IGNORED_FOR_LEASES");
    private static readonly LogId BadPacketId = LogId.Debug(15, "DHCP4_PACKET_DROP_0001");
    private static readonly LogId ReceivedId = LogId.Info("DHCP4_PACKET_RECEIVED");
    private static readonly LogId SendId = LogId.Info("DHCP4_PACKET_SEND");
    private static readonly LogId SubnetSelectedId = LogId.Debug(45, "DHCP4_SUBNET_SELECTED");
    private static readonly LogId NoSubnetId = LogId.Debug(50, "DHCP4_SUBNET_SELECTION_FAILED");
    private static readonly LogId OfferId = LogId.Info("DHCP4_LEASE_OFFER");
    private static readonly LogId AllocId = LogId.Info("DHCP4_LEASE_ALLOC");
    private static readonly LogId ReuseId = LogId.Info("DHCP4_LEASE_REUSE");
    private static readonly LogId InitRebootId = LogId.Info("DHCP4_INIT_REBOOT");
    private static readonly LogId ReleaseId = LogId.Info("DHCP4_RELEASE");
    private static readonly LogId ReleaseExpiredId = LogId.Info("DHCP4_RELEASE_EXPIRED");
    private static readonly LogId ReleaseDeletedId = LogId.Info("DHCP4_RELEASE_DELETED");
    private static readonly LogId ReleaseNoLeaseId = LogId.Debug(50, "DHCP4_RELEASE_FAIL_NO_LEASE");
    private static readonly LogId ReleaseWrongClientId = LogId.Debug(50, "DHCP4_RELEASE_FAIL_WRONG_CLIENT");
    private static readonly LogId ReleaseNotAssignedId = LogId.Debug(50, "DHCP4_RELEASE_FAIL_NOT_ASSIGNED");
    private static readonly LogId DeclineId = LogId.Info("DHCP4_DECLINE_LEASE");
    private static readonly LogId ServerDeclineId = LogId.Info("DHCP4_SERVER_INITIATED_DECLINE");
    private static readonly LogId ServerDeclineBusyId = LogId.Error("DHCP4_SERVER_INITIATED_DECLINE_RESOURCE_BUSY");
    private static readonly LogId DeclineNotFoundId = LogId.Warn("DHCP4_DECLINE_LEASE_NOT_FOUND");
    private static readonly LogId DeclineMismatchId = LogId.Warn("DHCP4_DECLINE_LEASE_MISMATCH");
    private static readonly LogId ExceptionId = LogId.Error("DHCP4_PACKET_PROCESS_STD_EXCEPTION");
    private static readonly LogId PackFailId = LogId.Error("DHCP4_PACKET_PACK_FAIL");

    public static void Drop(Logger log, Exchange4 exchange, LogId why) =>
        log.Write(why, $"{new QueryLabel(exchange)}: query of type {(uint)exchange.MessageType} dropped, from {exchange.Arrival.Source} to {exchange.Arrival.Destination} on {exchange.Arrival.Interface.Name}");

    /// <summary>The store failed, or repair mode is on: nothing is answered.</summary>
    public static void Disabled(Logger log, in Arrival4 arrival) =>
        log.Write(DisabledId, $"{arrival.Length} bytes from {arrival.Source} on {arrival.Interface.Name}: the DHCP service is switched off");

    /// <summary>Of its bytes nothing is left.</summary>
    public static void QueueFull(Logger log, in Arrival4 arrival) =>
        log.Write(QueueFullId, $"{arrival.Length} bytes from {arrival.Source} on {arrival.Interface.Name}: newer queries need the room in the queue");

    public static void Buffer(Logger log, in Arrival4 arrival) =>
        log.Write(BufferId, $"{arrival.Length} bytes from {arrival.Source}:{(uint)arrival.SourcePort} to {arrival.Destination} came in by interface {arrival.Interface.Name}");

    public static void Unpack(Logger log, in Arrival4 arrival) =>
        log.Write(UnpackId, $"reading {arrival.Length} bytes from {arrival.Source} to {arrival.Destination} on {arrival.Interface.Name}");

    public static void QueryData(Logger log, Exchange4 exchange) =>
        log.Write(QueryDataId, $"{new QueryLabel(exchange)}: {new PacketText(exchange.Arrival.Buffer, exchange.Arrival.Start, exchange.Arrival.Length)}");

    public static void Discover(Logger log, Exchange4 exchange) =>
        log.Write(DiscoverId, $"{new QueryLabel(exchange)}: DHCPDISCOVER is being answered");

    public static void Request(Logger log, Exchange4 exchange) =>
        log.Write(RequestId, $"{new QueryLabel(exchange)}: DHCPREQUEST is being answered");

    public static void DirectInform(Logger log, Exchange4 exchange) =>
        log.Write(DirectInformId, $"{new QueryLabel(exchange)}: the answer goes past the relay {exchange.Query.Giaddr} straight to {exchange.Query.Ciaddr} on interface {exchange.Arrival.Interface.Name}");

    public static void Pack(Logger log, Exchange4 exchange) =>
        log.Write(PackId, $"{new QueryLabel(exchange)}: {TypeName(exchange.ReplyType)} is put into bytes");

    public static void ReplyData(Logger log, Exchange4 exchange, in Departure4 reply) =>
        log.Write(ReplyDataId, $"{new QueryLabel(exchange)}: {TypeName(exchange.ReplyType)}: {new PacketText(reply.Buffer, reply.Start, reply.Length)}");

    public static void SubnetData(Logger log, Exchange4 exchange, Subnet4 subnet) =>
        log.Write(SubnetDataId, $"{new QueryLabel(exchange)}: subnet {subnet.Text}, id {subnet.Id}, {subnet.Pools.Count} pools, shared network {subnet.Network?.Name ?? "none"}");

    /// <summary>Another subnet of the shared network has the client's address, or room for it.</summary>
    public static void SubnetChanged(Logger log, Exchange4 exchange, Subnet4 from, Subnet4 to) =>
        log.Write(SubnetChangedId, $"{new QueryLabel(exchange)}: from subnet {from.Text} to {to.Text} of shared network {to.Network?.Name}");

    public static void ClientIdIgnored(Logger log, Exchange4 exchange, Subnet4 subnet) =>
        log.Write(ClientIdIgnoredId, $"{new QueryLabel(exchange)}: the client identifier does not count in subnet {subnet.Id} (match-client-id is false)");

    public static void BadPacket(Logger log, in Arrival4 arrival, DecodeError error) =>
        log.Write(BadPacketId, $"{arrival.Length} bytes from {arrival.Source} on {arrival.Interface.Name} are no DHCPv4 message: {error.ToString()}");

    public static void Received(Logger log, Exchange4 exchange) =>
        log.Write(ReceivedId, $"{new QueryLabel(exchange)}: {TypeName(exchange.MessageType)} received from {exchange.Arrival.Source} to {exchange.Arrival.Destination} on interface {exchange.Arrival.Interface.Name}");

    public static void Sent(Logger log, Exchange4 exchange, in Departure4 reply) =>
        log.Write(SendId, $"{new QueryLabel(exchange)}: {TypeName(exchange.ReplyType)} goes to {reply.Destination}:{(uint)reply.DestinationPort} on interface {exchange.Arrival.Interface.Name}");

    public static void SubnetSelected(Logger log, Exchange4 exchange, Subnet4 subnet) =>
        log.Write(SubnetSelectedId, $"{new QueryLabel(exchange)}: the subnet with id {subnet.Id} was selected");

    /// <summary>No subnet matches the query's address or relay.</summary>
    public static void NoSubnet(Logger log, Exchange4 exchange) =>
        log.Write(NoSubnetId, $"{new QueryLabel(exchange)}: no subnet for it");

    public static void Offered(Logger log, Exchange4 exchange) =>
        log.Write(OfferId, $"{new QueryLabel(exchange)}: lease {exchange.Yiaddr} is offered");

    public static void Allocated(Logger log, Exchange4 exchange) =>
        log.Write(AllocId, $"{new QueryLabel(exchange)}: lease {exchange.Yiaddr} has been allocated for {exchange.ReplyLifetime} seconds");

    public static void Reused(Logger log, Exchange4 exchange) =>
        log.Write(ReuseId, $"{new QueryLabel(exchange)}: lease {exchange.Yiaddr} is reused for {exchange.ReplyLifetime} seconds");

    public static void InitReboot(Logger log, Exchange4 exchange) =>
        log.Write(InitRebootId, $"{new QueryLabel(exchange)}: client reboots and asks to confirm {exchange.RequestedAddress}");

    public static void Released(Logger log, Exchange4 exchange, Ip4 address) =>
        log.Write(ReleaseId, $"{new QueryLabel(exchange)}: address {address} was released");

    public static void ReleaseExpired(Logger log, Exchange4 exchange, Ip4 address) =>
        log.Write(ReleaseExpiredId, $"{new QueryLabel(exchange)}: lease {address} is kept for its client's return");

    public static void ReleaseDeleted(Logger log, Exchange4 exchange, Ip4 address) =>
        log.Write(ReleaseDeletedId, $"{new QueryLabel(exchange)}: lease {address} was deleted");

    public static void ReleaseNoLease(Logger log, Exchange4 exchange, Ip4 address) =>
        log.Write(ReleaseNoLeaseId, $"{new QueryLabel(exchange)}: there is no lease {address} to release");

    public static void ReleaseWrongClient(Logger log, Exchange4 exchange, Ip4 address) =>
        log.Write(ReleaseWrongClientId, $"{new QueryLabel(exchange)}: lease {address} to release is another client's");

    public static void ReleaseNotAssigned(Logger log, Exchange4 exchange, Ip4 address) =>
        log.Write(ReleaseNotAssignedId, $"{new QueryLabel(exchange)}: lease {address} to release is not assigned");

    public static void Declined(Logger log, Exchange4 exchange, Ip4 address, uint probation) =>
        log.Write(DeclineId, $"{new QueryLabel(exchange)}: address {address} is in use by somebody else, out of use for {probation} seconds");

    public static void ServerDeclined(Logger log, Exchange4 exchange, Ip4 address, uint probation) =>
        log.Write(ServerDeclineId, $"{new QueryLabel(exchange)}: address {address} is in use by somebody else, out of use for {probation} seconds");

    /// <summary>The address is in use, and another client's lease by now: it is left to that client to decline it.</summary>
    public static void ServerDeclineBusy(Logger log, Exchange4 exchange, Ip4 address) =>
        log.Write(ServerDeclineBusyId, $"{new QueryLabel(exchange)}: address {address} is in use, and another client has been given it meanwhile");

    public static void DeclineNotFound(Logger log, Exchange4 exchange, Ip4 address) =>
        log.Write(DeclineNotFoundId, $"{new QueryLabel(exchange)}: declined address {address} has no lease");

    public static void DeclineMismatch(Logger log, Exchange4 exchange, Ip4 address) =>
        log.Write(DeclineMismatchId, $"{new QueryLabel(exchange)}: declined address {address} is not this client's");

    public static void Failed(Logger log, Exchange4 exchange, Exception error) =>
        log.Write(ExceptionId, $"a query from {exchange.Arrival.Source} could not be processed: {error.ToString().ReplaceLineEndings(" | ")}");

    public static void PackFailed(Logger log, Exchange4 exchange, int limit) =>
        log.Write(PackFailId, $"{new QueryLabel(exchange)}: the reply does not fit in {limit} bytes");

    private static string TypeName(MessageType4 type) => type switch
    {
        MessageType4.Discover => "DHCPDISCOVER",
        MessageType4.Offer => "DHCPOFFER",
        MessageType4.Request => "DHCPREQUEST",
        MessageType4.Decline => "DHCPDECLINE",
        MessageType4.Ack => "DHCPACK",
        MessageType4.Nak => "DHCPNAK",
        MessageType4.Release => "DHCPRELEASE",
        MessageType4.Inform => "DHCPINFORM",
        MessageType4.None => "message without type",
        _ => "message of another type",
    };
}
