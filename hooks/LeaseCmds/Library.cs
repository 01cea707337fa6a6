using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary><c>libdhcp_lease_cmds</c>: leases by command, and binding variables.</summary>
public sealed class Library : IHookLibrary
{
    private readonly Dictionary<string, CommandFunction> _commands = [];
    private LeaseCmdsLog _log = null!;
    private BindingVariables _variables = null!;
    private IHookServer _server = null!;
    private Action? _end;
    private bool _isStarted;

    public void Load(LibrarySetup setup)
    {
        bool isV4 = setup.Settings is Dhcp4Settings;
        _log = new LeaseCmdsLog(setup.Log("lease-cmds-hooks"), isV4);
        _variables = BindingVariables.Read(setup);
        foreach (string name in CommandNames.Of(isV4))
        {
            // A file is moved away in one of them: nothing may be under way.
            var place = name.EndsWith("-write", StringComparison.Ordinal) ? CommandPlace.BetweenTurns : CommandPlace.Turn;
            setup.AddCommand(name, call => _commands[name](call), place);
        }

        if (!_variables.IsEmpty)
        {
            setup.Points4?.Leases4Committed.Add(setup, call => _variables.Store(call, _server.Leases4!, _server.Expressions));
            setup.Points4?.Lease4Offer.Add(setup, call => _variables.Store(call, _server.Leases4!, _server.Expressions));
            setup.Points6?.Leases6Committed.Add(setup, call => _variables.Store(call, _server.Leases6!, _server.Expressions));
        }
    }

    public void Start(IHookServer server)
    {
        _server = server;
        if (server.Leases4 is not null)
        {
            Start4(server);
        }
        else
        {
            Start6(server);
        }

        Queued(new QueuedPools<Ip4, Lease4View, Lease4Fields, Subnet4>(server.Leases4 is null ? null : new Family4(), '4', server), '4');
        Queued(new QueuedPools<Ip6, Lease6View, Lease6Fields, Subnet6>(server.Leases6 is null ? null : new Family6(), '6', server), '6');
        _isStarted = true;
        _log.Loaded();
    }

    public void Dispose()
    {
        _end?.Invoke();
        if (_isStarted)
        {
            _log.Unloaded();
        }
    }

    private void Start4(IHookServer server)
    {
        var single = new Single4(server, _log);
        Both(new Family4(), server);
        _commands["lease4-add"] = single.Add;
        _commands["lease4-update"] = single.Update;
        _commands["lease4-get"] = single.Get;
        _commands["lease4-del"] = single.Delete;
        _commands["lease4-get-by-hw-address"] = single.ByHardwareAddress;
        _commands["lease4-get-by-client-id"] = single.ByClientId;
    }

    private void Start6(IHookServer server)
    {
        var single = new Single6(server, _log);
        Both(new Family6(), server);
        _commands["lease6-add"] = single.Add;
        _commands["lease6-update"] = single.Update;
        _commands["lease6-get"] = single.Get;
        _commands["lease6-del"] = single.Delete;
        _commands["lease6-get-by-duid"] = single.ByDuid;
        _commands["lease6-bulk-apply"] = new BulkApply6(server, single, _log).Run;
    }

    /// <summary>What is the same for both families; a command that one of them has an index for is put in its place after.</summary>
    private void Both<TAddr, TView, TFields, TSubnet>(LeaseFamily<TAddr, TView, TFields, TSubnet> family, IHookServer server)
        where TAddr : struct, IAddress<TAddr>
        where TView : struct, ILeaseView<TView, TFields>, allows ref struct
        where TFields : struct
        where TSubnet : Subnet<TAddr>
    {
        string lease = $"lease{family.Figure}-";
        var lists = new Lists<TAddr, TView, TFields, TSubnet>(family, server);
        var pages = new Pages<TAddr, TView, TFields, TSubnet>(family, server);
        var upkeep = new Upkeep<TAddr, TView, TFields, TSubnet>(family, server, _log);
        _end = pages.Dispose;
        _commands[lease + "get-all"] = lists.All;
        _commands[lease + "get-by-state"] = lists.ByState;
        _commands[lease + "get-by-hostname"] = lists.ByHostname;
        _commands[lease + "get-by-hw-address"] = lists.ByHardwareAddress;
        _commands[lease + "get-page"] = pages.Get;
        _commands[lease + "wipe"] = upkeep.Wipe;
        _commands[lease + "write"] = upkeep.Write;
        _commands[lease + "resend-ddns"] = upkeep.ResendDdns;
    }

    private void Queued<TAddr, TView, TFields, TSubnet>(QueuedPools<TAddr, TView, TFields, TSubnet> pools, char figure)
        where TAddr : struct, IAddress<TAddr>
        where TView : struct, ILeaseView<TView, TFields>, allows ref struct
        where TFields : struct
        where TSubnet : Subnet<TAddr>
    {
        string pool = $"sflq-pool{figure}-";
        _commands[pool + "get-all"] = pools.All;
        _commands[pool + "get-by-subnet"] = pools.BySubnet;
        _commands[pool + "get-by-range"] = pools.ByRange;
        _commands[pool + "rebuild"] = pools.Rebuild;
        _commands[pool + "del"] = pools.Delete;
    }
}
