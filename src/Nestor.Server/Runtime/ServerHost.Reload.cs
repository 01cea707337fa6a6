using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Server.Logging;

namespace Nestor.Server.Runtime;

/// <content>Another configuration, by signal or command, in the place of the running one.</content>
public abstract partial class ServerHost<TSettings, TBatch, TArrival, TDeparture, TChanges>
{
    /// <summary>SIGHUP: a configuration that is refused leaves the running one as it is.</summary>
    private void LoadAgain()
    {
        SdNotify.Reloading();
        _control.RunInside("config-reload", ReadAgain);
        SdNotify.Send("READY=1");
    }

    /// <summary>Null when the file is in force, else why the running configuration stays.</summary>
    private string? ReadAgain()
    {
        _log.Write(_ids.Reconfigure, $"reading {Options.Configuration} again");
        byte[]? text = JsonReader.OpenFile(Options.Configuration, out string problem);
        if (text is null)
        {
            _log.Write(_ids.ReconfigureFail, $"{Options.Configuration}: {problem}; the running configuration stays");
            return problem;
        }

        _log.Write(_ids.ConfigStart, $"{Options.Configuration}, {text.Length} bytes");
        var result = Load(text, Options.Configuration);
        string? error = Take(result, Options.Configuration);
        if (error is null)
        {
            LastGood.Keep(Options.LastGood, result.Root, _settings, _log);
            _log.Write(_ids.ReconfigureDone, $"dynamic server reconfiguration succeeded with file: {Options.Configuration}");
        }

        return error;
    }

    /// <summary>All or nothing: null when the configuration is in force, else why the running one stays.</summary>
    /// <param name="name">What it is called in the log.</param>
    private string? Take(LoadResult<TSettings> result, string name)
    {
        HostLog.Tell(_log, _ids, result.Diagnostics);
        if (result.Settings is not { } settings)
        {
            _log.Write(_ids.ReconfigureFail, $"{name} is refused; the running configuration stays");
            return Errors(result.Diagnostics) ?? "it is refused";
        }

        _committer.Drain();
        if (!_control.TryPrepare(settings, out string error) || !TryPrepareLibraries(settings, out error) || !TryChangeStore(settings, out error))
        {
            _control.Leave();
            LeaveLibraries();
            _log.Write(_ids.ReconfigureFail, $"{name} is refused, {error}; the running configuration stays");
            return error;
        }

        _control.Take(settings);
        _settings = settings;
        _configuredAt = Clock.GetTimestamp();
        Meter();
        Loggers.Configure(settings.Loggers);
        Loggers.TellFolders();
        TellAccepted(Loggers.Find("dhcpsrv"), settings);
        _intake.Configure(settings);
        Reconfigure(settings);
        UseLibraries(settings);
        _otlp.Take(settings);
        _openRetries.Restart();
        OpenSockets();
        SetTimers();
        return null;
    }

    private protected static string? Errors(Diagnostics diagnostics) =>
        diagnostics.HasErrors ? string.Join("; ", diagnostics.All.Where(d => d.IsError)) : null;

    /// <summary>
    /// Goes over to another lease file or durability. The new one is open before the old one is closed, so that a
    /// failure changes nothing.
    /// </summary>
    private bool TryChangeStore(TSettings settings, out string error)
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

        // The next journal may read and empty the log of this one.
        if (_storage is not null && !_storage.Journal.TrySettle(out error))
        {
            return false;
        }

        if (!TryOpenLeases(settings, out var storage, out error))
        {
            return false;
        }

        _committer.Dispose();
        _storage?.Dispose();
        Use(storage, settings);
        return true;
    }
}
