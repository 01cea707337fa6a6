using System.Buffers.Binary;
using Nestor.Wire.Authentication;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Reconfiguration;

/// <summary>The FORCERENEW message (RFC 3203 section 3), signed (RFC 6704 section 3.1.3).</summary>
internal static class ForceRenewMessage
{
    /// <summary>The authentication option is written right after cookie and message type.</summary>
    private const int AuthenticationAt = Packet4.HeaderLength + 4 + 3 + 2;

    /// <returns>Bytes of the message.</returns>
    public static int Write(
        Span<byte> to, ReadOnlySpan<byte> hardwareAddress, uint transaction, Ip4 server, ulong replay, ReadOnlySpan<byte> nonce)
    {
        to[..Packet4.HeaderLength].Clear();
        var hardware = hardwareAddress[..Math.Min(hardwareAddress.Length, Packet4.MaxHardwareLength)];
        to[0] = 2;
        to[1] = 1;
        to[2] = (byte)hardware.Length;
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], transaction);
        hardware.CopyTo(to[28..]);

        Span<byte> authentication = stackalloc byte[ReconfigureAuthentication.BodyLength];
        ReconfigureAuthentication.WriteUnsigned(authentication, replay);
        Span<byte> identifier = stackalloc byte[4];
        server.Write(identifier);
        scoped var options = new OptionWriter4(to);
        options.TryAppend(OptionCode4.MessageType, [(byte)MessageType4.ForceRenew]);
        options.TryAppend(OptionCode4.Authentication, authentication);
        options.TryAppend(OptionCode4.ServerIdentifier, identifier);
        int length = options.Finish(0);
        ReconfigureAuthentication.Sign(to[..length], AuthenticationAt, nonce);
        return length;
    }
}
