using System.Globalization;
using System.Text;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Runtime;

namespace Nestor.Server.Logging;

/// <summary>
/// The loggers of one program. A logger without settings of its own has those of the nearest one above it
/// (kea-dhcp4.leases has kea-dhcp4's). New settings take effect at once and lose no line.
/// </summary>
public sealed class LoggerSet : IDisposable
{
    /// <summary>A log file is not in the folder for them, where Kea would refuse it.</summary>
    private static readonly LogId OtherFolder = LogId.Warn("DCTL_LOG_PATH_SECURITY_WARNING");

    private const int MaxLine = LogText.MaxLength + 512;

    private readonly string _program;
    private readonly TimeProvider _clock;
    private readonly Dictionary<string, NamedLogger> _loggers = [];
    private readonly Lock _lock = new();
    private readonly bool _isVerbose;
    private IReadOnlyList<LoggerSettings> _settings = [];

    /// <summary>By output. Replaced, never changed: Flush reads it without the lock.</summary>
    private Dictionary<string, LogSink> _sinks = [];

    /// <param name="program">Name of the root logger, kea-dhcp4 for instance.</param>
    /// <param name="isVerbose">Flag -d: everything is printed, whatever the settings.</param>
    public LoggerSet(string program, TimeProvider clock, bool isVerbose)
    {
        _program = program;
        _clock = clock;
        _isVerbose = isVerbose;

        // Whatever ends the process, what was logged is written.
        AppDomain.CurrentDomain.ProcessExit += WriteOut;
        AppDomain.CurrentDomain.UnhandledException += WriteOut;
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
                var sinks = new Dictionary<string, LogSink>(_sinks);
                Apply(logger, sinks);
                Volatile.Write(ref _sinks, sinks);
            }

