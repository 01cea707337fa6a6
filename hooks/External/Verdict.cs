using Nestor.Hooks.Points;
using Nestor.Json;

namespace StandardLibraries.External;

/// <summary>What a program says of a query.</summary>
/// <param name="Next">Continue, Skip or Drop.</param>
/// <param name="Classes">The client is put into these too.</param>
/// <param name="SubnetId">The client's subnet is this one; null for the one chosen.</param>
internal sealed record Verdict(NextStep Next, IReadOnlyList<string> Classes, uint? SubnetId)
{
    private const int MaxClasses = 64;

    public static readonly Verdict Continue = new(NextStep.Continue, [], null);
    public static readonly Verdict Drop = new(NextStep.Drop, [], null);

    /// <summary>Null with the reason when it is none.</summary>
    public static Verdict? Read(Element answer, out string error)
    {
        var next = answer["next"] is { Kind: ElementKind.String } word ? word.Text : "";
        NextStep? step = next switch
        {
            "continue" => NextStep.Continue,
            "skip" => NextStep.Skip,
            "drop" => NextStep.Drop,
            _ => null,
        };
        var classes = answer["classes"];
        var subnet = answer["subnet"];
        error = step is null ? $"found next \"{next}\", wanted continue, skip or drop"
            : classes is not null && (classes.Kind != ElementKind.List || classes.Items.Count > MaxClasses || classes.Items.Any(c => c.Kind != ElementKind.String))
                ? $"found classes that are no list of at most {MaxClasses} strings"
            : subnet is not null && (subnet.Kind != ElementKind.Integer || subnet.Integer is < 1 or > uint.MaxValue) ? "found a subnet that is no id"
            : "";
        return error.Length > 0 ? null : new Verdict(step!.Value, [.. (classes?.Items ?? []).Select(c => c.Text)], (uint?)subnet?.Integer);
    }
}
