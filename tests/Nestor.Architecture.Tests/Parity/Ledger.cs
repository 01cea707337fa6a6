using Nestor.Architecture.Tests.Source;

namespace Nestor.Architecture.Tests.Parity;

/// <summary>One thing Kea has, how far we are with it, and the test that shows it or the reason why not.</summary>
internal sealed record LedgerRow(string File, int Line, string Key, string Status, string Proof);

/// <summary>The tables under parity/: the last two columns are ours, the others are facts about Kea.</summary>
internal static class Ledger
{
    public static IEnumerable<string> Files() => Tree.Files("parity", ".tsv");

    public static IEnumerable<LedgerRow> All() => Files().SelectMany(Read);

    /// <summary>Rows of a table; a row with the wrong number of columns fails the test that reads it.</summary>
    public static IEnumerable<LedgerRow> Read(string file)
    {
        string[] lines = Tree.Lines(file);
        string[] header = lines[0].Split('\t');
        Assert.Equal(["status", "proof"], header[^2..]);
        for (int i = 1; i < lines.Length; i++)
        {
            string[] columns = lines[i].Split('\t');
            Assert.True(columns.Length == header.Length, $"{file}:{i + 1}: {columns.Length} columns, not {header.Length}");
            yield return new LedgerRow(file, i + 1, columns[0], columns[^2], columns[^1]);
        }
    }
}
