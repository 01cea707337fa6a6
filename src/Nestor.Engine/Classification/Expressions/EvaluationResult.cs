namespace Nestor.Engine.Classification.Expressions;

/// <summary>How an evaluation ended.</summary>
/// <param name="Error">Why there is no value, for a log; null when there is one.</param>
public readonly record struct EvaluationResult(string? Error)
{
    public bool IsOk => Error is null;
}
