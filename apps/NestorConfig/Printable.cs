using System.Globalization;
using System.Text;

namespace NestorConfig;

/// <summary>Text of a file made fit for a terminal.</summary>
internal static class Printable
{
    // What is shown of a long line, in columns around the place.
    private const int Before = 60;
    private const int After = 40;

    /// <summary>The text with a dot for each control character: a file must not steer the terminal.</summary>
    public static string Of(string text) => string.Concat(text.Select(c => char.IsControl(c) ? '.' : c));

    /// <summary>A line in UTF-8, and the line below it that has a caret under one of its bytes.</summary>
    /// <param name="column">Which byte, from 1.</param>
    public static (string Line, string Caret) WithCaret(byte[] line, int column)
    {
        int at = Math.Clamp(column - 1, 0, line.Length);
        var before = Runes(line.AsSpan(0, at));
        var after = Runes(line.AsSpan(at));
        bool cutsBefore = before.Count > Before;
        bool cutsAfter = after.Count > After;
        string shown = Text(before.Skip(cutsBefore ? before.Count - Before : 0));
        string rest = Text(after.Take(After));
        int width = shown.EnumerateRunes().Sum(Width) + (cutsBefore ? 3 : 0);
        return ($"{(cutsBefore ? "..." : "")}{shown}{rest}{(cutsAfter ? "..." : "")}", new string(' ', width) + "^");
    }

    private static List<Rune> Runes(ReadOnlySpan<byte> bytes) => [.. Encoding.UTF8.GetString(bytes).EnumerateRunes()];

    // A tab would stand for another width on each terminal.
    private static string Text(IEnumerable<Rune> runes) =>
        string.Concat(runes.Select(r => r.Value == '\t' ? "    " : Rune.IsControl(r) ? "." : r.ToString()));

    /// <summary>Columns of a terminal: none for marks on the letter before, two for East Asian letters and pictures.</summary>
    private static int Width(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format => 0,
        _ when rune.Value is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
            or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
            or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
        _ => 1,
    };
}
