using Nestor.Model.Expressions;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>Is told the value of each sub-expression as it is evaluated.</summary>
public interface IEvaluationTrace
{
    /// <param name="step">Says where in the expression's text the sub-expression stands.</param>
    void Saw(Expression expression, in Step step, bool value);

    /// <param name="step">Says where in the expression's text the sub-expression stands.</param>
    void Saw(Expression expression, in Step step, ReadOnlySpan<byte> value);
}
