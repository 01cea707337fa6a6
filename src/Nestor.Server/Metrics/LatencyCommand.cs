using Nestor.Engine.Statistics;
using Nestor.Hooks.Commands;
using Nestor.Json;

namespace Nestor.Server.Metrics;

/// <summary>
/// The command <c>latency-get</c>, which Kea does not have: the histograms of <c>/metrics</c> for those who ask by command. It reads them
/// from beside the loop.
/// </summary>
internal static class LatencyCommand
{
    public static void Register(CommandTable commands, ServerMeters meters) =>
        commands.AddOutside("latency-get", _ => CommandResult.Success(Of(meters)));

    /// <summary>Times in nanoseconds. There are no stages where nobody looks at them.</summary>
    private static Element Of(ServerMeters meters)
    {
        var members = new List<Member> { Named("batch", Of(meters.Batches)), Named("commit", Of(meters.Commits)) };
        if (meters.Stages is { } stages)
        {
            members.Add(Named("stages", Element.Map(stages.Names.Select((name, i) => Named(name, Of(stages[i]))))));
        }

        return Element.Map(members);
    }

    /// <summary>The last count is that of values above the last bound.</summary>
    private static Element Of(Histogram histogram) => Element.Map(
    [
        Named("bounds", Element.List(histogram.Bounds.ToArray().Select(b => Element.Of(b)))),
        Named("counts", Element.List(Enumerable.Range(0, histogram.Bounds.Length + 1).Select(i => Element.Of(histogram.CountOf(i))))),
        Named("sum", Element.Of(histogram.Sum)),
    ]);

    private static Member Named(string name, Element value) => new(name, value, SourcePlace.None);
}
