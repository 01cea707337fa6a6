using Nestor.Json;

namespace NestorConfig.Dhcpd.Syntax;

/// <summary>
/// Reads the statements of a dhcpd.conf or dhcpd.leases, those of included files in their place. Depth, number and size of
/// what is included have bounds; after an error it goes on with the next statement.
/// </summary>
internal sealed class StatementReader
{
    /// <summary>Deepest braces in each other.</summary>
    public const int MaxDepth = 64;

    /// <summary>Deepest files in each other.</summary>
    public const int MaxIncludeDepth = 16;

    /// <summary>Most files.</summary>
    public const int MaxIncludes = 1000;

    /// <summary>Most bytes of all included files.</summary>
    public const long MaxIncluded = 64L << 20;

    private readonly Diagnostics _diagnostics;
    private readonly JsonReader.IncludeOpener? _open;
    private readonly Stack<(Scanner Scanner, string File)> _outer = new();
    private Scanner _scanner;
    private string _file;
    private Token _token;
    private int _includes;
    private long _included;

    /// <param name="open">How an included file is read; null refuses them.</param>
    public StatementReader(byte[] text, string file, Diagnostics diagnostics, JsonReader.IncludeOpener? open)
    {
        (_diagnostics, _open, _file) = (diagnostics, open, file);
        _scanner = new Scanner(text, file, diagnostics);
        _token = _scanner.Next();
    }

    /// <summary>All statements of the file.</summary>
    public List<Statement> All()
    {
        var all = new List<Statement>();
        while (Next() is { } statement)
        {
            all.Add(statement);
        }

        return all;
    }

    /// <summary>The next statement outside of braces; null at the end.</summary>
    public Statement? Next()
    {
        while (true)
        {
            if (_token.Kind == TokenKind.End)
            {
                if (_outer.Count == 0)
                {
                    return null;
                }

                Leave();
            }
            else if (_token.IsMark("}"))
            {
                _diagnostics.Error(_token.Place, "found }, wanted a statement: no { is open here");
                Step();
            }
            else if (Read(0) is { } statement)
            {
                return statement;
            }
        }
    }

    private void Step() => _token = _scanner.Next();

    private void Leave()
    {
        (_scanner, _file) = _outer.Pop();
        Step();
    }

    /// <summary>One statement; null when it was an empty one, an include or nothing usable.</summary>
    private Statement? Read(int depth)
    {
        var words = new List<Token>();
        while (true)
        {
            if (_token.Kind == TokenKind.End)
            {
                string what = words.Count > 0 ? $"\"{words[0].Shown}\"" : "a statement";
                _diagnostics.Error(words.Count > 0 ? words[0].Place : _token.Place, $"found the end of the file within {what}, wanted a semicolon");
                return null;
            }

            if (_token.IsMark(";"))
            {
                return words.Count == 0 ? Empty() : Ended(words);
            }

            if (_token.IsMark("}"))
            {
                _diagnostics.Error(_token.Place, $"found }} behind \"{words[^1].Shown}\", wanted a semicolon before it");
                return null;
            }

            if (_token.IsMark(":") && words.Count > 0 && (words[0].Is("case") || (words[0].Is("default") && words.Count == 1)))
            {
                Step();
                return new Statement(words, null);
            }

            if (_token.IsMark("{") && IsDefinition(words))
            {
                TakeRecord(words);
            }
            else if (_token.IsMark("{"))
            {
                return Block(words, depth);
            }
            else
            {
                words.Add(_token);
                Step();
            }
        }
    }

    private Statement? Empty()
    {
        Step();
        return null;
    }

    private Statement? Ended(List<Token> words)
    {
        if (words[0].Is("include") && words.Count == 2)
        {
            Include(words[1]);
            return null;
        }

        Step();
        return new Statement(words, null);
    }

    /// <summary>The braces of a record type belong to the statement: <c>option x code 201 = { boolean, text };</c>.</summary>
    private static bool IsDefinition(List<Token> words) =>
        words.Count > 0 && words[0].Is("option") && words.Exists(w => w.Is("code")) && words.Exists(w => w.IsMark("="));

    private void TakeRecord(List<Token> words)
    {
        while (_token.Kind != TokenKind.End && !_token.IsMark(";"))
        {
            words.Add(_token);
            bool isEnd = _token.IsMark("}");
            Step();
            if (isEnd)
            {
                return;
            }
        }
    }

    private Statement? Block(List<Token> words, int depth)
    {
        var open = _token;
        if (words.Count == 0)
        {
            _diagnostics.Error(open.Place, "found {, wanted a statement before it");
            words.Add(open);
        }

        if (depth >= MaxDepth)
        {
            _diagnostics.Error(open.Place, $"found more braces in each other, wanted at most {MaxDepth} deep");
            SkipToEnd();
            return null;
        }

        Step();
        var body = new List<Statement>();
        int files = _outer.Count;
        while (!_token.IsMark("}"))
        {
            if (_token.Kind == TokenKind.End && _outer.Count > files)
            {
                Leave();
            }
            else if (_token.Kind == TokenKind.End)
            {
                _diagnostics.Error(open.Place, $"found {{ of \"{words[0].Shown}\" that is never closed, wanted }} behind it");
                return new Statement(words, body);
            }
            else if (Read(depth + 1) is { } statement)
            {
                body.Add(statement);
            }
        }

        if (_outer.Count > files)
        {
            _diagnostics.Error(_token.Place, $"found }} that closes {{ of another file, wanted braces to end in the file they start in");
        }

        Step();
        return new Statement(words, body);
    }

    private void SkipToEnd()
    {
        _outer.Clear();
        while (_token.Kind != TokenKind.End)
        {
            Step();
        }
    }

    private void Include(Token name)
    {
        // Back from the file, the token behind the semicolon is next.
        string path = name.Shown;
        string error = "included files are not read here";
        if (_outer.Count >= MaxIncludeDepth || _includes >= MaxIncludes || _included > MaxIncluded)
        {
            _diagnostics.Error(name.Place, $"found one include more, wanted at most {MaxIncludes} files, {MaxIncludeDepth} in each other, {MaxIncluded >> 20} MiB");
        }
        else if ((_open?.Invoke(path, out error) ?? Beside(path)) is { } text)
        {
            _includes++;
            _included += text.Length;
            _outer.Push((_scanner, _file));
            (_scanner, _file) = (new Scanner(text, path, _diagnostics), path);
        }
        else
        {
            _diagnostics.Error(name.Place, $"found file \"{path}\", wanted one that can be included: {error}");
        }

        Step();
    }

    /// <summary>A relative path that the current folder has not may be in the folder of the file that names it.</summary>
    private byte[]? Beside(string path) => _open is null || Path.IsPathRooted(path) || Path.GetDirectoryName(_file) is not { Length: > 0 } folder
        ? null
        : _open(Path.Combine(folder, path), out _);
}
