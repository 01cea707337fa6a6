using SideBySide.Comparison;
using SideBySide.Packets;
using SideBySide.Scenarios;
using Xunit;

namespace SideBySide;

/// <summary>What the sessions of one run found, and what is to be said about it.</summary>
internal sealed class Findings(ITestOutputHelper output)
{
    private const int Shown = 60;
    private readonly List<Difference> _found = [];
    private readonly HashSet<string> _distinct = [];

    public void Add<TQuery, TReply>(Session<TQuery, TReply> session)
        where TQuery : Message
        where TReply : Answer
    {
        _found.AddRange(session.Differences);
        _distinct.UnionWith(session.Distinct.Select(message => session.Name + message));
        output.WriteLine($"{session.Name}: {session.Exchanges} exchanges, {session.Answers} answers, " +
            $"{session.Differences.Count} differences, begun anew {session.Restarts} times");
    }

    /// <summary>Fails for every difference without a reason and, after a whole run, for every reason without a difference.</summary>
    /// <param name="distinct">So many distinct exchanges a whole run has at least.</param>
    public void Judge(KnownDifference[] known, bool isWhole, int distinct) => Judge(known, isWhole ? known : [], isWhole ? distinct : 0);

    /// <param name="shown">Those of the known ones that have to be there.</param>
    public void Judge(KnownDifference[] known, KnownDifference[] shown, int distinct)
    {
        List<Difference> unexplained = [.. _found.Where(d => !known.Any(k => k.Matches(d)))];
        List<string> gone = [.. shown.Where(k => !_found.Any(k.Matches)).Select(k => k.Reason)];
        foreach (Difference difference in unexplained.Take(Shown))
        {
            output.WriteLine(difference.ToString());
        }

        if (Environment.GetEnvironmentVariable("NESTOR_DIFFERENCES") is { Length: > 0 } file)
        {
            File.WriteAllLines(file, unexplained.Select(d => d.ToString()));
        }

        output.WriteLine($"{_distinct.Count} distinct exchanges, {_found.Count} differences, " +
            $"{unexplained.Count} unexplained, {gone.Count} explained ones no longer there");
        Assert.Empty(unexplained.Take(Shown).Select(d => d.ToString()));
        Assert.Empty(gone);
        Assert.True(_distinct.Count >= distinct, $"{_distinct.Count} distinct exchanges");
    }

    /// <summary>
    /// One run of a configuration. Kea 2.2 now and then goes silent after a packet it could not read; the run is then
    /// begun anew, once. A silence of ours fails.
    /// </summary>
    public T Play<T>(string name, Func<T> run)
    {
        try
        {
            return run();
        }
        catch (InvalidOperationException silence) when (silence.Message.Contains("silence. kea:", StringComparison.Ordinal))
        {
            output.WriteLine($"{name}: Kea went silent; once more");
            return run();
        }
    }
}
