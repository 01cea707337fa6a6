using Nestor.Hooks.Exchange;
using Nestor.Json;

namespace Nestor.Engine.Explaining;

/// <summary>What <c>explain4</c> and <c>explain6</c> answer, whatever the parts of it are made of.</summary>
internal static class Explanation
{
    /// <param name="reply">The lifetimes and the message; null when there is no reply.</param>
    public static Element Of(
        Trace trace,
        Element query,
        Element classes,
        Element subnet,
        Element reservation,
        (Element Lifetimes, Element Message)? reply,
        Element leaseChanges)
    {
        var facts = new Facts()
            .With("verdict", reply is not null ? "answered" : trace.Verdict == "park" ? "parked" : "dropped")
            .With("query", query)
            .With("classes", classes)
            .With("subnet", subnet)
            .With("reservation", reservation);
        if (reply is var (lifetimes, message))
        {
            facts.With("lifetimes", lifetimes).With("reply", message);
        }

        facts.With("lease-changes", leaseChanges).With("steps", Element.List(trace.Notes));
        return (trace.Dropped > 0 ? facts.With("steps-left-out", trace.Dropped) : facts).Map;
    }
}
