using System.Security.Cryptography;
using Nestor.Config.Loading;
using Nestor.Engine.Loop;
using Nestor.Engine.Reclaim;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Json;
using Nestor.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Logging;
using Nestor.Server.Sockets;

namespace Nestor.Server.Runtime;

/// <summary>What the command line asks of a server.</summary>
public sealed record ServerOptions(string Configuration, ushort ServerPort, ushort ClientPort);

/// <summary>
/// The DHCPv4 server as a process: it drives the engine's loop with packets, time and signals, and takes care of
/// sockets, lease file and configuration around it.
/// </summary>
public sealed class ServerHost4 : IDisposable
{
    private const int Batches = 4;
    private const uint FlushSlice = 1000;

    private readonly ServerOptions _options;
    private readonly LoggerSet _loggers;
    private readonly Logger _log;
    private readonly TimeProvider _clock;
    private readonly SocketSet4 _sockets;
    private readonly OpenRetries _openRetries = new();
    private readonly Timers _timers;
    private readonly LeaseStorage4? _storage;
    private readonly Committer4 _committer;
    private readonly EngineLoop4 _loop;
    private readonly Reclaimer4 _reclaimer;
    private Dhcp4Settings _settings;
    private volatile bool _isStopping;
    private volatile bool _isReloadAsked;
    private volatile bool _isReportAsked;
    private volatile bool _isStoreHealthy = true;
    private int _storeTries;

    private ServerHost4(
        ServerOptions options, Dhcp4Settings settings, LoggerSet loggers, TimeProvider clock, LeaseTable4 leases,
        LeaseStorage4? storage, ulong seed)
    {
        _options = options;
        _settings = settings;
        _loggers = loggers;
        _log = loggers.Find("dhcp4");
        _clock = clock;
        _storage = storage;
        _timers = new Timers(clock, _log);
        _sockets = new SocketSet4(options.ServerPort, loggers.Find("dhcpsrv"));
        _committer = new Committer4(_sockets, storage?.Journal, storage is not null && settings.LeaseDatabase.IsSynced, Batches, clock)
        {
            HealthChanged = isHealthy =>
            {
                _isStoreHealthy = isHealthy;
                _sockets.Wake();
            },
        };
        var engine = new Engine4(settings, leases, new EngineLoggers4(loggers.Find), seed)
        {
            ClientPort = options.ClientPort,
            IsTestingToSource = Paths.Variable("KEA_TEST_SEND_RESPONSES_TO_SOURCE") is not null,
        };
        _loop = new EngineLoop4(engine);
        _reclaimer = new Reclaimer4(engine);
    }

    /// <summary>The exit code once <see cref="Run"/> is over.</summary>
    public int ExitCode { get; private set; }

    public Engine4 Engine => _loop.Engine;

    /// <summary>Loads the leases and makes the server; null with the reason when it cannot be.</summary>
    public static ServerHost4? TryCreate(
        ServerOptions options, Dhcp4Settings settings, LoggerSet loggers, TimeProvider clock, out string error)
    {
        error = "";
        ulong seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        var leases = new LeaseTable4(seed, clock.GetUtcNow().ToUnixTimeSeconds());
        LeaseStorage4? storage = null;
        if (settings.LeaseDatabase.IsPersistent)
        {
            storage = LeaseStorage4.TryOpen(settings.LeaseDatabase, leases, loggers.Find("dhcpsrv"), out error);
            if (storage is null)
            {
                return null;
            }
        }

        LeaseSanity4.Check(leases, settings, loggers.Find("dhcpsrv"));
        return new ServerHost4(options, settings, loggers, clock, leases, storage, seed);
    }

    /// <summary>Serves until <see cref="Stop"/>.</summary>
    public void Run()
    {
        OpenSockets();
        SetTimers();
        _log.Write(HostLog.Started, $"Kea DHCPv4 server version {ProductVersion.Text} started");
        SdNotify.Send($"READY=1\nSTATUS=serving on {_sockets.Count} interfaces");
        while (!_isStopping)
        {
            _loggers.Flush();
            _sockets.Poll(_timers.MillisecondsToNext());
            Turn();
        }

        SdNotify.Send("STOPPING=1");
        _committer.Drain();
        _log.Write(HostLog.Shutdown, $"server shutdown");
        _loggers.Flush();
    }

    /// <summary>Ends <see cref="Run"/> after the current turn; from any thread.</summary>
    public void Stop()
    {
        _isStopping = true;
        _sockets.Wake();
    }

    /// <summary>Asks for the configuration file to be read again; from any thread.</summary>
    public void Reload()
    {
        _isReloadAsked = true;
        _sockets.Wake();
    }

    /// <summary>Asks for the counters to be written to the file that NESTOR_STATISTICS_FILE names; from any thread.</summary>
    public void ReportStatistics()
    {
        _isReportAsked = true;
        _sockets.Wake();
    }

    public void Dispose()
    {
        _committer.Dispose();
        _sockets.Dispose();
        _storage?.Dispose();
    }

