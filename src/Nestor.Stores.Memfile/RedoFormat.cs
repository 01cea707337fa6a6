using System.Buffers.Binary;
using System.Numerics;

namespace Nestor.Stores.Memfile;

/// <summary>
/// The bytes of a redo log, little endian: two halves, each a header and then records that follow each other in the
/// lease file without a gap. Headers and records begin on 8 bytes.
/// </summary>
internal static class RedoFormat
{
    public const int BlockSize = 4096;
    public const int HeaderSize = 88;
    public const int RecordHeaderSize = 24;

    /// <summary>Bytes before the first record that have to be the same.</summary>
    public const int MostWitness = 4096;

    private const ulong Magic = 0x4F_44_45_52_54_53_4E_0A;
    private const uint Version = 1;

    public static int Align(int length) => (length + 7) & ~7;

    /// <summary>What a header says; see <see cref="RedoHeader"/>.</summary>
    public static void Write(in RedoHeader header, Span<byte> to)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(to, Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(to[8..], Version);
        BinaryPrimitives.WriteUInt64LittleEndian(to[16..], header.Life);
        BinaryPrimitives.WriteUInt64LittleEndian(to[24..], header.Generation);
        BinaryPrimitives.WriteUInt64LittleEndian(to[32..], header.File.Inode);
        BinaryPrimitives.WriteInt64LittleEndian(to[40..], header.File.Birth);
        header.Boot.TryWriteBytes(to[48..]);
        BinaryPrimitives.WriteInt64LittleEndian(to[64..], header.Start);
        BinaryPrimitives.WriteInt32LittleEndian(to[72..], header.WitnessLength);
        BinaryPrimitives.WriteUInt32LittleEndian(to[76..], header.WitnessSum);
        to[80..HeaderSize].Clear();
        BinaryPrimitives.WriteUInt32LittleEndian(to[12..], Sum(0, to[16..HeaderSize]));
    }

    /// <summary>False for a half without records and for one whose header is torn; <paramref name="problem"/> is for what is neither.</summary>
    public static bool TryRead(ReadOnlySpan<byte> half, out RedoHeader header, out string problem)
    {
        header = default;
        problem = "";
        ulong magic = BinaryPrimitives.ReadUInt64LittleEndian(half);
        uint version = BinaryPrimitives.ReadUInt32LittleEndian(half[8..]);
        if (magic != Magic || version != Version)
        {
            problem = magic == Magic ? $"is of version {version}" : half[..HeaderSize].ContainsAnyExcept((byte)0) ? "is no redo log" : "";
            return false;
        }

        header = new RedoHeader
        {
            Life = BinaryPrimitives.ReadUInt64LittleEndian(half[16..]),
            Generation = BinaryPrimitives.ReadUInt64LittleEndian(half[24..]),
            File = new FileIdentity(
                BinaryPrimitives.ReadUInt64LittleEndian(half[32..]), BinaryPrimitives.ReadInt64LittleEndian(half[40..])),
            Boot = new Guid(half.Slice(48, 16)),
            Start = BinaryPrimitives.ReadInt64LittleEndian(half[64..]),
            WitnessLength = BinaryPrimitives.ReadInt32LittleEndian(half[72..]),
            WitnessSum = BinaryPrimitives.ReadUInt32LittleEndian(half[76..]),
        };
        return BinaryPrimitives.ReadUInt32LittleEndian(half[12..]) == Sum(0, half[16..HeaderSize])
            && header.Start >= 0 && header.WitnessLength is >= 0 and <= MostWitness && header.WitnessLength <= header.Start;
    }

    /// <summary>The record's header; its rows are already behind it.</summary>
    public static void WriteRecord(in RedoHeader header, long offset, int length, Span<byte> to)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], length);
        BinaryPrimitives.WriteInt64LittleEndian(to[8..], offset);
        BinaryPrimitives.WriteUInt64LittleEndian(to[16..], header.Life);
        BinaryPrimitives.WriteUInt32LittleEndian(to, Sum((uint)header.Generation, to[4..(RecordHeaderSize + length)]));
    }

    /// <summary>The rows of the record there; false behind the last one, and for one that is torn or left from before.</summary>
    public static bool TryReadRecord(in RedoHeader header, ReadOnlySpan<byte> from, long offset, out ReadOnlySpan<byte> rows)
    {
        rows = default;
        if (from.Length < RecordHeaderSize)
        {
            return false;
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(from[4..]);
        if (length <= 0 || length > from.Length - RecordHeaderSize
            || BinaryPrimitives.ReadInt64LittleEndian(from[8..]) != offset
            || BinaryPrimitives.ReadUInt64LittleEndian(from[16..]) != header.Life
            || BinaryPrimitives.ReadUInt32LittleEndian(from) != Sum((uint)header.Generation, from[4..(RecordHeaderSize + length)]))
        {
            return false;
        }

        rows = from.Slice(RecordHeaderSize, length);
        return true;
    }

    /// <summary>CRC-32C.</summary>
    public static uint Sum(uint seed, ReadOnlySpan<byte> bytes)
    {
        uint sum = ~seed;
        while (bytes.Length >= 8)
        {
            sum = BitOperations.Crc32C(sum, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[8..];
        }

        foreach (byte b in bytes)
        {
            sum = BitOperations.Crc32C(sum, b);
        }

        return ~sum;
    }
}

/// <summary>What stands before the records of one half.</summary>
internal readonly record struct RedoHeader
{
    /// <summary>A random number of the process that wrote it, so that nothing older is taken for its own.</summary>
    public ulong Life { get; init; }

    /// <summary>One more for each half begun.</summary>
    public ulong Generation { get; init; }

    public FileIdentity File { get; init; }

    /// <summary>The boot of the machine it was written in.</summary>
    public Guid Boot { get; init; }

    /// <summary>Where in the lease file the first record goes.</summary>
    public long Start { get; init; }

    /// <summary>Bytes before <see cref="Start"/> that <see cref="WitnessSum"/> is of.</summary>
    public int WitnessLength { get; init; }

    public uint WitnessSum { get; init; }
}
