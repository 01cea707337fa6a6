using Nestor.Model.Logging;

namespace Nestor.Engine.Pipeline;

/// <summary>The loggers of an engine that both families have, named as Kea's.</summary>
public abstract class EngineLoggers(Func<string, Logger> find)
{
    public Logger Packets { get; } = find("packets");

    public Logger BadPackets { get; } = find("bad-packets");

    public Logger Leases { get; } = find("leases");

    public Logger AllocEngine { get; } = find("alloc-engine");

    public Logger Dhcpsrv { get; } = find("dhcpsrv");

    public Logger Options { get; } = find("options");

    /// <summary>Names of clients.</summary>
    public Logger Ddns { get; } = find("ddns");

    public Logger Hosts { get; } = find("hosts");

    /// <summary>What libraries wish.</summary>
    public Logger Hooks { get; } = find("hooks");
}
