using System.Globalization;
using System.Runtime.InteropServices;

namespace Nestor.Json;

/// <summary>
/// Reads Kea's dialect of JSON: comments, trailing commas and includes. After an error it goes on with the next
/// member or item, so that one run shows all errors. Nesting is bounded, because a stack overflow would end the process.
/// </summary>
public sealed class JsonReader
{
    /// <summary>Deepest nesting of lists, maps and includes together.</summary>
    public const int MaxDepth = 256;

    private readonly JsonScanner _scanner;
    private readonly Diagnostics _diagnostics;
    private readonly bool _keepsRepeats;

    // Members and items of the maps and lists that are open, the innermost last.
    private readonly List<Member> _members = [];
    private readonly List<Element> _items = [];

    private JsonReader(byte[] text, string file, Diagnostics diagnostics, IncludeOpener? open, bool keepsRepeats)
    {
        _keepsRepeats = keepsRepeats;
        _diagnostics = diagnostics;
        _scanner = new JsonScanner(text, file, diagnostics, open);
    }

    /// <summary>Opens an included file: its bytes, or null with the reason.</summary>
    public delegate byte[]? IncludeOpener(string path, out string error);

    /// <summary>The value in the text; null when there is none. Errors are in <paramref name="diagnostics"/>.</summary>
    /// <param name="text">What is read keeps it, and it must not change any more.</param>
    /// <param name="open">How <c>&lt;?include "f"?&gt;</c> reads a file; null refuses includes, as in commands.</param>
    /// <param name="keepsRepeats">A member of a name the map has already is kept apart; else it is an error.</param>
    public static Element? Read(
        byte[] text, string file, Diagnostics diagnostics, IncludeOpener? open = null, bool keepsRepeats = false)
    {
        var reader = new JsonReader(text, file, diagnostics, open, keepsRepeats);
        var scanner = reader._scanner;
        scanner.Next();
        var value = reader.Value(0);
        if (scanner.Token != JsonToken.End && !diagnostics.HasErrors)
        {
            diagnostics.Error(scanner.Place, $"found {scanner.Describe()} behind the value, wanted the end of the text");
        }

        return value;
    }

