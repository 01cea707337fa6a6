using Nestor.Json;
using Nestor.Model.Settings.Rbac;

namespace Nestor.Model.Settings;

/// <summary>The configuration of the control agent: <c>Control-agent</c>.</summary>
/// <param name="Http">Where it takes commands.</param>
/// <param name="Servers">The servers it forwards to.</param>
public sealed record AgentSettings(HttpSocketSettings Http, IReadOnlyList<AgentServerSettings> Servers)
{
    /// <summary>Who may use which commands; null where <c>libdhcp_rbac</c> is not configured.</summary>
    public RbacSettings? Roles { get; init; }

    /// <summary>Where it is written down who changed what; null for nowhere.</summary>
    public AuditSettings? Audit { get; init; }

    public IReadOnlyList<LoggerSettings> Loggers { get; init; } = [];

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }

    /// <summary>The checked map all of it was read from.</summary>
    public Element? Source { get; init; }
}

/// <summary>A server the agent forwards to: a member of its <c>control-sockets</c>.</summary>
/// <param name="Service">dhcp4, dhcp6 or d2.</param>
/// <param name="Socket">The server's unix socket; without a directory it is in the one for control sockets.</param>
public sealed record AgentServerSettings(string Service, string Socket)
{
    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}
