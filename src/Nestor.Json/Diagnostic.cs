namespace Nestor.Json;

/// <summary>Something to tell the operator about a text: an error refuses it, a warning does not.</summary>
public sealed record Diagnostic(SourcePlace Place, bool IsError, string Text)
{
    public override string ToString() => $"{Place}: {(IsError ? "" : "warning: ")}{Text}";
}

/// <summary>All that was found wrong with a text. Beyond a limit it only counts, so that no input can fill memory.</summary>
public sealed class Diagnostics
{
    /// <summary>Most that are kept.</summary>
    public const int Limit = 200;

    private readonly List<Diagnostic> _all = [];

    public IReadOnlyList<Diagnostic> All => _all;

    public bool HasErrors { get; private set; }

    /// <summary>How many more there were than are kept.</summary>
    public int Dropped { get; private set; }

    public void Error(SourcePlace place, string text) => Add(new Diagnostic(place, true, text));

    public void Warn(SourcePlace place, string text) => Add(new Diagnostic(place, false, text));

    private void Add(Diagnostic diagnostic)
    {
        HasErrors |= diagnostic.IsError;
        if (_all.Count < Limit)
        {
            _all.Add(diagnostic);
        }
        else
        {
            Dropped++;
        }
    }
}
