namespace Nestor.Hooks.Points;

/// <summary>
/// Kea's hook points of the DHCPv4 server, in the order a query meets them. A point's comment says what each step
/// beside Continue means there; another one counts as a mistake of the library's.
/// </summary>
public sealed class HookPoints4() : HookPoints("dhcp4_srv_configured")
{
    /// <summary>buffer4_receive: bytes that nobody has read. Skip: the library has decoded them into the query. Drop.</summary>
    public HookPoint<QueryCall4> Buffer4Receive { get; } = new("buffer4_receive", Steps.Skip | Steps.Drop);

    /// <summary>pkt4_receive: the query is decoded and classified. Skip and Drop: it is dropped. Park.</summary>
    public HookPoint<QueryCall4> Pkt4Receive { get; } = new("pkt4_receive", Steps.Skip | Steps.Drop | Steps.Park);

    /// <summary>host4_identifier: what the client's reservation is looked up by when host-reservation-identifiers has flex-id. Skip: what was said is not used.</summary>
    public HookPoint<HostIdentifierCall4> Host4Identifier { get; } = new("host4_identifier", Steps.Skip);

    /// <summary>subnet4_select: the subnet may be another one. Skip: there is none. Drop. Park.</summary>
    public HookPoint<SubnetSelectCall4> Subnet4Select { get; } = new("subnet4_select", Steps.Skip | Steps.Drop | Steps.Park);

    /// <summary>lease4_select: a new lease, which may be changed, is about to be offered or stored. Skip: the client gets none.</summary>
    public HookPoint<LeaseSelectCall4> Lease4Select { get; } = new("lease4_select", Steps.Skip);

    /// <summary>lease4_renew: a lease the client has, as it is about to be stored. Skip: it is not stored, and stays as it was.</summary>
    public HookPoint<LeaseSelectCall4> Lease4Renew { get; } = new("lease4_renew", Steps.Skip);

    /// <summary>lease4_release: the client gives its lease back. Skip and Drop: the lease is kept.</summary>
    public HookPoint<LeaseCall4> Lease4Release { get; } = new("lease4_release", Steps.Skip | Steps.Drop);

    /// <summary>lease4_decline: the client found its address in use. Skip and Drop: the lease is kept as it is.</summary>
    public HookPoint<LeaseCall4> Lease4Decline { get; } = new("lease4_decline", Steps.Skip | Steps.Drop);

    /// <summary>lease4_offer: an offer is ready to be sent. Drop; with IsAddressInUse, the address is declined too. Park, until it is known that the address is free.</summary>
    public HookPoint<LeaseOfferCall4> Lease4Offer { get; } = new("lease4_offer", Steps.Drop | Steps.Park);

    /// <summary>lease4_server_decline: the server itself found the address of an offer in use.</summary>
    public HookPoint<LeaseCall4> Lease4ServerDecline { get; } = new("lease4_server_decline", Steps.None);

    /// <summary>
    /// leases4_committed: what the query changed of leases, before it is answered. Drop: no answer. Park, as for a partner's word.
    /// The changes themselves are durable when <see cref="Services.IHookServer.WhenCommitted"/> says so.
    /// </summary>
    public HookPoint<LeasesCommittedCall4> Leases4Committed { get; } = new("leases4_committed", Steps.Drop | Steps.Park);

    /// <summary>pkt4_send: the answer with all its options, which may be changed. Skip: the library has set the whole message itself. Drop.</summary>
    public HookPoint<ResponseCall4> Pkt4Send { get; } = new("pkt4_send", Steps.Skip | Steps.Drop);

    /// <summary>buffer4_send: the answer's bytes. Skip and Drop: they are not sent.</summary>
    public HookPoint<BufferSendCall4> Buffer4Send { get; } = new("buffer4_send", Steps.Skip | Steps.Drop);

    /// <summary>lease4_expire: a lease has run out. Skip: the library takes care of it, and the server leaves it as it is.</summary>
    public HookPoint<LeaseExpireCall4> Lease4Expire { get; } = new("lease4_expire", Steps.Skip);

    /// <summary>lease4_recover: a declined address has been out of use long enough. Skip: it stays declined.</summary>
    public HookPoint<LeaseExpireCall4> Lease4Recover { get; } = new("lease4_recover", Steps.Skip);
}
