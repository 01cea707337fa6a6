using System.Buffers.Binary;
using System.Text;

namespace Nestor.Json;

/// <summary>
/// Short texts that come again and again in a file, each made into a string once: names of members, and values such as
/// those of types and options. What does not come again is soon replaced.
/// </summary>
internal sealed class TextCache
{
    private const int MaxLength = 40;
    private const int Slots = 1024;
    private const ulong Factor = 0x9E3779B97F4A7C15;

    private readonly string[] _slots = new string[Slots];

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

        ref string slot = ref _slots[(hash ^ (hash >> 32)) % Slots];
        if (slot is null || !Ascii.Equals(utf8, slot))
        {
            slot = Encoding.UTF8.GetString(utf8);
        }

        return slot;
    }
}
