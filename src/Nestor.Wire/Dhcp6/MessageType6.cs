namespace Nestor.Wire.Dhcp6;

/// <summary>DHCPv6 message types (RFC 9915 section 7.3, RFC 5007, 5460, 7341, 7653, 8156 and 9686).</summary>
public enum MessageType6 : byte
{
    None = 0,
    Solicit = 1,
    Advertise = 2,
    Request = 3,
    Confirm = 4,
    Renew = 5,
    Rebind = 6,
    Reply = 7,
    Release = 8,
    Decline = 9,
    Reconfigure = 10,
    InformationRequest = 11,
    RelayForw = 12,
    RelayRepl = 13,
    LeaseQuery = 14,
    LeaseQueryReply = 15,
    LeaseQueryDone = 16,
    LeaseQueryData = 17,
    ReconfigureRequest = 18,
    ReconfigureReply = 19,
    DhcpV4Query = 20,
    DhcpV4Response = 21,
    ActiveLeaseQuery = 22,
    StartTls = 23,
    AddrRegInform = 36,
    AddrRegReply = 37,
}
