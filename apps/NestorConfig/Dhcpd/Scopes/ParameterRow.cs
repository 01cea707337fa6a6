using Nestor.Wire.Options;

namespace NestorConfig.Dhcpd.Scopes;

internal enum ParameterKind : byte
{
    Text,
    Address,
    Flag,

    /// <summary>A flag that means the opposite.</summary>
    NotFlag,
    Number,

    /// <summary>A percentage that Kea has as a part of 1.</summary>
    Percent,
}

/// <summary>A statement with one value that Kea has under another name.</summary>
/// <param name="Where">The scopes in which Kea has it.</param>
/// <param name="Since">The first release of Kea that has it, when that is after 2.2.</param>
internal sealed record ParameterRow(
    string Keyword, string Kea, ParameterKind Kind, ScopeKind Where, Universe? Only = null, string Since = "")
{
    private const ScopeKind Boot = ScopeKind.Links | ScopeKind.Classes | ScopeKind.Host;

    private static readonly ParameterRow[] Rows =
    [
        new("next-server", "next-server", ParameterKind.Address, Boot, Universe.V4),
        new("filename", "boot-file-name", ParameterKind.Text, Boot, Universe.V4),
        new("server-name", "server-hostname", ParameterKind.Text, Boot, Universe.V4),
        new("ignore-client-uids", "match-client-id", ParameterKind.NotFlag, ScopeKind.Links, Universe.V4),
        new("echo-client-id", "echo-client-id", ParameterKind.Flag, ScopeKind.Global, Universe.V4),
        new("stash-agent-options", "stash-agent-options", ParameterKind.Flag, ScopeKind.Global, Universe.V4, "2.6"),
        new("dhcpv6-set-tee-times", "calculate-tee-times", ParameterKind.Flag, ScopeKind.Links, Universe.V6),
        new("ddns-domainname", "ddns-qualifying-suffix", ParameterKind.Text, ScopeKind.Links),
        new("ddns-updates", "ddns-send-updates", ParameterKind.Flag, ScopeKind.Links),
        new("ddns-ttl", "ddns-ttl", ParameterKind.Number, ScopeKind.Links, null, "3.0"),
        new("update-optimization", "ddns-update-on-renew", ParameterKind.NotFlag, ScopeKind.Links),
        new("adaptive-lease-time-threshold", "adaptive-lease-time-threshold", ParameterKind.Percent, ScopeKind.Links, null, "3.1"),
        new("dhcp-cache-threshold", "cache-threshold", ParameterKind.Percent, ScopeKind.Links),
        new("interface", "interface", ParameterKind.Text, ScopeKind.Network | ScopeKind.Subnet),
        new("abandon-lease-time", "decline-probation-period", ParameterKind.Number, ScopeKind.Global),
    ];

    public static ParameterRow? Find(string keyword) => Array.Find(Rows, r => r.Keyword == keyword);
}