    /// <summary>Opens files of the disk; a relative path is taken from the current directory, as with Kea.</summary>
    public static byte[]? OpenFile(string path, out string error)
    {
        error = "";
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            error = e.Message;
            return null;
        }
    }

    private Element? Value(int depth)
    {
        var place = _scanner.Place;
        if (depth > MaxDepth)
        {
            _diagnostics.Error(place, $"found more lists and maps in each other, wanted at most {MaxDepth} deep");
            _scanner.Stop();
            return null;
        }

        Element? value;
        switch (_scanner.Token)
        {
            case JsonToken.String:
                value = _scanner.StringValue;
                break;
            case JsonToken.Number:
                value = Number(place);
                break;
            case JsonToken.True or JsonToken.False:
                value = Element.Of(_scanner.Token == JsonToken.True, place);
                break;
            case JsonToken.Null:
                value = Element.Null(place);
                break;
            case JsonToken.OpenMap:
                return Map(place, depth);
            case JsonToken.OpenList:
                return List(place, depth);
            default:
                _diagnostics.Error(place, $"found {_scanner.Describe()}, wanted a value");
                if (_scanner.Token is JsonToken.Bad or JsonToken.Colon)
                {
                    _scanner.Next();
                }

                return null;
        }

        _scanner.Next();
        return value;
    }

    private Element Map(SourcePlace place, int depth)
    {
        int first = _members.Count;
        HashSet<string>? names = null;
        List<Member>? repeats = null;
        _scanner.Next();
        while (_scanner.Token is not (JsonToken.CloseMap or JsonToken.End))
        {
            if (_scanner.Token != JsonToken.String)
            {
                _diagnostics.Error(_scanner.Place, $"found {_scanner.Describe()}, wanted the name of a member in quotes or }}");
                Skip(depth);
            }
            else
            {
                var at = _scanner.Place;
                string name = _scanner.Text;
                _scanner.Next();
                if (_scanner.Token != JsonToken.Colon)
                {
                    _diagnostics.Error(_scanner.Place, $"found {_scanner.Describe()}, wanted : after \"{name}\"");
                    Skip(depth);
                }
                else
                {
                    _scanner.Next();
                    var value = Value(depth + 1);
                    if (IsRepeat(name, first, ref names))
                    {
                        Repeat(name, value, at, ref repeats);
                    }
                    else if (value is not null)
                    {
                        _members.Add(new Member(name, value, at));
                    }
                    else
                    {
                        // Without a value it has none here, and still may not come again.
                        (names ??= Names(first)).Add(name);
                    }
                }
            }

            if (!Separator(JsonToken.CloseMap, depth))
            {
                break;
            }
        }

        Close(JsonToken.CloseMap, place, "{");
        return Element.Map(Taken(_members, first), place, repeats?.ToArray() ?? []);
    }

    /// <summary>True when the map whose members start there has one of the name already.</summary>
    private bool IsRepeat(string name, int first, ref HashSet<string>? names)
    {
        if (names is null && _members.Count - first <= 16)
        {
            foreach (ref readonly var member in CollectionsMarshal.AsSpan(_members)[first..])
            {
                if (member.Name == name)
                {
                    return true;
                }
            }

            return false;
        }

        return !(names ??= Names(first)).Add(name);
    }

    private HashSet<string> Names(int first) => [.. _members.Skip(first).Select(m => m.Name)];

    private static T[] Taken<T>(List<T> open, int first)
    {
        T[] taken = CollectionsMarshal.AsSpan(open)[first..].ToArray();
        CollectionsMarshal.SetCount(open, first);
        return taken;
    }

    private void Repeat(string name, Element? value, SourcePlace at, ref List<Member>? repeats)
    {
        if (_keepsRepeats && value is not null)
        {
            (repeats ??= []).Add(new Member(name, value, at));
            return;
        }

        _diagnostics.Error(at, $"found \"{name}\" for the second time, wanted it once in a map");
    }

    private Element List(SourcePlace place, int depth)
    {
        int first = _items.Count;
        _scanner.Next();
        while (_scanner.Token is not (JsonToken.CloseList or JsonToken.End))
        {
            if (Value(depth + 1) is { } item)
            {
                _items.Add(item);
            }

            if (!Separator(JsonToken.CloseList, depth))
            {
                break;
            }
        }

        Close(JsonToken.CloseList, place, "[");
        return Element.List(Taken(_items, first), place);
    }

    /// <summary>Takes the comma between two members or items; false when the map or list is at its end.</summary>
    private bool Separator(JsonToken close, int depth)
    {
        if (_scanner.Token is not (JsonToken.Comma or JsonToken.End) && _scanner.Token != close)
        {
            _diagnostics.Error(
                _scanner.Place, $"found {_scanner.Describe()}, wanted a comma or {(close == JsonToken.CloseMap ? "}" : "]")}");
            if (_scanner.Token is JsonToken.CloseMap or JsonToken.CloseList)
            {
                // The other kind of bracket: taken for the right one.
                return false;
            }

            if (_scanner.Token != JsonToken.String)
            {
                Skip(depth);
            }
            else
            {
                // A forgotten comma: go on as if it were there.
                return true;
            }
        }

        if (_scanner.Token != JsonToken.Comma)
        {
            return false;
        }

        var place = _scanner.Place;
        _scanner.Next();
        if (_scanner.Token == close)
        {
            _diagnostics.Warn(place, "a comma with nothing behind it");
        }
        else if (_scanner.Token == JsonToken.Comma)
        {
            _diagnostics.Error(_scanner.Place, "found a comma, wanted a value");
            while (_scanner.Token == JsonToken.Comma)
            {
                _scanner.Next();
            }
        }

        return true;
    }

    /// <summary>Goes on to the next comma or closing bracket of this level.</summary>
    private void Skip(int depth)
    {
        int open = 0;
        _ = depth;
        while (_scanner.Token != JsonToken.End)
        {
            switch (_scanner.Token)
            {
                case JsonToken.OpenMap or JsonToken.OpenList:
                    open++;
                    break;
                case JsonToken.CloseMap or JsonToken.CloseList when open-- == 0:
                    return;
                case JsonToken.Comma when open == 0:
                    return;
            }

            _scanner.Next();
        }
    }

    private void Close(JsonToken close, SourcePlace opened, string bracket)
    {
        if (_scanner.Token == JsonToken.End)
        {
            _diagnostics.Error(opened, $"found the end of the text, wanted {(close == JsonToken.CloseMap ? "}" : "]")} for the {bracket} here");
            return;
        }

        _scanner.Next();
    }

    private Element? Number(SourcePlace place)
    {
        var text = _scanner.Word;
        bool isReal = text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') >= 0;
        var digits = text.TrimStart((byte)'-');
        if (digits.Length > 1 && digits[0] == '0' && char.IsAsciiDigit((char)digits[1]))
        {
            _diagnostics.Warn(place, $"{_scanner.Text} has leading zeros; it is read as a decimal number");
        }

        if (!isReal && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer))
        {
            return Element.Of(integer, place);
        }

        if (isReal && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double real)
            && double.IsFinite(real))
        {
            return Element.Of(real, place);
        }

        _diagnostics.Error(place, $"found {_scanner.Text}, wanted a number that fits 64 bits");
        return null;
    }
}
