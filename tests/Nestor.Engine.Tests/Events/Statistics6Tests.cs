namespace Nestor.Engine.Tests.Events;

public sealed class Statistics6Tests
{
    [Theory]
    [InlineData("a client gets an address and a prefix", """
        pkt6-received=2 pkt6-solicit-received=1 pkt6-request-received=1 pkt6-sent=2 pkt6-advertise-sent=1 pkt6-reply-sent=1
        assigned-nas=1 cumulative-assigned-nas=1 subnet[1].assigned-nas=1 subnet[1].cumulative-assigned-nas=1
        subnet[1].total-nas=16 subnet[1].pool[7].total-nas=16 subnet[1].pool[7].assigned-nas=1 subnet[1].pool[7].cumulative-assigned-nas=1
        assigned-pds=1 cumulative-assigned-pds=1 subnet[1].assigned-pds=1 subnet[1].cumulative-assigned-pds=1
        subnet[1].total-pds=16 subnet[1].pd-pool[8].total-pds=16 subnet[1].pd-pool[8].assigned-pds=1
        subnet[1].pd-pool[8].cumulative-assigned-pds=1 pkt6-receive-drop=0
        """)]
    [InlineData("a client renews", "pkt6-renew-received=1 pkt6-reply-sent=2 assigned-nas=1 cumulative-assigned-nas=1 v6-ia-na-lease-reuses=0")]
    [InlineData("a client rebinds", "pkt6-rebind-received=1 pkt6-reply-sent=2 assigned-pds=1 cumulative-assigned-pds=1")]
    [InlineData("a client renews early", """
        v6-ia-na-lease-reuses=1 subnet[1].v6-ia-na-lease-reuses=1 v6-ia-pd-lease-reuses=1 subnet[1].v6-ia-pd-lease-reuses=1
        """)]
    [InlineData("a client wants settings only", "pkt6-infrequest-received=1 pkt6-reply-sent=1 assigned-nas=0")]
    [InlineData("a client confirms", "pkt6-confirm-received=1 pkt6-reply-sent=1")]
    [InlineData("pools are full", """
        v6-allocation-fail=4 v6-allocation-fail-subnet=4 subnet[1].v6-allocation-fail=4 subnet[1].v6-allocation-fail-subnet=4
        v6-allocation-fail-shared-network=0 v6-allocation-fail-no-pools=0
        v6-allocation-fail-classes=4 subnet[1].v6-allocation-fail-classes=4
        """)]
    [InlineData("a subnet has no pool", "v6-allocation-fail=1 v6-allocation-fail-no-pools=1 subnet[1].v6-allocation-fail-no-pools=1")]
    [InlineData("a shared network goes on in its second subnet and then is full", """
        v6-allocation-fail-shared-network=1 subnet[1].v6-allocation-fail-shared-network=1 v6-allocation-fail-subnet=0
        subnet[1].assigned-nas=1 subnet[2].assigned-nas=1 assigned-nas=2
        """)]
    [InlineData("bytes are no message", "pkt6-received=1 pkt6-parse-failed=1 pkt6-receive-drop=1")]
    [InlineData("a query names another server", "pkt6-not-for-us=1 pkt6-receive-drop=1")]
    [InlineData("a server's messages come in", """
        pkt6-received=7 pkt6-advertise-received=1 pkt6-reply-received=1 pkt6-reconfigure-received=1 pkt6-dhcpv4-query-received=1
        pkt6-dhcpv4-response-received=1 pkt6-addr-reg-reply-received=1 pkt6-unknown-received=1 pkt6-receive-drop=7
        """)]
    [InlineData("a solicit breaks the rules", "pkt6-rfc-violation=1 pkt6-receive-drop=1")]
    [InlineData("a query comes by unicast", "pkt6-rfc-violation=1 pkt6-receive-drop=1")]
    [InlineData("the service is switched off", "pkt6-received=1 pkt6-service-disabled=1 pkt6-receive-drop=1")]
    [InlineData("a stage fails", "pkt6-processing-failed=1 pkt6-receive-drop=1")]
    [InlineData("a query has to go for a newer one", "pkt6-received=1 pkt6-queue-full=1 pkt6-receive-drop=1")]
    [InlineData("as many wait as may", "pkt6-queue-full=1 pkt6-receive-drop=1")]
    [InlineData("a client releases", """
        pkt6-release-received=1 assigned-nas=0 subnet[1].assigned-nas=0 cumulative-assigned-nas=1 assigned-pds=0
        subnet[1].pd-pool[8].assigned-pds=0 cumulative-assigned-pds=1
        """)]
    [InlineData("a client declines", """
        pkt6-decline-received=1 declined-addresses=1 assigned-nas=1 subnet[1].declined-addresses=1
        subnet[1].pool[7].declined-addresses=1 subnet[1].pool[7].assigned-nas=1
        """)]
    [InlineData("leases run out", """
        reclaimed-leases=2 subnet[1].reclaimed-leases=2 subnet[1].pool[7].reclaimed-leases=1 subnet[1].pd-pool[8].reclaimed-leases=1
        assigned-nas=0 assigned-pds=0
        """)]
    [InlineData("a declined address is free again", """
        declined-addresses=0 subnet[1].declined-addresses=0 subnet[1].pool[7].declined-addresses=0 assigned-nas=0
        reclaimed-declined-addresses=1 subnet[1].reclaimed-declined-addresses=1 subnet[1].pool[7].reclaimed-declined-addresses=1
        """)]
    [InlineData("a client registers an address", """
        pkt6-addr-reg-inform-received=1 pkt6-addr-reg-reply-sent=1 subnet[1].registered-nas=1 cumulative-registered-nas=1
        subnet[1].cumulative-registered-nas=1 assigned-nas=0
        """)]
    [InlineData("registering is not allowed", "pkt6-admin-filtered=1 pkt6-receive-drop=1")]
    public void An_event_is_counted_under_Keas_names(string play, string counters) =>
        Ledger.MustCount(Plays6.ByName[play](new Recorder()).Engine.Statistics.Report(), counters);

    [Fact]
    public void Every_statistic_of_Keas_is_there_from_the_start()
    {
        var report = new Bench6(Bench6.Load(Plays6.Plain)).Engine.Statistics.Report().Members.Select(m => m.Name).ToHashSet();
        string[] wanted =
        [
            .. from row in Ledger.Rows("statistics")
               where row[1] == "dhcp6" && !row[4].StartsWith("ours:", StringComparison.Ordinal)
               select row[0].Replace("pd-pool[pid]", "pd-pool[8]", StringComparison.Ordinal)
                   .Replace("[id]", "[1]", StringComparison.Ordinal).Replace("[pid]", "[7]", StringComparison.Ordinal),
        ];
        Assert.Equal(77, wanted.Length);
        Assert.Empty(wanted.Except(report));
    }
}
