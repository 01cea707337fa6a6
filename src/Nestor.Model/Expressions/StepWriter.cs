using System.Text.RegularExpressions;
using Nestor.Wire.Options;

namespace Nestor.Model.Expressions;

/// <summary>Gathers the steps of an expression and what they point to.</summary>
internal sealed class StepWriter(Tokens tokens, ExpressionScope scope)
{
    private readonly List<Step> _steps = [];
    private readonly List<byte> _literals = [];
    private readonly List<Regex> _patterns = [];
    private readonly List<OptionDef?> _definitions = [];
    private readonly List<int> _classes = [];
    private int _texts;
    private int _truths;
    private int _deepest;

    public ExpressionScope Scope { get; } = scope;

    /// <summary>Where the next step will be.</summary>
    public int Next => _steps.Count;

    /// <summary>Adds a step for the sub-expression from <paramref name="start"/> to the last token taken.</summary>
    /// <returns>Which step it is.</returns>
    public int Add(StepCode code, int start, int a = 0, int b = 0)
    {
        _steps.Add(new(code, a, b, start, tokens.LastEnd - start));
        var (texts, truths) = Effect(code);
        _texts += texts;
        _truths += truths;
        _deepest = Math.Max(_deepest, Math.Max(_texts, _truths));
        return _steps.Count - 1;
    }

    /// <summary>A jump goes to the next step.</summary>
    public void Land(int jump) => _steps[jump] = _steps[jump] with { A = Next };

    /// <summary>What was pushed since is the other of two ways to one value: it does not lie upon the first.</summary>
    public void DropText() => _texts--;

    public void AddLiteral(int start, ReadOnlySpan<byte> bytes)
    {
        int at = _literals.Count;
        _literals.AddRange(bytes);
        Add(StepCode.Literal, start, at, bytes.Length);
    }

    public int AddPattern(Regex pattern)
    {
        _patterns.Add(pattern);
        return _patterns.Count - 1;
    }

    public int AddDefinition(OptionDef? definition)
    {
        _definitions.Add(definition);
        return _definitions.Count - 1;
    }

    public void AddClass(int id)
    {
        if (!_classes.Contains(id))
        {
            _classes.Add(id);
        }
    }

    public Expression ToExpression(ExpressionKind kind) => new(
        tokens.Text,
        kind,
        [.. _steps],
        [.. _literals],
        [.. _patterns],
        [.. _definitions],
        [.. _classes],
        _deepest,
        Scope);

    /// <summary>How many texts and truths more there are after a step; after a jump: when it is not taken.</summary>
    private static (int Texts, int Truths) Effect(StepCode code) => code switch
    {
        StepCode.Literal or StepCode.Field or StepCode.Hex or StepCode.Text or StepCode.Enterprise
            or StepCode.VendorClassItem or StepCode.PeerAddress or StepCode.LinkAddress => (1, 0),
        StepCode.Exists or StepCode.Member => (0, 1),
        StepCode.Equal => (-2, 1),
        StepCode.Match => (-1, 1),
        StepCode.And or StepCode.Or or StepCode.AndThen or StepCode.OrElse or StepCode.Unless => (0, -1),
        StepCode.Select => (-1, -1),
        StepCode.Split or StepCode.Concat or StepCode.HexString => (-1, 0),
        _ => (0, 0),
    };
}
