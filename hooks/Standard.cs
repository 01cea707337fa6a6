using Nestor.Hooks.Libraries;

namespace StandardLibraries;

/// <summary>The hook libraries that are part of every DHCP server, by the stems of Kea's files: one row each.</summary>
public static class Standard
{
    public static readonly LibraryTable Table = new(new Dictionary<string, Func<IHookLibrary>>
    {
        ["libdhcp_class_cmds"] = () => new ClassCmds.Library(),
        ["libdhcp_host_cmds"] = () => new HostCmds.Library(),
        ["libdhcp_run_script"] = () => new RunScript.Library(),
        ["libdhcp_subnet_cmds"] = () => new SubnetCmds.Library(),
    });
}
