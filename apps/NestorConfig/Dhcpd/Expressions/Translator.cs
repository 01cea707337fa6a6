using Nestor.Wire.Options;
using NestorConfig.Dhcpd.Options;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd.Expressions;

/// <summary>
/// Translates an expression of dhcpd (dhcp-eval(5)) to Kea's language. A value that is not there makes all of dhcpd's
/// expression null, which counts as false; with Kea it is empty, so a "not" asks for its being there.
/// </summary>
internal sealed class Translator(OptionTable options, Universe universe, bool isOld)
{
    /// <summary>Deepest brackets and functions in each other.</summary>
    private const int MaxDepth = 50;

    /// <summary>Longest result; Kea's limit is a little above.</summary>
    private const int MaxText = 60_000;

    private IReadOnlyList<Token> _words = [];
    private int _at;
    private int _depth;

    /// <summary>Why the last one has no translation.</summary>
    public string Error { get; private set; } = "";

    public bool IsOld => isOld;

    /// <summary>A condition from a word on to the end; null with <see cref="Error"/>.</summary>
    public Term? Condition(IReadOnlyList<Token> words, int at)
    {
        Start(words, at);
        var term = Either();
        if (term is not null && _at < words.Count)
        {
            return Fail($"nothing is known of \"{words[_at].Shown}\" there");
        }

        return term is null or { Kind: TermKind.Boolean, Text.Length: < MaxText } ? term : Fail(
            term.Kind == TermKind.Boolean ? "it is too long" : "it is no condition");
    }

    /// <summary>A value from a word on to the end; null with <see cref="Error"/>.</summary>
    public Term? Value(IReadOnlyList<Token> words, int at)
    {
        Start(words, at);
        var term = Operand();
        if (term is not null && _at < words.Count)
        {
            return Fail($"nothing is known of \"{words[_at].Shown}\" there");
        }

        return term is null or { Kind: not (TermKind.Boolean or TermKind.Number), Text.Length: < MaxText } ? term : Fail("it is no value, or too long a one");
    }

    /// <summary>Whether a value is some bytes.</summary>
    public Term? Equal(Term value, byte[] literal) => Comparison.Equal(this, value, Term.Of(literal));

    public Term? Fail(string why)
    {
        Error = Error.Length > 0 ? Error : why;
        return null;
    }

    private void Start(IReadOnlyList<Token> words, int at)
    {
        (_words, _at, _depth) = (words, at, 0);
        Error = "";
    }

    private Token Current => _at < _words.Count ? _words[_at] : default;

    private bool Take(string mark)
    {
        bool isIt = _at < _words.Count && Current.IsMark(mark);
        _at += isIt ? 1 : 0;
        return isIt;
    }

    private bool TakeWord(string word)
    {
        bool isIt = _at < _words.Count && Current.Is(word);
        _at += isIt ? 1 : 0;
        return isIt;
    }

    private Term? Either()
    {
        var left = Both();
        while (left is not null && TakeWord("or"))
        {
            left = Join(left, "or", Both());
        }

        return left;
    }

    private Term? Both()
    {
        var left = Negation();
        while (left is not null && TakeWord("and"))
        {
            left = Join(left, "and", Negation());
        }

        return left;
    }

    private Term? Join(Term left, string by, Term? right)
    {
        if (right is null)
        {
            return null;
        }

        if (left.Kind != TermKind.Boolean || right.Kind != TermKind.Boolean)
        {
            return Fail($"\"{by}\" is between things that are no conditions");
        }

        string text = by == "and" ? $"{left.Closed} and {right.Closed}" : $"{left.Text} or {right.Closed}";
        return text.Length > MaxText ? Fail("it is too long") : new(TermKind.Boolean, text, [.. left.Exists.Union(right.Exists)]) { IsClosed = false };
    }

    private Term? Negation()
    {
        if (!TakeWord("not") && !Take("!"))
        {
            return Comparisons();
        }

        if (++_depth > MaxDepth)
        {
            return Fail($"it nests more than {MaxDepth} deep");
        }

        var inner = Negation();
        _depth--;
        if (inner is null or { Kind: not TermKind.Boolean })
        {
            return inner is null ? null : Fail("\"not\" is before something that is no condition");
        }

        return Not(inner);
    }

    /// <summary>What dhcpd's "not" is: false too when a value is missing.</summary>
    public static Term Not(Term inner)
    {
        string not = $"not ({inner.Text})";
        var needed = inner.Exists;
        return new(TermKind.Boolean, needed.Count == 0 ? not : $"{string.Join(" and ", needed)} and {not}", []) { IsClosed = false };
    }

