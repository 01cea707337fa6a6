using System.Buffers;
using System.Text;

namespace Nestor.Json;

internal enum JsonToken : byte
{
    End,
    OpenMap,
    CloseMap,
    OpenList,
    CloseList,
    Colon,
    Comma,
    String,
    Number,
    True,
    False,
    Null,
    Bad,
}

/// <summary>Cuts a text, and those it includes, into tokens. Comments end at a line's end (// and #) or with */.</summary>
internal sealed class JsonScanner
{
    private const int MaxIncludes = 10;

    private static readonly SearchValues<byte> NumberCharacters = SearchValues.Create("0123456789.eE+-"u8);

    private static readonly SearchValues<byte> StringEnds = SearchValues.Create("\"\\\n"u8);

    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n{}[]:,\"#"u8);

    private readonly Diagnostics _diagnostics;
    private readonly JsonReader.IncludeOpener? _open;
    private readonly Stack<Source> _outer = new();
    private readonly StringBuilder _builder = new();
    private readonly TextCache _texts;
    private Source _source;
    private string? _text = "";
    private int _line = 1;
    private int _column = 1;
    private int _wordStart;
    private int _wordLength;

    public JsonScanner(byte[] text, string file, Diagnostics diagnostics, JsonReader.IncludeOpener? open)
    {
        _diagnostics = diagnostics;
        _open = open;
        _source = new Source(file, text);
        _texts = new TextCache(text.Length);
        if (text.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            _source.At = 3;
            _source.LineStart = 3;
        }
    }

    public JsonToken Token { get; private set; }

    /// <summary>Where the token starts.</summary>
    public SourcePlace Place => new(_source.File, _line, _column);

    /// <summary>The first byte of the token, in the text it stands in.</summary>
    public int Start { get; private set; }

    /// <summary>The byte behind the token.</summary>
    public int End => _source.At;

    /// <summary>The value of a string, the digits of a number, or the piece that is no token.</summary>
    public string Text => _text ??= _texts.Get(Word);

    /// <summary>The bytes of a number, of a string without escapes, or of a piece that is no token.</summary>
    public ReadOnlySpan<byte> Word => _source.Text.AsSpan(_wordStart, _wordLength);

    /// <summary>The string as a value: one that is known, or the place of its bytes.</summary>
    public Element StringValue => (_text ?? _texts.Known(Word)) is { } text
        ? Element.Of(text, Place)
        : Element.Of(_source.Text, _wordStart, _wordLength, Place);

    private SourcePlace Here => new(_source.File, _source.Line, _source.At - _source.LineStart + 1);

    /// <summary>From here on there is nothing more to read.</summary>
    public void Stop()
    {
        _outer.Clear();
        _source.At = _source.Text.Length;
        Token = JsonToken.End;
    }

    public string Describe() => Token switch
    {
        JsonToken.End => "the end of the text",
        JsonToken.String => $"\"{(Text.Length > 40 ? Text[..40] + "..." : Text)}\"",
        JsonToken.Colon => ":",
        JsonToken.Comma => "a comma",
        JsonToken.OpenMap => "{",
        JsonToken.CloseMap => "}",
        JsonToken.OpenList => "[",
        JsonToken.CloseList => "]",
        JsonToken.True => "true",
        JsonToken.False => "false",
        JsonToken.Null => "null",
        _ => $"'{(Text.Length > 40 ? Text[..40] + "..." : Text)}'",
    };

    public void Next()
    {
        while (true)
        {
            SkipBlanks();
            _line = _source.Line;
            _column = _source.At - _source.LineStart + 1;
            if (_source.At < _source.Text.Length)
            {
                if (_source.Rest.StartsWith("<?"u8))
                {
                    Include();
                    continue;
                }

                break;
            }

            if (!_outer.TryPop(out var outer))
            {
                Token = JsonToken.End;
                return;
            }

            _source = outer;
        }

        Start = _source.At;
        byte first = _source.Text[_source.At];
        Token = first switch
        {
            (byte)'{' => JsonToken.OpenMap,
            (byte)'}' => JsonToken.CloseMap,
            (byte)'[' => JsonToken.OpenList,
            (byte)']' => JsonToken.CloseList,
            (byte)':' => JsonToken.Colon,
            (byte)',' => JsonToken.Comma,
            (byte)'"' => JsonToken.String,
            _ => JsonToken.Bad,
        };
        if (Token == JsonToken.String)
        {
            ReadString();
        }
        else if (Token == JsonToken.Bad)
        {
            ReadWord();
        }
        else
        {
            _source.At++;
        }
    }

    private void SkipBlanks()
    {
        while (_source.At < _source.Text.Length)
        {
            byte b = _source.Text[_source.At];
            if (b is (byte)'"' or (byte)',' or (byte)':' or (byte)'{' or (byte)'}')
            {
                return;
            }

            if (b == '\n')
            {
                _source.NewLine();
            }
            else if (b is (byte)' ' or (byte)'\t' or (byte)'\r')
            {
                _source.At++;
            }
            else if (b == '#' || _source.Rest.StartsWith("//"u8))
            {
                int end = _source.Rest.IndexOf((byte)'\n');
                _source.At = end < 0 ? _source.Text.Length : _source.At + end;
            }
            else if (_source.Rest.StartsWith("/*"u8))
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        var place = Here;
        _source.At += 2;
        while (!_source.Rest.StartsWith("*/"u8))
        {
            if (_source.At >= _source.Text.Length)
            {
                _diagnostics.Error(place, "found a comment that is never closed, wanted */ behind it");
                return;
            }

            if (_source.Text[_source.At] == '\n')
            {
                _source.NewLine();
            }
            else
            {
                _source.At++;
            }
        }

        _source.At += 2;
    }

    /// <summary>Goes into <c>&lt;?include "file"?&gt;</c>, or past it with an error.</summary>
    private void Include()
    {
        int end = _source.Rest.IndexOf("?>"u8);
        string body = end < 0 ? "" : Encoding.UTF8.GetString(_source.Rest[2..end]).Trim();
        _source.At = end < 0 ? _source.Text.Length : _source.At + end + 2;
        if (!body.StartsWith("include", StringComparison.Ordinal)
            || body[7..].Trim() is not ['"', .. { Length: > 0 } path, '"'])
        {
            _diagnostics.Error(Place, "found <?, wanted <?include \"file\"?>");
        }
        else if (_open is null)
        {
            _diagnostics.Error(Place, "found <?include, wanted everything in the text itself: a file cannot be included here");
        }
        else if (_outer.Count >= MaxIncludes)
        {
            _diagnostics.Error(Place, $"found files that include each other, wanted at most {MaxIncludes} deep");
        }
        else if (_open(path, out string error) is { } text)
        {
            _outer.Push(_source);
            _source = new Source(path, text);
        }
        else
        {
            _diagnostics.Error(Place, $"found file \"{path}\", wanted one that can be included: {error}");
        }
    }

    private void ReadWord()
    {
        int length = _source.Rest.IndexOfAny(WordEnds);
        length = Math.Max(length < 0 ? _source.Rest.Length : length, 1);
        _text = null;
        _wordStart = _source.At;
        _wordLength = length;
        _source.At += length;
        Token = Word switch
        {
            var word when word.SequenceEqual("true"u8) => JsonToken.True,
            var word when word.SequenceEqual("false"u8) => JsonToken.False,
            var word when word.SequenceEqual("null"u8) => JsonToken.Null,
            var word when IsNumber(word) => JsonToken.Number,
            _ => JsonToken.Bad,
        };
    }

    private static bool IsNumber(ReadOnlySpan<byte> text)
    {
        var rest = text[0] == '-' ? text[1..] : text;
        return rest.Length > 0 && (rest[0] is >= (byte)'0' and <= (byte)'9' || (rest[0] == '.' && rest.Length > 1))
            && rest.IndexOfAnyExcept(NumberCharacters) < 0;
    }

    private void ReadString()
    {
        int from = ++_source.At;
        SkipPlain();
        if (!IsAtEscape)
        {
            _text = null;
            _wordStart = from;
            _wordLength = _source.At - from;
            CheckUtf8(Word);
        }
        else
        {
            ReadEscaped(from);
        }

        if (_source.At >= _source.Text.Length || _source.Text[_source.At] != '"')
        {
            _diagnostics.Error(Place, "found a string that does not end on its line, wanted a quote behind it");
            return;
        }

        _source.At++;
    }

    private bool IsAtEscape => _source.At < _source.Text.Length && _source.Text[_source.At] == '\\';

    private void ReadEscaped(int from)
    {
        _builder.Clear();
        while (true)
        {
            var bytes = _source.Text.AsSpan(from, _source.At - from);
            CheckUtf8(bytes);
            _builder.Append(Encoding.UTF8.GetString(bytes));
            if (!IsAtEscape)
            {
                break;
            }

            Escape();
            from = _source.At;
            SkipPlain();
        }

        _text = _builder.ToString();
    }

    private void SkipPlain()
    {
        int length = _source.Rest.IndexOfAny(StringEnds);
        _source.At = length < 0 ? _source.Text.Length : _source.At + length;
    }

    private void CheckUtf8(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
        {
            _diagnostics.Error(Place, "found a string with other bytes, wanted UTF-8");
        }
    }

    private void Escape()
    {
        var place = Here;
        _source.At++;
        byte code = _source.At < _source.Text.Length ? _source.Text[_source.At++] : (byte)0;
        char? plain = code switch
        {
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => null,
        };
        if (plain is { } c)
        {
            _builder.Append(c);
        }
        else if (code == 'u' && _source.Rest.Length >= 4
            && ushort.TryParse(_source.Rest[..4], System.Globalization.NumberStyles.AllowHexSpecifier, null, out ushort unit))
        {
            _builder.Append((char)unit);
            _source.At += 4;
        }
        else
        {
            _diagnostics.Error(place, "found a backslash before something else, wanted behind it one of \" \\ / b f n r t or u and four hex digits");
        }
    }

    private struct Source(string file, byte[] text)
    {
        public readonly string File = file;
        public readonly byte[] Text = text;
        public int At = 0;
        public int Line = 1;
        public int LineStart = 0;

        public readonly ReadOnlySpan<byte> Rest => Text.AsSpan(At);

        public void NewLine()
        {
            At++;
            Line++;
            LineStart = At;
        }
    }
}
