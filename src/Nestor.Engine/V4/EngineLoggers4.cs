using Nestor.Model.Logging;

namespace Nestor.Engine.V4;

/// <summary>The loggers of the DHCPv4 engine, named as Kea's.</summary>
public sealed class EngineLoggers4(Func<string, Logger> find)
{
    public static readonly EngineLoggers4 Silent = new(_ => Logger.Silent);

    public Logger Dhcp4 { get; } = find("dhcp4");

    public Logger Packets { get; } = find("packets");

    public Logger BadPackets { get; } = find("bad-packets");

    public Logger Leases { get; } = find("leases");

    public Logger AllocEngine { get; } = find("alloc-engine");

    public Logger Dhcpsrv { get; } = find("dhcpsrv");

    public Logger Options { get; } = find("options");

    /// <summary>Names of clients.</summary>
    public Logger Ddns { get; } = find("ddns");

    public Logger Hosts { get; } = find("hosts");
}
