using PerfDhcp.Packets;

namespace PerfDhcp.Statistics;

/// <summary>Counters and delays of one pair of messages, such as DISCOVER and OFFER.</summary>
internal sealed class ExchangeStatistics(string name, bool hasAnswer, bool keepsTimes, bool keepsLeases, bool checksUnique)
{
    /// <summary>Length of a whole address, as if it were a prefix.</summary>
    private const byte WholeAddress = 128;

    private readonly HashSet<(UInt128 Number, byte Length)>? _given = checksUnique ? [] : null;

    public string Name { get; } = name;

    public long Sent { get; set; }

    public long Received { get; private set; }

    /// <summary>Answers that no query under way waits for: repeated, late, or not for us.</summary>
    public long Orphans { get; set; }

    /// <summary>Refusals, and answers without what was asked for.</summary>
    public long Rejected { get; set; }

    public long NotUnique { get; private set; }

    /// <summary>Queries given up after the drop time.</summary>
    public long Collected { get; set; }

    /// <summary>Queries without an answer so far, those under way included. A RELEASE of DHCPv4 has no answer to lose.</summary>
    public long Drops => hasAnswer ? Math.Max(0, Sent - Received) : 0;

    public LatencyHistogram Delays { get; } = new();

    /// <summary>Sent and received timestamps of every answered query, for -x t.</summary>
    public List<(long Sent, long Received)>? Times { get; } = keepsTimes ? new(1 << 16) : null;

    /// <summary>What was given to whom, for -x l.</summary>
    public List<(ulong Mac, Grant Grant)>? Leases { get; } = keepsLeases ? new(1 << 16) : null;

    public void Answered(long sent, long received, long nanoseconds)
    {
        Received++;
        Delays.Add(nanoseconds);
        Times?.Add((sent, received));
    }

    public void Gave(ulong mac, in Grant grant)
    {
        Leases?.Add((mac, grant));
        if (_given is null)
        {
            return;
        }

        bool isNew = grant.Address == UInt128.Zero || _given.Add((grant.Address, WholeAddress));
        isNew &= grant.PrefixLength == 0 || _given.Add((grant.Prefix, grant.PrefixLength));
        NotUnique += isNew ? 0 : 1;
    }

    public void Released(in Grant grant)
    {
        _given?.Remove((grant.Address, WholeAddress));
        _given?.Remove((grant.Prefix, grant.PrefixLength));
    }

    /// <summary>Forgets what was counted: the warm-up is over.</summary>
    public void Clear()
    {
        (Sent, Received, Orphans, Rejected, NotUnique, Collected) = (0, 0, 0, 0, 0, 0);
        Delays.Clear();
        Times?.Clear();
        Leases?.Clear();
        _given?.Clear();
    }
}
