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

    public bool HasErrors => Errors > 0;

    /// <summary>Number of errors, those that are not kept too.</summary>
    public int Errors { get; private set; }

    /// <summary>How many more there were than are kept.</summary>
    public int Dropped { get; private set; }

    public void Error(SourcePlace place, string text) => Add(new Diagnostic(place, true, text));

    public void Warn(SourcePlace place, string text) => Add(new Diagnostic(place, false, text));

    /// <summary>A point that <see cref="TakeErrors"/> goes back to.</summary>
    public (int Kept, int Errors) Mark() => (_all.Count, Errors);

    /// <summary>Takes back the errors since a mark; warnings stay.</summary>
    /// <returns>Those that were kept, in their order: none when there were too many before.</returns>
    public IReadOnlyList<Diagnostic> TakeErrors((int Kept, int Errors) mark)
    {
        var since = _all[mark.Kept..];
        var taken = since.FindAll(d => d.IsError);
        _all.RemoveRange(mark.Kept, since.Count);
        _all.AddRange(since.Where(d => !d.IsError));
        Dropped -= Math.Min(Dropped, Errors - mark.Errors - taken.Count);
        Errors = mark.Errors;
        return taken;
    }

    private void Add(Diagnostic diagnostic)
    {
        Errors += diagnostic.IsError ? 1 : 0;
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
