namespace Nestor.Model.Expressions;

/// <summary>Text to a compiled expression: Kea's language for client classes, host identifiers and templates.</summary>
public static class ExpressionParser
{
    /// <summary>Longest text, in UTF-16 units.</summary>
    public const int MaxLength = 65_536;

    /// <summary>Deepest nesting of parentheses, functions and <c>not</c>.</summary>
    public const int MaxNesting = 100;

    /// <summary>Compiles an expression, or says where and why it is none. Never throws.</summary>
    public static bool TryParse(
        string text,
        ExpressionKind wanted,
        ExpressionScope scope,
        out Expression? expression,
        out ExpressionError error)
    {
        expression = null;
        error = new(0, "not written yet");
        return false;
    }
}
