using Nestor.Wire.Values;

namespace PerfDhcp.Statistics;

/// <summary>Counters and delays of one pair of messages, such as DISCOVER and OFFER.</summary>
internal sealed class ExchangeStatistics(string name, bool hasAnswer, bool keepsTimes, bool keepsLeases, bool checksUnique)
{
    private readonly HashSet<uint>? _given = checksUnique ? [] : null;

    public string Name { get; } = name;

    public long Sent { get; set; }

    public long Received { get; private set; }

    /// <summary>Answers that no query under way waits for: repeated, late, or not for us.</summary>
    public long Orphans { get; set; }

    /// <summary>NAKs, and answers without an address.</summary>
    public long Rejected { get; set; }

    public long NotUnique { get; private set; }

    /// <summary>Queries given up after the drop time.</summary>
    public long Collected { get; set; }

    /// <summary>Queries without an answer so far, those under way included. A RELEASE has no answer to lose.</summary>
    public long Drops => hasAnswer ? Math.Max(0, Sent - Received) : 0;

    public LatencyHistogram Delays { get; } = new();

    /// <summary>Sent and received timestamps of every answered query, for -x t.</summary>
    public List<(long Sent, long Received)>? Times { get; } = keepsTimes ? new(1 << 16) : null;

    /// <summary>What was given to whom, for -x l.</summary>
    public List<(ulong Mac, Ip4 Address)>? Leases { get; } = keepsLeases ? new(1 << 16) : null;

    public void Answered(long sent, long received, long nanoseconds)
    {
        Received++;
        Delays.Add(nanoseconds);
        Times?.Add((sent, received));
    }

    public void Gave(ulong mac, Ip4 address)
    {
        Leases?.Add((mac, address));
        if (_given is not null && !_given.Add(address.Value))
        {
            NotUnique++;
        }
    }

    public void Released(Ip4 address) => _given?.Remove(address.Value);

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
