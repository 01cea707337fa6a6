namespace Nestor.Model.Expressions;

/// <summary>The tokens of a text being read one after the other; keeps the first error.</summary>
internal sealed class Tokens(string text, List<Token> tokens)
{
    private int _at;

    public string Text { get; } = text;

    public Token Current => tokens[_at];

    /// <summary>Where what was read last ends.</summary>
    public int LastEnd => _at == 0 ? 0 : tokens[_at - 1].End;

    public bool HasFailed { get; private set; }

    public ExpressionError Error { get; private set; }

    public ReadOnlySpan<char> Chars(Token token) => Text.AsSpan(token.Start, token.Length);

    public Token Take()
    {
        var token = Current;
        _at += token.Kind == TokenKind.End ? 0 : 1;
        return token;
    }

    /// <summary>Is the next token this word or sign?</summary>
    public bool Is(string word) => Current.Kind == TokenKind.Word && Chars(Current).SequenceEqual(word);

    public bool TryTake(string word)
    {
        bool isWord = Is(word);
        _at += isWord ? 1 : 0;
        return isWord;
    }

    /// <summary>Takes a word or sign that must be there.</summary>
    public bool Want(string word) => TryTake(word) || Fail($"\"{word}\"");

    /// <summary>The next token is not what must stand there. Always false.</summary>
    public bool Fail(string wanted) => Fail(Current.Start, $"found {Shown(Current)}, wanted {wanted}");

    /// <summary>Always false.</summary>
    public bool Fail(int offset, string message)
    {
        if (!HasFailed)
        {
            HasFailed = true;
            Error = new(offset, message);
        }

        return false;
    }

    public string Shown(Token token)
    {
        var chars = Chars(token);
        string cut = chars.Length > 64 ? $"{chars[..64]}..." : chars.ToString();
        return token.Kind switch
        {
            TokenKind.End => "the end of the expression",
            TokenKind.Text => $"the text {cut}",
            _ => $"\"{cut}\"",
        };
    }
}
