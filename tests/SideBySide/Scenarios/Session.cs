using System.Diagnostics;
using SideBySide.Comparison;
using SideBySide.Packets;
using SideBySide.Servers;

namespace SideBySide.Scenarios;

/// <summary>Two DHCPv4 servers under the same questions.</summary>
internal sealed class Session : Session<Query, Reply>
{
    public Session(Scenario scenario, Side reference, Side subject)
        : base(scenario, reference, subject, 0x51000000, 0xfe000000)
    {
        Terrain = scenario.Terrain;
        Begin();
    }

    public Terrain Terrain { get; }

    protected override KnownDifference[] Known => KnownDifferences.All;

    protected override Query Fence(uint transaction, Query? query) => Terrain.Fence(transaction);

    protected override IEnumerable<Difference> Compare(Query query, IReadOnlyList<Reply> expected, IReadOnlyList<Reply> found) =>
        ReplyComparison.Compare(Name, query, expected, found);
}

/// <summary>Two servers under the same questions.</summary>
internal abstract class Session<TQuery, TReply> : IDisposable
    where TQuery : Message
    where TReply : Answer
{
    private static readonly TimeSpan FencePatience = TimeSpan.FromSeconds(4);

    // A server may send the answer that waits for its disk after the fence's; so much later is still in time.
    private static readonly TimeSpan LatePatience = TimeSpan.FromSeconds(2);

    // What a server writes without being asked: looked at this long before it counts as a difference.
    private static readonly TimeSpan SettlePatience = TimeSpan.FromMilliseconds(400);

    private readonly Transcript _transcript;
    private readonly Watch _referenceWatch;
    private readonly Watch _subjectWatch;
    private readonly bool _timesDrift;
    private readonly bool _isTimed;
    private uint? _unanswered;
    private uint _fences;
    private uint _transactions;

    /// <param name="transactions">Those of the queries count up from here.</param>
    /// <param name="fences">Those of the fences.</param>
    protected Session(ScenarioRules scenario, Side<TReply> reference, Side<TReply> subject, uint transactions, uint fences)
    {
        Name = scenario.Name;
        _timesDrift = scenario.TimesDrift;
        _isTimed = scenario.IsTimed;
        _transactions = transactions;
        _fences = fences;
        Reference = reference;
        Subject = subject;
        _transcript = new Transcript(Name);
        _referenceWatch = new Watch(reference.Server);
        _subjectWatch = new Watch(subject.Server);
    }

    /// <summary>Starts both; before the first exchange.</summary>
    protected void Begin()
    {
        Start();
        string packets = Reference.Server.Family.Counters;
        Differences.AddRange(CounterComparison.Compare(Name, _referenceWatch.Counters, _subjectWatch.Counters)
            .Where(difference => !difference.Subject.StartsWith(packets, StringComparison.Ordinal) ||
                difference.Reference == "none" || difference.Found == "none"));
    }

    public string Name { get; }
    public Side<TReply> Reference { get; }
    public Side<TReply> Subject { get; }
    public List<Difference> Differences { get; } = [];

    /// <summary>The distinct messages sent so far, transaction ids aside.</summary>
    public HashSet<string> Distinct { get; } = [];

    public int Answers { get; private set; }

    public int Exchanges { get; private set; }

    /// <summary>How often the two were made equal again after a difference.</summary>
    public int Restarts { get; private set; }

    /// <summary>
    /// Sends to both, compares what comes back and what both then keep, and returns the reference's answer. After a
    /// difference both begin anew with the reference's leases, so that each difference is this exchange's own.
    /// </summary>
    public TReply? Exchange(TQuery query)
    {
        if (query.Verbatim is null)
        {
            query.TransactionId = ++_transactions;
        }

        Exchanges++;
        Distinct.Add(Convert.ToHexString(query.ToDistinctBytes()));
        TQuery fence = Fence(++_fences, query);
        foreach (Side<TReply> side in new[] { Reference, Subject })
        {
            side.Send(query);
            side.Send(fence);
        }

        List<TReply> expected = Collect(Reference, fence);
        List<TReply> found = Collect(Subject, fence);

        // Later than the fence's where the other did not answer at all: the counters have told of it already.
        foreach (List<TReply> replies in new[] { expected, found })
        {
            replies.RemoveAll(reply => reply.TransactionId == _unanswered && reply.TransactionId != query.TransactionId);
        }

        _unanswered = expected.Count + found.Count == 0 ? query.TransactionId : null;
        if (expected.Count != found.Count)
        {
            AwaitLate(Reference, expected, _referenceWatch, found.Count);
            AwaitLate(Subject, found, _subjectWatch, expected.Count);
        }

        Answers += expected.Count;
        List<Difference> differences =
        [
            .. Compare(query, expected, found)
                .Where(difference => !(_timesDrift && difference.IsOneSecond)),
        ];
        if (!_isTimed)
        {
            differences.AddRange(Settle(query));
        }

        _transcript.Write(query, expected, found);
        _transcript.Write(differences);
        Differences.AddRange(differences);
        if (!_isTimed && differences.Any(difference => difference.DividesState))
        {
            BeginAnew();
        }

        return expected.FirstOrDefault();
    }

    /// <summary>Ends the servers in good order and compares what they keep.</summary>
    public void Finish()
    {
        if (_isTimed)
        {
            Differences.AddRange(Settle(null).Where(difference => difference.Field == "counter"));
        }

        Reference.Server.Stop();
        Subject.Server.Stop();
        string expected = Reference.Server.LeaseFile;
        string found = Subject.Server.LeaseFile;
        Differences.AddRange(_isTimed
            ? LeaseFileComparison.Compare(Name, expected, found)
            : LeaseFileComparison.CompareForm(Name, LeaseRows.Read(expected), LeaseRows.Read(found)));
    }

    /// <summary>A question that is always answered: a mark in the stream that shows what came before is done.</summary>
    /// <param name="query">What it has to follow, on the same socket of the servers; null at a start.</param>
    protected abstract TQuery Fence(uint transaction, TQuery? query);

    protected abstract IEnumerable<Difference> Compare(TQuery query, IReadOnlyList<TReply> expected, IReadOnlyList<TReply> found);

    /// <summary>The differences that have a reason.</summary>
    protected abstract KnownDifference[] Known { get; }

    public void Dispose()
    {
        _transcript.Dispose();
        Reference.Dispose();
        Subject.Dispose();
    }

    private void Start()
    {
        Reference.Server.Start();
        Subject.Server.Start();
        TQuery fence = Fence(++_fences, null);
        Reference.AwaitReady(fence);
        Subject.AwaitReady(fence);
        _referenceWatch.Begin();
        _subjectWatch.Begin();
    }

    /// <summary>Both from the reference's lease file, in the form each writes.</summary>
    private void BeginAnew()
    {
        Restarts++;
        Reference.Server.Stop();
        Subject.Server.Stop();
        LeaseRows.Copy(Reference.Server.LeaseFile, Subject.Server.LeaseFile);
        Start();
    }

    /// <summary>What both keep since the last exchange.</summary>
    private List<Difference> Settle(TQuery? query)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            Kept expected = _referenceWatch.Look();
            Kept found = _subjectWatch.Look();
            List<Difference> differences = [.. Kept.Compare(Name, query, expected, found)];
            bool isSettled = differences.TrueForAll(d => d.Field == "counter" && Known.Any(known => known.Matches(d)));
            if (isSettled || Stopwatch.GetElapsedTime(start) > SettlePatience)
            {
                _referenceWatch.Accept(expected);
                _subjectWatch.Accept(found);
                return differences;
            }

            Thread.Sleep(20);
        }
    }

    /// <summary>Waits for answers that the server says it sent, beside the fence's, and that are not here yet.</summary>
    /// <param name="wanted">As many the other side gave; in a timed run, where nobody counts, so many are waited for.</param>
    private void AwaitLate(Side<TReply> side, List<TReply> replies, Watch watch, int wanted)
    {
        if (!_isTimed)
        {
            wanted = (int)watch.Look().Step(side.Server.Family.Counters + "sent") - 1;
        }

        long start = Stopwatch.GetTimestamp();
        while (replies.Count < wanted && Stopwatch.GetElapsedTime(start) < LatePatience)
        {
            if (side.Receive(LatePatience - Stopwatch.GetElapsedTime(start)) is { } reply)
            {
                replies.Add(reply);
            }
        }
    }

    private List<TReply> Collect(Side<TReply> side, TQuery fence)
    {
        var replies = new List<TReply>();
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
