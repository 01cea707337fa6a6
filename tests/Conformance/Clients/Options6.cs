using System.Buffers.Binary;

namespace Conformance.Clients;

/// <summary>Options of DHCPv6 as these tests write and look for them, without the product's code.</summary>
internal static class Options6
{
    public static byte[] Of(byte code, byte[] body) => [0, code, (byte)(body.Length >> 8), (byte)body.Length, .. body];

    /// <summary>The body of the first option with the code; null when there is none.</summary>
    /// <param name="start">Where the options start: 4 in a client's message, 34 in a relay's.</param>
    public static byte[]? Find(byte[] message, int code, int start = 4) =>
        Place(message, code, start) is > 0 and int at ? message[at..(at + BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at - 2)))] : null;

    /// <summary>Where the body of an option starts; 0 when it is not there.</summary>
    public static int Place(byte[] message, int code, int start = 4)
    {
        for (int at = start; at + 4 <= message.Length; at += 4 + BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at + 2)))
        {
            if (BinaryPrimitives.ReadUInt16BigEndian(message.AsSpan(at)) == code)
            {
                return at + 4;
            }
        }

        return 0;
    }
}
