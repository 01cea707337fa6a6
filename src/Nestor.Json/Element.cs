using System.Buffers;
using System.Globalization;
using System.Text;

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

/// <summary>
/// A value of Kea's JSON with the place it was read at. Maps keep the order of their members. A large configuration is a
/// million of these, so they are small: 48 bytes.
/// </summary>
public sealed class Element
{
    private const int ColumnBits = 24;
    private const int MaxColumn = (1 << ColumnBits) - 1;

    /// <summary>Maps with more members than this find them by an index.</summary>
    private const int MaxSearched = 16;

    // A string's text or the bytes it was read from, a large integer's digits, a list's items, a map's members or its
    // MapContent; null for the others.
    private readonly object? _content;

    // A number's or a boolean's value; where a string's text begins in the bytes, and how long it is.
    private readonly long _bits;
    private readonly string _file;
    private readonly int _line;

    // Kind and column: one column beyond 16 million is as good as another.
    private readonly uint _kindAndColumn;

    private Element(ElementKind kind, in SourcePlace place, object? content = null, long bits = 0)
    {
        _content = content;
        _bits = bits;
        _file = place.File;
        _line = place.Line;
        _kindAndColumn = ((uint)kind << ColumnBits) | (uint)Math.Min(place.Column, MaxColumn);
    }

    public ElementKind Kind => (ElementKind)(_kindAndColumn >> ColumnBits);

    public SourcePlace Place => new(_file ?? "", _line, (int)(_kindAndColumn & MaxColumn));

    /// <summary>The text of a string, and the digits of an integer beyond 64 bits; empty for everything else.</summary>
    public string Text => _content as string ?? (_content is byte[]? Encoding.UTF8.GetString(Utf8) : "");

    /// <summary>As <see cref="Text"/>, for looking at many: most of them need no string for that.</summary>
    /// <param name="room">Where the characters may be put; what is longer than that becomes a string.</param>
    public ReadOnlySpan<char> TextIn(Span<char> room) =>
        _content is byte[] && Ascii.ToUtf16(Utf8, room, out int length) == OperationStatus.Done ? room[..length] : Text;

    public long Integer => Kind == ElementKind.Integer ? _bits : 0;

    /// <summary>The value of a number of either kind.</summary>
    public double Real => Kind switch
    {
        ElementKind.Real => BitConverter.Int64BitsToDouble(_bits),
        ElementKind.Integer => _content is string digits ? double.Parse(digits, CultureInfo.InvariantCulture) : _bits,
        _ => 0,
    };

    public bool Boolean => Kind == ElementKind.Boolean && _bits != 0;

    public IReadOnlyList<Element> Items => _content as Element[] ?? [];

    public IReadOnlyList<Member> Members => MemberArray;

    /// <summary>As <see cref="Items"/>, for going through many.</summary>
    public ReadOnlySpan<Element> ItemSpan => _content as Element[];

    /// <summary>As <see cref="Members"/>, for going through many.</summary>
    public ReadOnlySpan<Member> MemberSpan => MemberArray;

    /// <summary>Members whose name the map has already; only where the reader was told to keep them.</summary>
    public IReadOnlyList<Member> Repeats => (_content as MapContent)?.Repeats ?? [];

    // Of a string that is still bytes.
    private ReadOnlySpan<byte> Utf8 => ((byte[])_content!).AsSpan((int)(_bits >> 32), (int)_bits);

    private Member[] MemberArray => _content as Member[] ?? (_content as MapContent)?.Members ?? [];

    /// <summary>The member of a map; null when it is not there (or this is no map).</summary>
    public Element? this[string name]
    {
        get
        {
            if (_content is MapContent large)
            {
                return large.Find(name);
            }

            foreach (ref readonly var member in MemberSpan)
            {
                if (member.Name == name)
                {
                    return member.Value;
                }
            }

            return null;
        }
    }

    public static Element Null(SourcePlace place = default) => new(ElementKind.Null, place);

    public static Element Of(bool value, SourcePlace place = default) => new(ElementKind.Boolean, place, null, value ? 1 : 0);

    public static Element Of(long value, SourcePlace place = default) => new(ElementKind.Integer, place, null, value);

    /// <summary>An integer of any size, to be written: read ones have 64 bits.</summary>
    public static Element OfLarge(Int128 value) => value >= long.MinValue && value <= long.MaxValue
        ? Of((long)value)
        : new(ElementKind.Integer, default, value.ToString(CultureInfo.InvariantCulture), value < 0 ? long.MinValue : long.MaxValue);

    public static Element Of(double value, SourcePlace place = default) =>
        new(ElementKind.Real, place, null, BitConverter.DoubleToInt64Bits(value));

    public static Element Of(string value, SourcePlace place = default) => new(ElementKind.String, place, value);

    /// <summary>A string that stays as it was read until it is asked for: most of a large configuration is asked for once.</summary>
    internal static Element Of(byte[] text, int start, int length, SourcePlace place) =>
        new(ElementKind.String, place, text, ((long)start << 32) | (uint)length);

    public static Element List(IEnumerable<Element> items, SourcePlace place = default) => new(ElementKind.List, place, items.ToArray());

    internal static Element List(Element[] items, SourcePlace place) => new(ElementKind.List, place, items);

    public static Element Map(IEnumerable<Member> members, SourcePlace place = default) => Map(members.ToArray(), place, []);

    internal static Element Map(Member[] members, SourcePlace place, Member[] repeats) => new(
        ElementKind.Map, place, members.Length <= MaxSearched && repeats.Length == 0 ? members : new MapContent(members, repeats));

    /// <summary>
    /// A map or list that is written already, or is when its time comes, in pieces: part of a large answer, which would keep
    /// the collector of garbage busy if it were made of elements. It can be written and nothing else; it shows no members.
    /// </summary>
    /// <param name="pieces">As <see cref="JsonWriter.Compact(Element)"/> writes it. Gone through once each time it is written.</param>
    public static Element Written(ElementKind kind, IEnumerable<string> pieces) => new(kind, default, new WrittenText(pieces));

    /// <summary>The text of what is written already; null for everything else.</summary>
    internal IEnumerable<string>? Pieces => (_content as WrittenText)?.Pieces;

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

    private sealed class WrittenText(IEnumerable<string> pieces)
    {
        public IEnumerable<string> Pieces { get; } = pieces;
    }

    /// <summary>The members of a map of many, or of one that repeats some.</summary>
    private sealed class MapContent(Member[] members, Member[] repeats)
    {
        private Dictionary<string, Element>? _byName;

        public Member[] Members { get; } = members;

        public Member[] Repeats { get; } = repeats;

        public Element? Find(string name)
        {
            if (_byName is null)
            {
                var index = new Dictionary<string, Element>(Members.Length);
                foreach (var member in Members)
                {
                    index.TryAdd(member.Name, member.Value);
                }

                _byName = index;
            }

            return _byName.GetValueOrDefault(name);
        }
    }
}

/// <summary>A name and its value in a map, and where the name stands.</summary>
public readonly record struct Member(string Name, Element Value, SourcePlace Place);
