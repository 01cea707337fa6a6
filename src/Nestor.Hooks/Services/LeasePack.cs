using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Nestor.Model.Leases;

namespace Nestor.Hooks.Services;

/// <summary>
/// Copies of many leases, to be taken on the loop's thread a few at a time and read on another. They lie in a few large
/// blocks, which cost neither the loop nor the collector of garbage anything to keep.
/// </summary>
public sealed class LeasePack<TView, TFields>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
{
    /// <summary>Large enough to be left where it is by the collector.</summary>
    private const int BlockSize = 256 * 1024;

    private readonly List<byte[]> _blocks = [];

    /// <summary>How much of each block is used.</summary>
    private readonly List<int> _used = [];

    /// <summary>Takes one lease of a pack; it holds for the call.</summary>
    /// <param name="place">See <see cref="At"/>.</param>
    public delegate void Reader(long place, in TView lease);

    public int Count { get; private set; }

    /// <summary>Takes a copy.</summary>
    public void Add(in TView lease)
    {
        var fields = TView.FieldsOf(in lease);
        var strings = TView.StringsOf(in lease);
        LeaseLengths.TryOf(in strings, out var lengths);
        int need = Unsafe.SizeOf<TFields>() + Unsafe.SizeOf<LeaseLengths>() + strings.Length;
        if (_blocks.Count == 0 || _blocks[^1].Length - _used[^1] < need)
        {
            _blocks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(BlockSize, need)));
            _used.Add(0);
        }

        var to = _blocks[^1].AsSpan(_used[^1], need);
        MemoryMarshal.Write(to, in fields);
        MemoryMarshal.Write(to[Unsafe.SizeOf<TFields>()..], in lengths);
        strings.CopyTo(to[(Unsafe.SizeOf<TFields>() + Unsafe.SizeOf<LeaseLengths>())..]);
        _used[^1] += need;
        Count++;
    }

    /// <summary>Reads all of them in the order they were added.</summary>
    public void ForEach(Reader read)
    {
        for (int block = 0; block < _blocks.Count; block++)
        {
            for (int at = 0; at < _used[block];)
            {
                var view = At(block, at, out int length);
                read(((long)block << 32) | (uint)at, in view);
                at += length;
            }
        }
    }

    /// <summary>The lease at a place that <see cref="ForEach"/> told.</summary>
    public TView At(long place) => At((int)(place >> 32), (int)place, out _);

    private TView At(int block, int at, out int length)
    {
        var bytes = _blocks[block].AsSpan(at);
        var fields = MemoryMarshal.Read<TFields>(bytes);
        var lengths = MemoryMarshal.Read<LeaseLengths>(bytes[Unsafe.SizeOf<TFields>()..]);
        int head = Unsafe.SizeOf<TFields>() + Unsafe.SizeOf<LeaseLengths>();
        length = head + lengths.Total;
        return TView.Of(in fields, lengths.In(bytes[head..length]));
    }
}
