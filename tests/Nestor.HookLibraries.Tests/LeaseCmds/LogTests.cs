using Nestor.Engine.Tests.Events;

namespace Nestor.HookLibraries.Tests.LeaseCmds;

/// <summary>What the libraries of lease commands write into the log, under Kea's ids.</summary>
public sealed class LogTests
{
    private const string Libraries = """ "hooks-libraries": [ { "library": "libdhcp_lease_cmds.so" }, { "library": "libdhcp_stat_cmds.so" } ], """;

    [Fact]
    public void Commands_of_IPv4_leases_log_what_became_of_them()
    {
        var recorder = new Recorder();
        using (var server = new LibraryBench4(Libraries + LeaseCommands4.Subnets, log: recorder.Find))
        {
            const string Lease = "{ \"ip-address\": \"192.0.2.11\", \"hw-address\": \"02:03\" }";
            const string Outside = "{ \"ip-address\": \"10.0.0.1\", \"hw-address\": \"02:03\" }";
            foreach (string command in (string[])["lease4-add", "lease4-update"])
            {
                server.Ask(command, Lease);
                server.Ask(command, Outside);
                server.Ask(command, "{ }");
            }

            server.Ask("lease4-del", Lease);
            server.Ask("lease4-del");
            server.Ask("lease4-get");
            server.Ask("lease4-wipe");
            server.Ask("lease4-wipe", "{ \"subnet-id\": \"x\" }");
            server.Ask("lease4-resend-ddns", "{ }");
            server.Ask("stat-lease4-get");
            server.Ask("stat-lease4-get", "5");
            server.Ask("stat-lease4-get", "{ \"subnet-id\": 7 }");
        }

        recorder.MustHave("""
            LEASE_CMDS_INIT_OK LEASE_CMDS_ADD4 LEASE_CMDS_ADD4_CONFLICT LEASE_CMDS_ADD4_FAILED LEASE_CMDS_UPDATE4 LEASE_CMDS_UPDATE4_CONFLICT LEASE_CMDS_UPDATE4_FAILED
            LEASE_CMDS_DEL4 LEASE_CMDS_DEL4_FAILED LEASE_CMDS_GET4_FAILED LEASE_CMDS_WIPE4 LEASE_CMDS_WIPE4_FAILED LEASE_CMDS_RESEND_DDNS4_FAILED
            LEASE_CMDS_DEINIT_OK STAT_CMDS_INIT_OK STAT_CMDS_LEASE4_GET STAT_CMDS_LEASE4_GET_INVALID STAT_CMDS_LEASE4_GET_NO_SUBNETS STAT_CMDS_DEINIT_OK
            """);
    }

    [Fact]
    public void Commands_of_IPv6_leases_log_what_became_of_them()
    {
        var recorder = new Recorder();
        using (var server = new LibraryBench6(Libraries + LeaseCommands6.Subnets, log: recorder.Find))
        {
            const string Lease = "{ \"ip-address\": \"2001:db8:1::11\", \"duid\": \"02:03\", \"iaid\": 1 }";
            const string Outside = "{ \"ip-address\": \"3001::1\", \"duid\": \"02:03\", \"iaid\": 1 }";
            foreach (string command in (string[])["lease6-add", "lease6-update"])
            {
                server.Ask(command, Lease);
                server.Ask(command, Outside);
                server.Ask(command, "{ }");
            }

            server.Ask("lease6-bulk-apply", $"{{ \"leases\": [ {Lease} ] }}");
            server.Ask("lease6-bulk-apply", "{ }");
            server.Ask("lease6-del", Lease);
            server.Ask("lease6-del");
            server.Ask("lease6-get");
            server.Ask("lease6-wipe");
            server.Ask("lease6-wipe", "{ \"subnet-id\": \"x\" }");
            server.Ask("lease6-resend-ddns", "{ }");
            server.Ask("stat-lease6-get");
            server.Ask("stat-lease6-get", "5");
            server.Ask("stat-lease6-get", "{ \"subnet-id\": 7 }");
        }

        recorder.MustHave("""
            LEASE_CMDS_ADD6 LEASE_CMDS_ADD6_CONFLICT LEASE_CMDS_ADD6_FAILED LEASE_CMDS_UPDATE6 LEASE_CMDS_UPDATE6_CONFLICT LEASE_CMDS_UPDATE6_FAILED
            LEASE_CMDS_BULK_APPLY6 LEASE_CMDS_BULK_APPLY6_FAILED LEASE_CMDS_DEL6 LEASE_CMDS_DEL6_FAILED LEASE_CMDS_GET6_FAILED LEASE_CMDS_WIPE6 LEASE_CMDS_WIPE6_FAILED
            LEASE_CMDS_RESEND_DDNS6_FAILED STAT_CMDS_LEASE6_GET STAT_CMDS_LEASE6_GET_INVALID STAT_CMDS_LEASE6_GET_NO_SUBNETS
            """);
    }
}
