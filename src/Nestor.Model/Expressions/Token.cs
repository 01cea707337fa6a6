namespace Nestor.Model.Expressions;

/// <summary>A piece of the text.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int Length)
{
    public int End => Start + Length;
}
