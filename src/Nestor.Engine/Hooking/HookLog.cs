using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Wire.Values;
using QueryLabel6 = Nestor.Engine.V6.QueryLabel;

namespace Nestor.Engine.Hooking;

/// <summary>What became of queries by libraries. Ids are Kea's where it has one, words are ours.</summary>
internal static class HookLog
{
    public static readonly LogId BufferReceiveDrop4 = LogId.Debug(15, "DHCP4_HOOK_BUFFER_RCVD_DROP");
    public static readonly LogId BufferReceiveSkip4 = LogId.Debug(50, "DHCP4_HOOK_BUFFER_RCVD_SKIP");
    public static readonly LogId PacketReceiveSkip4 = LogId.Debug(40, "DHCP4_HOOK_PACKET_RCVD_SKIP");
    public static readonly LogId SubnetSelectDrop4 = LogId.Debug(40, "DHCP4_HOOK_SUBNET4_SELECT_DROP");
    public static readonly LogId SubnetSelectDrop4o6 = LogId.Debug(40, "DHCP4_DHCP4O6_HOOK_SUBNET4_SELECT_DROP");
    public static readonly LogId SubnetSelectSkip4 = LogId.Debug(40, "DHCP4_HOOK_SUBNET4_SELECT_SKIP");
    public static readonly LogId SubnetSelectSkip4o6 = LogId.Debug(40, "DHCP4_DHCP4O6_HOOK_SUBNET4_SELECT_SKIP");
    public static readonly LogId SubnetSelectPark4 = LogId.Debug(40, "DHCP4_HOOK_SUBNET4_SELECT_PARK");
    public static readonly LogId SubnetSelectFull4o6 = LogId.Debug(15, "DHCP4_HOOK_SUBNET4_SELECT_4O6_PARKING_LOT_FULL");
    public static readonly LogId LeaseSelectSkip4 = LogId.Debug(40, "DHCPSRV_HOOK_LEASE4_SELECT_SKIP");
    public static readonly LogId LeaseRenewSkip4 = LogId.Debug(40, "DHCPSRV_HOOK_LEASE4_RENEW_SKIP");
    public static readonly LogId ReleaseSkip4 = LogId.Debug(15, "DHCP4_HOOK_LEASE4_RELEASE_SKIP");
    public static readonly LogId DeclineSkip4 = LogId.Debug(15, "DHCP4_HOOK_DECLINE_SKIP");
    public static readonly LogId OfferDrop4 = LogId.Debug(15, "DHCP4_HOOK_LEASE4_OFFER_DROP");
    public static readonly LogId OfferPark4 = LogId.Debug(40, "DHCP4_HOOK_LEASE4_OFFER_PARK");
    public static readonly LogId OfferFull4 = LogId.Debug(15, "DHCP4_HOOK_LEASE4_OFFER_PARKING_LOT_FULL");
    public static readonly LogId CommittedDrop4 = LogId.Debug(15, "DHCP4_HOOK_LEASES4_COMMITTED_DROP");
    public static readonly LogId CommittedPark4 = LogId.Debug(40, "DHCP4_HOOK_LEASES4_COMMITTED_PARK");
    public static readonly LogId CommittedFull4 = LogId.Debug(15, "DHCP4_HOOK_LEASES4_COMMITTED_PARKING_LOT_FULL");
    public static readonly LogId PacketSendDrop4 = LogId.Debug(15, "DHCP4_HOOK_PACKET_SEND_DROP");
    public static readonly LogId PacketSendSkip4 = LogId.Debug(40, "DHCP4_HOOK_PACKET_SEND_SKIP");
    public static readonly LogId BufferSendSkip4 = LogId.Debug(40, "DHCP4_HOOK_BUFFER_SEND_SKIP");

