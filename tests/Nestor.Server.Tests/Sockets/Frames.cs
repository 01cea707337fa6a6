namespace Nestor.Server.Tests.Sockets;

/// <summary>Ethernet frames by hand, each byte said.</summary>
internal static class Frames
{
    public const ulong ClientMac = 0x02_00_00_00_00_01;
    public const ulong ServerMac = 0x02_00_00_00_00_FE;

    /// <summary>A client without address to everybody, from port 68 to 67, with four bytes of payload.</summary>
    public static byte[] Broadcast() =>
    [
        0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, // to everybody
        0x02, 0x00, 0x00, 0x00, 0x00, 0x01, // from the client
        0x08, 0x00,                         // IPv4
        0x45, 0x10, 0x00, 0x20,             // version 4, 20 bytes of header, TOS, 32 bytes in all
        0x00, 0x00, 0x00, 0x00,             // identification, no fragment
        0x80, 0x11, 0x3A, 0xBE,             // TTL 128, UDP, checksum
        0x00, 0x00, 0x00, 0x00,             // source
        0xFF, 0xFF, 0xFF, 0xFF,             // destination
        0x00, 0x44, 0x00, 0x43,             // ports 68 and 67
        0x00, 0x0C, 0x00, 0x00,             // 12 bytes of UDP, no checksum
        0x01, 0x02, 0x03, 0x04,
    ];

    /// <summary>The frame with some bytes changed.</summary>
    public static byte[] With(int at, params byte[] bytes)
    {
        byte[] frame = Broadcast();
        bytes.CopyTo(frame, at);
        return frame;
    }

    /// <summary>The internet checksum over these bytes (RFC 1071), the slow and plain way; 0 when they contain their own right one.</summary>
    public static ushort Checksum(params byte[][] parts)
    {
        uint sum = 0;
        foreach (byte[] part in parts)
        {
            for (int i = 0; i < part.Length; i += 2)
            {
                sum += (uint)((part[i] << 8) | (i + 1 < part.Length ? part[i + 1] : 0));
            }
        }

        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
