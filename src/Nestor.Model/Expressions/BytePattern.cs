using System.Text;
using System.Text.RegularExpressions;

namespace Nestor.Model.Expressions;

/// <summary>
/// A regular expression over bytes, written as for ECMAScript and as std::regex reads it, made into one of .NET over
/// characters up to U+00FF. It is run without backtracking: no client can make it take long, so back references and
/// assertions about what follows are refused.
/// </summary>
internal sealed class BytePattern
{
    /// <summary>Characters a pattern comes to when its repetitions are written out.</summary>
    public const int MaxSize = 4_000;

    private const int MaxNesting = 50;
    private const int MaxQuantifiers = 8;

    private readonly byte[] _text;
    private readonly StringBuilder _to = new();
    private int _at;
    private int _nesting;
    private string? _error;

    private BytePattern(byte[] text) => _text = text;

    private bool IsAtEnd => _at == _text.Length;

    private char Current => (char)_text[_at];

    /// <param name="error">What was found and what was wanted.</param>
    public static bool TryCompile(byte[] text, out Regex? regex, out string error)
    {
        regex = null;
        var pattern = new BytePattern(text);
        pattern._to.Append(@"\A(?:");
        bool isRead = pattern.TryAlternatives(out _)
            && (pattern.IsAtEnd || pattern.Fail("found \")\" that nothing opens"));
        error = pattern._error ?? "";
        if (isRead)
        {
            pattern._to.Append(@")\z");
            const RegexOptions Options =
                RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline;
            regex = new Regex(pattern._to.ToString(), Options);
        }

        return isRead;
    }

    private bool TryAlternatives(out int size)
    {
        size = 0;
        if (++_nesting > MaxNesting)
        {
            return Fail($"found more than {MaxNesting} groups in each other");
        }

        while (true)
        {
            if (!TrySequence(ref size))
            {
                return false;
            }

            if (IsAtEnd || Current != '|')
            {
                _nesting--;
                return true;
            }

            _at++;
            _to.Append('|');
        }
    }

    private bool TrySequence(ref int size)
    {
        while (!IsAtEnd && Current is not '|' and not ')')
        {
            int start = _to.Length;
            if (!TryAtom(out int atom, out bool isAssertion) || (!isAssertion && !TryQuantifiers(start, ref atom)))
            {
                return false;
            }

            size += atom;
            if (size > MaxSize)
            {
                return Fail($"found more than {MaxSize} characters with repetitions written out");
            }
        }

        return true;
    }

    private bool TryAtom(out int size, out bool isAssertion)
    {
        size = 1;
        isAssertion = false;
        char atom = (char)_text[_at++];
        switch (atom)
        {
            case '^':
                isAssertion = true;
                _to.Append(@"\A");
                return true;
            case '$':
                isAssertion = true;
                _to.Append(@"\z");
                return true;
            case '(':
                return TryGroup(out size);
            case '[':
                var set = new ByteSet();
                return (ByteSetReader.TryRead(_text, ref _at, set, out string error) || Fail(error)) && Put(set);
            case '.':
                var any = new ByteSet();
                any.AddRange(0, 255);
                any.Remove('\n');
                any.Remove('\r');
                return Put(any);
            case '*' or '+' or '?' or '{':
                return Fail($"found \"{atom}\", wanted something in front of it to repeat");
            case '\\':
                return TryEscape(out isAssertion);
            default:
                var one = new ByteSet();
                one.Add(atom);
                return Put(one);
        }
    }

    private bool TryGroup(out int size)
    {
        size = 0;
        if (!IsAtEnd && Current == '?')
        {
            char after = _at + 1 < _text.Length ? (char)_text[_at + 1] : '\0';
            if (after != ':')
            {
                return Fail(after is '=' or '!'
                    ? "found an assertion about what follows, which Nestor does not evaluate"
                    : "found \"(?\", wanted \"(?:\"");
            }

            _at += 2;
        }

        _to.Append("(?:");
        if (!TryAlternatives(out size))
        {
            return false;
        }

        if (IsAtEnd)
        {
            return Fail("found the end, wanted \")\"");
        }

        _at++;
        _to.Append(')');
        size = Math.Max(1, size);
        return true;
    }

    private bool TryEscape(out bool isAssertion)
    {
        isAssertion = !IsAtEnd && Current is 'b' or 'B';
        if (isAssertion)
        {
            _to.Append('\\').Append((char)_text[_at++]);
            return true;
        }

        if (!IsAtEnd && Current is >= '1' and <= '9')
        {
            return Fail("found a back reference, which Nestor does not evaluate");
        }

        var set = new ByteSet();
        return (ByteSetReader.TryEscape(_text, ref _at, set, out _, out string error) || Fail(error)) && Put(set);
    }

    /// <summary>Any number of quantifiers. Whether they are lazy makes no difference to a whole match.</summary>
    private bool TryQuantifiers(int start, ref int size)
    {
        int count = 0;
        while (!IsAtEnd && Current is '*' or '+' or '?' or '{')
        {
            if (++count > MaxQuantifiers)
            {
                return Fail($"found more than {MaxQuantifiers} repetitions of one thing");
            }

            string quantifier = Current.ToString();
            int times = 1;
            if (Current == '{')
            {
                if (!TryCount(out quantifier, out times))
                {
                    return false;
                }
            }
            else
            {
                _at++;
            }

            _at += !IsAtEnd && Current == '?' ? 1 : 0;
            _to.Insert(start, "(?:").Append(')').Append(quantifier);
            size = Math.Min(size * Math.Max(1, times), MaxSize + 1);
        }

        return true;
    }

    private bool TryCount(out string quantifier, out int times)
    {
        int start = _at++;
        quantifier = "";
        bool isRead = TryNumber(out int low);
        times = low;
        bool isOpen = false;
        if (isRead && !IsAtEnd && Current == ',')
        {
            _at++;
            isOpen = !TryNumber(out int high);
            times = isOpen ? low : high;
        }

        if (!isRead || IsAtEnd || Current != '}' || (!isOpen && times < low))
        {
            return Fail("found \"{\", wanted {n}, {n,} or {n,m}");
        }

        _at++;
        if (times > MaxSize)
        {
            return Fail($"found {times} repetitions, wanted at most {MaxSize}");
        }

        quantifier = Encoding.ASCII.GetString(_text, start, _at - start);
        return true;
    }

    private bool TryNumber(out int value)
    {
        int start = _at;
        value = 0;
        while (!IsAtEnd && char.IsAsciiDigit(Current))
        {
            value = Math.Min((value * 10) + (Current - '0'), 1_000_000);
            _at++;
        }

        return _at > start;
    }

    private bool Put(ByteSet set)
    {
        set.Write(_to);
        return true;
    }

    private bool Fail(string error)
    {
        _error ??= error;
        return false;
    }
}
