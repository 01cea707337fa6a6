using System.Numerics;

namespace Nestor.Leases;

/// <summary>
/// Small byte strings without an object each: cut from large blocks in sizes of 8 bytes to 512 KiB, given back to a
/// list for their size. A handle is the place in units of 8 bytes; 0 is the empty string.
/// </summary>
internal sealed class ByteArena
{
    /// <summary>Longest string it holds.</summary>
    public const int MaxLength = BlockSize / 2;

    private const int BlockBits = 20;
    private const int BlockSize = 1 << BlockBits;
    private const int Unit = 8;
    private const int UnitsPerBlock = BlockSize / Unit;

    private readonly List<byte[]> _blocks = [];
    private readonly Stack<int>?[] _free = new Stack<int>[64];
    private int _used = BlockSize;

    public Span<byte> Get(int handle, int length) =>
        handle == 0 ? default : _blocks[(handle - 1) / UnitsPerBlock].AsSpan((handle - 1) % UnitsPerBlock * Unit, length);

    public int Allocate(int length)
    {
        if (length == 0)
        {
            return 0;
        }

        int size = SizeOf(length, out int sizeClass);
        if (_free[sizeClass] is { Count: > 0 } free)
        {
            return free.Pop();
        }

        if (_used + size > BlockSize)
        {
            _blocks.Add(new byte[BlockSize]);
            _used = 0;
        }

        int handle = ((_blocks.Count - 1) * UnitsPerBlock) + (_used / Unit) + 1;
        _used += size;
        return handle;
    }

    public void Free(int handle, int length)
    {
        if (handle != 0)
        {
            SizeOf(length, out int sizeClass);
            (_free[sizeClass] ??= new Stack<int>()).Push(handle);
        }
    }

    private static int SizeOf(int length, out int sizeClass)
    {
        if (length <= 256)
        {
            sizeClass = (length + Unit - 1) / Unit;
            return sizeClass * Unit;
        }

        int bits = 32 - BitOperations.LeadingZeroCount((uint)(length - 1));
        sizeClass = 33 + bits - 9;
        return 1 << bits;
    }
}
