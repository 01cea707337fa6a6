using Nestor.Json;

namespace NestorConfig.Dhcpd.Syntax;

/// <summary>What became of a statement.</summary>
internal enum Fate : byte
{
    /// <summary>Nobody has looked at it.</summary>
    None,

    /// <summary>It is in the output.</summary>
    Translated,

    /// <summary>It is in the list of what the output lacks, or it is told why nothing is needed.</summary>
    Listed,
}

/// <summary>A statement: words up to a semicolon, or up to the statements in its braces.</summary>
internal sealed class Statement(IReadOnlyList<Token> words, IReadOnlyList<Statement>? body)
{
    public IReadOnlyList<Token> Words => words;

    /// <summary>The statements in braces; null when it ends with a semicolon.</summary>
    public IReadOnlyList<Statement>? Body => body;

    public SourcePlace Place => words.Count > 0 ? words[0].Place : SourcePlace.None;

    /// <summary>The first word in lower case.</summary>
    public string Keyword { get; } = words.Count > 0 && words[0].Kind == TokenKind.Word ? words[0].Text.ToLowerInvariant() : "";

    public Fate Fate { get; private set; }

    public bool Is(int at, string keyword) => at < words.Count && words[at].Is(keyword);

    /// <summary>The words as one would write them, cut when long.</summary>
    public string Shown
    {
        get
        {
            const int Most = 60;
            string text = string.Join(' ', words.Select(w => w.Kind == TokenKind.Quoted ? $"\"{w.Shown}\"" : w.Shown))
                .Replace(" ,", ",", StringComparison.Ordinal).Replace("( ", "(", StringComparison.Ordinal).Replace(" )", ")", StringComparison.Ordinal);
            return text.Length <= Most ? text : text[..Most] + "...";
        }
    }

    /// <summary>A fate that was told stays, whatever is done with another copy.</summary>
    public void Mark(Fate fate) => Fate = Fate == Fate.Listed ? Fate : fate;

    /// <summary>The same for all that is in it. The reader has bounded the depth.</summary>
    public void MarkAll(Fate fate)
    {
        Mark(fate);
        foreach (var inner in body ?? [])
        {
            inner.MarkAll(fate);
        }
    }

    /// <summary>It and all in it.</summary>
    public IEnumerable<Statement> All() => (body ?? []).SelectMany(s => s.All()).Prepend(this);
}
