using PerfDhcp.Packets;

namespace PerfDhcp.CommandLine;

/// <summary>Turns arguments into <see cref="Settings"/>, or into one sentence that says what is wrong with them.</summary>
internal static class CommandLineParser
{
    /// <summary>A relay agent refuses a message that has come through so many (RFC 8415 section 7.6, HOP_COUNT_LIMIT).</summary>
    private const int MostRelays = 8;

    private const string ShortFlags =
        "146A:b:BcC:d:D:e:E:f:F:g:hiI:J:l:L:M:n:N:o:O:p:P:r:R:s:S:t:T:uvVw:W:x:X:y:Y:";

    private static readonly string[] LongFlags =
    [
        "scenario:", "or:", "mode:", "closed-loop:", "json:", "batch:", "probe", "null-server", "udp-echo", "udp-flood",
        "size:", "help", "version",
    ];

    /// <returns>Null when all is well.</returns>
    public static string? Parse(string[] arguments, Settings settings)
    {
        var flags = new GetOpt(arguments, ShortFlags, LongFlags);
        var values = new Values();
        while (values.Problem is null && flags.Next() is { } flag)
        {
            if (flag == "?")
            {
                return flags.Problem;
            }

            if (!Test(flag, flags.Value, settings, values) && !Exchange(flag, flags.Value, settings, values)
                && !Packet(flag, flags.Value, settings, values) && !Own(flag, flags.Value, settings, values)
                && !Six(flag, flags.Value, settings, values))
            {
                throw new InvalidOperationException($"flag {flag} is in a table, but nobody takes it");
            }
        }

        if (flags.Operands.Count > 1)
        {
            values.Refuse($"one server at most, but '{flags.Operands[1]}' was given too");
        }

        settings.Server = flags.Operands.Count > 0 ? flags.Operands[0] : "";
        return values.Problem ?? FlagRules.Check(settings);
    }

    /// <summary>Flags about the course of the test and what is told about it.</summary>
    private static bool Test(string flag, string value, Settings s, Values v)
    {
        switch (flag)
        {
            case "C": s.Separator = value; break;
            case "d": s.DropSeconds.Add(v.Seconds("-d", value)); break;
            case "D" when value.EndsWith('%'): s.MaxDropPercents.Add(v.Percent("-D", value[..^1])); break;
            case "D": s.MaxDrops.Add(v.Number("-D", value, 1)); break;
            case "g":
                s.ThreadModeGiven = true;
                if (value is not ("single" or "multi"))
                {
                    v.Refuse($"-g wants single or multi, not '{value}'");
                }

                break;
            case "h" or "help": s.Job = Job.ShowHelp; break;
            case "n": s.Requests.Add(v.Number("-n", value, 1)); break;
            case "p": s.Period = v.Seconds("-p", value); break;
            case "P": s.Preload = v.Number("-P", value, 0); break;
            case "r": s.Rate = v.Number("-r", value, 1); break;
            case "s": s.Seed = (uint)v.Number("-s", value, 0); break;
            case "t": s.ReportInterval = v.Number("-t", value, 1); break;
            case "v" or "version": s.Job = Job.ShowVersion; break;
            case "V": s.Job = Job.ShowLongVersion; break;
            case "w": s.WrappedCommand = value; break;
            case "W": s.ExitWaitMicroseconds = v.Number("-W", value, 0); break;
            case "x": s.Diagnostics += value; break;
            default: return false;
        }

        return true;
    }

