using Nestor.Engine.Pipeline;
using Nestor.Model.Logging;

namespace Nestor.Engine.V6;

/// <summary>The loggers of the DHCPv6 engine, named as Kea's.</summary>
public sealed class EngineLoggers6(Func<string, Logger> find) : EngineLoggers(find)
{
    public static readonly EngineLoggers6 Silent = new(_ => Logger.Silent);

    public Logger Dhcp6 { get; } = find("dhcp6");
}
