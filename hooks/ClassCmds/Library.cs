using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;

namespace StandardLibraries.ClassCmds;

/// <summary>libdhcp_class_cmds: client classes of the running configuration are shown, added, changed and taken away by command.</summary>
public sealed class Library : IHookLibrary
{
    private IConfiguration _configuration = null!;

    public bool IsKeptByEdits => true;

    public void Load(LibrarySetup setup)
    {
        new ParameterReader(setup).RefuseOthers();
        Add(setup, "class-add", ClassCommands.Add);
        Add(setup, "class-update", ClassCommands.Update);
        Add(setup, "class-del", ClassCommands.Delete);
        Add(setup, "class-get", ClassCommands.Get);
        Add(setup, "class-list", ClassCommands.List);
    }

    public void Start(IHookServer server) => _configuration = server.Configuration;

    public void Dispose()
    {
    }

    private void Add(LibrarySetup setup, string name, Func<IConfiguration, CommandCall, CommandResult> run) =>
        setup.AddCommand(name, call => run(_configuration, call), CommandPlace.Outside);
}
