using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Log messages of the allocation of addresses.</summary>
internal static class AllocationLog
{
    /// <summary>The client has a reservation and is offered that address.</summary>
    public static readonly LogId DiscoverReserved = LogId.Debug(40, "ALLOC_ENGINE_V4_DISCOVER_HR");
    public static readonly LogId OfferExisting = LogId.Debug(40, "ALLOC_ENGINE_V4_OFFER_EXISTING_LEASE");
    public static readonly LogId OfferRequested = LogId.Debug(40, "ALLOC_ENGINE_V4_OFFER_REQUESTED_LEASE");
    public static readonly LogId OfferNew = LogId.Debug(40, "ALLOC_ENGINE_V4_OFFER_NEW_LEASE");
    public static readonly LogId RequestReserved = LogId.Debug(40, "ALLOC_ENGINE_V4_REQUEST_ADDRESS_RESERVED");
    public static readonly LogId RequestUseHost = LogId.Debug(40, "ALLOC_ENGINE_V4_REQUEST_USE_HR");
    public static readonly LogId RequestInUse = LogId.Debug(40, "ALLOC_ENGINE_V4_REQUEST_IN_USE");
    public static readonly LogId RequestInvalid = LogId.Debug(40, "ALLOC_ENGINE_V4_REQUEST_INVALID");
    public static readonly LogId RequestOutOfPool = LogId.Debug(40, "ALLOC_ENGINE_V4_REQUEST_OUT_OF_POOL");
    public static readonly LogId RequestExtend = LogId.Debug(40, "ALLOC_ENGINE_V4_REQUEST_EXTEND_LEASE");
    public static readonly LogId RequestAllocate = LogId.Debug(40, "ALLOC_ENGINE_V4_REQUEST_ALLOC_REQUESTED");
    public static readonly LogId RequestPick = LogId.Debug(40, "ALLOC_ENGINE_V4_REQUEST_PICK_ADDRESS");
    public static readonly LogId RequestRemove = LogId.Debug(40, "ALLOC_ENGINE_V4_REQUEST_REMOVE_LEASE");

    private static readonly LogId ConflictId = LogId.Warn("ALLOC_ENGINE_V4_DISCOVER_ADDRESS_CONFLICT");
    private static readonly LogId FailNoPoolsId = LogId.Warn("ALLOC_ENGINE_V4_ALLOC_FAIL_NO_POOLS");
    private static readonly LogId FailSubnetId = LogId.Warn("ALLOC_ENGINE_V4_ALLOC_FAIL_SUBNET");
    private static readonly LogId FailNetworkId = LogId.Warn("ALLOC_ENGINE_V4_ALLOC_FAIL_SHARED_NETWORK");
    private static readonly LogId FailId = LogId.Warn("ALLOC_ENGINE_V4_ALLOC_FAIL");

    private static readonly LogId ReusedExpiredId = LogId.Debug(55, "ALLOC_ENGINE_V4_REUSE_EXPIRED_LEASE_DATA");
    private static readonly LogId UnsuitableId = LogId.Debug(40, "ALLOC_ENGINE_IGNORING_UNSUITABLE_GLOBAL_ADDRESS");
    private static readonly LogId AddId = LogId.Debug(50, "DHCPSRV_MEMFILE_ADD_ADDR4");
    private static readonly LogId UpdateId = LogId.Debug(50, "DHCPSRV_MEMFILE_UPDATE_ADDR4");
    private static readonly LogId DeleteId = LogId.Debug(50, "DHCPSRV_MEMFILE_DELETE_ADDR4");

    /// <summary>A lease is stored, over an older one or not.</summary>
    public static void Stored(Engine4 engine, Ip4 address, bool isNew) =>
        engine.Loggers.Dhcpsrv.Write(isNew ? AddId : UpdateId, $"lease {address}");

    public static void Deleted(Engine4 engine, Ip4 address) =>
        engine.Loggers.Dhcpsrv.Write(DeleteId, $"lease {address}");

    /// <summary>The address of a lease that is over goes to a client.</summary>
    public static void ReusedExpired(Engine4 engine, Exchange4 exchange, in Model.Leases.Lease4Fields lease) =>
        engine.Loggers.AllocEngine.Write(ReusedExpiredId, $"{new QueryLabel(exchange)}: address {lease.Address}, whose lease is over, for {lease.ValidLifetime} seconds in subnet {lease.SubnetId}");

    /// <summary>A global reservation has an address that this subnet does not have.</summary>
    public static void Unsuitable(Engine4 engine, Exchange4 exchange, Ip4 address) =>
        engine.Loggers.AllocEngine.Write(UnsuitableId, $"{new QueryLabel(exchange)}: globally reserved address {address} is not in subnet {exchange.Subnet!.Text}");

    /// <summary>A step of the decision, for debugging.</summary>
    public static void Step(Engine4 engine, Exchange4 exchange, LogId id, Ip4 address)
    {
        engine.Loggers.AllocEngine.Write(id, $"{new QueryLabel(exchange)}: address {address}");
        exchange.Trace?.Note("allocation", ("step", Json.Element.Of(id.Name)), ("address", Json.Element.Of(address.ToString())));
    }

    public static void Conflict(Engine4 engine, Exchange4 exchange, Ip4 address) =>
        engine.Loggers.AllocEngine.Write(ConflictId, $"{new QueryLabel(exchange)}: reserved address {address} is held by another client and was not offered");

    public static void Failed(Engine4 engine, Exchange4 exchange, bool hasPools)
    {
        var log = engine.Loggers.AllocEngine;
        var subnet = exchange.SelectedSubnet!;
        if (subnet.Network is { } network)
        {
            log.Write(FailNetworkId, $"{new QueryLabel(exchange)}: no free address in shared network {network.Name}");
        }
        else
        {
            log.Write(FailSubnetId, $"{new QueryLabel(exchange)}: no free address in subnet {subnet.Text} with id {subnet.Id}");
        }

        if (!hasPools)
        {
            log.Write(FailNoPoolsId, $"{new QueryLabel(exchange)}: no pool is configured for the client");
        }
        else
        {
            log.Write(FailId, $"{new QueryLabel(exchange)}: every address of its pools is taken");
        }
    }
}
