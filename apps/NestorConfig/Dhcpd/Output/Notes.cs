using Nestor.Json;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Output;

/// <summary>The list of what has no counterpart. A statement that applies in several places is told once.</summary>
internal sealed class Notes
{
    private readonly HashSet<Note> _seen = [];

    public IReadOnlyCollection<Note> All => _seen;

    public int Lost => _seen.Count(n => n.IsLost);

    /// <summary>In the order of their places, those of the main file first.</summary>
    public IEnumerable<Note> Ordered(string mainFile) => _seen.OrderBy(n => n.Place.File != mainFile)
        .ThenBy(n => n.Place.File, StringComparer.Ordinal).ThenBy(n => n.Place.Line).ThenBy(n => n.Place.Column);

    /// <summary>It and all in it is left out, for this reason.</summary>
    public void Left(Statement statement, string why) => Tell(statement, why, isLost: true);

    /// <summary>Nothing needs to take the place of it and of all in it, for this reason.</summary>
    public void Needless(Statement statement, string why) => Tell(statement, why, isLost: false);

    /// <summary>A part of a statement, or something that shows only when everything is together.</summary>
    public void Left(SourcePlace place, string why) => _seen.Add(new Note(place, true, why));

    /// <summary>What differs although the statement is translated.</summary>
    public void Remark(SourcePlace place, string text) => _seen.Add(new Note(place, false, text));

    private void Tell(Statement statement, string why, bool isLost)
    {
        statement.MarkAll(Fate.Listed);
        _seen.Add(new Note(statement.Place, isLost, $"{statement.Shown}: {why}"));
    }
}
