using System.Buffers.Binary;
using System.Text;

namespace Nestor.Json;

/// <summary>
/// Short texts that come again and again in a file, each made into a string once: names of members, and values such as
/// those of types and options. What does not come again is soon replaced.
/// </summary>
/// <param name="length">Bytes of the whole file: a small one needs little room.</param>
internal sealed class TextCache(int length)
{
    private const int MaxLength = 40;
    private const ulong Factor = 0x9E3779B97F4A7C15;

    private readonly string[] _slots = new string[Math.Clamp(length / 16, 16, 1024)];

    // What was asked for last of each slot.
    private ulong[]? _asked;

    /// <summary>The text of bytes that are UTF-8.</summary>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        if (utf8.IsEmpty)
        {
            return "";
        }

        ref string slot = ref _slots[Hash(utf8) % (uint)_slots.Length];
        if (slot is null || !Ascii.Equals(utf8, slot))
        {
            slot = Encoding.UTF8.GetString(utf8);
        }

        return slot;
    }

    /// <summary>The same of bytes that come for the second time; null at the first.</summary>
    public string? Known(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > MaxLength)
        {
            return utf8.IsEmpty ? "" : null;
        }

        ulong hash = Hash(utf8);
        ulong at = hash % (uint)_slots.Length;
        ref string slot = ref _slots[at];
        if (slot is not null && Ascii.Equals(utf8, slot))
        {
            return slot;
        }

        ref ulong asked = ref (_asked ??= new ulong[_slots.Length])[at];
        if (asked == hash)
        {
            return slot = Encoding.UTF8.GetString(utf8);
        }

        asked = hash;
        return null;
    }

    private static ulong Hash(ReadOnlySpan<byte> utf8)
    {
        ulong hash = (ulong)utf8.Length;
        var rest = utf8;
        for (; rest.Length >= 8; rest = rest[8..])
        {
            hash = (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(rest)) * Factor;
            hash ^= hash >> 32;
        }

        foreach (byte b in rest)
        {
            hash = (hash ^ b) * Factor;
        }

        return hash ^ (hash >> 32);
    }
}
