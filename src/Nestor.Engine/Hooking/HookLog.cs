using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;

namespace Nestor.Engine.Hooking;

/// <summary>What became of queries by libraries. Ids are Kea's, words are ours.</summary>
internal static class HookLog
{
    public static readonly LogId BufferReceiveDrop4 = LogId.Debug(15, "DHCP4_HOOK_BUFFER_RCVD_DROP");
    public static readonly LogId BufferReceiveSkip4 = LogId.Debug(50, "DHCP4_HOOK_BUFFER_RCVD_SKIP");
    public static readonly LogId PacketReceiveSkip4 = LogId.Debug(40, "DHCP4_HOOK_PACKET_RCVD_SKIP");
    public static readonly LogId SubnetSelectDrop4 = LogId.Debug(40, "DHCP4_HOOK_SUBNET4_SELECT_DROP");
    public static readonly LogId SubnetSelectSkip4 = LogId.Debug(40, "DHCP4_HOOK_SUBNET4_SELECT_SKIP");
    public static readonly LogId SubnetSelectPark4 = LogId.Debug(40, "DHCP4_HOOK_SUBNET4_SELECT_PARK");
    public static readonly LogId LeaseSelectSkip4 = LogId.Debug(40, "DHCPSRV_HOOK_LEASE4_SELECT_SKIP");
    public static readonly LogId LeaseRenewSkip4 = LogId.Debug(40, "DHCPSRV_HOOK_LEASE4_RENEW_SKIP");
    public static readonly LogId ReleaseSkip4 = LogId.Debug(15, "DHCP4_HOOK_LEASE4_RELEASE_SKIP");
    public static readonly LogId DeclineSkip4 = LogId.Debug(15, "DHCP4_HOOK_DECLINE_SKIP");
    public static readonly LogId OfferDrop4 = LogId.Debug(15, "DHCP4_HOOK_LEASE4_OFFER_DROP");
    public static readonly LogId OfferPark4 = LogId.Debug(40, "DHCP4_HOOK_LEASE4_OFFER_PARK");
    public static readonly LogId CommittedDrop4 = LogId.Debug(15, "DHCP4_HOOK_LEASES4_COMMITTED_DROP");
    public static readonly LogId CommittedPark4 = LogId.Debug(40, "DHCP4_HOOK_LEASES4_COMMITTED_PARK");
    public static readonly LogId PacketSendDrop4 = LogId.Debug(15, "DHCP4_HOOK_PACKET_SEND_DROP");
    public static readonly LogId PacketSendSkip4 = LogId.Debug(40, "DHCP4_HOOK_PACKET_SEND_SKIP");
    public static readonly LogId BufferSendSkip4 = LogId.Debug(40, "DHCP4_HOOK_BUFFER_SEND_SKIP");

    /// <summary>A query nobody has read yet.</summary>
    public static void Unread(Logger log, LogId id, in Arrival4 arrival) =>
        log.Write(id, $"{arrival.Length} bytes from {arrival.Source} on {arrival.Interface.Name}: a hook library's wish");

    public static void Wanted(Logger log, LogId id, Exchange4 exchange) =>
        log.Write(id, $"{new QueryLabel(exchange)}: a hook library's wish");
}
