namespace Nestor.Model.Leases;

/// <summary>A whole lease of either family looking at somebody's bytes, for code that copies or stores leases.</summary>
/// <typeparam name="TSelf">The view itself.</typeparam>
/// <typeparam name="TFields">The parts of fixed size.</typeparam>
public interface ILeaseView<TSelf, TFields>
    where TSelf : struct, ILeaseView<TSelf, TFields>, allows ref struct
    where TFields : struct
{
    /// <summary>The parts of variable size.</summary>
    static abstract LeaseStrings StringsOf(in TSelf view);

    static abstract TFields FieldsOf(in TSelf view);

    static abstract TSelf Of(scoped in TFields fields, LeaseStrings strings);
}

/// <summary>The parts of a lease that have no fixed size; both families have the same four.</summary>
public ref struct LeaseStrings
{
    public ReadOnlySpan<byte> HardwareAddress;

    /// <summary>What the client calls itself: its client identifier (v4) or its DUID (v6).</summary>
    public ReadOnlySpan<byte> Identifier;

    public ReadOnlySpan<byte> Hostname;

    public ReadOnlySpan<byte> UserContext;

    /// <summary>Bytes of all four.</summary>
    public readonly int Length => HardwareAddress.Length + Identifier.Length + Hostname.Length + UserContext.Length;

    /// <summary>Writes the four one after the other; <paramref name="to"/> has room for <see cref="Length"/>.</summary>
    public readonly void CopyTo(Span<byte> to)
    {
        HardwareAddress.CopyTo(to);
        to = to[HardwareAddress.Length..];
        Identifier.CopyTo(to);
        to = to[Identifier.Length..];
        Hostname.CopyTo(to);
        UserContext.CopyTo(to[Hostname.Length..]);
    }

    public readonly bool SequenceEqual(in LeaseStrings other) =>
        HardwareAddress.SequenceEqual(other.HardwareAddress) && Identifier.SequenceEqual(other.Identifier)
        && Hostname.SequenceEqual(other.Hostname) && UserContext.SequenceEqual(other.UserContext);
}

/// <summary>How long the four strings of a lease are that stand one after the other.</summary>
public struct LeaseLengths
{
    public int UserContext;
    public byte HardwareAddress;
    public byte Identifier;
    public byte Hostname;

    public readonly int Total => HardwareAddress + Identifier + Hostname + UserContext;

    /// <summary>False when one of them is longer than a lease can have.</summary>
    public static bool TryOf(in LeaseStrings strings, out LeaseLengths lengths)
    {
        lengths = new LeaseLengths
        {
            HardwareAddress = (byte)strings.HardwareAddress.Length,
            Identifier = (byte)strings.Identifier.Length,
            Hostname = (byte)strings.Hostname.Length,
            UserContext = strings.UserContext.Length,
        };
        return strings.HardwareAddress.Length <= 255 && strings.Identifier.Length <= 255 && strings.Hostname.Length <= 255;
    }

    /// <summary>The four strings in <paramref name="bytes"/>, which start with the first of them.</summary>
    public readonly LeaseStrings In(ReadOnlySpan<byte> bytes) => new()
    {
        HardwareAddress = bytes[..HardwareAddress],
        Identifier = bytes.Slice(HardwareAddress, Identifier),
        Hostname = bytes.Slice(HardwareAddress + Identifier, Hostname),
        UserContext = bytes.Slice(HardwareAddress + Identifier + Hostname, UserContext),
    };
}
