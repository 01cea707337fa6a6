using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary>Maps about the server rather than its subnets: interfaces, lease file, expiry, loggers and so on.</summary>
internal static class ServiceReader
{
    /// <param name="example">An interface and an address of the family, for messages.</param>
    public static InterfacesSettings Interfaces<TAddr>(Reading reading, Element? map, string example)
        where TAddr : struct, IAddress<TAddr>
    {
        if (map is null)
        {
            return new InterfacesSettings();
        }

        var names = Reading.Strings(map, "interfaces");
        CheckNames<TAddr>(reading, map["interfaces"], example);

        return new InterfacesSettings
        {
            Interfaces = names,
            IsRaw = Reading.Text(map, "dhcp-socket-type") != "udp",
            UseRouting = Reading.Text(map, "outbound-interface") == "use-routing",
            ReDetect = Reading.Boolean(map, "re-detect", true),
            RequireAll = Reading.Boolean(map, "service-sockets-require-all", false),
            MaxRetries = reading.UInt32(map, "service-sockets-max-retries", 0),
            RetryWaitMilliseconds = reading.UInt32(map, "service-sockets-retry-wait-time", 5000),
            UserContext = Reading.UserContext(map),
        };
    }

    /// <summary>"*", a name, or a name and one of its addresses; each once.</summary>
    private static void CheckNames<TAddr>(Reading reading, Element? list, string example)
        where TAddr : struct, IAddress<TAddr>
    {
        var seen = new HashSet<string>();
        foreach (var item in list?.Items ?? [])
        {
            string[] parts = item.Text.Split('/');
            if (!seen.Add(item.Text))
            {
                reading.Diagnostics.Error(item.Place, $"found \"{item.Text}\" for the second time, wanted each interface once");
            }
            else if (parts.Length > 2 || parts[0].Length == 0 || (parts.Length == 2 && !TAddr.TryParse(parts[1], out _)))
            {
                reading.Diagnostics.Error(
                    item.Place, $"found \"{item.Text}\", wanted \"*\", an interface such as \"eth0\", or \"{example}\"");
            }
        }
    }

    public static LeaseDatabaseSettings LeaseDatabase(Reading reading, Element? map)
    {
        if (map is null)
        {
            return new LeaseDatabaseSettings();
        }

        string type = Reading.Text(map, "type") ?? "memfile";
        if (type is not ("memfile" or "mysql" or "postgresql"))
        {
            reading.Diagnostics.Error(map["type"]!.Place, $"found \"{type}\", wanted memfile, mysql or postgresql");
        }
        else if (type != "memfile")
        {
            reading.Diagnostics.Error(map["type"]!.Place, $"found {type}, wanted memfile: leases cannot be kept in a data base yet");
        }

        return new LeaseDatabaseSettings
        {
            Type = type,
            IsPersistent = Reading.Boolean(map, "persist", true),
            Name = Reading.Text(map, "name") is { Length: > 0 } name ? name : null,
            LfcInterval = reading.UInt32(map, "lfc-interval", 3600),
            MaxRowErrors = reading.UInt32(map, "max-row-errors", 0),
            OnFail = Reading.Text(map, "on-fail") switch
            {
                "serve-retry-exit" => OnFail.ServeRetryExit,
                "serve-retry-continue" => OnFail.ServeRetryContinue,
                _ => OnFail.StopRetryExit,
            },
            MaxReconnectTries = reading.UInt32(map, "max-reconnect-tries", 0),
            ReconnectWaitMilliseconds = reading.UInt32(map, "reconnect-wait-time", 0),
            IsSynced = Reading.Text(map, "durability") != "os",
        };
    }

    public static ExpirySettings Expiry(Reading reading, Element? map)
    {
        var usual = new ExpirySettings();
        return map is null ? usual : new ExpirySettings
        {
            ReclaimTimerWait = reading.UInt32(map, "reclaim-timer-wait-time", usual.ReclaimTimerWait, 65535),
            FlushReclaimedTimerWait =
                reading.UInt32(map, "flush-reclaimed-timer-wait-time", usual.FlushReclaimedTimerWait, 65535),
            HoldReclaimedTime = reading.UInt32(map, "hold-reclaimed-time", usual.HoldReclaimedTime),
            MaxReclaimLeases = reading.UInt32(map, "max-reclaim-leases", usual.MaxReclaimLeases),
            MaxReclaimTime = reading.UInt32(map, "max-reclaim-time", usual.MaxReclaimTime, 10000),
            UnwarnedReclaimCycles = reading.UInt32(map, "unwarned-reclaim-cycles", usual.UnwarnedReclaimCycles, 65535),
        };
    }

    public static CompatibilitySettings4 Compatibility4(Element? map) => map is null ? new() : new()
    {
        LenientOptionParsing = Reading.Boolean(map, "lenient-option-parsing", false),
        IgnoreServerIdentifier = Reading.Boolean(map, "ignore-dhcp-server-identifier", false),
        IgnoreRaiLinkSelection = Reading.Boolean(map, "ignore-rai-link-selection", false),
        ExcludeFirstLast24 = Reading.Boolean(map, "exclude-first-last-24", false),
    };

    public static SanityCheckSettings SanityChecks(Element? map) => map is null ? new() : new()
    {
        LeaseChecks = Reading.Text(map, "lease-checks") switch
        {
            "none" => LeaseChecks.None,
            "fix" => LeaseChecks.Fix,
            "fix-del" => LeaseChecks.FixDelete,
            "del" => LeaseChecks.Delete,
            _ => LeaseChecks.Warn,
        },
        ExtendedInfoChecks = Reading.Text(map, "extended-info-checks") switch
        {
            "none" => ExtendedInfoChecks.None,
            "strict" => ExtendedInfoChecks.Strict,
            "pedantic" => ExtendedInfoChecks.Pedantic,
            _ => ExtendedInfoChecks.Fix,
        },
    };

    public static List<LoggerSettings> Loggers(Reading reading, Element? list)
    {
        var loggers = new List<LoggerSettings>();
        foreach (var map in list?.Items ?? [])
        {
            if (Reading.Text(map, "name") is not { Length: > 0 } name)
            {
                reading.Diagnostics.Error(map.Place, "found a logger without a name, wanted \"name\"");
                continue;
            }

            string severity = Reading.Text(map, "severity") ?? "INFO";
            loggers.Add(new LoggerSettings(
                name, Enum.Parse<Severity>(severity, ignoreCase: true), (byte)reading.UInt32(map, "debuglevel", 0, 99),
                [.. (map["output-options"]?.Items ?? []).Select(o => Output(reading, o))])
            {
                UserContext = Reading.UserContext(map),
            });
        }

        return loggers;
    }

    private static LogOutputSettings Output(Reading reading, Element map)
    {
        if (Reading.Text(map, "output") is not { Length: > 0 })
        {
            reading.Diagnostics.Error(map.Place, "found output-options without a destination, wanted \"output\"");
        }

        return new LogOutputSettings(
            Reading.Text(map, "output") ?? "stdout", Reading.Boolean(map, "flush", true),
            reading.UInt32(map, "maxsize", 10240000), (int)reading.UInt32(map, "maxver", 1, int.MaxValue),
            Reading.Text(map, "pattern") is { Length: > 0 } pattern ? pattern : null);
    }
}