            return logger;
        }
    }

    /// <summary>
    /// Puts new settings in force. Files are opened anew, also when nothing changed: they may have been moved away.
    /// </summary>
    public void Configure(IReadOnlyList<LoggerSettings> settings)
    {
        lock (_lock)
        {
            _settings = settings.Count > 0 ? settings : [EarlySettings(_program)];
            var retired = new Dictionary<string, LogSink>(_sinks);
            var sinks = new Dictionary<string, LogSink>();
            foreach (var output in _settings.SelectMany(OutputsOf))
            {
                if (sinks.ContainsKey(output.Output))
                {
                    continue;
                }

                if (retired.Remove(output.Output, out var known))
                {
                    known.Reopen();
                }

                sinks[output.Output] = known ?? Open(output);
            }

            foreach (var logger in _loggers.Values)
            {
                Apply(logger, sinks);
            }

            Volatile.Write(ref _sinks, sinks);
            foreach (var sink in retired.Values)
            {
                sink.Dispose();
            }
        }
    }

    /// <summary>Warns of files that are not in the folder for log files.</summary>
    public void TellFolders()
    {
        var log = Find("dctl");
        foreach (string path in _settings.SelectMany(s => s.Outputs).Select(PathPolicy.FileOf).OfType<string>().Distinct())
        {
            if (PathPolicy.Outside(path, Paths.Log) is { } reason)
            {
                log.Write(OtherFolder, $"log file {reason}");
            }
        }
    }

    /// <summary>Writes out what is buffered: at the end of each batch.</summary>
    public void Flush()
    {
        foreach (var sink in Volatile.Read(ref _sinks).Values)
        {
            sink.Flush();
        }
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= WriteOut;
        AppDomain.CurrentDomain.UnhandledException -= WriteOut;
        foreach (var sink in Volatile.Read(ref _sinks).Values)
        {
            sink.Dispose();
        }
    }

    private void WriteOut(object? sender, EventArgs e) => Flush();

    /// <summary>Before there is a configuration, and when it says nothing of loggers: standard output unless the environment says otherwise.</summary>
    private static LoggerSettings EarlySettings(string program)
    {
        string output = Paths.Variable("KEA_LOGGER_DESTINATION") ?? "stdout";
        if (!Enum.TryParse(Paths.Variable("KEA_LOGGER_SEVERITY"), ignoreCase: true, out Severity severity))
        {
            severity = Severity.Info;
        }

        _ = byte.TryParse(Paths.Variable("KEA_LOGGER_DBGLEVEL"), NumberStyles.None, CultureInfo.InvariantCulture, out byte level);
        return new LoggerSettings(program, severity, level, [new LogOutputSettings(output, true, 0, 1, null)]);
    }

    /// <summary>A logger with no output of its own prints where it would without settings.</summary>
    private IReadOnlyList<LogOutputSettings> OutputsOf(LoggerSettings settings) =>
        settings.Outputs.Count > 0 ? settings.Outputs : EarlySettings(_program).Outputs;

    private void Apply(NamedLogger logger, Dictionary<string, LogSink> sinks)
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

        best ??= EarlySettings(_program);
        var outputs = new List<LogOutput>();
        foreach (var output in OutputsOf(best))
        {
            if (!sinks.TryGetValue(output.Output, out var sink))
            {
                sinks[output.Output] = sink = Open(output);
            }

            string usual = sink is DatagramSink ? LogPattern.SyslogDefault : LogPattern.FileDefault;
            outputs.Add(new LogOutput(sink, new LogPattern(output.Pattern is { Length: > 0 } own ? own : usual)));
        }

        logger.Set(
            Encoding.UTF8.GetBytes(full), _isVerbose ? Severity.Debug : best.Severity, _isVerbose ? (byte)99 : best.DebugLevel,
            [.. outputs]);
    }

    private LogSink Open(LogOutputSettings output)
    {
        string name = output.Output;
        if (name is "stdout" or "stderr")
        {
            return JournalSink.IsBehind(name == "stdout" ? 1 : 2)
                ? new JournalSink(JournalSink.DefaultPath, _program)
                : new ConsoleSink(isError: name == "stderr");
        }

        if (name == "syslog" || name.StartsWith("syslog:", StringComparison.Ordinal))
        {
            return new SyslogSink(SyslogSink.DefaultPath, _program, SyslogSink.FacilityOf(name));
        }

        // A bare file name is in the log directory (KEA_LOG_FILE_DIR).
        string path = PathPolicy.OfLog(name);
        if (FileSink.TryOpen(path, output.MaxSize, output.MaxVersions, out string error) is { } file)
        {
            return file;
        }

        // A log that cannot be opened does not keep the server from starting.
        Console.Error.WriteLine($"ERROR LOG_OPEN_OUTPUT_FAIL log file {path}: {error}; logging to standard error instead");
        return new ConsoleSink(isError: true);
    }

    private readonly record struct LogOutput(LogSink Sink, LogPattern Pattern);

    private sealed class NamedLogger(LoggerSet set, string name) : Logger(name)
    {
        [ThreadStatic]
        private static byte[]? _line;

        private byte[] _fullName = [];
        private LogOutput[] _outputs = [];

        public void Set(byte[] fullName, Severity threshold, byte debugLevel, LogOutput[] outputs)
        {
            _fullName = fullName;
            Volatile.Write(ref _outputs, outputs);
            DebugLevel = debugLevel;
            Threshold = threshold;
        }

        protected override void Emit(LogId id, ReadOnlySpan<byte> text)
        {
            byte[] line = _line ??= new byte[MaxLine];
            var now = set._clock.GetUtcNow();
            var outputs = Volatile.Read(ref _outputs);
            for (int i = 0; i < outputs.Length; i++)
            {
                int length = outputs[i].Pattern.Write(line, now, _fullName, id, text);
                bool isTaken = outputs[i].Sink.Append(new LogLine
                {
                    Text = line.AsSpan(0, length),
                    Id = id,
                    Logger = _fullName,
                    Ticks = now.UtcTicks,
                });

                // Closed under our feet by a new configuration: the line goes where that one says.
                if (!isTaken && Volatile.Read(ref _outputs) is var current && current != outputs)
                {
                    outputs = current;
                    i = -1;
                }
            }
        }
    }
}
