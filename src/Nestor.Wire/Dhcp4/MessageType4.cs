namespace Nestor.Wire.Dhcp4;

/// <summary>DHCP message types: option 53 (RFC 2132 section 9.6, RFC 4388, RFC 6926).</summary>
public enum MessageType4 : byte
{
    None = 0,
    Discover = 1,
    Offer = 2,
    Request = 3,
    Decline = 4,
    Ack = 5,
    Nak = 6,
    Release = 7,
    Inform = 8,
    ForceRenew = 9,
    LeaseQuery = 10,
    LeaseUnassigned = 11,
    LeaseUnknown = 12,
    LeaseActive = 13,
    BulkLeaseQuery = 14,
    LeaseQueryDone = 15,
}
