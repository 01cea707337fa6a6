namespace Nestor.Config.Keywords;

/// <summary>Keywords of the control agent. What it has in common with the servers is in their tables.</summary>
internal static class AgentKeywords
{
    /// <summary>Scopes of the servers that the agent has too, the same.</summary>
    private static readonly string[] Shared = ["authentication", "clients", "http-headers", "loggers", "output-options", "hooks-libraries", "audit"];

    private static readonly string[] Servers = ["dhcp4", "dhcp6", "d2"];

    private static readonly Keyword[] Own =
    [
        new("Control-agent", "http-host", KeywordType.String),
        new("Control-agent", "http-port", KeywordType.Integer),
        new("Control-agent", "http-headers", KeywordType.MapList),
        new("Control-agent", "trust-anchor", KeywordType.String),
        new("Control-agent", "cert-file", KeywordType.String),
        new("Control-agent", "key-file", KeywordType.String),
        new("Control-agent", "cert-required", KeywordType.Boolean),
        new("Control-agent", "authentication", KeywordType.Map),
        new("Control-agent", "control-sockets", KeywordType.Map),
        new("Control-agent", "hooks-libraries", KeywordType.MapList, IsLater: true),
        new("Control-agent", "loggers", KeywordType.MapList),
        new("Control-agent", "audit", KeywordType.Map),
        new("Control-agent", "user-context", KeywordType.FreeMap),
        new("Control-agent", "comment", KeywordType.String),
        new("control-sockets", "dhcp4", KeywordType.Map),
        new("control-sockets", "dhcp6", KeywordType.Map),
        new("control-sockets", "d2", KeywordType.Map),
    ];

    public static IEnumerable<Keyword> Rows =>
    [
        .. Own,
        .. Servers.SelectMany(service => new Keyword[]
        {
            new(service, "socket-type", KeywordType.String, "unix"),
            new(service, "socket-name", KeywordType.String),
            new(service, "user-context", KeywordType.FreeMap),
            new(service, "comment", KeywordType.String),
        }),
        .. GlobalKeywords.Rows.Concat(ServiceKeywords.Rows).Where(k => Shared.Contains(k.Scope)),
    ];
}
