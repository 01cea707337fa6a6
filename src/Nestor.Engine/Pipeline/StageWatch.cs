using Nestor.Hooks.Exchange;
using Nestor.Json;

namespace Nestor.Engine.Pipeline;

/// <summary>The stages of a pipeline with a trace beside them, which hears where the query is and where it ends.</summary>
internal static class StageWatch
{
    /// <param name="names">What the trace calls the stages.</param>
    /// <param name="started">Is given the query before its first stage.</param>
    public static Stage<TEngine, TExchange>[] Of<TEngine, TExchange>(
        Stage<TEngine, TExchange>[] stages, string[] names, Trace trace, Action<TExchange> started) =>
    [
        (_, exchange) =>
        {
            started(exchange);
            return Verdict.Continue;
        },
        .. stages.Zip(names, (stage, name) => Watched(stage, name, trace)),
        (_, _) =>
        {
            trace.Stage = "reply";
            return Verdict.Continue;
        },
    ];

    private static Stage<TEngine, TExchange> Watched<TEngine, TExchange>(Stage<TEngine, TExchange> stage, string name, Trace trace) =>
        (engine, exchange) =>
        {
            trace.Stage = name;
            var verdict = stage(engine, exchange);
            if (verdict != Verdict.Continue)
            {
                trace.Verdict = verdict switch
                {
                    Verdict.Drop => "drop",
                    Verdict.Park => "park",
                    _ => "answer",
                };
                trace.Note("verdict", ("verdict", Element.Of(trace.Verdict)));
            }

            return verdict;
        };
}
