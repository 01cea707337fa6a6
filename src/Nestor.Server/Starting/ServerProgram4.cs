using Nestor.Config.Loading;
using Nestor.Engine.V4;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;

namespace Nestor.Server.Starting;

/// <summary>The program kea-dhcp4.</summary>
public sealed record ServerProgram4() : ServerProgram<Dhcp4Settings>(
    "kea-dhcp4", "DHCPv4", "dhcp4", SendTo.ServerPort, SendTo.ClientPort, HostLogIds.V4)
{
    private protected override LoadResult<Dhcp4Settings> Load(byte[] text, string file, LoadRules rules) =>
        ConfigLoader.Load4(text, file, JsonReader.OpenFile, rules);

    private protected override IServerHost? TryCreate(
        ServerOptions options, Dhcp4Settings settings, LoggerSet loggers, out string error) =>
        ServerHost4.TryCreate(options, settings, loggers, TimeProvider.System, out error);

    private protected override void TellAccepted(Logger log, Dhcp4Settings settings) => HostLog.Accepted(log, settings);

    private protected override string Summary(Dhcp4Settings settings) =>
        $"{settings.Subnets.Count} subnets, {settings.Networks.Count} shared networks, {settings.Hosts.All.Count} reservations";
}
