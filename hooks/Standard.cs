using Nestor.Hooks.Libraries;

namespace StandardLibraries;

/// <summary>The hook libraries that are part of every DHCP server, by the stems of Kea's files: one row each.</summary>
public static class Standard
{
    public static readonly LibraryTable Table = new(new Dictionary<string, Func<IHookLibrary>>
    {
        ["libdhcp_bootp"] = () => new Bootp.Library(),
        ["libdhcp_class_cmds"] = () => new ClassCmds.Library(),
        ["libdhcp_flex_id"] = () => new FlexId.Library(),
        ["libdhcp_flex_option"] = () => new FlexOption.Library(),
        ["libdhcp_host_cmds"] = () => new HostCmds.Library(),
        ["libdhcp_lease_cmds"] = () => new LeaseCmds.Library(),
        ["libdhcp_lease_query"] = () => new LeaseQuery.Library(),
        ["libdhcp_limits"] = () => new Limits.Library(),
        ["libdhcp_perfmon"] = () => new Perfmon.Library(),
        ["libdhcp_ping_check"] = () => new PingCheck.Library(),
        ["libdhcp_run_script"] = () => new RunScript.Library(),
        ["libdhcp_stat_cmds"] = () => new StatCmds.Library(),
        ["libdhcp_subnet_cmds"] = () => new SubnetCmds.Library(),
        ["libdhcp_user_chk"] = () => new UserChk.Library(),
        ["libnestor_external"] = () => new External.Library(),
    },
    // Back ends, which need no library here, and what has not been written yet.
    "libdhcp_mysql", "libdhcp_pgsql", "libdhcp_mysql_cb", "libdhcp_pgsql_cb", "libdhcp_cb_cmds", "libdhcp_host_cache", "libdhcp_legal_log",
    "libdhcp_ddns_tuning", "libdhcp_ha", "libdhcp_radius");
}
