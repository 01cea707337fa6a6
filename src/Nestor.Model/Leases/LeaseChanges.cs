namespace Nestor.Model.Leases;

/// <summary>What one batch changed, as far as a batch goes.</summary>
public interface IChanges
{
    int Count { get; }

    /// <summary>Forgets everything and keeps the memory.</summary>
    void Clear();
}

/// <summary>
/// What one batch changed, in order, with all bytes copied: the loop fills it, stores and partners read it while the
/// loop goes on with the next batch. A store writes all of it or none of it is answered.
/// </summary>
public abstract class LeaseChanges<TView, TFields> : IChanges
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
{
    private Entry[] _entries = new Entry[64];
    private byte[] _bytes = new byte[4096];
    private int _used;

    public int Count { get; private set; }

    public bool IsEmpty => Count == 0;

    /// <summary>Forgets everything and keeps the memory.</summary>
    public void Clear()
    {
        Count = 0;
        _used = 0;
    }

    /// <summary>The lease as it is from now on, new or changed.</summary>
    public void Put(in TView lease) => Add(in lease, isDelete: false);

    /// <summary>The lease as it was; it is gone from now on.</summary>
    public void Delete(in TView lease) => Add(in lease, isDelete: true);

    /// <summary>One change. The view points into this object and holds until <see cref="Clear"/>.</summary>
    public TView Get(int index, out bool isDelete)
    {
        ref readonly var e = ref _entries[index];
        isDelete = e.IsDelete;
        return TView.Of(in e.Fields, e.Lengths.In(_bytes.AsSpan(e.Offset, e.Lengths.Total)));
    }

    private void Add(in TView lease, bool isDelete)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        var strings = TView.StringsOf(in lease);
        int need = strings.Length;
        if (_bytes.Length - _used < need)
        {
            Array.Resize(ref _bytes, (_used + need) * 2);
        }

        if (!LeaseLengths.TryOf(in strings, out var lengths))
        {
            throw new ArgumentException("a lease's identifiers or name are too long", nameof(lease));
        }

        _entries[Count++] = new Entry { Fields = TView.FieldsOf(in lease), Offset = _used, Lengths = lengths, IsDelete = isDelete };
        strings.CopyTo(_bytes.AsSpan(_used));
        _used += need;
    }

    private struct Entry
    {
        public TFields Fields;
        public int Offset;
        public LeaseLengths Lengths;
        public bool IsDelete;
    }
}

/// <summary>The changes of IPv4 leases of one batch.</summary>
public sealed class LeaseChanges4 : LeaseChanges<Lease4View, Lease4Fields>;

/// <summary>The changes of IPv6 leases of one batch.</summary>
public sealed class LeaseChanges6 : LeaseChanges<Lease6View, Lease6Fields>;
