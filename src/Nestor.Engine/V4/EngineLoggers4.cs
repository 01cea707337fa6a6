using Nestor.Engine.Pipeline;
using Nestor.Model.Logging;

namespace Nestor.Engine.V4;

/// <summary>The loggers of the DHCPv4 engine, named as Kea's.</summary>
public sealed class EngineLoggers4(Func<string, Logger> find) : EngineLoggers(find)
{
    public static readonly EngineLoggers4 Silent = new(_ => Logger.Silent);

    public Logger Dhcp4 { get; } = find("dhcp4");
}
