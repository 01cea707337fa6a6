using System.Buffers.Binary;
using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp6;

/// <summary>Option 26: a delegated prefix in an IA_PD (RFC 9915 section 21.22).</summary>
public readonly ref struct IaPrefix6
{
    /// <summary>Bytes in front of its options.</summary>
    public const int FixedLength = 25;

    /// <summary>Zeros stand behind its length, whatever the client sent there.</summary>
    public Prefix6 Prefix { get; private init; }

    public Lifetime Preferred { get; private init; }

    public Lifetime Valid { get; private init; }

    public ReadOnlySpan<byte> OptionArea { get; private init; }

    /// <summary>Reads the body; false when it is too short or the prefix longer than an address.</summary>
    public static bool TryRead(ReadOnlySpan<byte> body, out IaPrefix6 prefix)
    {
        prefix = default;
        if (body.Length < FixedLength || body[8] > Ip6.Bits)
        {
            return false;
        }

        prefix = new IaPrefix6
        {
            Preferred = new(BinaryPrimitives.ReadUInt32BigEndian(body)),
            Valid = new(BinaryPrimitives.ReadUInt32BigEndian(body[4..])),
            Prefix = new Prefix6(Ip6.Read(body[9..]), body[8]).Masked,
            OptionArea = body[FixedLength..],
        };
        return true;
    }

    /// <summary>Starts the option; its own options may come next, and then the writer's End with what this returns.</summary>
    public static int Begin(ref OptionWriter6 to, Prefix6 prefix, Lifetime preferred, Lifetime valid)
    {
        int mark = to.Begin(OptionCode6.IaPrefix);
        to.UInt32(preferred.Seconds);
        to.UInt32(valid.Seconds);
        to.UInt8(prefix.Length);
        to.Address(prefix.Address);
        return mark;
    }
}
