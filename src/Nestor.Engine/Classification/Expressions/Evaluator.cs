using Nestor.Model.Expressions;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>Runs expressions, one after the other, without allocation. Not for two threads at once.</summary>
public sealed class Evaluator
{
    /// <summary>Bytes of all values that wait at one time; more is an error of the evaluation.</summary>
    public const int MaxBytes = 256 * 1024;

    /// <summary>Told the value of every sub-expression; null in ordinary work.</summary>
    public IEvaluationTrace? Trace { get; set; }

    /// <summary>Runs an expression of kind Boolean.</summary>
    public EvaluationResult Test(Expression expression, IQueryFields query, out bool value)
    {
        value = false;
        return new(Trace is null ? "not written yet" : "not traced yet");
    }

    /// <summary>Runs an expression of kind String.</summary>
    /// <param name="value">Valid until the next evaluation.</param>
    public EvaluationResult Evaluate(Expression expression, IQueryFields query, out ReadOnlySpan<byte> value)
    {
        value = default;
        return new(Trace is null ? "not written yet" : "not traced yet");
    }
}