    private Term? Comparisons()
    {
        var left = Operand();
        if (left is null)
        {
            return null;
        }

        string sign = Current is { Kind: TokenKind.Mark, Text: "=" or "!=" or "~=" or "~~" } token ? token.Text : "";
        if (sign.Length == 0)
        {
            return left;
        }

        _at++;
        var right = Operand();
        if (right is null)
        {
            return null;
        }

        return sign switch
        {
            "=" => Comparison.Equal(this, left, right),
            "!=" => Comparison.Equal(this, left, right) is { } equal ? Not(equal) : null,
            _ => Comparison.Matches(this, left, right, sign == "~~"),
        };
    }

    private Term? Operand()
    {
        if (++_depth > MaxDepth)
        {
            return Fail($"it nests more than {MaxDepth} deep");
        }

        var term = Primary();
        _depth--;
        return term;
    }

    private Term? Primary()
    {
        if (_at >= _words.Count)
        {
            return Fail("it ends too early");
        }

        if (Take("("))
        {
            var inner = Either();
            return inner is null || Take(")") ? inner : Fail("a ) is missing");
        }

        var token = Current;
        if (token.Kind == TokenKind.Quoted)
        {
            _at++;
            return Term.Of(token.Bytes);
        }

        if (token.Kind != TokenKind.Word)
        {
            return Fail($"nothing is known of \"{token.Shown}\" there");
        }

        if (char.IsAsciiDigit(token.Text[0]) || token.Text.Contains(':', StringComparison.Ordinal))
        {
            return Literal(token);
        }

        _at++;
        return Named(token.Text.ToLowerInvariant());
    }

    private Term? Literal(Token token)
    {
        if (!token.Text.Contains(':', StringComparison.Ordinal) && OptionValue.TryInteger(token.Text, out long number)
            && !(_at + 1 < _words.Count && _words[_at + 1].IsMark(":")))
        {
            _at++;
            return new(TermKind.Number, token.Text, []) { Number = number };
        }

        return OptionValue.HexBytes(_words, ref _at) is { } bytes ? Term.Of(bytes) : Fail($"nothing is known of \"{token.Shown}\"");
    }

    private Term? Named(string word) => word switch
    {
        "option" => Option(),
        "exists" => Option() is { } option ? new(TermKind.Boolean, option.Exists[0], []) : null,
        "known" => new(TermKind.Boolean, "member('KNOWN')", []),
        "hardware" when universe == Universe.V4 => new(TermKind.Hardware, "concat(substring(pkt4.htype, 3, 1), pkt4.mac)", []),
        "substring" or "suffix" or "concat" or "lcase" or "ucase" or "packet" or "encode-int" or "extract-int" or "pick-first-value"
            or "binary-to-ascii" or "v6relay" => Call(word),
        "static" => Fail("whether an address is a fixed one is not known when classes are looked for"),
        "leased-address" or "lease-time" => Fail("the lease is not known when classes are looked for"),
        "config-option" => Fail("what is configured cannot be asked for"),
        "gethostname" or "gethostbyname" => Fail("a name of this machine cannot be asked for; write it as text"),
        "reverse" or "host-decl-name" or "client-state" or "ns-update" or "check" => Fail($"\"{word}\" has no counterpart"),
        _ => Fail($"\"{word}\" is a variable or a function that has no counterpart"),
    };

    private Term? Option()
    {
        if (Current.Kind != TokenKind.Word || options.Find(Current.Text) is not { } option)
        {
            return Fail($"option {Current.Shown} is not defined");
        }

        _at++;
        string? place = option.Space switch
        {
            DhcpdOption.Dhcp4 when universe == Universe.V4 => Place(OptionDefs.Dhcp4Space),
            DhcpdOption.Dhcp6 when universe == Universe.V6 => Place(OptionDefs.Dhcp6Space),
            DhcpdOption.Agent when universe == Universe.V4 => $"relay4[{option.Code}]",
            _ when options.Enterprise(option.Space) is { } enterprise => $"vendor[{enterprise}].option[{option.Code}]",
            _ when options.Carrier(option.Space) is { Code: > 0 } carrier => $"option[{carrier.Code}].option[{option.Code}]",
            _ => null,
        };
        return place is null
            ? Fail($"option {option.FullName} is in a space that an expression cannot look into")
            : new(TermKind.Bytes, place + ".hex", [place + ".exists"]) { Width = Term.WidthOf(option) };

        string Place(string space) => OptionDefs.Standard(universe).Find(space, (ushort)option.Code) is { } known && !isOld
            ? $"option[{known.Name}]"
            : $"option[{option.Code}]";
    }

    private Term? Call(string name)
    {
        if (!Take("("))
        {
            return Fail($"a ( is missing behind \"{name}\"");
        }

        var arguments = new List<Term>();
        while (!Take(")"))
        {
            if ((arguments.Count > 0 && !Take(",")) || Either() is not { } argument)
            {
                return Fail($"the arguments of \"{name}\" do not end");
            }

            arguments.Add(argument);
        }

        return Functions.Call(this, name, arguments, universe);
    }
}
