namespace Nestor.Engine.Pipeline;

/// <summary>What the pipeline decided for one query and why, in order. Recorded only when somebody asked for it.</summary>
public sealed class Trace
{
    private readonly List<(string Topic, string Text)> _notes = [];

    public IReadOnlyList<(string Topic, string Text)> Notes => _notes;

    public void Note(string topic, string text) => _notes.Add((topic, text));
}
