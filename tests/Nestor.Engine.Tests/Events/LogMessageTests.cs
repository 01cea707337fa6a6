namespace Nestor.Engine.Tests.Events;

public sealed class LogMessageTests
{
    [Theory]
    [InlineData("a client gets an address", """
        DHCP4_BUFFER_RECEIVED DHCP4_BUFFER_UNPACK DHCP4_PACKET_RECEIVED DHCP4_QUERY_DATA DHCP4_SUBNET_SELECTED DHCP4_SUBNET_DATA
        DHCPSRV_CFGMGR_SUBNET4_ADDR DHCP4_DISCOVER ALLOC_ENGINE_V4_OFFER_NEW_LEASE DHCP4_LEASE_OFFER DHCP4_PACKET_PACK
        DHCP4_PACKET_SEND DHCP4_RESPONSE_DATA DHCP4_REQUEST ALLOC_ENGINE_V4_REQUEST_ALLOC_REQUESTED DHCPSRV_MEMFILE_ADD_ADDR4
        DHCP4_LEASE_ALLOC
        """)]
    [InlineData("a client renews", "ALLOC_ENGINE_V4_REQUEST_EXTEND_LEASE DHCPSRV_MEMFILE_UPDATE_ADDR4 DHCP4_LEASE_ALLOC")]
    [InlineData("a client renews early", "DHCP4_LEASE_REUSE")]
    [InlineData("a client asks anew", "ALLOC_ENGINE_V4_OFFER_EXISTING_LEASE")]
    [InlineData("a client wishes for an address", "ALLOC_ENGINE_V4_OFFER_REQUESTED_LEASE")]
    [InlineData("a client takes its reserved address", """
        HOSTS_CFG_GET_ONE_SUBNET_ID_IDENTIFIER HOSTS_CFG_GET_ONE_SUBNET_ID_IDENTIFIER_HOST ALLOC_ENGINE_V4_DISCOVER_HR
        """)]
    [InlineData("a client asks without naming its reserved address", "ALLOC_ENGINE_V4_REQUEST_USE_HR")]
    [InlineData("a client asks for somebody's reserved address", """
        HOSTS_CFG_GET_ONE_SUBNET_ID_IDENTIFIER_NULL ALLOC_ENGINE_V4_REQUEST_ADDRESS_RESERVED DHCP4_PACKET_NAK_0004
        """)]
    [InlineData("a client asks for another than its reserved address", "ALLOC_ENGINE_V4_REQUEST_INVALID")]
    [InlineData("a reserved address is held by another", "ALLOC_ENGINE_V4_DISCOVER_ADDRESS_CONFLICT")]
    [InlineData("a global reservation does not fit", "ALLOC_ENGINE_IGNORING_UNSUITABLE_GLOBAL_ADDRESS")]
    [InlineData("a client asks for somebody's address", "ALLOC_ENGINE_V4_REQUEST_IN_USE DHCP4_PACKET_NAK_0004")]
    [InlineData("a client asks for an address out of the pools", "ALLOC_ENGINE_V4_REQUEST_OUT_OF_POOL DHCP4_UNKNOWN_ADDRESS_REQUESTED")]
    [InlineData("a client asks for any address", "ALLOC_ENGINE_V4_REQUEST_PICK_ADDRESS")]
    [InlineData("a client takes a second address", "ALLOC_ENGINE_V4_REQUEST_REMOVE_LEASE DHCPSRV_MEMFILE_DELETE_ADDR4")]
    [InlineData("a pool is full", "ALLOC_ENGINE_V4_ALLOC_FAIL_SUBNET ALLOC_ENGINE_V4_ALLOC_FAIL DHCP4_PACKET_NAK_0003")]
    [InlineData("a subnet has no pool", "ALLOC_ENGINE_V4_ALLOC_FAIL_NO_POOLS")]
    [InlineData("a shared network goes on in its second subnet and then is full",
        "DHCP4_SUBNET_DYNAMICALLY_CHANGED ALLOC_ENGINE_V4_ALLOC_FAIL_SHARED_NETWORK")]
    [InlineData("a client reboots", "DHCP4_INIT_REBOOT")]
    [InlineData("a stranger reboots", "DHCP4_NO_LEASE_INIT_REBOOT")]
    [InlineData("a client reboots with a wrong address", "DHCP4_PACKET_NAK_0002")]
    [InlineData("a relay is not known",
        "DHCPSRV_SUBNET4_SELECT_BY_RELAY_ADDRESS_NO_MATCH DHCP4_SUBNET_SELECTION_FAILED DHCP4_PACKET_NAK_0001")]
    [InlineData("a relay is configured", "DHCPSRV_CFGMGR_SUBNET4_RELAY")]
    [InlineData("an interface is configured", "DHCPSRV_CFGMGR_SUBNET4_IFACE")]
    [InlineData("a client informs from a link that no subnet is for", "DHCPSRV_SUBNET4_SELECT_BY_INTERFACE_NO_MATCH")]
    [InlineData("a client renews an address of no subnet", "DHCPSRV_SUBNET4_SELECT_BY_ADDRESS_NO_MATCH DHCP4_PACKET_NAK_0001")]
    [InlineData("a client asks on a link that no subnet is for", "DHCP4_PACKET_DROP_0002")]
    [InlineData("a client informs past its relay", "DHCP4_INFORM_DIRECT_REPLY")]
    [InlineData("bytes are no message", "DHCP4_PACKET_DROP_0001")]
    [InlineData("a query names another server", "DHCP4_PACKET_DROP_0003")]
    [InlineData("a message has no type", "DHCP4_PACKET_DROP_0004")]
    [InlineData("a message has a type that is none", "DHCP4_PACKET_DROP_0005")]
    [InlineData("a server's messages come in", "DHCP4_PACKET_DROP_0006")]
    [InlineData("a discover breaks the rules", "DHCP4_PACKET_DROP_0007")]
    [InlineData("the service is switched off", "DHCP4_PACKET_DROP_0008")]
    [InlineData("a stage fails", "DHCP4_PACKET_PROCESS_STD_EXCEPTION")]
    [InlineData("a query has to go for a newer one", "DHCP4_PACKET_QUEUE_FULL")]
    [InlineData("a client renews past its relay", "DHCP4_RECOVERED_STASHED_RELAY_AGENT_INFO")]
    [InlineData("as many wait as may", "DHCP4_HOOK_SUBNET4_SELECT_PARKING_LOT_FULL")]
    [InlineData("an answer is too long", "DHCP4_PACKET_PACK_FAIL")]
    [InlineData("a client releases", "DHCP4_RELEASE DHCP4_RELEASE_EXPIRED")]
    [InlineData("a client releases and nothing is kept", "DHCP4_RELEASE DHCP4_RELEASE_DELETED")]
    [InlineData("a client releases what it does not have",
        "DHCP4_RELEASE_FAIL_NO_LEASE DHCP4_RELEASE_FAIL_WRONG_CLIENT DHCP4_RELEASE_FAIL_NOT_ASSIGNED")]
    [InlineData("a client declines", "DHCP4_DECLINE_LEASE")]
    [InlineData("a client declines what it does not have", "DHCP4_DECLINE_LEASE_NOT_FOUND DHCP4_DECLINE_LEASE_MISMATCH")]
    [InlineData("leases run out", """
        ALLOC_ENGINE_V4_LEASES_RECLAMATION_START ALLOC_ENGINE_V4_LEASE_RECLAIM ALLOC_ENGINE_LEASE_RECLAIMED
        ALLOC_ENGINE_V4_LEASES_RECLAMATION_COMPLETE ALLOC_ENGINE_V4_NO_MORE_EXPIRED_LEASES
        ALLOC_ENGINE_V4_RECLAIMED_LEASES_DELETE ALLOC_ENGINE_V4_RECLAIMED_LEASES_DELETE_COMPLETE
        """)]
    [InlineData("a declined address is free again", "ALLOC_ENGINE_V4_DECLINED_RECOVERED ALLOC_ENGINE_LEASE_RECLAIMED")]
    [InlineData("reclaiming does not come to its end",
        "ALLOC_ENGINE_V4_LEASES_RECLAMATION_TIMEOUT ALLOC_ENGINE_V4_LEASES_RECLAMATION_SLOW")]
    [InlineData("an address whose lease is over goes to another", "ALLOC_ENGINE_V4_REUSE_EXPIRED_LEASE_DATA")]
    [InlineData("a client sends its host name", """
        DHCP4_CLIENT_HOSTNAME_PROCESS DHCP4_CLIENT_HOSTNAME_DATA DHCP4_RESPONSE_HOSTNAME_DATA DHCP4_CLIENT_HOSTNAME_SCRUBBED_EMPTY
        DHCP4_CLIENT_HOSTNAME_MALFORMED DHCP4_SANITIZED_HOSTNAME_MALFORMED
        """)]
    [InlineData("a name is made for a client that sent none", "DHCP4_GENERATE_FQDN DHCP4_RESPONSE_HOSTNAME_GENERATE")]
    [InlineData("a client with a reserved name sends another", "DHCP4_RESERVED_HOSTNAME_ASSIGNED")]
    [InlineData("a client sends its FQDN", """
        DHCP4_CLIENT_FQDN_PROCESS DHCP4_CLIENT_FQDN_DATA DHCP4_RESPONSE_FQDN_DATA DHCP4_CLIENT_FQDN_SCRUBBED_EMPTY
        DHCP4_CLIENT_NAME_PROC_FAIL
        """)]
    [InlineData("a client identifier does not count", "DHCP4_CLIENTID_IGNORED_FOR_LEASES")]
    [InlineData("loaded leases are in the wrong subnet",
        "DHCPSRV_LEASE_SANITY_FAIL DHCPSRV_LEASE_SANITY_FIXED DHCPSRV_LEASE_SANITY_FAIL_DISCARD")]
    public void An_event_is_logged_under_Keas_id_and_severity(string play, string ids)
    {
        var recorder = new Recorder();
        Plays.ByName[play](recorder);
        recorder.MustHave(ids);
    }

    [Fact]
    public void A_reused_lease_is_not_said_to_be_allocated()
    {
        var recorder = new Recorder();
        Plays.ByName["a client renews early"](recorder);
        Assert.Single(recorder.Lines, line => line.Id.Name == "DHCP4_LEASE_ALLOC");
        Assert.Contains("192.0.2.10 is reused for", recorder.Lines.Single(line => line.Id.Name == "DHCP4_LEASE_REUSE").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_play_is_looked_at()
    {
        var rows = typeof(LogMessageTests).GetMethod(nameof(An_event_is_logged_under_Keas_id_and_severity))!
            .GetCustomAttributesData().Where(a => a.ConstructorArguments.Count == 1)
            .Select(a => (a.ConstructorArguments[0].Value as IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)?[0].Value);
        Assert.Equal(Plays.ByName.Keys.Order(), rows.OfType<string>().Order());
    }
}
