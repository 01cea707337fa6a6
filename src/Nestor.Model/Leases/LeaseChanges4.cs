namespace Nestor.Model.Leases;

/// <summary>
/// What one batch changed, in order, with all bytes copied: the loop fills it, stores and partners read it while the
/// loop goes on with the next batch. A store writes all of it or none of it is answered.
/// </summary>
public sealed class LeaseChanges4
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
    public void Put(in Lease4View lease) => Add(in lease, isDelete: false);

    /// <summary>The lease as it was; it is gone from now on.</summary>
    public void Delete(in Lease4View lease) => Add(in lease, isDelete: true);

    /// <summary>One change. The view points into this object and holds until <see cref="Clear"/>.</summary>
    public Lease4View Get(int index, out bool isDelete)
    {
        ref readonly var e = ref _entries[index];
        isDelete = e.IsDelete;
        int at = e.Offset;
        return new Lease4View
        {
            Fields = e.Fields,
            HardwareAddress = _bytes.AsSpan(at, e.HardwareLength),
            ClientId = _bytes.AsSpan(at + e.HardwareLength, e.ClientIdLength),
            Hostname = _bytes.AsSpan(at + e.HardwareLength + e.ClientIdLength, e.HostnameLength),
            UserContext = _bytes.AsSpan(
                at + e.HardwareLength + e.ClientIdLength + e.HostnameLength, e.UserContextLength),
        };
    }

    private void Add(in Lease4View lease, bool isDelete)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Count * 2);
        }

        int need = lease.HardwareAddress.Length + lease.ClientId.Length + lease.Hostname.Length + lease.UserContext.Length;
        if (_bytes.Length - _used < need)
        {
            Array.Resize(ref _bytes, (_used + need) * 2);
        }

        _entries[Count++] = new Entry
        {
            Fields = lease.Fields,
            Offset = _used,
            HardwareLength = lease.HardwareAddress.Length,
            ClientIdLength = lease.ClientId.Length,
            HostnameLength = lease.Hostname.Length,
            UserContextLength = lease.UserContext.Length,
            IsDelete = isDelete,
        };
        Append(lease.HardwareAddress);
        Append(lease.ClientId);
        Append(lease.Hostname);
        Append(lease.UserContext);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
    }

    private struct Entry
    {
        public Lease4Fields Fields;
        public int Offset;
        public int HardwareLength;
        public int ClientIdLength;
        public int HostnameLength;
        public int UserContextLength;
        public bool IsDelete;
    }
}
