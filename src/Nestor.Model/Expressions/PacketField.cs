namespace Nestor.Model.Expressions;

/// <summary>What an expression reads of a query besides its options. Numbers are four bytes, whatever they were.</summary>
public enum PacketField : byte
{
    /// <summary>The name of the interface it came in by.</summary>
    Interface,
    Source,
    Destination,

    /// <summary>Bytes of the whole message.</summary>
    Length,

    /// <summary>The hardware address in the header; DHCPv4 only, like the next seven.</summary>
    Mac,
    Hlen,
    Htype,
    Ciaddr,
    Giaddr,
    Yiaddr,
    Siaddr,
    MessageType,
    TransactionId,
}
