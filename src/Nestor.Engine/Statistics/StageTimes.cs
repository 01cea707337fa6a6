namespace Nestor.Engine.Statistics;

/// <summary>
/// How long the stages of a pipeline take, of one query in <see cref="Every"/>: asking for the time costs about what a
/// short stage does. Belongs to the loop; others may read.
/// </summary>
/// <param name="names">The stages, in order.</param>
/// <param name="clock">Where the time comes from.</param>
public sealed class StageTimes(string[] names, TimeProvider clock)
{
    /// <summary>Queries from one that is timed to the next.</summary>
    public const int Every = 64;

    private readonly Histogram[] _times = [.. names.Select(_ => Histogram.OfTimes())];
    private int _queries;

    public IReadOnlyList<string> Names => names;

    /// <summary>Nanoseconds of a stage.</summary>
    public Histogram this[int stage] => _times[stage];

    /// <summary>Whether the next query is one to be timed.</summary>
    internal bool IsDue() => ++_queries % Every == 0;

    internal long Now => clock.GetTimestamp();

    internal void Record(int stage, long start) => _times[stage].Record((long)clock.GetElapsedTime(start).TotalNanoseconds);
}