    public static readonly LogId BufferReceiveDrop6 = LogId.Debug(15, "DHCP6_HOOK_BUFFER_RCVD_DROP");
    public static readonly LogId BufferReceiveSkip6 = LogId.Debug(50, "DHCP6_HOOK_BUFFER_RCVD_SKIP");
    public static readonly LogId PacketReceiveSkip6 = LogId.Debug(40, "DHCP6_HOOK_PACKET_RCVD_SKIP");
    public static readonly LogId SubnetSelectDrop6 = LogId.Debug(40, "DHCP6_HOOK_SUBNET6_SELECT_DROP");
    public static readonly LogId SubnetSelectSkip6 = LogId.Debug(40, "DHCP6_HOOK_SUBNET6_SELECT_SKIP");
    public static readonly LogId SubnetSelectPark6 = LogId.Debug(40, "DHCP6_HOOK_SUBNET6_SELECT_PARK");
    public static readonly LogId LeaseSelectSkip6 = LogId.Debug(40, "DHCPSRV_HOOK_LEASE6_SELECT_SKIP");
    public static readonly LogId ExtendSkip6 = LogId.Debug(40, "DHCPSRV_HOOK_LEASE6_EXTEND_SKIP");
    public static readonly LogId ReleaseAddressSkip6 = LogId.Debug(40, "DHCP6_HOOK_LEASE6_RELEASE_NA_SKIP");
    public static readonly LogId ReleasePrefixSkip6 = LogId.Debug(40, "DHCP6_HOOK_LEASE6_RELEASE_PD_SKIP");
    public static readonly LogId DeclineSkip6 = LogId.Debug(50, "DHCP6_HOOK_DECLINE_SKIP");
    public static readonly LogId DeclineDrop6 = LogId.Debug(15, "DHCP6_HOOK_DECLINE_DROP");
    public static readonly LogId RegisterSkip6 = LogId.Debug(40, "DHCP6_HOOK_ADDR6_REGISTER_SKIP");
    public static readonly LogId RegisterDrop6 = LogId.Debug(40, "DHCP6_HOOK_ADDR6_REGISTER_DROP");
    public static readonly LogId CommittedDrop6 = LogId.Debug(15, "DHCP6_HOOK_LEASES6_COMMITTED_DROP");
    public static readonly LogId CommittedPark6 = LogId.Debug(40, "DHCP6_HOOK_LEASES6_COMMITTED_PARK");
    public static readonly LogId PacketSendDrop6 = LogId.Debug(15, "DHCP6_HOOK_PACKET_SEND_DROP");
    public static readonly LogId PacketSendSkip6 = LogId.Debug(40, "DHCP6_HOOK_PACKET_SEND_SKIP");
    public static readonly LogId BufferSendSkip6 = LogId.Debug(40, "DHCP6_HOOK_BUFFER_SEND_SKIP");

    /// <summary>A library lets a query wait that has only just been read. Kea logs nothing of it.</summary>
    public static readonly LogId PacketReceivePark = LogId.Debug(40, "NESTOR_HOOK_PACKET_RCVD_PARK");

    /// <summary>As many queries wait as may: this one is dropped. Kea has messages of its own for other points.</summary>
    public static readonly LogId PacketReceiveFull = LogId.Debug(15, "NESTOR_HOOK_PACKET_RCVD_PARKING_LOT_FULL");

    /// <inheritdoc cref="PacketReceiveFull"/>
    public static readonly LogId SubnetSelectFull6 = LogId.Debug(15, "NESTOR_HOOK_SUBNET6_SELECT_PARKING_LOT_FULL");

    private static readonly LogId RecoverSkip4 = LogId.Debug(40, "DHCPSRV_HOOK_LEASE4_RECOVER_SKIP");
    private static readonly LogId RecoverSkip6 = LogId.Debug(40, "DHCPSRV_HOOK_LEASE6_RECOVER_SKIP");

    /// <summary>A query nobody has read yet.</summary>
    public static void Unread(Logger log, LogId id, in Arrival4 arrival) =>
        log.Write(id, $"{arrival.Length} bytes from {arrival.Source} on {arrival.Interface.Name}: a hook library's wish");

    /// <inheritdoc cref="Unread(Logger, LogId, in Arrival4)"/>
    public static void Unread(Logger log, LogId id, in Arrival6 arrival) =>
        log.Write(id, $"{arrival.Length} bytes from {arrival.Source} on {arrival.Interface.Name}: a hook library's wish");

    public static void Wanted(Logger log, LogId id, Exchange4 exchange) =>
        log.Write(id, $"{new QueryLabel(exchange)}: a hook library's wish");

    public static void Wanted(Logger log, LogId id, Exchange6 exchange) =>
        log.Write(id, $"{new QueryLabel6(exchange)}: a hook library's wish");

    /// <summary>The address stays declined, and is looked at again in the next cycle of reclaiming.</summary>
    public static void RecoverySkipped(Logger log, Ip4 address) =>
        log.Write(RecoverSkip4, $"{address} stays declined: a hook library's wish");

    /// <inheritdoc cref="RecoverySkipped(Logger, Ip4)"/>
    public static void RecoverySkipped(Logger log, Ip6 address) =>
        log.Write(RecoverSkip6, $"{address} stays declined: a hook library's wish");
}
