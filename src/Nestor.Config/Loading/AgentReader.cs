using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary><c>Control-agent</c>: the configuration of the control agent.</summary>
internal static class AgentReader
{
    /// <summary>Names of servers in <c>service</c>, in Kea's order.</summary>
    private static readonly string[] Services = ["dhcp4", "dhcp6", "d2"];

    public static AgentSettings Build(Element agent, Reading reading)
    {
        var http = new HttpSocketReader(reading, "kea-control-agent").Read(agent, isSecure: null, "http-host", "http-port");
        return new AgentSettings(http ?? new HttpSocketSettings(System.Net.IPAddress.Loopback, 0), Servers(reading, agent["control-sockets"]))
        {
            Roles = HookLibraries.Roles(agent["hooks-libraries"], reading.Diagnostics),
            Audit = AuditReader.Read(reading, agent["audit"]),
            Loggers = ServiceReader.Loggers(reading, agent["loggers"]),
            UserContext = Reading.UserContext(agent),
            Source = agent,
        };
    }

    private static List<AgentServerSettings> Servers(Reading reading, Element? map)
    {
        var servers = new List<AgentServerSettings>();
        foreach (string service in Services)
        {
            if (map?[service] is not { } socket)
            {
                continue;
            }

            if (Reading.Text(socket, "socket-name") is not { Length: > 0 } name || name.Contains('\0'))
            {
                reading.Diagnostics.Error(socket.Place, $"found \"{service}\" without the name of its socket, wanted \"socket-name\"");
                continue;
            }

            servers.Add(new AgentServerSettings(service, name) { UserContext = Reading.UserContext(socket) });
        }

        return servers;
    }
}