    /// <summary>Flags about who talks to whom, and with which messages.</summary>
    private static bool Exchange(string flag, string value, Settings s, Values v)
    {
        switch (flag)
        {
            case "1": s.UseFirstServer = true; break;
            case "b": v.Base(value, s); break;
            case "B": s.Broadcast = true; break;
            case "f": s.RenewRate = v.Number("-f", value, 1); break;
            case "F": s.ReleaseRate = v.Number("-F", value, 1); break;
            case "i": s.Mode = ExchangeMode.Do; break;
            case "J": s.RelayListFile = value; break;
            case "l": s.Local = value; break;
            case "L": s.LocalPort = v.Number("-L", value, 0, 65535); break;
            case "M": s.MacListFile = value; break;
            case "N": s.RemotePort = v.Number("-N", value, 0, 65535); break;
            case "R": s.Clients = (uint)v.Number("-R", value, 1); break;
            case "u": s.CheckUnique = true; break;
            case "scenario" when value is "basic" or "avalanche": s.IsAvalanche = value == "avalanche"; break;
            case "scenario": v.Refuse($"--scenario wants basic or avalanche, not '{value}'"); break;
            default: return false;
        }

        return true;
    }

    /// <summary>Flags about the bytes of the queries.</summary>
    private static bool Packet(string flag, string value, Settings s, Values v)
    {
        switch (flag)
        {
            case "E": s.SecsOffset = v.Number("-E", value, 0); break;
            case "I": s.AddressOffset = v.Number("-I", value, 1); break;
            case "o" when !s.VersionFixed: v.Refuse("-4 or -6 must be given before -o"); break;
            case "o": v.Option("-o", value, s.IsSix, s.ExtraOptions); break;
            case "O": s.RandomOffsets.Add(v.Number("-O", value, 4)); break;
            case "S": s.ServerIdOffset = v.Number("-S", value, 1); break;
            case "T": s.Templates.Add(value); break;
            case "X": s.XidOffsets.Add(v.Number("-X", value, 1)); break;
            case "y": s.SecsGrowFor = v.Number("-y", value, 1); break;
            case "Y": s.SecsGrowAfter = v.Number("-Y", value, 1); break;
            default: return false;
        }

        return true;
    }

    /// <summary>Flags Kea's program does not have.</summary>
    private static bool Own(string flag, string value, Settings s, Values v)
    {
        switch (flag)
        {
            case "mode": Mode(value, s, v); break;
            case "closed-loop": s.ClosedLoop = v.Number("--closed-loop", value, 1, 100_000); break;
            case "json": s.JsonFile = value; break;
            case "batch": s.BatchSize = v.Number("--batch", value, 1, 256); break;
            case "size": s.FloodSize = v.Number("--size", value, 1, 1472); break;
            case "probe": s.Job = Job.Probe; break;
            case "null-server": s.Job = Job.NullServer; break;
            case "udp-echo": s.Job = Job.UdpEcho; break;
            case "udp-flood": s.Job = Job.UdpFlood; break;
            default: return false;
        }

        return true;
    }

    private static void Mode(string value, Settings settings, Values values)
    {
        string name = value.ToLowerInvariant();
        int mode = Math.Max(Protocol.V4.Modes.ToList().IndexOf(name), Protocol.V6.Modes.ToList().IndexOf(name));
        if (mode < 0)
        {
            values.Refuse($"--mode wants dora (sarr), do (sa), known or renew, not '{value}'");
        }

        settings.Mode = (ExchangeMode)Math.Max(mode, 0);
    }

    /// <summary>Flags of DHCPv6; what needs -6 is a matter of <see cref="FlagRules"/>.</summary>
    private static bool Six(string flag, string value, Settings s, Values v)
    {
        switch (flag)
        {
            case "4" or "6" when s.VersionFixed && s.IsSix != (flag == "6"): v.Refuse("-4 and -6 exclude each other"); break;
            case "4" or "6":
                s.VersionFixed = true;
                s.IsSix = flag == "6";
                break;
            case "A": s.RelayLevels = v.Number("-A", value, 1, MostRelays); break;
            case "c": s.RapidCommit = true; break;
            case "e":
                s.Leases = LeaseTypes.Find(value);
                if (s.Leases == LeaseKinds.None)
                {
                    v.Refuse($"-e wants address-only, prefix-only or address-and-prefix, not '{value}'");
                }

                break;
            case "or": v.RelayOption(value, s.RelayOptions); break;
            default: return false;
        }

        return true;
    }
}
