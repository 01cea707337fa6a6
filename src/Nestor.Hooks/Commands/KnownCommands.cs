using Nestor.Model.Commands;

namespace Nestor.Hooks.Commands;

/// <summary>Every command of Kea's servers and of ours, with what it does to them, as Kea's own files about them say.</summary>
public static class KnownCommands
{
    private static readonly (string Hook, CommandAccess Access, string Names)[] Rows =
    [
        ("", CommandAccess.Read,
            "build-report config-get config-hash-get interface-list list-commands server-tag-get statistic-get statistic-get-all "
            + "statistic-global-get-all status-get subnet4-select-test subnet4o6-select-test subnet6-select-test version-get"),
        ("", CommandAccess.Write,
            "config-backend-pull config-reload config-set config-test config-write dhcp-disable dhcp-enable interface-add "
            + "interface-redetect kea-lfc-start leases-reclaim shutdown statistic-remove statistic-remove-all statistic-reset "
            + "statistic-reset-all statistic-sample-age-set statistic-sample-age-set-all statistic-sample-count-set "
            + "statistic-sample-count-set-all"),
        ("cb_cmds", CommandAccess.Read,
            "remote-class4-get remote-class4-get-all remote-class6-get remote-class6-get-all remote-global-parameter4-get "
            + "remote-global-parameter4-get-all remote-global-parameter6-get remote-global-parameter6-get-all remote-network4-get "
            + "remote-network4-list remote-network6-get remote-network6-list remote-option-def4-get remote-option-def4-get-all "
            + "remote-option-def6-get remote-option-def6-get-all remote-option4-global-get remote-option4-global-get-all "
            + "remote-option6-global-get remote-option6-global-get-all remote-server4-get remote-server4-get-all remote-server6-get "
            + "remote-server6-get-all remote-subnet4-get-by-id remote-subnet4-get-by-prefix remote-subnet4-list "
            + "remote-subnet6-get-by-id remote-subnet6-get-by-prefix remote-subnet6-list"),
        ("cb_cmds", CommandAccess.Write,
            "remote-class4-del remote-class4-set remote-class6-del remote-class6-set remote-global-parameter4-del "
            + "remote-global-parameter4-set remote-global-parameter6-del remote-global-parameter6-set remote-network4-del "
            + "remote-network4-set remote-network6-del remote-network6-set remote-option-def4-del remote-option-def4-set "
            + "remote-option-def6-del remote-option-def6-set remote-option4-global-del remote-option4-global-set "
            + "remote-option4-network-del remote-option4-network-set remote-option4-pool-del remote-option4-pool-set "
            + "remote-option4-subnet-del remote-option4-subnet-set remote-option6-global-del remote-option6-global-set "
            + "remote-option6-network-del remote-option6-network-set remote-option6-pd-pool-del remote-option6-pd-pool-set "
            + "remote-option6-pool-del remote-option6-pool-set remote-option6-subnet-del remote-option6-subnet-set remote-server4-del "
            + "remote-server4-set remote-server6-del remote-server6-set remote-subnet4-del-by-id remote-subnet4-del-by-prefix "
            + "remote-subnet4-set remote-subnet6-del-by-id remote-subnet6-del-by-prefix remote-subnet6-set"),
        ("class_cmds", CommandAccess.Read, "class-get class-list"),
        ("class_cmds", CommandAccess.Write, "class-add class-del class-update"),
        ("gss_tsig", CommandAccess.Read, "gss-tsig-get gss-tsig-get-all gss-tsig-key-get gss-tsig-list"),
        ("gss_tsig", CommandAccess.Write,
            "gss-tsig-key-del gss-tsig-key-expire gss-tsig-purge gss-tsig-purge-all gss-tsig-rekey gss-tsig-rekey-all"),
        ("high_availability", CommandAccess.Write,
            "ha-continue ha-heartbeat ha-maintenance-cancel ha-maintenance-notify ha-maintenance-start ha-reset ha-scopes ha-sync "
            + "ha-sync-complete-notify"),
        ("host_cache", CommandAccess.Read, "cache-get cache-get-by-id cache-size"),
        ("host_cache", CommandAccess.Write, "cache-clear cache-flush cache-insert cache-load cache-remove cache-write"),
        ("host_cmds", CommandAccess.Read,
            "reservation-get reservation-get-all reservation-get-by-address reservation-get-by-hostname reservation-get-by-id "
            + "reservation-get-page"),
        ("host_cmds", CommandAccess.Write, "reservation-add reservation-del reservation-update"),
        ("lease_cmds", CommandAccess.Read,
            "lease4-get lease4-get-all lease4-get-by-client-id lease4-get-by-hostname lease4-get-by-hw-address lease4-get-by-state "
            + "lease4-get-page lease6-get lease6-get-all lease6-get-by-duid lease6-get-by-hostname lease6-get-by-hw-address "
            + "lease6-get-by-state lease6-get-page sflq-pool4-get-all sflq-pool4-get-by-range sflq-pool4-get-by-subnet "
            + "sflq-pool6-get-all sflq-pool6-get-by-range sflq-pool6-get-by-subnet"),
        ("lease_cmds", CommandAccess.Write,
            "lease4-add lease4-del lease4-resend-ddns lease4-update lease4-wipe lease4-write lease6-add lease6-bulk-apply "
            + "lease6-del lease6-resend-ddns lease6-update lease6-wipe lease6-write sflq-pool4-del sflq-pool4-rebuild sflq-pool6-del "
            + "sflq-pool6-rebuild"),
        ("lease_query", CommandAccess.Write, "extended-info4-upgrade extended-info6-upgrade"),
        ("perfmon", CommandAccess.Write, "perfmon-control perfmon-get-all-durations"),
        ("stat_cmds", CommandAccess.Read, "stat-lease4-get stat-lease6-get"),
        ("subnet_cmds", CommandAccess.Read,
            "network4-get network4-list network6-get network6-list subnet4-get subnet4-list subnet6-get subnet6-list"),
        ("subnet_cmds", CommandAccess.Write,
            "network4-add network4-del network4-subnet-add network4-subnet-del network6-add network6-del network6-subnet-add "
            + "network6-subnet-del subnet4-add subnet4-del subnet4-delta-add subnet4-delta-del subnet4-update subnet6-add subnet6-del "
            + "subnet6-delta-add subnet6-delta-del subnet6-update"),
        // Ours.
        ("nestor_external", CommandAccess.Read, "external-hooks-get"),
        ("", CommandAccess.Read, "explain4 explain6 latency-get what-if4 what-if6"),
        ("", CommandAccess.Write, "reconfigure4 reconfigure6"),
    ];

    private static readonly Dictionary<string, CommandDefinition> ByName = Rows
        .SelectMany(r => r.Names.Split(' ').Select(n => new CommandDefinition(n, r.Access, r.Hook)))
        .ToDictionary(d => d.Name);

    public static IReadOnlyCollection<CommandDefinition> All => ByName.Values;

    /// <summary>Null for a command that is not known.</summary>
    public static CommandDefinition? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>A command that may change something: one that is not known may.</summary>
    public static bool IsMutating(string name) => Find(name) is not { Access: CommandAccess.Read };
}
