using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Nestor.Model.Logging;

namespace Nestor.Server.Logging;

/// <summary>
/// A line's layout in log4cplus' notation: %D and %d (local and universal time, {format}), %p level, %c logger,
/// %i process, %t thread, %m message, %n line end. A width as in %-5p fills up on the right.
/// </summary>
internal sealed class LogPattern
{
    public const string FileDefault = "%D{%Y-%m-%d %H:%M:%S.%q} %-5p [%c/%i.%t] %m%n";
    public const string SyslogDefault = "%-5p [%c.%t] %m%n";

    private readonly List<(char Directive, int Width, string Text)> _parts = [];
    private readonly Lock _timeLock = new();
    private long _timeMillisecond = -1;
    private byte[] _time = [];

    public LogPattern(string pattern)
    {
        var literal = new StringBuilder();
        for (int i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] == '\\' && i + 1 < pattern.Length && pattern[i + 1] == 'n')
            {
                literal.Append('\n');
                i++;
            }
            else if (pattern[i] != '%' || i + 1 == pattern.Length)
            {
                literal.Append(pattern[i]);
            }
            else
            {
                i = Directive(pattern, i + 1, literal);
            }
        }

        Finish(literal);
        if (!pattern.EndsWith("%n", StringComparison.Ordinal) && !pattern.EndsWith("\\n", StringComparison.Ordinal)
            && !pattern.EndsWith('\n'))
        {
            _parts.Add(('"', 0, "\n"));
        }
    }

    /// <summary>Writes one line; what does not fit is cut off, but the line end is there.</summary>
    public int Write(Span<byte> to, DateTimeOffset now, string logger, LogId id, ReadOnlySpan<byte> text)
    {
        var room = to[..^1];
        int at = 0;
        foreach (var (directive, width, literal) in _parts)
        {
            int from = at;
            switch (directive)
            {
                case '"':
                    Put(literal, room, ref at);
                    break;
                case 'D' or 'd':
                    Put(Time(now, directive == 'D', literal), room, ref at);
                    break;
                case 'p':
                    Put(LevelName(id.Severity), room, ref at);
                    break;
                case 'c':
                    Put(logger, room, ref at);
                    break;
                case 'i':
                    Number(Environment.ProcessId, room, ref at);
                    break;
                case 't':
                    Number(Environment.CurrentManagedThreadId, room, ref at);
                    break;
                case 'm':
                    Put(id.Name, room, ref at);
                    Put(" ", room, ref at);
                    Put(text, room, ref at);
                    break;
            }

            for (int fill = width - (at - from); fill > 0 && at < room.Length; fill--)
            {
                room[at++] = (byte)' ';
            }
        }

        if (at == 0 || to[at - 1] != '\n')
        {
            to[at++] = (byte)'\n';
        }

        return at;
    }

    private static string LevelName(Severity severity) => severity switch
    {
        Severity.Debug => "DEBUG",
        Severity.Info => "INFO",
        Severity.Warn => "WARN",
        Severity.Error => "ERROR",
        _ => "FATAL",
    };

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

    private static void Number(int value, Span<byte> to, ref int at)
    {
        Utf8Formatter.TryFormat(value, to[at..], out int written);
        at += written;
    }

    private int Directive(string pattern, int i, StringBuilder literal)
    {
        int start = i;
        while (i < pattern.Length && (pattern[i] == '-' || char.IsAsciiDigit(pattern[i])))
        {
            i++;
        }

        _ = int.TryParse(pattern.AsSpan(start, i - start).TrimStart('-'), NumberStyles.None, CultureInfo.InvariantCulture, out int width);
        char directive = i < pattern.Length ? pattern[i] : '%';
        if (directive == '%')
        {
            literal.Append('%');
            return i;
        }

        if (directive == 'n')
        {
            literal.Append('\n');
            return i;
        }

        Finish(literal);
        string format = "%Y-%m-%d %H:%M:%S.%q";
        if (i + 1 < pattern.Length && pattern[i + 1] == '{' && pattern.IndexOf('}', i) is > 0 and int end)
        {
            format = pattern[(i + 2)..end];
            i = end;
        }

        _parts.Add((directive, width, format));
        return i;
    }

    private void Finish(StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            _parts.Add(('"', 0, literal.ToString()));
            literal.Clear();
        }
    }

    /// <summary>The time as text; made anew at most once a millisecond.</summary>
    private byte[] Time(DateTimeOffset now, bool isLocal, string format)
    {
        long millisecond = now.ToUnixTimeMilliseconds();
        lock (_timeLock)
        {
            if (millisecond != _timeMillisecond)
            {
                var time = isLocal ? now.ToLocalTime() : now.ToUniversalTime();
                var text = new StringBuilder(format);
                text.Replace("%Y", time.Year.ToString("D4")).Replace("%m", time.Month.ToString("D2"))
                    .Replace("%d", time.Day.ToString("D2")).Replace("%H", time.Hour.ToString("D2"))
                    .Replace("%M", time.Minute.ToString("D2")).Replace("%S", time.Second.ToString("D2"))
                    .Replace("%q", time.Millisecond.ToString("D3")).Replace("%Q", $"{time.Millisecond:D3}.{time.Microsecond:D3}");
                _time = Encoding.UTF8.GetBytes(text.ToString());
                _timeMillisecond = millisecond;
            }

            return _time;
        }
    }
}
