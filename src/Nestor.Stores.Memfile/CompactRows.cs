using System.Runtime.InteropServices;
using Nestor.Model.Logging;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>The last row of each address, already as it will be written, written by ascending address.</summary>
internal sealed class CompactRows<TCsv, TView, TAddr> : LeaseCompaction, ILeaseRows<TView>
    where TCsv : struct, ILeaseCsv<TView, TAddr>
    where TView : struct, allows ref struct
    where TAddr : struct, IAddress<TAddr>
{
    private const int BlockSize = 1 << 20;
    private readonly Dictionary<TAddr, long> _last = [];
    private readonly List<byte[]> _blocks = [];
    private int _used = BlockSize;

    public override int Count => _last.Count;

    public override LeaseFileResult Read(string path, uint maxErrors, Logger log) =>
        LeaseFileReader.Read<TCsv, TView, TAddr>(path, maxErrors, this, log);

    public void Row(in TView lease, ReadOnlySpan<byte> row)
    {
        if (TCsv.IsDeletion(in lease))
        {
            _last.Remove(TCsv.AddressOf(in lease));
            return;
        }

        int need = TCsv.MaxLength(in lease);
        if (BlockSize - _used < need)
        {
            _blocks.Add(new byte[Math.Max(BlockSize, need)]);
            _used = 0;
        }

        var block = _blocks[^1];
        int length = TCsv.Write(in lease, isDelete: false, block.AsSpan(_used));
        ref long place = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, TCsv.AddressOf(in lease), out bool isKnown);
        if (isKnown && LengthAt(place) == length)
        {
            // A renewal mostly has as many digits as before: it takes its old place.
            block.AsSpan(_used, length).CopyTo(At(place));
            return;
        }

        place = ((long)(_blocks.Count - 1) << 32) | (uint)_used;
        _used += length;
    }

    public override bool TryWrite(IJournalFile file, out string error)
    {
        byte[] buffer = new byte[BlockSize];
        TCsv.Header.CopyTo(buffer);
        int used = TCsv.Header.Length;
        buffer[used++] = (byte)'\n';
        error = "";
        TAddr[] addresses = [.. _last.Keys];
        Array.Sort(addresses);
        foreach (var address in addresses)
        {
            long place = _last[address];
            var row = At(place)[..LengthAt(place)];
            if (buffer.Length - used < row.Length)
            {
                if (!file.TryAppend(buffer.AsSpan(0, used), out error))
                {
                    return false;
                }

                used = 0;
                if (row.Length > buffer.Length)
                {
                    buffer = new byte[row.Length];
                }
            }

            row.CopyTo(buffer.AsSpan(used));
            used += row.Length;
        }

        return file.TryAppend(buffer.AsSpan(0, used), out error);
    }

    private Span<byte> At(long place) => _blocks[(int)(place >> 32)].AsSpan((int)(uint)place);

    private int LengthAt(long place) => At(place).IndexOf((byte)'\n') + 1;
}
