using PerfDhcp.Packets;

namespace PerfDhcp.CommandLine;

/// <summary>What the program shall do in this call.</summary>
internal enum Job
{
    Measure,
    ShowHelp,
    ShowVersion,
    ShowLongVersion,
    Probe,
    NullServer,
    UdpEcho,
    UdpFlood,
}

/// <summary>The message sequence that makes one exchange.</summary>
internal enum ExchangeMode
{
    /// <summary>DISCOVER, OFFER, REQUEST, ACK; in DHCPv6 SOLICIT, ADVERTISE, REQUEST, REPLY.</summary>
    Dora,

    /// <summary>DISCOVER and OFFER only; in DHCPv6 SOLICIT and what answers it.</summary>
    Do,

    /// <summary>DORA by clients that have had a lease before the clock starts.</summary>
    Known,

    /// <summary>Clients with a lease extend it: REQUEST with ciaddr, ACK (RFC 2131 section 4.3.2, RENEWING); RENEW, REPLY.</summary>
    Renew,
}

/// <summary>The decoded command line. Lists hold one entry for each time a flag was given.</summary>
internal sealed class Settings
{
    public const ulong DefaultBaseMac = 0x000C_0102_0304;

    public Job Job { get; set; } = Job.Measure;

    public ExchangeMode Mode { get; set; } = ExchangeMode.Dora;

    /// <summary>-4 or -6 was given.</summary>
    public bool VersionFixed { get; set; }

    /// <summary>DHCPv6.</summary>
    public bool IsSix { get; set; }

    public LeaseKinds Leases { get; set; } = LeaseKinds.Address;

    /// <summary>The first query wishes for a whole exchange of two messages (RFC 8415 section 21.14).</summary>
    public bool RapidCommit { get; set; }

    /// <summary>Relay agents between the clients and the server (-A), each with a RELAY-FORW of its own.</summary>
    public int RelayLevels { get; set; }

    public List<RelayOption> RelayOptions { get; } = [];

    /// <summary>Exchanges to begin each second; 0: as fast as possible.</summary>
    public int Rate { get; set; }

    public int RenewRate { get; set; }

    public int ReleaseRate { get; set; }

    /// <summary>How many different clients there are (-R); null when not asked for.</summary>
    public uint? Clients { get; set; }

    public ulong BaseMac { get; set; } = DefaultBaseMac;

    public bool HasBase { get; set; }

    public string BaseDuid { get; set; } = "";

    public string MacListFile { get; set; } = "";

    public string RelayListFile { get; set; } = "";

    public List<double> DropSeconds { get; } = [];

    public List<int> MaxDrops { get; } = [];

    public List<double> MaxDropPercents { get; } = [];

    public List<int> Requests { get; } = [];

    /// <summary>Length of the test in seconds; 0: no limit.</summary>
    public double Period { get; set; }

    public long ExitWaitMicroseconds { get; set; }

    public int Preload { get; set; }

    public uint Seed { get; set; }

    /// <summary>Seconds between two interim reports; 0: none.</summary>
    public int ReportInterval { get; set; }

    public string? Separator { get; set; }

    public List<string> Templates { get; } = [];

    public List<int> XidOffsets { get; } = [];

    public List<int> RandomOffsets { get; } = [];

    public int SecsOffset { get; set; } = -1;

    public int ServerIdOffset { get; set; } = -1;

    public int AddressOffset { get; set; } = -1;

    public List<ExtraOption> ExtraOptions { get; } = [];

    /// <summary>Local address or interface (-l).</summary>
    public string Local { get; set; } = "";

    public int LocalPort { get; set; }

    public int RemotePort { get; set; }

    public string Server { get; set; } = "";

    public bool Broadcast { get; set; }

    public bool UseFirstServer { get; set; }

    public bool CheckUnique { get; set; }

    public string Diagnostics { get; set; } = "";

    /// <summary>For how many seconds field secs or the elapsed time grows (-y).</summary>
    public int SecsGrowFor { get; set; }

    /// <summary>After how many seconds it starts to grow (-Y).</summary>
    public int SecsGrowAfter { get; set; }

    public bool IsAvalanche { get; set; }

    public bool ThreadModeGiven { get; set; }

    public string WrappedCommand { get; set; } = "";

    /// <summary>Clients always in flight; 0: open loop, paced by the rate.</summary>
    public int ClosedLoop { get; set; }

    public string JsonFile { get; set; } = "";

    /// <summary>Datagrams sent or taken by one system call, 1 to 256.</summary>
    public int BatchSize { get; set; } = 64;

    /// <summary>UDP payload bytes of --udp-flood.</summary>
    public int FloodSize { get; set; } = 272;

    public double DropTime(int exchange) =>
        DropSeconds.Count == 0 ? 1 : DropSeconds[Math.Min(exchange, DropSeconds.Count - 1)];

    public bool Shows(char diagnostic) => Diagnostics.Contains(diagnostic, StringComparison.Ordinal);
}

/// <summary>An option given by -o, sent as it is.</summary>
internal readonly record struct ExtraOption(ushort Code, byte[] Value);

/// <summary>An option given by --or.</summary>
/// <param name="Level">Of the relay messages around a query; 1 is next to the client.</param>
internal readonly record struct RelayOption(int Level, ExtraOption Option);
