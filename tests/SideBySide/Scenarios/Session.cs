using System.Diagnostics;
using SideBySide.Comparison;
using SideBySide.Packets;
using SideBySide.Servers;

namespace SideBySide.Scenarios;

/// <summary>Two servers under the same questions.</summary>
internal sealed class Session : IDisposable
{
    private const uint FirstFence = 0xfe000000;
    private static readonly TimeSpan FencePatience = TimeSpan.FromSeconds(4);

    // A server may send the answer that waits for its disk after the fence's; so much later is still in time.
    private static readonly TimeSpan LatePatience = TimeSpan.FromMilliseconds(300);

    private readonly Transcript _transcript;
    private readonly SortedDictionary<string, string> _referenceStart;
    private readonly SortedDictionary<string, string> _subjectStart;
    private uint _fences = FirstFence;
    private uint _transactions = 0x51000000;

    private readonly bool _timesDrift;

    public Session(Scenario scenario, Side reference, Side subject)
    {
        Name = scenario.Name;
        Terrain terrain = Terrain = scenario.Terrain;
        _timesDrift = scenario.TimesDrift;
        Reference = reference;
        Subject = subject;
        _transcript = new Transcript(Name);
        reference.Server.Start();
        subject.Server.Start();
        reference.AwaitReady(terrain.Fence(FirstFence));
        subject.AwaitReady(terrain.Fence(FirstFence));
        _referenceStart = reference.Server.ReadCounters();
        _subjectStart = subject.Server.ReadCounters();
    }

    public string Name { get; }
    public Terrain Terrain { get; }
    public Side Reference { get; }
    public Side Subject { get; }
    public List<Difference> Differences { get; } = [];

    /// <summary>The distinct messages sent so far, transaction ids aside.</summary>
    public HashSet<string> Distinct { get; } = [];

    public int Answers { get; private set; }

    public int Exchanges { get; private set; }

    /// <summary>Sends to both, compares what comes back, and returns the reference's answer.</summary>
    public Reply? Exchange(Query query)
    {
        if (query.Verbatim is null)
        {
            query.TransactionId = ++_transactions;
        }

        Exchanges++;
        Distinct.Add(Convert.ToHexString(Query.WithoutTransaction(query.ToBytes())));
        Query fence = Terrain.Fence(++_fences);
        foreach (Side side in new[] { Reference, Subject })
        {
            side.Send(query);
            side.Send(fence);
        }

        List<Reply> expected = Collect(Reference, fence);
        List<Reply> found = Collect(Subject, fence);
        if (expected.Count > found.Count)
        {
            AwaitLate(Subject, found, expected.Count);
        }
        else if (found.Count > expected.Count)
        {
            AwaitLate(Reference, expected, found.Count);
        }

        Answers += expected.Count;
        _transcript.Write(query, expected, found);
        Differences.AddRange(ReplyComparison.Compare(Name, query, expected, found)
            .Where(difference => !(_timesDrift && difference.IsOneSecond)));
        return expected.FirstOrDefault();
    }

    /// <summary>Ends the servers in good order and compares what they keep.</summary>
    public void Finish()
    {
        SortedDictionary<string, string> expected = Reference.Server.ReadCounters();
        SortedDictionary<string, string> found = Subject.Server.ReadCounters();
        Differences.AddRange(CounterComparison.Compare(Name,
            CounterComparison.Since(_referenceStart, expected), CounterComparison.Since(_subjectStart, found)));
        Reference.Server.Stop();
        Subject.Server.Stop();
        Differences.AddRange(LeaseFileComparison.Compare(Name, Reference.Server.LeaseFile, Subject.Server.LeaseFile));
        _transcript.Write(Differences);
    }

    public void Dispose()
    {
        _transcript.Dispose();
        Reference.Dispose();
        Subject.Dispose();
    }

    private static void AwaitLate(Side side, List<Reply> replies, int wanted)
    {
        long start = Stopwatch.GetTimestamp();
        while (replies.Count < wanted && Stopwatch.GetElapsedTime(start) < LatePatience)
        {
            if (side.Receive(LatePatience - Stopwatch.GetElapsedTime(start)) is { } reply)
            {
                replies.Add(reply);
            }
        }
    }

    private List<Reply> Collect(Side side, Query fence)
    {
        var replies = new List<Reply>();
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < FencePatience)
        {
            if (side.Receive(FencePatience - Stopwatch.GetElapsedTime(start)) is not { } reply)
            {
                continue;
            }

            if (reply.TransactionId == fence.TransactionId)
            {
                return replies;
            }

            replies.Add(reply);
        }

        throw new InvalidOperationException($"{Name}: silence. {side.Server.Said}");
    }
}
