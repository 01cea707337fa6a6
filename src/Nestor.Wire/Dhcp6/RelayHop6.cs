using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp6;

/// <summary>What one relay put around a message (RFC 9915 section 9). Ranges are of the buffer the datagram is in.</summary>
public struct RelayHop6
{
    /// <summary>RELAY-FORW, or RELAY-REPL when the message came from a server.</summary>
    public MessageType6 Type;

    /// <summary>Relays the message had passed before this one.</summary>
    public byte HopCount;

    /// <summary>An address of the link the client is on, or zero.</summary>
    public Ip6 LinkAddress;

    /// <summary>Whom the relay had the message from.</summary>
    public Ip6 PeerAddress;

    /// <summary>All options of this relay, the relayed message among them.</summary>
    public Range Options;

    /// <summary>The body of the first interface-id option, when <see cref="HasInterfaceId"/>.</summary>
    public Range InterfaceId;

    public bool HasInterfaceId;
}
