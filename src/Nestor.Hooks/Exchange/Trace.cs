using Nestor.Json;

namespace Nestor.Hooks.Exchange;

/// <summary>
/// What the pipeline decided for one query and why, in order. Recorded only when somebody asked for it: what is noted
/// may cost what it likes.
/// </summary>
public sealed class Trace
{
    /// <summary>Notes that are kept; of more only the number is.</summary>
    public const int MaxNotes = 4000;

    private readonly List<Element> _notes = [];
    private readonly HashSet<string> _once = [];

    /// <summary>Each a map with <c>stage</c>, <c>topic</c>, and what the topic has.</summary>
    public IReadOnlyList<Element> Notes => _notes;

    /// <summary>Notes there was no room for.</summary>
    public int Dropped { get; private set; }

    /// <summary>The stage that is running.</summary>
    public string Stage { get; set; } = "";

    /// <summary>What became of the query, as far as a stage ended it; empty when none did.</summary>
    public string Verdict { get; set; } = "";

    /// <summary>Notes a decision.</summary>
    public void Note(string topic, params ReadOnlySpan<(string Name, Element Value)> members)
    {
        if (_notes.Count == MaxNotes)
        {
            Dropped++;
            return;
        }

        _notes.Add(Of(topic, members));
    }

    /// <summary>Notes a decision that may be made again with the same outcome, the first time.</summary>
    public void NoteOnce(string topic, params ReadOnlySpan<(string Name, Element Value)> members)
    {
        var note = Of(topic, members);
        string text = JsonWriter.Compact(note);
        if (_once.Count < MaxNotes && _once.Add(text))
        {
            Note(topic, members);
        }
    }

    private Element Of(string topic, ReadOnlySpan<(string Name, Element Value)> members)
    {
        var all = new List<Member>(members.Length + 2)
        {
            new("stage", Element.Of(Stage), SourcePlace.None),
            new("topic", Element.Of(topic), SourcePlace.None),
        };
        foreach (var (name, value) in members)
        {
            all.Add(new Member(name, value, SourcePlace.None));
        }

        return Element.Map(all);
    }
}
