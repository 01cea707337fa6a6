namespace Nestor.Engine.Tests.Events;

public sealed class StatisticsTests
{
    [Theory]
    [InlineData("a client gets an address", """
        pkt4-received=2 pkt4-discover-received=1 pkt4-request-received=1 pkt4-sent=2 pkt4-offer-sent=1 pkt4-ack-sent=1
        assigned-addresses=1 cumulative-assigned-addresses=1 subnet[1].assigned-addresses=1 subnet[1].cumulative-assigned-addresses=1
        subnet[1].total-addresses=10 subnet[1].pool[0].total-addresses=10 subnet[1].pool[0].assigned-addresses=1
        subnet[1].pool[0].cumulative-assigned-addresses=1 pkt4-receive-drop=0
        """)]
    [InlineData("a client renews", "pkt4-request-received=2 pkt4-ack-sent=2 assigned-addresses=1 cumulative-assigned-addresses=1 v4-lease-reuses=0")]
    [InlineData("a client renews early", "v4-lease-reuses=1 subnet[1].v4-lease-reuses=1")]
    [InlineData("a reserved address is held by another", "v4-reservation-conflicts=1 subnet[1].v4-reservation-conflicts=1")]
    [InlineData("a client asks for somebody's address", "pkt4-nak-sent=1 pkt4-sent=3 pkt4-receive-drop=0")]
    [InlineData("a pool is full", """
        v4-allocation-fail=1 v4-allocation-fail-subnet=1 subnet[1].v4-allocation-fail=1 subnet[1].v4-allocation-fail-subnet=1
        v4-allocation-fail-shared-network=0 v4-allocation-fail-no-pools=0 v4-allocation-fail-classes=1 subnet[1].v4-allocation-fail-classes=1
        """)]
    [InlineData("a subnet has no pool", "v4-allocation-fail=1 v4-allocation-fail-no-pools=1 subnet[1].v4-allocation-fail-no-pools=1")]
    [InlineData("a shared network goes on in its second subnet and then is full", """
        v4-allocation-fail-shared-network=1 subnet[1].v4-allocation-fail-shared-network=1 v4-allocation-fail-subnet=0
        subnet[1].assigned-addresses=1 subnet[2].assigned-addresses=1 assigned-addresses=2
        """)]
    [InlineData("bytes are no message", "pkt4-received=1 pkt4-parse-failed=1 pkt4-receive-drop=1")]
    [InlineData("a query names another server", "pkt4-not-for-us=1 pkt4-receive-drop=1")]
    [InlineData("a message has a type that is none", "pkt4-unknown-received=1 pkt4-rfc-violation=1 pkt4-receive-drop=1")]
    [InlineData("a server's messages come in", """
        pkt4-received=4 pkt4-offer-received=1 pkt4-ack-received=1 pkt4-nak-received=1 pkt4-unknown-received=1 pkt4-receive-drop=4
        """)]
    [InlineData("a discover breaks the rules", "pkt4-rfc-violation=1 pkt4-receive-drop=1")]
    [InlineData("the service is switched off", "pkt4-received=1 pkt4-service-disabled=1 pkt4-receive-drop=1")]
    [InlineData("a stage fails", "pkt4-processing-failed=1 pkt4-receive-drop=1")]
    [InlineData("a query has to go for a newer one", "pkt4-received=1 pkt4-queue-full=1 pkt4-receive-drop=1")]
    [InlineData("as many wait as may", "pkt4-queue-full=1 pkt4-receive-drop=1")]
    [InlineData("a client releases", "pkt4-release-received=1 assigned-addresses=0 subnet[1].assigned-addresses=0 cumulative-assigned-addresses=1")]
    [InlineData("a client declines", """
        pkt4-decline-received=1 declined-addresses=1 assigned-addresses=1 subnet[1].declined-addresses=1
        subnet[1].pool[7].declined-addresses=1 subnet[1].pool[7].assigned-addresses=1
        """)]
    [InlineData("a client informs past its relay", "pkt4-inform-received=1 pkt4-ack-sent=1 assigned-addresses=0")]
    [InlineData("leases run out", """
        reclaimed-leases=1 subnet[1].reclaimed-leases=1 subnet[1].pool[7].reclaimed-leases=1 assigned-addresses=0
        """)]
    [InlineData("a declined address is free again", """
        declined-addresses=0 subnet[1].declined-addresses=0 subnet[1].pool[7].declined-addresses=0 assigned-addresses=0
        reclaimed-declined-addresses=1 subnet[1].reclaimed-declined-addresses=1 subnet[1].pool[7].reclaimed-declined-addresses=1
        """)]
    public void An_event_is_counted_under_Keas_names(string play, string counters)
    {
        Ledger.MustCount(Plays.ByName[play](new Recorder()).Engine.Statistics.Report(), counters);
    }
}
