using System.Globalization;
using Nestor.Model.Logging;

namespace Nestor.Engine.Tests.Events;

/// <summary>Facts about Kea's log messages and statistics, as the ledger has them.</summary>
internal static class Ledger
{
    private static readonly Dictionary<string, string[]> Messages = Rows("log-messages").ToDictionary(columns => columns[0]);

    /// <summary>The rows of a table, each split into its columns, without the head.</summary>
    public static IEnumerable<string[]> Rows(string table)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Nestor.slnx")))
        {
            folder = folder.Parent;
        }

        return File.ReadLines(Path.Combine(folder?.FullName ?? "/", "parity", table + ".tsv")).Skip(1).Select(line => line.Split('\t'));
    }

    /// <summary>What stands between blanks and ends of lines.</summary>
    public static string[] Words(string text) => text.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Severity and debug level must be Kea's; ids of our own are free.</summary>
    public static void MustBeAsKnown(LogId id)
    {
        if (id.Name.StartsWith("NESTOR_", StringComparison.Ordinal))
        {
            return;
        }

        string[] row = Messages[id.Name];
        Assert.Equal((id.Name, row[1]), (id.Name, id.Severity.ToString().ToUpperInvariant()));
        if (id.Severity == Severity.Debug && row[2].Length > 0)
        {
            Assert.Equal((id.Name, row[2]), (id.Name, id.DebugLevel.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Counters given as name=value must have those values in a report.</summary>
    public static void MustCount(Json.Element report, string counters)
    {
        var values = report.Members.ToDictionary(m => m.Name, m => m.Value.Integer);
        foreach (string counter in Words(counters))
        {
            int equals = counter.IndexOf('=', StringComparison.Ordinal);
            string name = counter[..equals];
            Assert.Equal((name, long.Parse(counter[(equals + 1)..], CultureInfo.InvariantCulture)), (name, values[name]));
        }
    }
}
