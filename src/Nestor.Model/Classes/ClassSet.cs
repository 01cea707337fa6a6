namespace Nestor.Model.Classes;

/// <summary>
/// The classes one query is in, in the order it came into them. One object serves one query after the other. A class
/// that the configuration does not speak of is kept by its name alone: only logs and hooks see it.
/// </summary>
public sealed class ClassSet
{
    /// <summary>Bytes of names that are kept; what is beyond is left out.</summary>
    private const int MaxNameBytes = 2048;

    private readonly List<int> _order = [];
    private ulong[] _bits = new ulong[1];
    private byte[] _text = [];
    private int _used;

    /// <summary>Number of classes.</summary>
    public int Count => _order.Count;

    /// <summary>Forgets all of them, and makes room for those of a configuration.</summary>
    public void Clear(ClassNames names)
    {
        int words = (names.Count + 63) >> 6;
        if (_bits.Length < words)
        {
            _bits = new ulong[words];
        }

        Array.Clear(_bits);
        _order.Clear();
        _used = 0;
    }

    public bool Contains(int id) => (uint)(id >> 6) < (uint)_bits.Length && (_bits[id >> 6] & (1UL << (id & 63))) != 0;

    /// <summary>False when it was there already.</summary>
    public bool Add(int id)
    {
        if (Contains(id))
        {
            return false;
        }

        _bits[id >> 6] |= 1UL << (id & 63);
        _order.Add(id);
        return true;
    }

    /// <summary>Adds all classes of a list, in its order.</summary>
    public void Add(ClassList list)
    {
        foreach (int id in list.Ids)
        {
            Add(id);
        }
    }

    /// <summary>Adds a class by a name that was made for this query.</summary>
    public void Add(ReadOnlySpan<byte> name, ClassNames names)
    {
        int id = names.Find(name);
        if (id >= 0)
        {
            Add(id);
            return;
        }

        if (name.Length > byte.MaxValue * 4 || _used + name.Length + 2 > MaxNameBytes)
        {
            return;
        }

        if (_text.Length == 0)
        {
            _text = new byte[MaxNameBytes];
        }

        // A negative entry says where the name is: two bytes of length, then its bytes.
        _order.Add(~_used);
        _text[_used] = (byte)(name.Length >> 8);
        _text[_used + 1] = (byte)name.Length;
        name.CopyTo(_text.AsSpan(_used + 2));
        _used += 2 + name.Length;
    }

    /// <summary>The number of the class at a place in the order; negative for one that is kept by its name.</summary>
    public int this[int index] => _order[index];

    /// <summary>The name of a class that has a negative number.</summary>
    public ReadOnlySpan<byte> NameOf(int id)
    {
        int at = ~id;
        return _text.AsSpan(at + 2, (_text[at] << 8) | _text[at + 1]);
    }
}
