using Nestor.Model.Settings;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.ReplyOptions;

/// <summary>
/// The options of one reply on their way to the wire: each points at configured bytes or at a copy of its own. Used
/// for one reply after the other without allocation.
/// </summary>
public sealed class ReplyBuilder6
{
    private Entry[] _entries = new Entry[64];
    private byte[] _scratch = new byte[16384];
    private int _used;
    private int _count;

    /// <summary>Forgets the last reply.</summary>
    public void Clear()
    {
        _count = 0;
        _used = 0;
    }

    public int Count => _count;

    /// <summary>In the order they were added, until they are written.</summary>
    public ushort CodeAt(int place) => _entries.AsSpan(0, _count)[place].Code;

    /// <inheritdoc cref="CodeAt"/>
    public ReadOnlySpan<byte> BodyAt(int place)
    {
        ref readonly var entry = ref _entries.AsSpan(0, _count)[place];
        return entry.Bytes.AsSpan(entry.Offset, entry.Length);
    }

    public bool Has(ushort code)
    {
        foreach (ref readonly var entry in _entries.AsSpan(0, _count))
        {
            if (entry.Code == code)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The body of the option with the code, of several that with this number among them, from 0.</summary>
    public bool TryFind(ushort code, int number, out ReadOnlySpan<byte> body)
    {
        foreach (ref readonly var entry in _entries.AsSpan(0, _count))
        {
            if (entry.Code == code && number-- == 0)
            {
                body = entry.Bytes.AsSpan(entry.Offset, entry.Length);
                return true;
            }
        }

        body = default;
        return false;
    }

    /// <summary>The array that the first such option's bytes are in, a configured option's own when it is one; null without any.</summary>
    internal byte[]? SourceOf(ushort code)
    {
        foreach (ref readonly var entry in _entries.AsSpan(0, _count))
        {
            if (entry.Code == code)
            {
                return entry.Bytes;
            }
        }

        return null;
    }

    /// <summary>Takes every option with the code out.</summary>
    public void Remove(ushort code)
    {
        int kept = 0;
        for (int i = 0; i < _count; i++)
        {
            if (_entries[i].Code != code)
            {
                _entries[kept++] = _entries[i];
            }
        }

        _count = kept;
    }

    /// <summary>Sends a configured option; its bytes are used where they are.</summary>
    public void Add(ConfiguredOption option) => Point(option.Code, option.Body, 0, option.Body.Length);

    /// <summary>Sends a copy of these bytes.</summary>
    public void Add(ushort code, ReadOnlySpan<byte> body)
    {
        body.CopyTo(Room(body.Length));
        Take(code, body.Length);
    }

    /// <summary>Sends a copy of these bytes in the place of the body of an option that was added.</summary>
    public void Replace(int place, ReadOnlySpan<byte> body)
    {
        ref var entry = ref _entries.AsSpan(0, _count)[place];
        body.CopyTo(Room(body.Length));
        entry = entry with { Bytes = _scratch, Offset = _used, Length = body.Length };
        _used += body.Length;
    }

    /// <summary>Room to write the body of an option in, that <see cref="Take"/> then adds.</summary>
    public Span<byte> Room(int size)
    {
        if (_scratch.Length - _used < size)
        {
            // Options added before keep pointing at the old buffer, which lives as long as they do.
            _scratch = new byte[(_scratch.Length + size) * 2];
            _used = 0;
        }

        return _scratch.AsSpan(_used, size);
    }

    /// <summary>Adds the option whose body was written at the start of the last <see cref="Room"/>.</summary>
    public void Take(ushort code, int length)
    {
        Point(code, _scratch, _used, length);
        _used += length;
    }

    /// <summary>Writes the options by ascending code, those with one code in the order they were added, as Kea does.</summary>
    public void Write(scoped ref OptionWriter6 to)
    {
        for (int i = 1; i < _count; i++)
        {
            var entry = _entries[i];
            int at = i;
            while (at > 0 && _entries[at - 1].Code > entry.Code)
            {
                _entries[at] = _entries[at - 1];
                at--;
            }

            _entries[at] = entry;
        }

        foreach (ref readonly var entry in _entries.AsSpan(0, _count))
        {
            to.Option(entry.Code, entry.Bytes.AsSpan(entry.Offset, entry.Length));
        }
    }

    private void Point(ushort code, byte[] bytes, int offset, int length)
    {
        if (_count == _entries.Length)
        {
            Array.Resize(ref _entries, _count * 2);
        }

        _entries[_count++] = new Entry { Code = code, Bytes = bytes, Offset = offset, Length = length };
    }

    private struct Entry
    {
        public byte[] Bytes;
        public int Offset;
        public int Length;
        public ushort Code;
    }
}
