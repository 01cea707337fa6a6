using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;
using Nestor.Model.Logging;
using Nestor.Model.Settings;

namespace StandardLibraries.StatCmds;

/// <summary><c>libdhcp_stat_cmds</c>: counters of leases by subnet.</summary>
public sealed class Library : IHookLibrary
{
    private static readonly LogId InitId = LogId.Info("STAT_CMDS_INIT_OK");
    private static readonly LogId DeinitId = LogId.Info("STAT_CMDS_DEINIT_OK");

    private Logger _log = Logger.Silent;
    private IHookServer _server = null!;
    private bool _isStarted;

    public void Load(LibrarySetup setup)
    {
        _log = setup.Log("stat-cmds-hooks");
        foreach (var parameter in setup.Parameters?.Members ?? [])
        {
            setup.Error(parameter.Place, $"found \"{parameter.Name}\", wanted no parameters of {setup.Stem}");
        }

        if (setup.Settings is Dhcp4Settings)
        {
            setup.AddCommand("stat-lease4-get", call => new LeaseStatistics(_server, _log).Get4(call));
        }
        else
        {
            setup.AddCommand("stat-lease6-get", call => new LeaseStatistics(_server, _log).Get6(call));
        }
    }

    public void Start(IHookServer server)
    {
        _server = server;
        _isStarted = true;
        _log.Write(InitId, $"statistics commands are ready");
    }

    public void Dispose()
    {
        if (_isStarted)
        {
            _log.Write(DeinitId, $"statistics commands are gone");
        }
    }
}
