namespace SideBySide.Comparison;

/// <summary>A lease file as it stands: all rows of each address in the order written.</summary>
internal sealed class LeaseRows
{
    public string Header { get; private set; } = "";

    /// <summary>By address; each row by column name.</summary>
    public Dictionary<string, List<Dictionary<string, string>>> Histories { get; } = [];

    /// <summary>All rows in the order written.</summary>
    public List<Dictionary<string, string>> Rows { get; } = [];

    /// <summary>Rows that do not have the header's number of columns, and a last row that is cut off.</summary>
    public List<string> Problems { get; } = [];

    /// <summary>
    /// The file of Kea 2.2 in the form of 3.x, which has one column more; a rewrite by the subject would be in the way.
    /// </summary>
    public static void Copy(string from, string to)
    {
        string[] lines = File.ReadAllLines(from);
        bool isOld = lines.Length > 0 && !lines[0].Contains("pool_id", StringComparison.Ordinal);
        File.WriteAllLines(to, lines.Select((line, i) => !isOld ? line : i == 0 ? line + ",pool_id" : line + ",0"));
    }

    public static LeaseRows Read(params string[] files)
    {
        var rows = new LeaseRows();
        foreach (string file in files.Where(File.Exists))
        {
            rows.ReadOne(file);
        }

        return rows;
    }

    private void ReadOne(string file)
    {
        string text = File.ReadAllText(file);
        if (text.Length > 0 && text[^1] != '\n')
        {
            Problems.Add($"{Path.GetFileName(file)}: the last row does not end");
        }

        string[] lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Header = lines.FirstOrDefault("");
        string[] columns = Header.Split(',');
        foreach (string line in lines.Skip(1))
        {
            string[] values = line.Split(',');
            if (values.Length != columns.Length)
            {
                Problems.Add($"{Path.GetFileName(file)}: {line}");
                continue;
            }

            Rows.Add(columns.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second));
            if (!Histories.TryGetValue(values[0], out List<Dictionary<string, string>>? history))
            {
                Histories[values[0]] = history = [];
            }

            history.Add(Rows[^1]);
        }
    }
}
