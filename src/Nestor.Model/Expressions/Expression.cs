using System.Text.RegularExpressions;
using Nestor.Wire.Options;

namespace Nestor.Model.Expressions;

/// <summary>
/// A compiled expression of Kea's language for client classes. Frozen; <see cref="ExpressionParser"/> makes it and the
/// engine's evaluator runs it.
/// </summary>
public sealed class Expression
{
    /// <summary>Values that may wait on a stack at once, by the depth budget of the parser.</summary>
    public const int MaxStack = 512;

    private readonly Step[] _steps;
    private readonly byte[] _literals;
    private readonly Regex[] _patterns;
    private readonly OptionDef?[] _definitions;
    private readonly PlainStep[] _plain;

    internal Expression(
        string text,
        ExpressionKind kind,
        Step[] steps,
        byte[] literals,
        Regex[] patterns,
        OptionDef?[] definitions,
        int[] classes,
        int maxDepth,
        ExpressionScope scope)
    {
        Text = text;
        Kind = kind;
        _steps = steps;
        _literals = literals;
        _patterns = patterns;
        _definitions = definitions;
        Classes = classes;
        MaxDepth = maxDepth;
        Defs = scope.Defs;
        Universe = scope.Universe;
        _plain = kind == ExpressionKind.Boolean ? PlainTest.From(steps, literals) : [];
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public ExpressionKind Kind { get; }

    /// <summary>In the order they run, with jumps for what is not always evaluated.</summary>
    public ReadOnlySpan<Step> Steps => _steps;

    /// <summary>The same test in fewer steps, for when nobody asks for the values in between; empty when it has no such form.</summary>
    public ReadOnlySpan<PlainStep> Plain => _plain;

    /// <summary>Ids of the classes that <c>member()</c> names, each once.</summary>
    public IReadOnlyList<int> Classes { get; }

    /// <summary>Most values waiting on a stack at once; at most <see cref="MaxStack"/>.</summary>
    public int MaxDepth { get; }

    /// <summary>Whose queries it reads.</summary>
    public Universe Universe { get; }

    /// <summary>The options it was compiled with.</summary>
    public OptionDefs Defs { get; }

    /// <summary>The bytes of a literal.</summary>
    public ReadOnlySpan<byte> Literal(int start, int length) => _literals.AsSpan(start, length);

    /// <summary>A regular expression over characters of one byte each (Latin-1); it matches whole texts only.</summary>
    public Regex Pattern(int index) => _patterns[index];

    /// <summary>What is known of an option; null for one that is not defined.</summary>
    public OptionDef? Definition(int index) => _definitions[index];
}
