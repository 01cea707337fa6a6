using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.HookLoading;

namespace Nestor.Server.Runtime;

/// <content>The hook libraries of the configuration in force.</content>
public abstract partial class ServerHost<TSettings, TBatch, TArrival, TDeparture, TChanges>
{
    private LoadedLibraries? _libraries;
    private LibraryWatchdog? _watchdog;
    private HookServer _hookServer;
    private List<Action<bool>> _whenCommitted = [];

    TimeProvider IHookedServer.Clock => Clock;

    long IHookedServer.Now => Now;

    ReadOnlyMemory<byte> IHookedServer.ServerDuid => OwnDuid;

    ushort IHookedServer.Port => Options.ServerPort;

    DhcpSettings IHookedServer.Settings => SettingsNow;

    IHosts IHookedServer.Hosts => Hosts;

    ILeases4? IHookedServer.Leases4 => Leases4;

    ILeases6? IHookedServer.Leases6 => Leases6;

    IExpressions IHookedServer.Expressions => Expressions;

    ILibraryStatistics IHookedServer.Statistics => LibraryStatistics;

    ILeaseFile? IHookedServer.LeaseFile => _storage is { } storage ? LeaseFile(storage, _committer.Drain) : null;

    List<Action<bool>> IHookedServer.WhenCommitted => _whenCommitted;

    void IHookedServer.Wake() => _sockets.Wake();

    /// <summary>Those of the configuration that is about to come into force.</summary>
    private LoadedLibraries? _nextLibraries;

    public bool TryPrepare(out string error) => TryPrepareLibraries(_settings, out error);

    /// <summary>Loads the libraries of a configuration that has been checked, and asks them whether they want it; false with the reason.</summary>
    private bool TryPrepareLibraries(TSettings settings, out string error)
    {
        var next = new HookLoader(Options.Libraries, Loggers.Find).Load(settings, new Diagnostics());
        error = next.Refusal(settings);
        if (error.Length > 0)
        {
            next.Dispose();
            return false;
        }

        _nextLibraries = next;
        return true;
    }

    /// <summary>The configuration does not come into force after all.</summary>
    private void LeaveLibraries()
    {
        _nextLibraries?.Dispose();
        _nextLibraries = null;
    }

    /// <summary>
    /// Ends the libraries before and starts those that have been prepared. One that cannot be started takes
    /// no part: that is told, and serving goes on.
    /// </summary>
    private void UseLibraries(TSettings settings)
    {
        _hookServer.End();
        _libraries?.Dispose();
        _libraries = _nextLibraries!;
        _nextLibraries = null;
        _hookServer = new HookServer(this, Loggers.Find);
        UseHooks(_libraries.Points);
        _control.Commands.UseLibraries(_libraries.Commands);
        _control.Hooks.Points = _libraries.Points;
        Meters.Libraries = [.. _libraries.Guards];
        _watchdog ??= Meters.Libraries.Count == 0 ? null : new LibraryWatchdog(Clock, Options.LibraryPatience, Loggers.Find("hooks"));
        _watchdog?.Use([.. Meters.Libraries, _hookServer.Own]);
        _libraries.Start(_hookServer);
    }
}
