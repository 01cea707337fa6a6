using Nestor.Json;
using Nestor.Model.Logging;

namespace Nestor.Model.Settings;

/// <summary><c>interfaces-config</c>.</summary>
public sealed record InterfacesSettings
{
    /// <summary>"*", "eth0" or "eth0/192.0.2.1", in configured order. Empty: listen nowhere.</summary>
    public IReadOnlyList<string> Interfaces { get; init; } = [];

    /// <summary>True for raw link-layer sockets, false for UDP sockets.</summary>
    public bool IsRaw { get; init; } = true;

    /// <summary>Only for UDP sockets: the routing table chooses where a reply leaves.</summary>
    public bool UseRouting { get; init; }

    public bool ReDetect { get; init; } = true;

    public bool RequireAll { get; init; }

    /// <summary>Tries after the first one to open a socket; 0 means Kea's "do not retry" and our "watch for changes".</summary>
    public uint MaxRetries { get; init; }

    public uint RetryWaitMilliseconds { get; init; } = 5000;

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}

/// <summary>What the server does when the lease store fails.</summary>
public enum OnFail : byte
{
    StopRetryExit,
    ServeRetryExit,
    ServeRetryContinue,
}

/// <summary><c>lease-database</c> of type memfile.</summary>
public sealed record LeaseDatabaseSettings
{
    public string Type { get; init; } = "memfile";

    public bool IsPersistent { get; init; } = true;

    /// <summary>The lease file as configured; null for the default name in the data directory.</summary>
    public string? Name { get; init; }

    /// <summary>Seconds between clean-ups; 0 means never.</summary>
    public uint LfcInterval { get; init; } = 3600;

    /// <summary>Bad rows tolerated at load; 0 tolerates any number.</summary>
    public uint MaxRowErrors { get; init; }

    public OnFail OnFail { get; init; }

    public uint MaxReconnectTries { get; init; }

    public uint ReconnectWaitMilliseconds { get; init; }

    /// <summary>True: rows are on the disk before a client hears of them. False: the operating system writes them when it likes, as with Kea.</summary>
    public bool IsSynced { get; init; } = true;
}

/// <summary><c>expired-leases-processing</c>.</summary>
public sealed record ExpirySettings
{
    /// <summary>Seconds between reclamation cycles; 0 switches reclamation off.</summary>
    public uint ReclaimTimerWait { get; init; } = 10;

    /// <summary>Seconds between deletions of leases reclaimed long ago; 0 switches them off.</summary>
    public uint FlushReclaimedTimerWait { get; init; } = 25;

    /// <summary>Seconds a reclaimed lease is kept for its client; 0 deletes at once.</summary>
    public uint HoldReclaimedTime { get; init; } = 3600;

    /// <summary>Leases per cycle; 0 is no limit.</summary>
    public uint MaxReclaimLeases { get; init; } = 100;

    /// <summary>Milliseconds per cycle; 0 is no limit.</summary>
    public uint MaxReclaimTime { get; init; } = 250;

    public uint UnwarnedReclaimCycles { get; init; } = 5;
}

/// <summary><c>compatibility</c>: how far rules are bent for odd clients and relays.</summary>
public sealed record CompatibilitySettings4
{
    public bool LenientOptionParsing { get; init; }

    public bool IgnoreServerIdentifier { get; init; }

    public bool IgnoreRaiLinkSelection { get; init; }

    public bool ExcludeFirstLast24 { get; init; }
}

/// <summary>What happens to a loaded lease that fits no subnet.</summary>
public enum LeaseChecks : byte
{
    None,
    Warn,
    Fix,
    FixDelete,
    Delete,
}

/// <summary>How closely the relay information of a loaded lease is looked at; what is wrong is taken out of the lease.</summary>
public enum ExtendedInfoChecks : byte
{
    None,

    /// <summary>It has the right shape, and is brought into today's.</summary>
    Fix,

    /// <summary>What a leasequery would look at can be read.</summary>
    Strict,

    /// <summary>There is nothing in it that Kea would not write.</summary>
    Pedantic,
}

/// <summary><c>sanity-checks</c>.</summary>
public sealed record SanityCheckSettings
{
    public LeaseChecks LeaseChecks { get; init; } = LeaseChecks.Warn;

    public ExtendedInfoChecks ExtendedInfoChecks { get; init; } = ExtendedInfoChecks.Fix;
}

/// <summary><c>multi-threading</c>: accepted and told, for one loop serves all queries whatever it says.</summary>
public sealed record MultiThreadingSettings
{
    public bool IsEnabled { get; init; } = true;

    /// <summary>Threads; 0 is as many as there are processors.</summary>
    public uint ThreadPoolSize { get; init; }

    /// <summary>Queries per queue of a thread; 0 is no limit.</summary>
    public uint PacketQueueSize { get; init; } = 64;

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}

/// <summary><c>dhcp-queue-control</c>: queries that wait while the loop is busy.</summary>
public sealed record PacketQueueSettings
{
    /// <summary>False: they wait in the sockets, where the kernel drops the newest when there is no more room.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>Queries that may wait; the oldest are dropped for newer ones.</summary>
    public int Capacity { get; init; } = 64;

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}

/// <summary>Samples of each statistic that are kept unless a command says otherwise.</summary>
/// <param name="Count"><c>statistic-default-sample-count</c>; with 0 their age is the limit.</param>
/// <param name="Age"><c>statistic-default-sample-age</c>: seconds.</param>
public readonly record struct SampleSettings(uint Count, uint Age);

/// <summary>One entry of <c>loggers</c>.</summary>
public sealed record LoggerSettings(string Name, Severity Severity, byte DebugLevel, IReadOnlyList<LogOutputSettings> Outputs)
{
    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}

/// <summary>One entry of <c>output-options</c>.</summary>
/// <param name="Output">stdout, stderr, syslog, syslog:NAME or a file.</param>
/// <param name="MaxSize">Bytes after which a file is rotated; 0 never.</param>
/// <param name="MaxVersions">Rotated files kept.</param>
/// <param name="Pattern">Null for the default of the kind of output.</param>
public sealed record LogOutputSettings(string Output, bool Flush, long MaxSize, int MaxVersions, string? Pattern);

/// <summary><c>control-sockets</c>: where commands are taken.</summary>
public sealed record ControlSettings(IReadOnlyList<ControlSocketSettings> Unix, IReadOnlyList<HttpSocketSettings> Http)
{
    /// <summary>Nowhere.</summary>
    public static readonly ControlSettings None = new([], []);
}

/// <summary>One entry of <c>control-sockets</c> of type unix.</summary>
/// <param name="Name">The socket's path; without a directory it is in the one for control sockets.</param>
public sealed record ControlSocketSettings(string Name)
{
    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}
