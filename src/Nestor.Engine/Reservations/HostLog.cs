using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Logging;
using Nestor.Model.Networks;

namespace Nestor.Engine.Reservations;

/// <summary>Log messages about looking up reservations.</summary>
internal static class HostLog
{
    private static readonly LogId LookId = LogId.Debug(40, "HOSTS_CFG_GET_ONE_SUBNET_ID_IDENTIFIER");
    private static readonly LogId FoundId = LogId.Debug(45, "HOSTS_CFG_GET_ONE_SUBNET_ID_IDENTIFIER_HOST");
    private static readonly LogId NoneId = LogId.Debug(45, "HOSTS_CFG_GET_ONE_SUBNET_ID_IDENTIFIER_NULL");

    public static void Looked(Logger log, Exchange4 exchange, Subnet4 subnet)
    {
        if (exchange.Settings.Hosts.IsEmpty)
        {
            return;
        }

        log.Write(LookId, $"{new QueryLabel(exchange)}: reservations of subnet {subnet.Id} and global ones, by each identifier");
        if (exchange.Host is { } host)
        {
            log.Write(FoundId, $"{new QueryLabel(exchange)}: reserved by {host.IdentifierType.ToString()}: address {host.Address?.ToString() ?? "none"}, name {host.Hostname}");
        }
        else
        {
            log.Write(NoneId, $"{new QueryLabel(exchange)}: nothing is reserved for the client");
        }
    }
}
