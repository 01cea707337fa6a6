namespace Nestor.Wire.Values;

/// <summary>What ranges, pools and prefixes need to know of an address, so that v4 and v6 share them.</summary>
/// <typeparam name="TSelf">The address type itself.</typeparam>
public interface IAddress<TSelf> : IEquatable<TSelf>, IComparable<TSelf>
    where TSelf : struct, IAddress<TSelf>
{
    /// <summary>Width of the address in bits: 32 or 128.</summary>
    static abstract int Bits { get; }

    /// <summary>The address as a number, first byte on the wire most significant.</summary>
    UInt128 Number { get; }

    /// <summary>The address with the given number; bits beyond the width are dropped.</summary>
    static abstract TSelf FromNumber(UInt128 number);

    /// <summary>Reads the address from the front of bytes in network order; there must be enough of them.</summary>
    static abstract TSelf Read(ReadOnlySpan<byte> bytes);

    /// <summary>Writes the address in network order to the front of a span that has room for it.</summary>
    void Write(Span<byte> bytes);

    /// <summary>Reads the usual notation of the family; nothing may stand in front or behind.</summary>
    static abstract bool TryParse(ReadOnlySpan<char> text, out TSelf address);
}
