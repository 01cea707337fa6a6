namespace Nestor.Config.Keywords;

/// <summary>The keywords that may stand in one map.</summary>
/// <param name="name">What the map is given by.</param>
/// <param name="older">Older spellings, each with today's.</param>
public sealed class KeywordScope(string name, IEnumerable<Keyword> keywords, IEnumerable<(string Old, string Now)> older)
{
    private readonly Dictionary<string, Keyword> _byName = keywords.ToDictionary(k => k.Name);
    private readonly Dictionary<string, string> _older = older.ToDictionary(o => o.Old, o => o.Now);

    public string Name { get; } = name;

    /// <summary>Null when the scope has none of the name.</summary>
    public Keyword? Find(string keyword) => _byName.GetValueOrDefault(keyword);

    /// <summary>Today's spelling of an older one; the very name when it is none.</summary>
    public string Today(string keyword) => _older.Count == 0 ? keyword : _older.GetValueOrDefault(keyword, keyword);
}
