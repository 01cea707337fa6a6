using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp6;

/// <summary>
/// Option 79: the client's link-layer address as the first relay saw it (RFC 6939). A client cannot forge it as long as
/// its relay adds it.
/// </summary>
public static class ClientLinkLayer6
{
    /// <summary>The address of the relay nearest the client that gave one; false when none did or it is empty.</summary>
    public static bool TryFind(RelayChain6 query, out ushort hardwareType, out ReadOnlySpan<byte> address)
    {
        hardwareType = 0;
        address = default;
        return query.TryNearestClient(OptionCode6.ClientLinkLayerAddr, out var body)
            && TryRead(body, out hardwareType, out address);
    }

    /// <summary>Reads the body; false when it holds no address.</summary>
    /// <param name="hardwareType">IANA's number; 1 is Ethernet.</param>
    public static bool TryRead(ReadOnlySpan<byte> body, out ushort hardwareType, out ReadOnlySpan<byte> address)
    {
        bool isRead = BinaryPrimitives.TryReadUInt16BigEndian(body, out hardwareType) && body.Length > 2;
        address = isRead ? body[2..] : default;
        return isRead;
    }
}
