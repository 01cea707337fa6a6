namespace NestorConfig.Dhcpd.Output;

/// <summary>A JSON map that is being made; a value is a string, long, bool, double, a map, or a list of maps or strings.</summary>
internal sealed class MapDraft
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, object> _values = [];

    /// <summary>What stands above it as a comment; null for nothing.</summary>
    public string? Comment { get; set; }

    /// <summary>Written on one line.</summary>
    public bool IsShort { get; init; }

    public int Count => _names.Count;

    public IEnumerable<(string Name, object Value)> Members => _names.Select(n => (n, _values[n]));

    public bool Has(string name) => _values.ContainsKey(name);

    public object? Get(string name) => _values.GetValueOrDefault(name);

    /// <summary>Sets a member; a later value takes the place of an earlier one.</summary>
    public MapDraft Set(string name, object value)
    {
        if (!_values.ContainsKey(name))
        {
            _names.Add(name);
        }

        _values[name] = value;
        return this;
    }

    public void Remove(string name)
    {
        _names.Remove(name);
        _values.Remove(name);
    }

    /// <summary>The list of maps of a name, made when it is not there.</summary>
    public List<MapDraft> Maps(string name) => List<MapDraft>(name);

    /// <summary>The list of strings of a name, made when it is not there.</summary>
    public List<string> Strings(string name) => List<string>(name);

    private List<T> List<T>(string name)
    {
        if (Get(name) is not List<T> list)
        {
            list = [];
            Set(name, list);
        }

        return list;
    }
}
