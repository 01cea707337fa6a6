using System.Buffers.Binary;

namespace Nestor.Wire.Dhcp6;

/// <summary>An identity association: IA_NA, IA_PD or IA_TA (RFC 9915 sections 21.4, 21.21 and 21.5).</summary>
public readonly ref struct Ia6
{
    /// <summary>IAID, T1 and T2; IA_TA has the IAID alone.</summary>
    public const int FixedLength = 12;

    public uint Iaid { get; private init; }

    /// <summary>Seconds until the client should ask this server again; 0 in an IA_TA.</summary>
    public uint T1 { get; private init; }

    /// <summary>Seconds until it should ask any server; 0 in an IA_TA.</summary>
    public uint T2 { get; private init; }

    /// <summary>Addresses or prefixes and a status.</summary>
    public ReadOnlySpan<byte> OptionArea { get; private init; }

    public OptionCursor6 Options => new(OptionArea);

    /// <summary>Reads the body of option 3, 4 or 25; false when it is too short or the code is another.</summary>
    public static bool TryRead(ushort code, ReadOnlySpan<byte> body, out Ia6 ia)
    {
        ia = default;
        int size = code switch
        {
            OptionCode6.IaNa or OptionCode6.IaPd => FixedLength,
            OptionCode6.IaTa => 4,
            _ => int.MaxValue,
        };
        if (body.Length < size)
        {
            return false;
        }

        bool hasTimes = size == FixedLength;
        ia = new Ia6
        {
            Iaid = BinaryPrimitives.ReadUInt32BigEndian(body),
            T1 = hasTimes ? BinaryPrimitives.ReadUInt32BigEndian(body[4..]) : 0,
            T2 = hasTimes ? BinaryPrimitives.ReadUInt32BigEndian(body[8..]) : 0,
            OptionArea = body[size..],
        };
        return true;
    }

    /// <summary>Starts an IA_NA or IA_PD; its options come next, and then the writer's End with what this returns.</summary>
    public static int Begin(ref OptionWriter6 to, ushort code, uint iaid, uint t1, uint t2)
    {
        int mark = to.Begin(code);
        to.UInt32(iaid);
        to.UInt32(t1);
        to.UInt32(t2);
        return mark;
    }
}
