using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Server.HookLoading;

namespace Nestor.Server.Runtime;

/// <content>The hook libraries of the configuration in force.</content>
public abstract partial class ServerHost<TSettings, TBatch, TArrival, TDeparture, TChanges>
{
    private LoadedLibraries? _libraries;
    private HookServer _hookServer;
    private List<Action<bool>> _whenCommitted = [];

    TimeProvider IHookedServer.Clock => Clock;

    long IHookedServer.Now => Now;

    ushort IHookedServer.Port => Options.ServerPort;

    DhcpSettings IHookedServer.Settings => SettingsNow;

    IHosts IHookedServer.Hosts => Hosts;

    ILeases4? IHookedServer.Leases4 => Leases4;

    ILeases6? IHookedServer.Leases6 => Leases6;

    IExpressions IHookedServer.Expressions => Expressions;

    ILeaseFile? IHookedServer.LeaseFile => _storage is { } storage ? LeaseFile(storage, _committer.Drain) : null;

    List<Action<bool>> IHookedServer.WhenCommitted => _whenCommitted;

    void IHookedServer.Wake() => _sockets.Wake();

    /// <summary>
    /// Ends the libraries before and starts those of a configuration that has been checked. One that cannot be started takes
    /// no part: that is told, and serving goes on.
    /// </summary>
    private void UseLibraries(TSettings settings)
    {
        _hookServer.End();
        _libraries?.Dispose();
        _libraries = new HookLoader(Options.Libraries, Loggers.Find).Load(settings, new Diagnostics());
        _hookServer = new HookServer(this, Loggers.Find);
        UseHooks(_libraries.Points);
        _control.Commands.UseLibraries(_libraries.Commands);
        _libraries.Start(_hookServer);
    }
}
