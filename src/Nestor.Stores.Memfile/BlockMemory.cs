using System.Runtime.InteropServices;

namespace Nestor.Stores.Memfile;

/// <summary>Memory on a block boundary, which writing past the page cache asks for.</summary>
internal static class BlockMemory
{
    /// <summary>It stays where it is.</summary>
    public static Memory<byte> New(int length)
    {
        byte[] bytes = GC.AllocateUninitializedArray<byte>(length + RedoFormat.BlockSize, pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(bytes, 0);
        return bytes.AsMemory((int)(-address & (RedoFormat.BlockSize - 1)), length);
    }
}
