namespace Nestor.Model.Expressions;

/// <summary>
/// Operators and what binds tighter: sor, or, sand, and, not, ==, +. Parentheses may hold a test or a text; which of
/// them stood there is known when it was read.
/// </summary>
internal sealed class Grammar
{
    private static readonly string[] Levels = ["sor", "or", "sand", "and"];

    private readonly Tokens _tokens;
    private readonly StepWriter _steps;
    private readonly Operands _operands;
    private int _nesting;

    public Grammar(Tokens tokens, StepWriter steps)
    {
        _tokens = tokens;
        _steps = steps;
        _operands = new(tokens, steps, this);
    }

    /// <summary>The whole text is one expression of this kind.</summary>
    public bool TryWhole(ExpressionKind wanted)
    {
        int start = _tokens.Current.Start;
        if (!TryAny(out var kind))
        {
            return false;
        }

        if (_tokens.Current.Kind != TokenKind.End)
        {
            string more = kind == ExpressionKind.String ? "\"+\", \"==\"" : "\"and\", \"or\"";
            return _tokens.Fail($"{more} or the end of the expression");
        }

        // A text where a test must stand most likely lacks its other side.
        return wanted == kind
            || (kind == ExpressionKind.String ? _tokens.Fail("\"==\" or \"+\"") : Check(kind, wanted, start));
    }

    /// <summary>An expression of either kind, as in parentheses.</summary>
    public bool TryAny(out ExpressionKind kind)
    {
        kind = default;
        if (_nesting == ExpressionParser.MaxNesting)
        {
            return _tokens.Fail(
                _tokens.Current.Start, $"found deeper nesting, wanted at most {ExpressionParser.MaxNesting} levels");
        }

        _nesting++;
        bool isRead = TryLevel(0, out kind);
        _nesting--;
        return isRead;
    }

    /// <summary>An expression of one kind, as between commas.</summary>
    public bool TryOne(ExpressionKind wanted)
    {
        int start = _tokens.Current.Start;
        return TryAny(out var kind) && Check(kind, wanted, start);
    }

    private bool TryLevel(int level, out ExpressionKind kind)
    {
        if (level == Levels.Length)
        {
            return TryNot(out kind);
        }

        int start = _tokens.Current.Start;
        if (!TryLevel(level + 1, out kind))
        {
            return false;
        }

        while (_tokens.TryTake(Levels[level]))
        {
            // "and" and "or" pass over their right side when the left one decides; the strict ones do not.
            int jump = Levels[level] switch
            {
                "and" => _steps.Add(StepCode.AndThen, start),
                "or" => _steps.Add(StepCode.OrElse, start),
                _ => -1,
            };
            int right = _tokens.Current.Start;
            if (!Check(kind, ExpressionKind.Boolean, start)
                || !TryLevel(level + 1, out kind)
                || !Check(kind, ExpressionKind.Boolean, right))
            {
                return false;
            }

            if (jump >= 0)
            {
                _steps.Land(jump);
            }

            _steps.Add(jump >= 0 ? StepCode.Whole : Levels[level] == "sand" ? StepCode.And : StepCode.Or, start);
        }

        return true;
    }

    private bool TryNot(out ExpressionKind kind)
    {
        int start = _tokens.Current.Start;
        int count = 0;
        while (_tokens.TryTake("not"))
        {
            count++;
        }

        int operand = _tokens.Current.Start;
        if (!TryComparison(out kind) || (count > 0 && !Check(kind, ExpressionKind.Boolean, operand)))
        {
            return false;
        }

        if (count % 2 == 1)
        {
            _steps.Add(StepCode.Not, start);
        }

        return true;
    }

    private bool TryComparison(out ExpressionKind kind)
    {
        int start = _tokens.Current.Start;
        if (!TrySum(out kind))
        {
            return false;
        }

        if (kind != ExpressionKind.String || !_tokens.TryTake("=="))
        {
            return true;
        }

        int right = _tokens.Current.Start;
        if (!TrySum(out kind) || !Check(kind, ExpressionKind.String, right))
        {
            return false;
        }

        kind = ExpressionKind.Boolean;
        _steps.Add(StepCode.Equal, start);
        return true;
    }

    private bool TrySum(out ExpressionKind kind)
    {
        int start = _tokens.Current.Start;
        if (!_operands.TryRead(out kind))
        {
            return false;
        }

        while (kind == ExpressionKind.String && _tokens.TryTake("+"))
        {
            int right = _tokens.Current.Start;
            if (!_operands.TryRead(out kind) || !Check(kind, ExpressionKind.String, right))
            {
                return false;
            }

            _steps.Add(StepCode.Concat, start);
        }

        return true;
    }

    private bool Check(ExpressionKind found, ExpressionKind wanted, int start)
    {
        const string Test = "a test (a comparison, exists, member or match)";
        return found == wanted
            || (wanted == ExpressionKind.Boolean
                ? _tokens.Fail(start, $"found a text, wanted {Test}")
                : _tokens.Fail(start, $"found {Test}, wanted a text"));
    }
}
