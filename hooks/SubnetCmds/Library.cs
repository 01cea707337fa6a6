using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;

namespace StandardLibraries.SubnetCmds;

/// <summary>libdhcp_subnet_cmds: subnets and shared networks of the running configuration are shown, added, changed and taken away by command.</summary>
public sealed class Library : IHookLibrary
{
    private IConfiguration _configuration = null!;

    public bool IsKeptByEdits => true;

    public void Load(LibrarySetup setup)
    {
        new ParameterReader(setup).RefuseOthers();
        int family = setup.Points4 is not null ? 4 : 6;
        var subnets = new SubnetCommands(family);
        var deltas = new DeltaCommands(family);
        var networks = new NetworkCommands(family);
        Add(setup, $"subnet{family}-list", subnets.List);
        Add(setup, $"subnet{family}-get", subnets.Get);
        Add(setup, $"subnet{family}-add", subnets.Add);
        Add(setup, $"subnet{family}-update", subnets.Update);
        Add(setup, $"subnet{family}-del", subnets.Delete);
        Add(setup, $"subnet{family}-delta-add", deltas.Add);
        Add(setup, $"subnet{family}-delta-del", deltas.Delete);
        Add(setup, $"network{family}-list", networks.List);
        Add(setup, $"network{family}-get", networks.Get);
        Add(setup, $"network{family}-add", networks.Add);
        Add(setup, $"network{family}-del", networks.Delete);
        Add(setup, $"network{family}-subnet-add", networks.AddSubnet);
        Add(setup, $"network{family}-subnet-del", networks.DeleteSubnet);
    }

    public void Start(IHookServer server) => _configuration = server.Configuration;

    public void Dispose()
    {
    }

    private void Add(LibrarySetup setup, string name, Func<IConfiguration, CommandCall, CommandResult> run) =>
        setup.AddCommand(name, call => run(_configuration, call), CommandPlace.Outside);
}
