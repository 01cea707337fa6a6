using System.Runtime.InteropServices;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace Nestor.Stores.Memfile;

/// <summary>The last row of each address, already as it will be written, written by ascending address.</summary>
internal sealed class CompactRows4
{
    private const int BlockSize = 1 << 20;
    private readonly Dictionary<uint, long> _last = [];
    private readonly List<byte[]> _blocks = [];
    private int _used = BlockSize;

    /// <summary>Leases there are.</summary>
    public int Count => _last.Count;

    public void Remove(Ip4 address) => _last.Remove(address.Value);

    public void Put(in Lease4View lease)
    {
        int need = Csv4.MaxLength(in lease);
        if (BlockSize - _used < need)
        {
            _blocks.Add(new byte[Math.Max(BlockSize, need)]);
            _used = 0;
        }

        var block = _blocks[^1];
        int length = Csv4.Write(in lease, isDelete: false, block.AsSpan(_used));
        ref long place = ref CollectionsMarshal.GetValueRefOrAddDefault(_last, lease.Fields.Address.Value, out bool isKnown);
        if (isKnown && LengthAt(place) == length)
        {
            // A renewal mostly has as many digits as before: it takes its old place.
            block.AsSpan(_used, length).CopyTo(At(place));
            return;
        }

        place = ((long)(_blocks.Count - 1) << 32) | (uint)_used;
        _used += length;
    }

    public bool TryWrite(IJournalFile file, out string error)
    {
        byte[] buffer = new byte[BlockSize];
        Csv4.Header.CopyTo(buffer);
        int used = Csv4.Header.Length;
        buffer[used++] = (byte)'\n';
        error = "";
        uint[] addresses = [.. _last.Keys];
        Array.Sort(addresses);
        foreach (uint address in addresses)
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
