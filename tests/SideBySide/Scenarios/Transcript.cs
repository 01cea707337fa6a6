using SideBySide.Comparison;
using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>Every exchange as text, in the folder that NESTOR_TRANSCRIPT names; nothing when it is unset.</summary>
internal sealed class Transcript : IDisposable
{
    private readonly StreamWriter? _writer;

    public Transcript(string name)
    {
        if (Environment.GetEnvironmentVariable("NESTOR_TRANSCRIPT") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            _writer = new StreamWriter(Path.Combine(folder, name + ".txt"));
        }
    }

    /// <summary>Beside the exchanges, a configuration that is in no file.</summary>
    public static void Keep(string name, string configuration)
    {
        if (Environment.GetEnvironmentVariable("NESTOR_TRANSCRIPT") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, name + ".json"), configuration);
        }
    }

    public void Write(Message query, IReadOnlyList<Answer> expected, IReadOnlyList<Answer> found)
    {
        _writer?.WriteLine($"? {query.Label}\n  {Convert.ToHexStringLower(query.ToBytes())}");
        foreach (Answer reply in expected)
        {
            _writer?.WriteLine("R " + reply);
        }

        foreach (Answer reply in found.Where((reply, i) => reply.ToString() != expected.ElementAtOrDefault(i)?.ToString()))
        {
            _writer?.WriteLine("S " + reply);
        }
    }

    public void Write(IEnumerable<Difference> differences)
    {
        foreach (Difference difference in differences)
        {
            _writer?.WriteLine("! " + difference);
        }
    }

    public void Dispose() => _writer?.Dispose();
}
