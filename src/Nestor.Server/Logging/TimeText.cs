using System.Buffers.Text;
using System.Text;

namespace Nestor.Server.Logging;

/// <summary>
/// A point in time in strftime's notation (C locale), with %q for milliseconds and %Q for milliseconds.microseconds.
/// The text is made at most once a millisecond, and copied in between.
/// </summary>
internal sealed class TimeText
{
    private const int MaxLength = 256;

    private readonly string _format;
    private readonly bool _isLocal;
    private readonly long _grain;
    private readonly Lock _lock = new();
    private readonly byte[] _text = new byte[MaxLength];
    private int _length;
    private long _madeFor = -1;

    /// <param name="isLocal">Local time, else universal time.</param>
    public TimeText(string format, bool isLocal)
    {
        _format = format;
        _isLocal = isLocal;
        _grain = format.Contains("%Q", StringComparison.Ordinal) ? TimeSpan.TicksPerMicrosecond : TimeSpan.TicksPerMillisecond;
    }

    public void Write(Span<byte> to, ref int at, DateTimeOffset now)
    {
        long moment = now.UtcTicks / _grain;
        lock (_lock)
        {
            if (moment != _madeFor)
            {
                _length = 0;
                Make(_format, _isLocal ? now.ToLocalTime() : now.ToUniversalTime());
                _madeFor = moment;
            }

            int count = Math.Min(_length, to.Length - at);
            _text.AsSpan(0, count).CopyTo(to[at..]);
            at += count;
        }
    }

    private void Make(string format, DateTimeOffset time)
    {
        for (int i = 0; i < format.Length; i++)
        {
            if (format[i] == '%' && i + 1 < format.Length)
            {
                Directive(format[++i], time);
            }
            else
            {
                Put(format.AsSpan(i, 1));
            }
        }
    }

    private void Directive(char directive, DateTimeOffset time)
    {
        int hour12 = ((time.Hour + 11) % 12) + 1;
        int weekday = (int)time.DayOfWeek;
        switch (directive)
        {
            case 'Y': Number(time.Year, 4); break;
            case 'y': Number(time.Year % 100, 2); break;
            case 'm': Number(time.Month, 2); break;
            case 'd': Number(time.Day, 2); break;
            case 'H': Number(time.Hour, 2); break;
            case 'I': Number(hour12, 2); break;
            case 'M': Number(time.Minute, 2); break;
            case 'S': Number(time.Second, 2); break;
            case 'q': Number(time.Millisecond, 3); break;
            case 'Q':
                Number(time.Millisecond, 3);
                Put(".");
                Number(time.Microsecond, 3);
                break;
            case 'j': Number(time.DayOfYear, 3); break;
            case 'w': Number(weekday, 1); break;
            case 'U': Number((time.DayOfYear + 6 - weekday) / 7, 2); break;
            case 'W': Number((time.DayOfYear + 6 - ((weekday + 6) % 7)) / 7, 2); break;
            case 'a': Put(time.DayOfWeek.ToString().AsSpan(0, 3)); break;
            case 'A': Put(time.DayOfWeek.ToString()); break;
            case 'b' or 'h': Put(Month(time).AsSpan(0, 3)); break;
            case 'B': Put(Month(time)); break;
            case 'p': Put(time.Hour < 12 ? "AM" : "PM"); break;
            case 's': Number(time.ToUnixTimeSeconds(), 1); break;
            case 'F': Make("%Y-%m-%d", time); break;
            case 'T' or 'X': Make("%H:%M:%S", time); break;
            case 'x': Make("%m/%d/%y", time); break;
            case 'c': Make("%a %b %d %H:%M:%S %Y", time); break;
            case 'z': Offset(time); break;
            case 'Z': Put(ZoneName(time)); break;
            case '%': Put("%"); break;
            default: Put(['%', directive]); break;
        }
    }

    private void Offset(DateTimeOffset time)
    {
        Put(time.Offset < TimeSpan.Zero ? "-" : "+");
        Number(Math.Abs(time.Offset.Hours), 2);
        Number(Math.Abs(time.Offset.Minutes), 2);
    }

    private string ZoneName(DateTimeOffset time)
    {
        var zone = TimeZoneInfo.Local;
        return !_isLocal ? "GMT" : zone.IsDaylightSavingTime(time) ? zone.DaylightName : zone.StandardName;
    }

    private static string Month(DateTimeOffset time) =>
        System.Globalization.DateTimeFormatInfo.InvariantInfo.MonthNames[time.Month - 1];

    private void Number(long value, int digits)
    {
        if (Utf8Formatter.TryFormat(value, _text.AsSpan(_length), out int written, new('D', (byte)digits)))
        {
            _length += written;
        }
    }

    private void Put(ReadOnlySpan<char> text)
    {
        Encoding.UTF8.TryGetBytes(text, _text.AsSpan(_length), out int written);
        _length += written;
    }
}
