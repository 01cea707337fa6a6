using System.Net.Sockets;
using System.Text;
using Nestor.Model.Logging;

namespace Nestor.Server.Logging;

/// <summary>A log service on a local datagram socket, one datagram a line. What it does not take in time is dropped and counted.</summary>
internal abstract class DatagramSink(string path) : LogSink
{
    private const int PatienceMilliseconds = 100;
    private const int MaxDatagram = LogText.MaxLength + 1024;

    private readonly Lock _lock = new();
    private readonly byte[] _datagram = new byte[MaxDatagram];
    private Socket? _socket;
    private long _lost;
    private bool _isClosed;

    public override bool Append(in LogLine line)
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return false;
            }

            if (_lost > 0 && Send(_datagram.AsSpan(0, Make(_datagram, new LogLine
            {
                Text = Encoding.ASCII.GetBytes($"WARN  NESTOR_LOG_LINES_LOST {_lost} lines could not be delivered"),
                Id = LogId.Warn("NESTOR_LOG_LINES_LOST"),
                Logger = line.Logger,
            }))))
            {
                _lost = 0;
            }

            if (!Send(_datagram.AsSpan(0, Make(_datagram, line))))
            {
                _lost++;
            }

            return true;
        }
    }

    public override void Dispose()
    {
        lock (_lock)
        {
            _isClosed = true;
            _socket?.Dispose();
            _socket = null;
        }
    }

    /// <summary>Priority numbers of syslog.</summary>
    protected static int Priority(Severity severity) => severity switch
    {
        Severity.Debug => 7,
        Severity.Info => 6,
        Severity.Warn => 4,
        Severity.Error => 3,
        _ => 2,
    };

    /// <summary>Makes the datagram; returns its length.</summary>
    protected abstract int Make(Span<byte> datagram, in LogLine line);

    private bool Send(ReadOnlySpan<byte> datagram)
    {
        // A service that was restarted needs a new connection: hence twice.
        for (int attempt = 0; attempt < 2; attempt++)
        {
            try
            {
                if (_socket is null)
                {
                    _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified)
                    {
                        SendTimeout = PatienceMilliseconds,
                    };
                    _socket.Connect(new UnixDomainSocketEndPoint(path));
                }

                _socket.Send(datagram);
                return true;
            }
            catch (SocketException)
            {
                _socket?.Dispose();
                _socket = null;
            }
        }

        return false;
    }
}

/// <summary>The system's log (RFC 3164).</summary>
internal sealed class SyslogSink(string path, string program, int facility) : DatagramSink(path)
{
    public const string DefaultPath = "/dev/log";
    private const int Local0 = 16;

    private static readonly string[] Facilities =
    [
        "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
        "", "", "", "", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
    ];

    private readonly byte[] _tag = Encoding.UTF8.GetBytes($"{program}[{Environment.ProcessId}]: ");

    /// <summary>The number of the facility in "syslog:daemon"; local0 without one.</summary>
    public static int FacilityOf(string output)
    {
        int colon = output.IndexOf(':', StringComparison.Ordinal);
        int at = colon < 0 ? Local0 : Array.IndexOf(Facilities, output[(colon + 1)..].ToLowerInvariant());
        return at < 0 ? Local0 : at;
    }

    protected override int Make(Span<byte> datagram, in LogLine line)
    {
        System.Text.Unicode.Utf8.TryWrite(datagram, $"<{(facility * 8) + Priority(line.Id.Severity)}>", out int at);
        var now = DateTime.Now;
        System.Text.Unicode.Utf8.TryWrite(
            datagram[at..],
            System.Globalization.CultureInfo.InvariantCulture,
            $"{now:MMM} {now.Day,2} {now:HH:mm:ss} ",
            out int written);
        at += written;
        _tag.CopyTo(datagram[at..]);
        at += _tag.Length;
        var text = line.Text.TrimEnd((byte)'\n');
        text = text[..Math.Min(text.Length, datagram.Length - at)];
        text.CopyTo(datagram[at..]);
        return at + text.Length;
    }
}

/// <summary>The journal's own protocol: the line with the message's id, logger and priority as fields beside it.</summary>
internal sealed class JournalSink(string path, string program) : DatagramSink(path)
{
    public const string DefaultPath = "/run/systemd/journal/socket";

    /// <summary>True when this descriptor of the process leads into the journal (JOURNAL_STREAM is device:inode).</summary>
    public static bool IsBehind(int fd)
    {
        string[] stream = (Environment.GetEnvironmentVariable("JOURNAL_STREAM") ?? "").Split(':');
        return stream.Length == 2 && File.Exists(DefaultPath)
            && new FileInfo($"/proc/self/fd/{fd}").LinkTarget == $"socket:[{stream[1]}]";
    }

    protected override int Make(Span<byte> datagram, in LogLine line)
    {
        System.Text.Unicode.Utf8.TryWrite(
            datagram,
            $"PRIORITY={Priority(line.Id.Severity)}\nSYSLOG_IDENTIFIER={program}\nKEA_MESSAGE_ID={line.Id.Name}\nKEA_LOGGER=",
            out int at);
        line.Logger.CopyTo(datagram[at..]);
        at += line.Logger.Length;

        // With its length in front a field may hold any byte.
        "\nMESSAGE\n"u8.CopyTo(datagram[at..]);
        at += 9;
        var text = line.Text.TrimEnd((byte)'\n');
        text = text[..Math.Min(text.Length, datagram.Length - at - 9)];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(datagram[at..], (ulong)text.Length);
        text.CopyTo(datagram[(at + 8)..]);
        at += 8 + text.Length;
        datagram[at++] = (byte)'\n';
        return at;
    }
}
