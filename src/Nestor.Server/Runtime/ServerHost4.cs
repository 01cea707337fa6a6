using System.Security.Cryptography;
using Nestor.Config.Loading;
using Nestor.Engine.Loop;
using Nestor.Engine.Reclaim;
using Nestor.Engine.Reconfiguration;
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
/// <param name="IsRepairing">Flag -R: no client is answered, no lease is reclaimed or checked.</param>
public sealed record ServerOptions(string Configuration, ushort ServerPort, ushort ClientPort, bool IsRepairing = false);

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
    private LeaseStorage4? _storage;
    private Committer4 _committer;
    private readonly EngineLoop4 _loop;
    private readonly Reclaimer4 _reclaimer;
    private Dhcp4Settings _settings;
    private volatile bool _isStopping;
    private volatile bool _isReloadAsked;
    private volatile bool _isReportAsked;
    private volatile bool _isTellingAsked;
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
        _timers = new Timers(clock, loggers.Find("dhcpsrv"));
        _sockets = new SocketSet4(options.ServerPort, loggers.Find("dhcpsrv"));
        _committer = NewCommitter(settings);
        var engine = new Engine4(settings, leases, new EngineLoggers4(loggers.Find), seed)
        {
            ClientPort = options.ClientPort,
            Keys = RandomNumberGenerator.Fill,
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
        ulong seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        if (!TryOpenLeases(options, settings, loggers, clock, seed, out var leases, out var storage, out error))
        {
            return null;
        }

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
        _log.Write(HostLog.ShutdownRequest, $"the server is to end");
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

    /// <summary>Asks for every client that can be told to come back to be told; from any thread.</summary>
    public void TellClients()
    {
        _isTellingAsked = true;
        _sockets.Wake();
    }

    public void Dispose()
    {
        _committer.Dispose();
        _sockets.Dispose();
        _storage?.Dispose();
    }

    /// <summary>All leases there are, and the file behind them; null where they are kept in memory only.</summary>
    private static bool TryOpenLeases(
        ServerOptions options, Dhcp4Settings settings, LoggerSet loggers, TimeProvider clock, ulong seed,
        out LeaseTable4 leases, out LeaseStorage4? storage, out string error)
    {
        error = "";
        storage = null;
        leases = new LeaseTable4(seed, clock.GetUtcNow().ToUnixTimeSeconds());
        var log = loggers.Find("dhcpsrv");
        if (settings.LeaseDatabase.IsPersistent)
        {
            storage = LeaseStorage4.TryOpen(settings.LeaseDatabase, leases, log, out error);
            if (storage is null)
            {
                return false;
            }
        }
        else
        {
            log.Write(HostLog.NoStorage, $"leases are not kept on disk (persist is false): a restart forgets them");
        }

        if (!options.IsRepairing)
        {
            LeaseSanity4.Check(leases, settings, log);
        }

        return true;
    }

    private Committer4 NewCommitter(Dhcp4Settings settings) =>
        new(_sockets, _storage?.Journal, _storage is not null && settings.LeaseDatabase.IsSynced, Batches, _clock)
        {
            Log = _loggers.Find("dhcpsrv"),
            HealthChanged = isHealthy =>
            {
                _isStoreHealthy = isHealthy;
                _sockets.Wake();
            },
        };

    private void Turn()
    {
        long now = _clock.GetUtcNow().ToUnixTimeSeconds();
        var batch = _committer.Take();
        _sockets.Receive(batch);
        _loop.IsServing = !_options.IsRepairing
            && (_isStoreHealthy || _settings.LeaseDatabase.OnFail != OnFail.StopRetryExit);
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

        if (_isTellingAsked)
        {
            _isTellingAsked = false;
            Engine.Reconfigurer.Start(new ReconfigureJob());
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
            File.WriteAllText(file, JsonWriter.Pretty(Engine.Statistics.Report()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _log.Write(HostLog.ReportFailed, $"{file}: {e.Message}");
        }
    }

    private void OpenSockets()
    {
        _log.Write(HostLog.OpenSocket, $"opening sockets on port {(uint)_options.ServerPort}");
        _committer.Drain();
        _sockets.Reconcile(_settings.Interfaces);
        Engine.LocalAddresses = [.. _sockets.Addresses];
        Engine.Reconfigurer.Links = [.. _sockets.Links];
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
        if (!_options.IsRepairing)
        {
            _timers.Every("reclaim-expired-leases", TimeSpan.FromSeconds(expiry.ReclaimTimerWait), _ => _reclaimer.Cycle(_clock));
            _timers.Every("flush-reclaimed-leases", TimeSpan.FromSeconds(expiry.FlushReclaimedTimerWait), _ =>
            {
                while (_reclaimer.Flush(FlushSlice))
                {
                }
            });
        }

        _timers.Every("SocketReopenTimer", TimeSpan.FromMilliseconds(_settings.Interfaces.RetryWaitMilliseconds), _ =>
        {
            if (_sockets.Problems.Count > 0)
            {
                OpenSockets();
            }
        });
        if (_settings.Reconfigure != ReconfigureMode.Off)
        {
            _timers.Every("reconfigure", TimeSpan.FromSeconds(1), Engine.Reconfigurer.Run);
        }

        if (_storage is { } storage)
        {
            storage.CleanUpIsSet(_settings.LeaseDatabase.LfcInterval);
            _timers.Every("memfile-lfc", TimeSpan.FromSeconds(_settings.LeaseDatabase.LfcInterval), _ =>
            {
                _committer.Drain();
                storage.StartCleanUp();
            });
            uint wait = Math.Max(_settings.LeaseDatabase.ReconnectWaitMilliseconds, 1000);
            _timers.Every("lease-file-retry", TimeSpan.FromMilliseconds(wait), _ => RetryStore());
        }
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
            _log.Write(HostLog.StoreGivenUp, $"{_storage.FileName} could not be written in {max} tries: {_storage.Journal.LastError}; the server ends");
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
        _log.Write(HostLog.ConfigStart, $"{_options.Configuration}, {text.Length} bytes");
        if (result.Settings is not { } settings)
        {
            _log.Write(HostLog.ReconfigureFail, $"{_options.Configuration} is refused; the running configuration stays");
            return;
        }

        _committer.Drain();
        if (!TryChangeStore(settings, out error))
        {
            _log.Write(HostLog.ReconfigureFail, $"{_options.Configuration} is refused, {error}; the running configuration stays");
            return;
        }

        _settings = settings;
        _loggers.Configure(settings.Loggers);
        HostLog.Accepted(_loggers.Find("dhcpsrv"), settings);
        _loop.Engine.Reconfigure(settings);
        _openRetries.Restart();
        OpenSockets();
        SetTimers();
        _log.Write(HostLog.ReconfigureDone, $"dynamic server reconfiguration succeeded with file: {_options.Configuration}");
    }

    /// <summary>
    /// Goes over to another lease file or durability. The new one is open before the old one is closed, so that a
    /// failure changes nothing.
    /// </summary>
    private bool TryChangeStore(Dhcp4Settings settings, out string error)
    {
        error = "";
        var before = _settings.LeaseDatabase;
        var after = settings.LeaseDatabase;
        if (before.IsPersistent == after.IsPersistent && before.Name == after.Name && before.IsSynced == after.IsSynced)
        {
            return true;
        }

        if (_storage?.Journal.Pending > 0)
        {
            error = $"{_storage.FileName} still has leases to be written";
            return false;
        }

        ulong seed = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(8));
        if (!TryOpenLeases(_options, settings, _loggers, _clock, seed, out var leases, out var storage, out error))
        {
            return false;
        }

        _committer.Dispose();
        _storage?.Dispose();
        _storage = storage;
        _committer = NewCommitter(settings);
        Engine.UseLeases(leases);
        return true;
    }
}
