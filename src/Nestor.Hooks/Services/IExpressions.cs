using Nestor.Hooks.Exchange;
using Nestor.Model.Expressions;

namespace Nestor.Hooks.Services;

/// <summary>What an expression is held against.</summary>
public enum ExpressionSource : byte
{
    /// <summary>The client's message.</summary>
    Query,

    /// <summary>The answer to it, with the options it has so far; fields of the packet are the answer's where it has such.</summary>
    Response,
}

/// <summary>
/// Evaluates expressions of Kea's language, which <see cref="ExpressionTexts"/> compiles when a library is loaded. On the
/// loop's thread, in a call about the query.
/// </summary>
public interface IExpressions
{
    /// <summary>The value of an expression of kind String; false when there is none, as it is told to the log.</summary>
    /// <param name="value">It holds until the next evaluation.</param>
    bool TryEvaluate(Expression expression, Exchange4 exchange, ExpressionSource source, out ReadOnlySpan<byte> value);

    /// <inheritdoc cref="TryEvaluate(Expression, Exchange4, ExpressionSource, out ReadOnlySpan{byte})"/>
    bool TryEvaluate(Expression expression, Exchange6 exchange, ExpressionSource source, out ReadOnlySpan<byte> value);

    /// <summary>Whether an expression of kind Boolean holds; one that has no value does not.</summary>
    bool Test(Expression expression, Exchange4 exchange, ExpressionSource source);

    /// <inheritdoc cref="Test(Expression, Exchange4, ExpressionSource)"/>
    bool Test(Expression expression, Exchange6 exchange, ExpressionSource source);
}
