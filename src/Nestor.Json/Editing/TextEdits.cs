using System.Text;

namespace Nestor.Json.Editing;

/// <summary>
/// Changes of a text, which leave the rest of it as it is byte for byte. A file that is included stays included as long
/// as nothing inside of it changes; else what it has takes the include's place.
/// </summary>
public sealed class TextEdits(WholeText text)
{
    private readonly List<Edit> _edits = [];

    public byte[] Bytes => text.Bytes;

    public bool IsEmpty => _edits.Count == 0;

    /// <summary>How many there are.</summary>
    public int Count => _edits.Count;

    /// <summary>Changes must not reach into each other; of two at the same place the first comes first.</summary>
    public void Replace(int start, int end, string with) => _edits.Add(new Edit(start, end, Encoding.UTF8.GetBytes(with)));

    /// <summary>The text with all changes in it.</summary>
    public byte[] Apply()
    {
        var all = new List<Edit>(_edits);
        int kept = 0;
        foreach (var part in text.Parts)
        {
            // Those inside of one that is kept are kept with it.
            if (part.Start >= kept && !_edits.Exists(e => Touches(e, part)) && !_edits.Exists(e => Covers(e, part)))
            {
                all.Add(new Edit(part.Start, part.End, part.Directive));
                kept = part.End;
            }
        }

        using var to = new MemoryStream();
        int at = 0;
        foreach (var edit in all.OrderBy(e => e.Start).ThenBy(e => e.End))
        {
            to.Write(text.Bytes, at, edit.Start - at);
            to.Write(edit.With);
            at = edit.End;
        }

        to.Write(text.Bytes, at, text.Bytes.Length - at);
        return to.ToArray();
    }

    private static bool Covers(Edit edit, IncludedPart part) => edit.End > edit.Start && edit.Start <= part.Start && edit.End >= part.End;

    private static bool Touches(Edit edit, IncludedPart part) => !Covers(edit, part) && edit.Start < part.End && edit.End > part.Start;

    private readonly record struct Edit(int Start, int End, byte[] With);
}
