using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Runtime;

/// <summary>Log messages about the server as a whole; those that are the family's own are in <see cref="HostLogIds"/>.</summary>
public static class HostLog
{
    /// <summary>Leases are kept in memory only.</summary>
    public static readonly LogId NoStorage = LogId.Warn("DHCPSRV_MEMFILE_NO_STORAGE");

    /// <summary>Leases cannot be written: what on-fail says happens.</summary>
    public static readonly LogId StoreFailed = LogId.Error("NESTOR_LEASE_STORE_FAILED");
    public static readonly LogId StoreBack = LogId.Info("NESTOR_LEASE_STORE_RECOVERED");

    /// <summary>The counters could not be written where NESTOR_STATISTICS_FILE says.</summary>
    public static readonly LogId ReportFailed = LogId.Warn("NESTOR_STATISTICS_FILE_FAILED");

    private static readonly LogId SocketType = LogId.Info("DHCPSRV_CFGMGR_SOCKET_TYPE_SELECT");
    private static readonly LogId UseAllocator = LogId.Info("DHCPSRV_CFGMGR_USE_ALLOCATOR");

    /// <summary>What a configuration that is accepted comes to.</summary>
    public static void Accepted(Logger log, Dhcp4Settings settings)
    {
        log.Write(SocketType, $"{(settings.Interfaces.IsRaw ? "raw" : "UDP")} sockets are used");
        foreach (var subnet in settings.Subnets)
        {
            log.Write(HostLogIds.V4.NewSubnet, $"subnet {subnet.Text} with id {subnet.Id}, {subnet.Pools.Count} pools, valid lifetime {subnet.Parameters.ValidLifetime.Default}");
            log.Write(UseAllocator, $"subnet {subnet.Text}: {AllocatorName(subnet.Parameters.Allocator)} allocator");
        }
    }

    /// <inheritdoc cref="Accepted(Logger, Dhcp4Settings)"/>
    public static void Accepted(Logger log, Dhcp6Settings settings)
    {
        foreach (var subnet in settings.Subnets)
        {
            log.Write(HostLogIds.V6.NewSubnet, $"subnet {subnet.Text} with id {subnet.Id}, {subnet.Pools.Count} pools, {subnet.PdPools.Count} prefix pools, valid lifetime {subnet.Parameters.ValidLifetime.Default}");
            log.Write(UseAllocator, $"subnet {subnet.Text}: {AllocatorName(subnet.Parameters.Allocator)} allocator for addresses, {AllocatorName(subnet.Parameters.PdAllocator)} for prefixes");
        }
    }

    /// <summary>Each error and warning of a configuration on a line of its own.</summary>
    public static void Tell(Logger log, HostLogIds ids, Diagnostics diagnostics)
    {
        foreach (var diagnostic in diagnostics.All)
        {
            log.Write(diagnostic.IsError ? ids.ParserFail : ids.SyntaxWarning, $"{diagnostic.Place}: {diagnostic.Text}");
        }
    }

    private static string AllocatorName(AllocatorKind kind) => kind switch
    {
        AllocatorKind.Random => "random",
        AllocatorKind.FreeLeaseQueue => "flq",
        _ => "iterative",
    };
}
