using System.Buffers.Binary;
using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp6;

/// <summary>Option 5: an address in an IA (RFC 9915 section 21.6).</summary>
public readonly ref struct IaAddress6
{
    /// <summary>Bytes in front of its options.</summary>
    public const int FixedLength = 24;

    public Ip6 Address { get; private init; }

    public Lifetime Preferred { get; private init; }

    public Lifetime Valid { get; private init; }

    public ReadOnlySpan<byte> OptionArea { get; private init; }

    /// <summary>Reads the body; false when it is too short.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out IaAddress6 address)
    {
        address = default;
        if (body.Length < FixedLength)
        {
            return false;
        }

        address = new IaAddress6
        {
            Address = Ip6.Read(body),
            Preferred = new(BinaryPrimitives.ReadUInt32BigEndian(body[16..])),
            Valid = new(BinaryPrimitives.ReadUInt32BigEndian(body[20..])),
            OptionArea = body[FixedLength..],
        };
        return true;
    }

    /// <summary>Starts the option; its own options may come next, and then the writer's End with what this returns.</summary>
    public static int Begin(ref OptionWriter6 to, Ip6 address, Lifetime preferred, Lifetime valid)
    {
        int mark = to.Begin(OptionCode6.IaAddr);
        to.Address(address);
        to.UInt32(preferred.Seconds);
        to.UInt32(valid.Seconds);
        return mark;
    }
}
