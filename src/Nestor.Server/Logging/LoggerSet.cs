using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace Nestor.Server.Logging;

/// <summary>
/// The loggers of one program. A logger without settings of its own has those of the nearest one above it
/// (kea-dhcp4.leases has kea-dhcp4's). New settings take effect at once and lose no line.
/// </summary>
public sealed class LoggerSet : IDisposable
{
    private const int MaxLine = LogText.MaxLength + 512;

    private readonly string _program;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, NamedLogger> _loggers = [];
    private readonly Dictionary<string, (LogSink Sink, LogPattern Pattern)> _outputs = [];
    private readonly Lock _lock = new();
    private readonly bool _isVerbose;
    private IReadOnlyList<LoggerSettings> _settings = [];
    private LogSink[] _sinks = [];

    /// <param name="program">Name of the root logger, kea-dhcp4 for instance.</param>
    /// <param name="isVerbose">Flag -d: everything is printed, whatever the settings.</param>
    public LoggerSet(string program, TimeProvider clock, bool isVerbose)
    {
        _program = program;
        _clock = clock;
        _isVerbose = isVerbose;
        Configure([]);
    }

    /// <summary>The logger with this name below the program's; the empty name is the program's own.</summary>
    public Logger Find(string name)
    {
        lock (_lock)
        {
            if (!_loggers.TryGetValue(name, out var logger))
            {
                _loggers[name] = logger = new NamedLogger(this, name);
                Apply(logger);
            }

            return logger;
        }
    }

    public void Configure(IReadOnlyList<LoggerSettings> settings)
    {
        lock (_lock)
        {
            Flush();
            _settings = settings;
            foreach (var logger in _loggers.Values)
            {
                Apply(logger);
            }
        }
    }

    /// <summary>Writes out what is buffered: at the end of each batch.</summary>
    public void Flush()
    {
        foreach (var sink in _sinks)
        {
            sink.Flush();
        }
    }

    public void Dispose()
    {
        foreach (var sink in _sinks)
        {
            sink.Dispose();
        }
    }

    private void Apply(NamedLogger logger)
    {
        string full = logger.Name.Length == 0 ? _program : $"{_program}.{logger.Name}";
        LoggerSettings? best = null;
        foreach (var settings in _settings)
        {
            bool isAbove = full == settings.Name || full.StartsWith(settings.Name + ".", StringComparison.Ordinal);
            if (isAbove && (best is null || settings.Name.Length > best.Name.Length))
            {
                best = settings;
            }
        }

        IReadOnlyList<LogOutputSettings> outputs = best is { Outputs.Count: > 0 }
            ? best.Outputs
            : [new LogOutputSettings("stdout", true, 0, 1, null)];
        logger.Set(
            full, _isVerbose ? Severity.Debug : best?.Severity ?? Severity.Info, _isVerbose ? (byte)99 : best?.DebugLevel ?? 0,
            [.. outputs.Select(Open)]);
    }

    private (LogSink Sink, LogPattern Pattern) Open(LogOutputSettings output)
    {
        string key = $"{output.Output}\n{output.Pattern}\n{output.MaxSize}\n{output.MaxVersions}";
        if (_outputs.TryGetValue(key, out var known))
        {
            return known;
        }

        bool isSyslog = output.Output == "syslog" || output.Output.StartsWith("syslog:", StringComparison.Ordinal);
        LogSink sink;
        try
        {
            sink = output.Output switch
            {
                "stdout" => new ConsoleSink(isError: false),
                "stderr" => new ConsoleSink(isError: true),
                _ when isSyslog => new SyslogSink(_program, Facility(output.Output)),
                _ => new FileSink(output.Output, output.MaxSize, output.MaxVersions),
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A log that cannot be opened does not keep the server from starting.
            Console.Error.WriteLine($"log output {output.Output}: {e.Message}; logging to standard error instead");
            sink = new ConsoleSink(isError: true);
        }

        var pattern = new LogPattern(output.Pattern ?? (isSyslog ? LogPattern.SyslogDefault : LogPattern.FileDefault));
        _sinks = [.. _sinks, sink];
        return _outputs[key] = (sink, pattern);
    }

    private static int Facility(string output)
    {
        string[] names =
        [
            "kern", "user", "mail", "daemon", "auth", "syslog", "lpr", "news", "uucp", "cron", "authpriv", "ftp",
            "", "", "", "", "local0", "local1", "local2", "local3", "local4", "local5", "local6", "local7",
        ];
        int at = Array.IndexOf(names, output.Contains(':', StringComparison.Ordinal) ? output[7..].ToLowerInvariant() : "local0");
        return at < 0 ? 16 : at;
    }

    private sealed class NamedLogger(LoggerSet set, string name) : Logger(name)
    {
        [ThreadStatic]
        private static byte[]? _line;

        private string _fullName = name;
        private (LogSink Sink, LogPattern Pattern)[] _outputs = [];

        public void Set(string fullName, Severity threshold, byte debugLevel, (LogSink, LogPattern)[] outputs)
        {
            _fullName = fullName;
            _outputs = outputs;
            DebugLevel = debugLevel;
            Threshold = threshold;
        }

        protected override void Emit(LogId id, ReadOnlySpan<byte> text)
        {
            byte[] line = _line ??= new byte[MaxLine];
            var now = set._clock.GetUtcNow();
            foreach (var (sink, pattern) in _outputs)
            {
                int length = pattern.Write(line, now, _fullName, id, text);
                sink.Append(line.AsSpan(0, length), id.Severity >= Severity.Error);
            }
        }
    }
}
