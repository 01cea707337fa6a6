using Nestor.Config.Loading;
using Nestor.Engine.V6;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;

namespace Nestor.Server.Starting;

/// <summary>The program kea-dhcp6.</summary>
public sealed record ServerProgram6() : ServerProgram<Dhcp6Settings>(
    "kea-dhcp6", "DHCPv6", "dhcp6", SendTo.ServerPort, SendTo.ClientPort, HostLogIds.V6)
{
    private protected override LoadResult<Dhcp6Settings> Load(byte[] text, string file, LoadRules rules) =>
        ConfigLoader.Load6(text, file, JsonReader.OpenFile, rules);

    private protected override IServerHost? TryCreate(
        ServerOptions options, Dhcp6Settings settings, LoggerSet loggers, out string error) =>
        ServerHost6.TryCreate(options, settings, loggers, TimeProvider.System, out error);

    private protected override void TellAccepted(Logger log, Dhcp6Settings settings) => HostLog.Accepted(log, settings);

    private protected override string Summary(Dhcp6Settings settings) =>
        $"{settings.Subnets.Count} subnets, {settings.Networks.Count} shared networks, {settings.Hosts.All.Count} reservations";
}
