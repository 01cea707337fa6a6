using PerfDhcp.Packets;

namespace PerfDhcp.CommandLine;

/// <summary>Which flags need or exclude each other.</summary>
internal static class FlagRules
{
    /// <returns>The first broken rule, or null.</returns>
    public static string? Check(Settings s)
    {
        if (s.Job is Job.ShowHelp or Job.ShowVersion or Job.ShowLongVersion)
        {
            return null;
        }

        return Server(s) ?? Versions(s) ?? Rates(s) ?? ExchangeOnly(s) ?? Templates(s) ?? Others(s);
    }

    private static string? Server(Settings s)
    {
        bool needsServer = s.Job is not (Job.NullServer or Job.UdpEcho);
        return needsServer && s.Server.Length == 0 && s.Local.Length == 0
            ? "name a server, or an interface with -l"
            : null;
    }

    /// <summary>Flags of one protocol only, and what DHCPv6 flags need of each other.</summary>
    private static string? Versions(Settings s)
    {
        return s switch
        {
            { IsSix: true, Broadcast: true } => "-B is not compatible with -6",
            { IsSix: false, RapidCommit: true } => "-6 must be given to use -c",
            { IsSix: false, RelayLevels: > 0 } => "-6 must be given to use -A",
            { IsSix: false, RelayOptions.Count: > 0 } => "-6 must be given to use --or",
            { IsSix: false, Leases: not LeaseKinds.Address } => "-6 must be given to use -e other than address-only",
            { RapidCommit: true } when s.Mode != ExchangeMode.Do => "-c is for use with -i",
            _ when s.RelayOptions.Any(o => o.Level > s.RelayLevels) => "--or is for use with -A of its level or more",
            _ => null,
        };
    }

    private static string? Rates(Settings s)
    {
        return s switch
        {
            { RenewRate: > 0, Rate: 0 } => "-f is for use with -r",
            { ReleaseRate: > 0, Rate: 0 } => "-F is for use with -r",
            { Rate: > 0 } when (long)s.RenewRate + s.ReleaseRate > s.Rate => "-f and -F together must not exceed -r",
            { ClosedLoop: > 0, Rate: > 0 } => "--closed-loop and -r exclude each other",
            { ClosedLoop: > 0, IsAvalanche: true } => "--closed-loop and --scenario avalanche exclude each other",
            { IsAvalanche: true, Mode: ExchangeMode.Known or ExchangeMode.Renew } =>
                "--scenario avalanche needs --mode dora or do",
            { Mode: ExchangeMode.Renew, Rate: > 0, RenewRate: > 0 } => "--mode renew and -f exclude each other",
            { Mode: ExchangeMode.Renew, ReleaseRate: > 0 } => "--mode renew and -F exclude each other",
            _ => null,
        };
    }

    private static string? ExchangeOnly(Settings s)
    {
        if (s.Mode != ExchangeMode.Do)
        {
            return null;
        }

        return s switch
        {
            { UseFirstServer: true } => "-1 is not compatible with -i",
            { RenewRate: > 0 } => "-f is not compatible with -i",
            { ReleaseRate: > 0 } => "-F is not compatible with -i",
            { SecsOffset: >= 0 } => "-E is not compatible with -i",
            { ServerIdOffset: >= 0 } => "-S is not compatible with -i",
            { AddressOffset: >= 0 } => "-I is not compatible with -i",
            { Templates.Count: > 1 } => "-i takes one -T only",
            { XidOffsets.Count: > 1 } => "-i takes one -X only",
            { RandomOffsets.Count: > 1 } => "-i takes one -O only",
            { Requests.Count: > 1 } => "-i takes one -n only",
            { DropSeconds.Count: > 1 } => "-i takes one -d only",
            _ => null,
        };
    }

    private static string? Templates(Settings s)
    {
        return s switch
        {
            { Templates.Count: > 2 } => "-T can be given twice at most",
            { Templates.Count: < 1, XidOffsets.Count: > 0 } => "-X is for use with -T",
            { Templates.Count: < 1, RandomOffsets.Count: > 0 } => "-O is for use with -T",
            { Templates.Count: < 2, XidOffsets.Count: > 1 } => "a second -X is for use with a second -T",
            { Templates.Count: < 2, RandomOffsets.Count: > 1 } => "a second -O is for use with a second -T",
            { Templates.Count: < 2, SecsOffset: >= 0 } => "-E is for use with a second -T",
            { Templates.Count: < 2, ServerIdOffset: >= 0 } => "-S is for use with a second -T",
            { Templates.Count: < 2, AddressOffset: >= 0 } => "-I is for use with a second -T",
            _ => null,
        };
    }

    private static string? Others(Settings s)
    {
        char unknown = s.Diagnostics.FirstOrDefault(c => !"aeilstT".Contains(c, StringComparison.Ordinal));
        return s switch
        {
            _ when unknown != default => $"-x knows the letters a, e, i, l, s, t and T, not '{unknown}'",
            { HasBase: true, MacListFile.Length: > 0 } => "-b and -M exclude each other",
            { SecsGrowFor: > 0, SecsGrowAfter: 0 } => "-y needs -Y",
            { SecsGrowFor: 0, SecsGrowAfter: > 0 } => "-Y needs -y",
            { Requests.Count: > 2 } or { DropSeconds.Count: > 2 } or { MaxDrops.Count: > 2 }
                or { MaxDropPercents.Count: > 2 } => "-n, -d and -D can be given twice at most",
            { ClosedLoop: > 0, Period: 0, Requests.Count: 0 } => "--closed-loop needs an end: -p or -n",
            _ => null,
        };
    }
}