    private void Turn()
    {
        long now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var batch = _committer.Take();
        _sockets.Receive(batch);
        _loop.IsServing = _isStoreHealthy || _settings.LeaseDatabase.OnFail != OnFail.StopRetryExit;
        _loop.Run(batch, now);
        _timers.RunDue(batch);
        if (batch.ImmediateCount > 0)
        {
            _sockets.Send(batch.Immediate, _sockets.LoopRing);
        }

        _committer.Submit(batch);
        if (_sockets.HasChanged && _settings.Interfaces.ReDetect)
        {
            OpenSockets();
        }

        if (_isReloadAsked)
        {
            _isReloadAsked = false;
            LoadAgain();
        }

        if (_isReportAsked)
        {
            _isReportAsked = false;
            WriteStatistics();
        }
    }

    private void WriteStatistics()
    {
        if (Paths.Variable("NESTOR_STATISTICS_FILE") is not { } file)
        {
            return;
        }

        try
        {
            File.WriteAllText(file, JsonWriter.Pretty(StatisticsReport4.Make(Engine.Statistics)));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Write(HostLog.ReportFailed, $"{file}: {e.Message}");
        }
    }

    private void OpenSockets()
    {
        _committer.Drain();
        _sockets.Reconcile(_settings.Interfaces);
        Engine.LocalAddresses = [.. _sockets.Addresses];
        if (_openRetries.Judge(_settings.Interfaces, _sockets.Problems.Count > 0) == OpenVerdict.GiveUp)
        {
            _log.Write(HostLog.SocketsFailed, $"{string.Join("; ", _sockets.Problems)}");
            ExitCode = 1;
            _isStopping = true;
        }
    }

    private void SetTimers()
    {
        var expiry = _settings.Expiry;
        _timers.Clear();
        _timers.Every(TimeSpan.FromSeconds(expiry.ReclaimTimerWait), _ => Reclaim());
        _timers.Every(TimeSpan.FromSeconds(expiry.FlushReclaimedTimerWait), _ =>
        {
            while (_reclaimer.Flush(FlushSlice))
            {
            }
        });
        _timers.Every(TimeSpan.FromMilliseconds(_settings.Interfaces.RetryWaitMilliseconds), _ =>
        {
            if (_sockets.Problems.Count > 0)
            {
                OpenSockets();
            }
        });
        if (_storage is { } storage)
        {
            _timers.Every(TimeSpan.FromSeconds(_settings.LeaseDatabase.LfcInterval), _ =>
            {
                _committer.Drain();
                storage.StartCleanUp();
            });
            uint wait = Math.Max(_settings.LeaseDatabase.ReconnectWaitMilliseconds, 1000);
            _timers.Every(TimeSpan.FromMilliseconds(wait), _ => RetryStore());
        }
    }

    private void Reclaim()
    {
        var expiry = _settings.Expiry;
        long start = _clock.GetTimestamp();
        bool isComplete = false;
        uint left = expiry.MaxReclaimLeases;
        do
        {
            uint slice = Math.Min(left == 0 ? FlushSlice : left, FlushSlice);
            isComplete = _reclaimer.Reclaim(slice);
            left = expiry.MaxReclaimLeases == 0 ? 0 : left - slice;
        }
        while (!isComplete && (expiry.MaxReclaimLeases == 0 || left > 0)
            && (expiry.MaxReclaimTime == 0 || _clock.GetElapsedTime(start).TotalMilliseconds < expiry.MaxReclaimTime));
        _reclaimer.EndCycle(isComplete);
    }

    /// <summary>After a failed write: tries again, and gives up when the configuration says so.</summary>
    private void RetryStore()
    {
        if (_isStoreHealthy)
        {
            _storeTries = 0;
            return;
        }

        _committer.Drain();
        if (_storeTries++ == 0)
        {
            _log.Write(HostLog.StoreFailed, $"{_storage!.FileName}: {_storage.Journal.LastError}; nothing that needs it is answered");
        }

        bool isDone = _storage!.Journal.Commit();
        if (isDone)
        {
            _isStoreHealthy = true;
            _log.Write(HostLog.StoreBack, $"{_storage.FileName} can be written again");
            return;
        }

        uint max = _settings.LeaseDatabase.MaxReconnectTries;
        if (max > 0 && _storeTries > max && _settings.LeaseDatabase.OnFail != OnFail.ServeRetryContinue)
        {
            ExitCode = 1;
            _isStopping = true;
        }
    }

    /// <summary>SIGHUP: a configuration that is refused leaves the running one as it is.</summary>
    private void LoadAgain()
    {
        SdNotify.Reloading();
        ReadAgain();
        SdNotify.Send("READY=1");
    }

    private void ReadAgain()
    {
        _log.Write(HostLog.Reconfigure, $"reading {_options.Configuration} again");
        byte[]? text = JsonReader.OpenFile(_options.Configuration, out string error);
        if (text is null)
        {
            _log.Write(HostLog.ReconfigureFail, $"{_options.Configuration}: {error}; the running configuration stays");
            return;
        }

        var result = ConfigLoader.Load4(text, _options.Configuration, JsonReader.OpenFile);
        HostLog.Tell(_log, result.Diagnostics);
        if (result.Settings is not { } settings)
        {
            _log.Write(HostLog.ReconfigureFail, $"{_options.Configuration} is refused; the running configuration stays");
            return;
        }

        _committer.Drain();
        _settings = settings;
        _loggers.Configure(settings.Loggers);
        _loop.Engine.Reconfigure(settings);
        _openRetries.Restart();
        OpenSockets();
        SetTimers();
        _log.Write(HostLog.ReconfigureDone, $"dynamic server reconfiguration succeeded with file: {_options.Configuration}");
    }
}
