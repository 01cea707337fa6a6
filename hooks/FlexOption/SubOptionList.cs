using System.Buffers.Binary;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace StandardLibraries.FlexOption;

/// <summary>The sub-options of one option while they are changed, by ascending code as Kea writes them. Used again and again.</summary>
internal sealed class SubOptionList
{
    private readonly List<(ushort Code, int Start, int Length)> _entries = [];
    private readonly List<byte> _bytes = [];

    public int Count => _entries.Count;

    /// <summary>Reads an area; what is no whole sub-option at its end is left out.</summary>
    public void Read(ReadOnlySpan<byte> area, bool isV6)
    {
        _entries.Clear();
        _bytes.Clear();
        if (isV6)
        {
            var cursor = new OptionCursor6(area);
            while (cursor.TryNext(out ushort code, out var body))
            {
                Add(code, body);
            }
        }
        else
        {
            while (SubOptions.TryNext(ref area, out byte code, out var body))
            {
                Add(code, body);
            }
        }
    }

    public bool Has(ushort code)
    {
        foreach (var entry in _entries)
        {
            if (entry.Code == code)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Adds one behind those with no higher code.</summary>
    public void Add(ushort code, ReadOnlySpan<byte> body)
    {
        int at = _entries.Count;
        while (at > 0 && _entries[at - 1].Code > code)
        {
            at--;
        }

        _entries.Insert(at, (code, _bytes.Count, body.Length));
        _bytes.AddRange(body);
    }

    public void Remove(ushort code)
    {
        for (int i = _entries.Count - 1; i >= 0; i--)
        {
            if (_entries[i].Code == code)
            {
                _entries.RemoveAt(i);
            }
        }
    }

    /// <summary>The area, behind what <paramref name="to"/> has already.</summary>
    public void Write(List<byte> to, bool isV6)
    {
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_bytes);
        Span<byte> head = stackalloc byte[OptionCursor6.HeaderLength];
        foreach (var (code, start, length) in _entries)
        {
            if (!isV6)
            {
                SubOptions.Append(to, (byte)code, bytes.Slice(start, length));
                continue;
            }

            BinaryPrimitives.WriteUInt16BigEndian(head, code);
            BinaryPrimitives.WriteUInt16BigEndian(head[2..], (ushort)length);
            to.AddRange(head);
            to.AddRange(bytes.Slice(start, length));
        }
    }
}
