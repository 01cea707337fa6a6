using System.Diagnostics.CodeAnalysis;

namespace Nestor.Wire.Values;

/// <summary>Keys of a dictionary that are bytes, found by a span without a copy.</summary>
public sealed class BytesComparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly BytesComparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public int GetHashCode(byte[] key) => GetHashCode(key.AsSpan());

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(ReadOnlySpan<byte> alternate)
    {
        // Salted per process by HashCode, so that a client cannot choose colliding keys.
        var hash = default(HashCode);
        hash.AddBytes(alternate);
        return hash.ToHashCode();
    }

    [SuppressMessage("Performance", "CA1822", Justification = "Part of the interface.")]
    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
}
