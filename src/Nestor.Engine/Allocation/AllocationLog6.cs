using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Log messages of the allocation of IPv6 addresses and prefixes.</summary>
internal static class AllocationLog6
{
    public static readonly LogId NoLeasesReserved = LogId.Debug(40, "ALLOC_ENGINE_V6_ALLOC_NO_LEASES_HR");
    public static readonly LogId LeasesNoReserved = LogId.Debug(40, "ALLOC_ENGINE_V6_ALLOC_LEASES_NO_HR");
    public static readonly LogId LeasesReserved = LogId.Debug(40, "ALLOC_ENGINE_V6_ALLOC_LEASES_HR");
    public static readonly LogId Unreserved = LogId.Debug(40, "ALLOC_ENGINE_V6_ALLOC_UNRESERVED");
    public static readonly LogId RenewReserved = LogId.Debug(40, "ALLOC_ENGINE_V6_RENEW_HR");
    public static readonly LogId RenewUnreserved = LogId.Debug(40, "ALLOC_ENGINE_V6_EXTEND_ALLOC_UNRESERVED");

    private static readonly LogId AddressGrantedId = LogId.Info("ALLOC_ENGINE_V6_HR_ADDR_GRANTED");
    private static readonly LogId PrefixGrantedId = LogId.Info("ALLOC_ENGINE_V6_HR_PREFIX_GRANTED");
    private static readonly LogId RevokedAddressId = LogId.Info("ALLOC_ENGINE_V6_REVOKED_ADDR_LEASE");
    private static readonly LogId RevokedPrefixId = LogId.Info("ALLOC_ENGINE_V6_REVOKED_PREFIX_LEASE");
    private static readonly LogId HintReservedId = LogId.Debug(40, "ALLOC_ENGINE_V6_HINT_RESERVED");
    private static readonly LogId ExtendId = LogId.Debug(50, "ALLOC_ENGINE_V6_EXTEND_LEASE");
    private static readonly LogId ReusedExpiredId = LogId.Debug(55, "ALLOC_ENGINE_V6_REUSE_EXPIRED_LEASE_DATA");
    private static readonly LogId UnsuitableId = LogId.Debug(40, "ALLOC_ENGINE_IGNORING_UNSUITABLE_GLOBAL_ADDRESS6");
    private static readonly LogId FailNoPoolsId = LogId.Warn("ALLOC_ENGINE_V6_ALLOC_FAIL_NO_POOLS");
    private static readonly LogId FailSubnetId = LogId.Warn("ALLOC_ENGINE_V6_ALLOC_FAIL_SUBNET");
    private static readonly LogId FailNetworkId = LogId.Warn("ALLOC_ENGINE_V6_ALLOC_FAIL_SHARED_NETWORK");
    private static readonly LogId FailId = LogId.Warn("ALLOC_ENGINE_V6_ALLOC_FAIL");
    private static readonly LogId AddId = LogId.Debug(50, "DHCPSRV_MEMFILE_ADD_ADDR6");
    private static readonly LogId UpdateId = LogId.Debug(50, "DHCPSRV_MEMFILE_UPDATE_ADDR6");
    private static readonly LogId DeleteId = LogId.Debug(50, "DHCPSRV_MEMFILE_DELETE_ADDR6");

    public static void Stored(Engine6 engine, in Lease6Fields lease, bool isNew) =>
        engine.Loggers.Dhcpsrv.Write(isNew ? AddId : UpdateId, $"lease {lease.Address}/{(uint)lease.PrefixLength}");

    public static void Deleted(Engine6 engine, in Lease6Fields lease) =>
        engine.Loggers.Dhcpsrv.Write(DeleteId, $"lease {lease.Address}/{(uint)lease.PrefixLength}");

    /// <summary>A step of the decision, for debugging.</summary>
    public static void Step(Engine6 engine, Exchange6 exchange, LogId id)
    {
        engine.Loggers.AllocEngine.Write(id, $"{new QueryLabel(exchange)}: IA {engine.Ia.Iaid}");
        exchange.Trace?.Note("allocation", ("step", Json.Element.Of(id.Name)), ("iaid", Json.Element.Of(engine.Ia.Iaid)));
    }

    /// <summary>The client gets what is reserved for it.</summary>
    public static void Granted(Engine6 engine, Exchange6 exchange, Prefix6 what) =>
        engine.Loggers.AllocEngine.Write(engine.Ia.IsPrefixes ? PrefixGrantedId : AddressGrantedId, $"{new QueryLabel(exchange)}: reserved {what.Address}/{(uint)what.Length} is the client's now");

    /// <summary>The client loses a lease that is reserved for somebody else, or for which it has a reservation instead.</summary>
    public static void Revoked(Engine6 engine, Exchange6 exchange, Prefix6 what) =>
        engine.Loggers.AllocEngine.Write(engine.Ia.IsPrefixes ? RevokedPrefixId : RevokedAddressId, $"{new QueryLabel(exchange)}: {what.Address}/{(uint)what.Length} is taken from the client: reservations want it so");

    public static void HintReserved(Engine6 engine, Exchange6 exchange, Prefix6 what) =>
        engine.Loggers.AllocEngine.Write(HintReservedId, $"{new QueryLabel(exchange)}: {what.Address}/{(uint)what.Length} that the client asks for is reserved for another");

    public static void Extend(Engine6 engine, Exchange6 exchange, in Lease6Fields lease) =>
        engine.Loggers.AllocEngine.Write(ExtendId, $"{new QueryLabel(exchange)}: lease {lease.Address}/{(uint)lease.PrefixLength} goes on");

    /// <summary>What belonged to a lease that is over goes to a client.</summary>
    public static void ReusedExpired(Engine6 engine, Exchange6 exchange, in Lease6Fields lease) =>
        engine.Loggers.AllocEngine.Write(ReusedExpiredId, $"{new QueryLabel(exchange)}: {lease.Address}/{(uint)lease.PrefixLength}, whose lease is over, for {lease.ValidLifetime} seconds in subnet {lease.SubnetId}");

    /// <summary>A global reservation has an address that this subnet does not have.</summary>
    public static void Unsuitable(Engine6 engine, Exchange6 exchange, Ip6 address) =>
        engine.Loggers.AllocEngine.Write(UnsuitableId, $"{new QueryLabel(exchange)}: globally reserved address {address} is not in subnet {exchange.Subnet!.Text}");

    public static void Failed(Engine6 engine, Exchange6 exchange, bool hasPools)
    {
        var log = engine.Loggers.AllocEngine;
        var subnet = exchange.SelectedSubnet!;
        if (subnet.Network is { } network)
        {
            log.Write(FailNetworkId, $"{new QueryLabel(exchange)}: nothing free in shared network {network.Name} for IA {engine.Ia.Iaid}");
        }
        else
        {
            log.Write(FailSubnetId, $"{new QueryLabel(exchange)}: nothing free in subnet {subnet.Text} with id {subnet.Id} for IA {engine.Ia.Iaid}");
        }

        if (hasPools)
        {
            log.Write(FailId, $"{new QueryLabel(exchange)}: everything in its pools is taken");
        }
        else
        {
            log.Write(FailNoPoolsId, $"{new QueryLabel(exchange)}: no pool is configured for the client");
        }
    }
}
