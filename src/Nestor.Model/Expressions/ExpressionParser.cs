namespace Nestor.Model.Expressions;

/// <summary>Text to a compiled expression: Kea's language for client classes, host identifiers and templates.</summary>
public static class ExpressionParser
{
    /// <summary>Longest text, in UTF-16 units.</summary>
    public const int MaxLength = 65_536;

    /// <summary>Deepest nesting of parentheses and functions.</summary>
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
        if (text.Length > MaxLength)
        {
            error = new(MaxLength, $"found {text.Length} characters, wanted at most {MaxLength}");
            return false;
        }

        var list = new List<Token>();
        if (!Lexer.TryCut(text, list, out error))
        {
            return false;
        }

        var tokens = new Tokens(text, list);
        var steps = new StepWriter(tokens, scope);
        if (!new Grammar(tokens, steps).TryWhole(wanted))
        {
            error = tokens.Error;
            return false;
        }

        expression = steps.ToExpression(wanted);
        return true;
    }
}
