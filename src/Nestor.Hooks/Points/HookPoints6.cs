namespace Nestor.Hooks.Points;

/// <summary>
/// Kea's hook points of the DHCPv6 server, in the order a query meets them. A point's comment says what each step
/// beside Continue means there; another one counts as a mistake of the library's.
/// </summary>
public sealed class HookPoints6() : HookPoints("dhcp6_srv_configured")
{
    /// <summary>buffer6_receive: bytes that nobody has read. Skip: the library has decoded them into the query. Drop.</summary>
    public HookPoint<QueryCall6> Buffer6Receive { get; } = new("buffer6_receive", Steps.Skip | Steps.Drop);

    /// <summary>pkt6_receive: the query is decoded and classified. Skip and Drop: it is dropped. Park.</summary>
    public HookPoint<QueryCall6> Pkt6Receive { get; } = new("pkt6_receive", Steps.Skip | Steps.Drop | Steps.Park);

    /// <summary>host6_identifier: what the client's reservation is looked up by when host-reservation-identifiers has flex-id. Skip: what was said is not used.</summary>
    public HookPoint<HostIdentifierCall6> Host6Identifier { get; } = new("host6_identifier", Steps.Skip);

    /// <summary>subnet6_select: the subnet may be another one. Skip: there is none. Drop. Park.</summary>
    public HookPoint<SubnetSelectCall6> Subnet6Select { get; } = new("subnet6_select", Steps.Skip | Steps.Drop | Steps.Park);

    /// <summary>lease6_select: a new lease, which may be changed, is about to be offered or stored. Skip: the IA gets none.</summary>
    public HookPoint<LeaseSelectCall6> Lease6Select { get; } = new("lease6_select", Steps.Skip);

    /// <summary>lease6_renew: a lease the client has, as a RENEW is about to store it. Skip: it is not stored, and stays as it was.</summary>
    public HookPoint<LeaseRenewCall6> Lease6Renew { get; } = new("lease6_renew", Steps.Skip);

    /// <summary>lease6_rebind: the same of a REBIND.</summary>
    public HookPoint<LeaseRenewCall6> Lease6Rebind { get; } = new("lease6_rebind", Steps.Skip);

    /// <summary>lease6_release: the client gives its lease back. Skip and Drop: the lease is kept, and the client told that it is not.</summary>
    public HookPoint<LeaseCall6> Lease6Release { get; } = new("lease6_release", Steps.Skip | Steps.Drop);

    /// <summary>lease6_decline: the client found its address in use. Skip: the lease is kept as it is, and the client told otherwise. Drop: the query ends.</summary>
    public HookPoint<LeaseCall6> Lease6Decline { get; } = new("lease6_decline", Steps.Skip | Steps.Drop);

    /// <summary>addr6_register: a client registers an address it made itself (RFC 9686). Skip: it is answered, and nothing is stored. Drop: the query ends.</summary>
    public HookPoint<RegisterCall6> Addr6Register { get; } = new("addr6_register", Steps.Skip | Steps.Drop);

    /// <summary>
    /// leases6_committed: what the query changed of leases, before it is answered. Drop: no answer. Park, as for a partner's word.
    /// The changes themselves are durable when <see cref="Services.IHookServer.WhenCommitted"/> says so.
    /// </summary>
    public HookPoint<LeasesCommittedCall6> Leases6Committed { get; } = new("leases6_committed", Steps.Drop | Steps.Park);

    /// <summary>pkt6_send: the answer with all its options, which may be changed. Skip: the library has set the whole message itself. Drop.</summary>
    public HookPoint<ResponseCall6> Pkt6Send { get; } = new("pkt6_send", Steps.Skip | Steps.Drop);

    /// <summary>buffer6_send: the answer's bytes. Skip and Drop: they are not sent.</summary>
    public HookPoint<BufferSendCall6> Buffer6Send { get; } = new("buffer6_send", Steps.Skip | Steps.Drop);

    /// <summary>lease6_expire: a lease has run out. Skip: the library takes care of it, and the server leaves it as it is.</summary>
    public HookPoint<LeaseExpireCall6> Lease6Expire { get; } = new("lease6_expire", Steps.Skip);

    /// <summary>lease6_recover: a declined address has been out of use long enough. Skip: it stays declined.</summary>
    public HookPoint<LeaseExpireCall6> Lease6Recover { get; } = new("lease6_recover", Steps.Skip);
}
