using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Nestor.Model.Logging;

namespace Nestor.Server.Logging;

/// <summary>
/// A line's layout in log4cplus' notation, read once and then written without allocation. Before the letter may stand
/// a least width (with - filled up on the right, else on the left) and, after a point, a greatest one of which the
/// last characters are kept.
/// </summary>
internal sealed class LogPattern
{
    /// <summary>Kea's layout for files and the console.</summary>
    public const string FileDefault = "%D{%Y-%m-%d %H:%M:%S.%q} %-5p [%c/%i.%t] %m\n";

    /// <summary>Kea's layout for the system log, which knows time and process by itself.</summary>
    public const string SyslogDefault = "%-5p [%c.%t] %m\n";

    private static readonly long ProgramStart = Environment.TickCount64;

    private readonly List<Part> _parts = [];
    private readonly bool _endsLine;

    public LogPattern(string pattern)
    {
        var literal = new StringBuilder();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] is 'n' or 't')
            {
                literal.Append(pattern[++i] == 'n' ? '\n' : '\t');
            }
            else if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                literal.Append(pattern[i]);
            }
            else
            {
                i = ReadDirective(pattern, i + 1, literal);
            }
        }

        _endsLine = literal.Length > 0 && literal[^1] == '\n';
        Finish(literal);
    }

    /// <summary>Writes one line; what does not fit is cut off, but the line end is there.</summary>
    public int Write(Span<byte> to, DateTimeOffset now, ReadOnlySpan<byte> logger, LogId id, ReadOnlySpan<byte> text)
    {
        // One byte is kept for the end of a line that was cut off.
        var room = to[..^1];
        int at = 0;
        foreach (var part in _parts)
        {
            int from = at;
            WriteOne(part, room, ref at, now, logger, id, text);
            if (at - from < part.Least || at - from > part.Most)
            {
                Fit(room, from, ref at, part);
            }
        }

        if (_endsLine && (at == 0 || to[at - 1] != '\n'))
        {
            to[at++] = (byte)'\n';
        }

        return at;
    }

    private static void WriteOne(
        Part part, Span<byte> to, ref int at, DateTimeOffset now, ReadOnlySpan<byte> logger, LogId id, ReadOnlySpan<byte> text)
    {
        switch (part.Directive)
        {
            case 'd':
                part.Time!.Write(to, ref at, now);
                break;
            case 'p':
                Put(LevelName(id.Severity), to, ref at);
                break;
            case 'c':
                Put(logger, to, ref at);
                break;
            case 'i':
                Number(Environment.ProcessId, to, ref at);
                break;
            case 't':
                Number(Environment.CurrentManagedThreadId, to, ref at);
                break;
            case 'T':
                Put(Thread.CurrentThread.Name ?? "main", to, ref at);
                break;
            case 'r':
                Number(Environment.TickCount64 - ProgramStart, to, ref at);
                break;
            case 'm':
                Put(id.Name, to, ref at);
                Put(" "u8, to, ref at);
                Put(text, to, ref at);
                break;
            default:
                Put(part.Literal, to, ref at);
                break;
        }
    }

    private static ReadOnlySpan<byte> LevelName(Severity severity) => severity switch
    {
        Severity.Debug => "DEBUG"u8,
        Severity.Info => "INFO"u8,
        Severity.Warn => "WARN"u8,
        Severity.Error => "ERROR"u8,
        _ => "FATAL"u8,
    };

    /// <summary>Fills up or cuts what was just written from <paramref name="from"/> on.</summary>
    private static void Fit(Span<byte> to, int from, ref int at, Part part)
    {
        int length = at - from;
        if (length > part.Most)
        {
            to[(at - part.Most)..at].CopyTo(to[from..]);
            at = from + part.Most;
            return;
        }

        int fill = Math.Min(part.Least - length, to.Length - at);
        if (!part.IsLeft)
        {
            to[from..at].CopyTo(to[(from + fill)..]);
        }

        to.Slice(part.IsLeft ? at : from, fill).Fill((byte)' ');
        at += fill;
    }

    private static void Put(string text, Span<byte> to, ref int at)
    {
        Encoding.UTF8.TryGetBytes(text, to[at..], out int written);
        at += written;
    }

    private static void Put(ReadOnlySpan<byte> text, Span<byte> to, ref int at)
    {
        text = text[..Math.Min(text.Length, to.Length - at)];
        text.CopyTo(to[at..]);
        at += text.Length;
    }

    private static void Number(long value, Span<byte> to, ref int at)
    {
        Utf8Formatter.TryFormat(value, to[at..], out int written);
        at += written;
    }

    /// <summary>Reads a directive whose percent sign stands before <paramref name="i"/>; returns its last index.</summary>
    private int ReadDirective(string pattern, int i, StringBuilder literal)
    {
        bool isLeft = pattern[i] == '-';
        i += isLeft ? 1 : 0;
        int least = ReadNumber(pattern, ref i);
        int most = int.MaxValue;
        if (i < pattern.Length && pattern[i] == '.')
        {
            i++;
            most = ReadNumber(pattern, ref i);
        }

        char directive = i < pattern.Length ? pattern[i] : '%';
        string? braces = null;
        if (i + 1 < pattern.Length && pattern[i + 1] == '{' && pattern.IndexOf('}', i) is > 0 and int end)
        {
            braces = pattern[(i + 2)..end];
            i = end;
        }

        if (directive is '%' or 'n')
        {
            literal.Append(directive == 'n' ? '\n' : '%');
            return i;
        }

        Finish(literal);
        bool isTime = directive is 'd' or 'D';
        _parts.Add(new Part
        {
            Directive = isTime ? 'd' : directive,
            Least = least,
            Most = most,
            IsLeft = isLeft,
            Literal = Encoding.UTF8.GetBytes(FixedText(directive, braces)),
            Time = isTime ? new TimeText(braces ?? "%Y-%m-%d %H:%M:%S", isLocal: directive == 'D') : null,
        });
        return i;
    }

    /// <summary>Text of directives that does not change while the program runs; places in source code are not known.</summary>
    private static string FixedText(char directive, string? braces) => directive switch
    {
        'E' => Environment.GetEnvironmentVariable(braces ?? "") ?? "",
        'h' or 'H' => Environment.MachineName,
        _ => "",
    };

    private static int ReadNumber(string pattern, ref int i)
    {
        int start = i;
        while (i < pattern.Length && char.IsAsciiDigit(pattern[i]))
        {
            i++;
        }

        return int.TryParse(pattern.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out int value)
            ? Math.Min(value, 1000)
            : 0;
    }

    private void Finish(StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            _parts.Add(new Part { Directive = '"', Most = int.MaxValue, Literal = Encoding.UTF8.GetBytes(literal.ToString()) });
            literal.Clear();
        }
    }

    private sealed class Part
    {
        public char Directive { get; init; }

        public int Least { get; init; }

        public int Most { get; init; }

        public bool IsLeft { get; init; }

        public byte[] Literal { get; init; } = [];

        public TimeText? Time { get; init; }
    }
}
