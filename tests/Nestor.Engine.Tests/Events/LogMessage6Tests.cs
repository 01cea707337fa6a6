namespace Nestor.Engine.Tests.Events;

public sealed class LogMessage6Tests
{
    [Theory]
    [InlineData("a client gets an address and a prefix", """
        DHCP6_BUFFER_RECEIVED DHCP6_BUFFER_UNPACK DHCP6_PACKET_RECEIVED DHCP6_SUBNET_SELECTED DHCP6_SUBNET_DATA
        DHCP6_PROCESS_IA_NA_SOLICIT DHCP6_PROCESS_IA_PD_SOLICIT ALLOC_ENGINE_V6_ALLOC_UNRESERVED DHCP6_LEASE_ADVERT
        DHCP6_PD_LEASE_ADVERT DHCP6_PACKET_SEND DHCP6_PROCESS_IA_NA_REQUEST DHCP6_PROCESS_IA_PD_REQUEST
        DHCPSRV_MEMFILE_ADD_ADDR6 DHCP6_LEASE_ALLOC DHCP6_PD_LEASE_ALLOC
        """)]
    [InlineData("a client renews", """
        DHCP6_PROCESS_IA_NA_EXTEND DHCP6_PROCESS_IA_PD_EXTEND ALLOC_ENGINE_V6_ALLOC_LEASES_NO_HR ALLOC_ENGINE_V6_EXTEND_LEASE
        DHCPSRV_MEMFILE_UPDATE_ADDR6 DHCP6_LEASE_RENEW DHCP6_PD_LEASE_RENEW
        """)]
    [InlineData("a client rebinds", "DHCP6_LEASE_RENEW DHCP6_PD_LEASE_RENEW")]
    [InlineData("a client renews early", "DHCP6_LEASE_REUSE DHCP6_PD_LEASE_REUSE")]
    [InlineData("a client renews what nobody knows", "ALLOC_ENGINE_V6_EXTEND_ALLOC_UNRESERVED")]
    [InlineData("a client wants its leases at once", "DHCP6_RAPID_COMMIT DHCP6_LEASE_ALLOC DHCP6_PD_LEASE_ALLOC")]
    [InlineData("a client wants settings only", "DHCP6_PACKET_RECEIVED DHCP6_PACKET_SEND")]
    [InlineData("a client confirms", "DHCP6_PACKET_RECEIVED DHCP6_PACKET_SEND")]
    [InlineData("a client confirms no address", "DHCP6_PACKET_PROCESS_FAIL")]
    [InlineData("a client takes what is reserved for it", """
        ALLOC_ENGINE_V6_ALLOC_NO_LEASES_HR ALLOC_ENGINE_V6_HR_ADDR_GRANTED ALLOC_ENGINE_V6_HR_PREFIX_GRANTED
        """)]
    [InlineData("a client renews what is reserved for it", "ALLOC_ENGINE_V6_ALLOC_LEASES_HR ALLOC_ENGINE_V6_RENEW_HR")]
    [InlineData("a client holds what is reserved for another", """
        ALLOC_ENGINE_V6_REVOKED_ADDR_LEASE ALLOC_ENGINE_V6_REVOKED_PREFIX_LEASE DHCPSRV_MEMFILE_DELETE_ADDR6
        """)]
    [InlineData("a client asks for what is reserved for another", "ALLOC_ENGINE_V6_HINT_RESERVED")]
    [InlineData("a global reservation does not fit", "ALLOC_ENGINE_IGNORING_UNSUITABLE_GLOBAL_ADDRESS6")]
    [InlineData("pools are full", """
        ALLOC_ENGINE_V6_ALLOC_FAIL_SUBNET ALLOC_ENGINE_V6_ALLOC_FAIL DHCP6_LEASE_ADVERT_FAIL DHCP6_PD_LEASE_ADVERT_FAIL
        DHCP6_LEASE_ALLOC_FAIL DHCP6_PD_LEASE_ALLOC_FAIL
        """)]
    [InlineData("a subnet has no pool", "ALLOC_ENGINE_V6_ALLOC_FAIL_NO_POOLS")]
    [InlineData("a shared network goes on in its second subnet and then is full",
        "DHCP6_SUBNET_DYNAMICALLY_CHANGED ALLOC_ENGINE_V6_ALLOC_FAIL_SHARED_NETWORK")]
    [InlineData("a client asks on a link that no subnet is for", "DHCP6_SUBNET_SELECTION_FAILED")]
    [InlineData("bytes are no message", "DHCP6_PACKET_DROP_PARSE_FAIL")]
    [InlineData("a query names another server", "DHCP6_PACKET_DROP_SERVERID_MISMATCH")]
    [InlineData("a server's messages come in", "DHCP6_UNKNOWN_MSG_RECEIVED")]
    [InlineData("a solicit breaks the rules", "DHCP6_REQUIRED_OPTIONS_CHECK_FAIL")]
    [InlineData("a query comes by unicast", "DHCP6_PACKET_DROP_UNICAST")]
    [InlineData("the service is switched off", "DHCP6_PACKET_DROP_DHCP_DISABLED")]
    [InlineData("a stage fails", "DHCP6_PACKET_PROCESS_STD_EXCEPTION")]
    [InlineData("a query has to go for a newer one", "DHCP6_PACKET_QUEUE_FULL")]
    [InlineData("as many wait as may", "DHCP6_HOOK_LEASES6_PARKING_LOT_FULL")]
    [InlineData("an answer is too long", "DHCP6_PACK_FAIL")]
    [InlineData("a client releases", "DHCP6_RELEASE_NA DHCP6_RELEASE_NA_EXPIRED DHCP6_RELEASE_PD DHCP6_RELEASE_PD_EXPIRED")]
    [InlineData("a client releases and nothing is kept", "DHCP6_RELEASE_NA DHCP6_RELEASE_NA_DELETED DHCP6_RELEASE_PD DHCP6_RELEASE_PD_DELETED")]
    [InlineData("a client releases what it does not have", """
        DHCP6_RELEASE_NA_FAIL_WRONG_DUID DHCP6_RELEASE_NA_FAIL_WRONG_IAID DHCP6_RELEASE_NA_FAIL_NOT_ASSIGNED
        DHCP6_RELEASE_PD_FAIL_WRONG_DUID DHCP6_RELEASE_PD_FAIL_WRONG_IAID DHCP6_RELEASE_PD_FAIL_NOT_ASSIGNED
        """)]
    [InlineData("a client declines", "DHCP6_DECLINE_LEASE")]
    [InlineData("a client declines what it does not have",
        "DHCP6_DECLINE_FAIL_NO_LEASE DHCP6_DECLINE_FAIL_DUID_MISMATCH DHCP6_DECLINE_FAIL_IAID_MISMATCH")]
    [InlineData("leases run out", """
        ALLOC_ENGINE_V6_LEASES_RECLAMATION_START ALLOC_ENGINE_V6_LEASE_RECLAIM ALLOC_ENGINE_LEASE_RECLAIMED
        ALLOC_ENGINE_V6_LEASES_RECLAMATION_COMPLETE ALLOC_ENGINE_V6_NO_MORE_EXPIRED_LEASES
        ALLOC_ENGINE_V6_RECLAIMED_LEASES_DELETE ALLOC_ENGINE_V6_RECLAIMED_LEASES_DELETE_COMPLETE
        """)]
    [InlineData("a declined address is free again", "ALLOC_ENGINE_V6_DECLINED_RECOVERED ALLOC_ENGINE_LEASE_RECLAIMED")]
    [InlineData("reclaiming does not come to its end",
        "ALLOC_ENGINE_V6_LEASES_RECLAMATION_TIMEOUT ALLOC_ENGINE_V6_LEASES_RECLAMATION_SLOW")]
    [InlineData("an address whose lease is over goes to another", "ALLOC_ENGINE_V6_REUSE_EXPIRED_LEASE_DATA")]
    [InlineData("a client sends its FQDN", "DHCP6_DDNS_RECEIVE_FQDN DHCP6_DDNS_RESPONSE_FQDN_DATA DHCP6_CLIENT_FQDN_SCRUBBED_EMPTY")]
    [InlineData("a name is made for a client that sent none", "DHCP6_DDNS_GENERATE_FQDN DHCP6_DDNS_FQDN_GENERATED")]
    [InlineData("a client registers an address", "DHCP6_PACKET_SEND DHCPSRV_MEMFILE_ADD_ADDR6")]
    [InlineData("a client registers what another had registered", "DHCP6_ADDR_REG_INFORM_CLIENT_CHANGE")]
    [InlineData("a client registers an address of no subnet", "DHCP6_ADDR_REG_INFORM_FAIL")]
    [InlineData("registering is not allowed", "DHCP6_ADDR6_REGISTER_DISABLED_DROP")]
    [InlineData("loaded leases are in the wrong subnet",
        "DHCPSRV_LEASE_SANITY_FAIL DHCPSRV_LEASE_SANITY_FIXED DHCPSRV_LEASE_SANITY_FAIL_DISCARD")]
    public void An_event_is_logged_under_Keas_id_and_severity(string play, string ids)
    {
        var recorder = new Recorder();
        Plays6.ByName[play](recorder);
        recorder.MustHave(ids);
    }

    [Fact]
    public void A_reused_lease_is_not_said_to_be_renewed()
    {
        var recorder = new Recorder();
        Plays6.ByName["a client renews early"](recorder);
        Assert.DoesNotContain(recorder.Lines, line => line.Id.Name is "DHCP6_LEASE_RENEW" or "DHCP6_PD_LEASE_RENEW");
    }

    [Fact]
    public void Every_play_is_looked_at()
    {
        var rows = typeof(LogMessage6Tests).GetMethod(nameof(An_event_is_logged_under_Keas_id_and_severity))!
            .GetCustomAttributesData().Where(a => a.ConstructorArguments.Count == 1)
            .Select(a => (a.ConstructorArguments[0].Value as IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)?[0].Value);
        Assert.Equal(Plays6.ByName.Keys.Order(), rows.OfType<string>().Order());
    }
}
