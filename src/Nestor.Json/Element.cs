namespace Nestor.Json;

public enum ElementKind : byte
{
    Null,
    Boolean,
    Integer,
    Real,
    String,
    List,
    Map,
}

/// <summary>A value of Kea's JSON with the place it was read at. Maps keep the order of their members.</summary>
public sealed class Element
{
    private readonly List<Element>? _items;
    private readonly List<Member>? _members;
    private Dictionary<string, Element>? _byName;

    private Element(ElementKind kind, SourcePlace place)
    {
        Kind = kind;
        Place = place;
    }

    private Element(SourcePlace place, List<Element> items)
        : this(ElementKind.List, place) => _items = items;

    private Element(SourcePlace place, List<Member> members)
        : this(ElementKind.Map, place) => _members = members;

    public ElementKind Kind { get; }

    public SourcePlace Place { get; }

    /// <summary>The text of a string, and the digits of an integer beyond 64 bits; empty for everything else.</summary>
    public string Text { get; private init; } = "";

    public long Integer { get; private init; }

    /// <summary>The value of a number of either kind.</summary>
    public double Real { get; private init; }

    public bool Boolean { get; private init; }

    public IReadOnlyList<Element> Items => _items ?? [];

    public IReadOnlyList<Member> Members => _members ?? [];

    /// <summary>Members whose name the map has already; only where the reader was told to keep them.</summary>
    public IReadOnlyList<Member> Repeats { get; private init; } = [];

    /// <summary>The member of a map; null when it is not there (or this is no map).</summary>
    public Element? this[string name]
    {
        get
        {
            if (_members is null)
            {
                return null;
            }

            if (_members.Count <= 8)
            {
                foreach (var member in _members)
                {
                    if (member.Name == name)
                    {
                        return member.Value;
                    }
                }

                return null;
            }

            _byName ??= _members.GroupBy(m => m.Name).ToDictionary(g => g.Key, g => g.First().Value);
            return _byName.GetValueOrDefault(name);
        }
    }

    public static Element Null(SourcePlace place = default) => new(ElementKind.Null, place);

    public static Element Of(bool value, SourcePlace place = default) => new(ElementKind.Boolean, place) { Boolean = value };

    public static Element Of(long value, SourcePlace place = default) =>
        new(ElementKind.Integer, place) { Integer = value, Real = value };

    /// <summary>An integer of any size, to be written: read ones have 64 bits.</summary>
    public static Element OfLarge(Int128 value) => value >= long.MinValue && value <= long.MaxValue
        ? Of((long)value)
        : new(ElementKind.Integer, default)
        {
            Integer = value < 0 ? long.MinValue : long.MaxValue,
            Real = (double)value,
            Text = value.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };

    public static Element Of(double value, SourcePlace place = default) => new(ElementKind.Real, place) { Real = value };

    public static Element Of(string value, SourcePlace place = default) => new(ElementKind.String, place) { Text = value };

    public static Element List(IEnumerable<Element> items, SourcePlace place = default) => new(place, [.. items]);

    public static Element Map(IEnumerable<Member> members, SourcePlace place = default) => new(place, [.. members]);

    internal static Element Map(IEnumerable<Member> members, SourcePlace place, IReadOnlyList<Member> repeats) =>
        new(place, [.. members]) { Repeats = repeats };

    /// <summary>What it is, in the words of messages to operators.</summary>
    public static string NameOf(ElementKind kind) => kind switch
    {
        ElementKind.Null => "null",
        ElementKind.Boolean => "a boolean",
        ElementKind.Integer => "an integer",
        ElementKind.Real => "a real number",
        ElementKind.String => "a string",
        ElementKind.List => "a list",
        _ => "a map",
    };
}

/// <summary>A name and its value in a map, and where the name stands.</summary>
public sealed record Member(string Name, Element Value, SourcePlace Place);
