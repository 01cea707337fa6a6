using SideBySide.Servers;

namespace SideBySide.Comparison;

/// <summary>Looks again and again at what a server keeps: its lease file and its counters.</summary>
internal sealed class Watch(ServerProcess server)
{
    private int _rows;

    /// <summary>As they stood when last accepted.</summary>
    public SortedDictionary<string, string> Counters { get; private set; } = [];

    /// <summary>After a start.</summary>
    public void Begin()
    {
        Counters = server.ReadCounters();
        _rows = LeaseRows.Read(server.LeaseFile).Rows.Count;
    }

    public Kept Look()
    {
        SortedDictionary<string, string> counters = server.ReadCounters();
        List<Dictionary<string, string>> rows = LeaseRows.Read(server.LeaseFile).Rows;
        return new Kept([.. rows.Skip(_rows)], counters, Counters, rows.Count);
    }

    public void Accept(Kept kept)
    {
        Counters = kept.Counters;
        _rows = kept.End;
    }
}
