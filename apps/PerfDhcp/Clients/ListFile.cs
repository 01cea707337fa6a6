namespace PerfDhcp.Clients;

/// <summary>A text file with one value on each line; empty lines do not count.</summary>
internal static class ListFile
{
    public delegate bool TryParse<T>(string text, out T value);

    public static T[] Read<T>(string file, string what, TryParse<T> parse, out string? problem)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            problem = $"cannot read {file}: {e.Message}";
            return [];
        }

        var values = new List<T>();
        for (int i = 0; i < lines.Length; i++)
        {
            string line = lines[i].Trim();
            if (line.Length == 0)
            {
                continue;
            }

            if (!parse(line, out var value))
            {
                problem = $"{file}:{i + 1}: '{line}' is no {what}";
                return [];
            }

            values.Add(value);
        }

        problem = values.Count == 0 ? $"{file} holds no {what}" : null;
        return [.. values];
    }
}
