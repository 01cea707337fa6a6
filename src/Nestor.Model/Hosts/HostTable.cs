using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Nestor.Wire.Values;

namespace Nestor.Model.Hosts;

/// <summary>
/// Reservations by identifier, such as those of a configuration file. Filled while that is read, when each is still at hand: to
/// fetch 100,000 from memory again would take longer than to put them here. Frozen from then on, but for what stands beside it; look-ups
/// do not allocate.
/// </summary>
public abstract class HostTable<THost> : IHostSource<THost>
    where THost : Reservation
{
    private readonly Dictionary<Key, THost> _byIdentifier;
    private readonly Dictionary<Key, THost>.AlternateLookup<KeyView> _lookup;

    private readonly List<THost> _all;

    /// <param name="capacity">How many there will be, about.</param>
    protected HostTable(int capacity)
    {
        _all = new List<THost>(capacity);
        _byIdentifier = new Dictionary<Key, THost>(capacity, KeyComparer.Instance);
        _lookup = _byIdentifier.GetAlternateLookup<KeyView>();
    }

    public IReadOnlyList<THost> All => _all;

    public bool IsEmpty => _all.Count == 0 && Source is null or { IsEmpty: true };

    /// <summary>What is asked where this table has no answer; null for nobody.</summary>
    protected abstract IHostSource<THost>? Source { get; }

    /// <summary>Puts in those of one scope; of two with the same identifier the first is found.</summary>
    public void AddRange(IEnumerable<THost> hosts)
    {
        foreach (var host in hosts)
        {
            _all.Add(host);
            _byIdentifier.TryAdd(new Key(host.SubnetId, host.IdentifierType, host.Identifier), host);
            AddPlaces(host);
        }
    }

    /// <summary>Remembers the host by the addresses it has reserved.</summary>
    protected abstract void AddPlaces(THost host);

    /// <summary>The reservation of a client in a subnet (0: the global ones); null when there is none.</summary>
    public THost? Find(uint subnetId, HostIdentifierType type, ReadOnlySpan<byte> identifier) =>
        _byIdentifier.Count > 0 && _lookup.TryGetValue(new KeyView(subnetId, type, identifier), out var host)
            ? host
            : Source?.Find(subnetId, type, identifier);

    /// <summary>Puts the host to those that have the same reserved.</summary>
    protected static void AddOwner<TKey>(Dictionary<TKey, Owners> owners, TKey key, THost host)
        where TKey : notnull
    {
        ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(owners, key, out bool isShared);
        found = isShared ? new Owners(found.First, [.. found.All ?? [found.First], host]) : new Owners(host, null);
    }

    /// <summary>Who has something reserved; nobody where it is not reserved.</summary>
    protected static ReadOnlySpan<THost> OwnersOf<TKey>(Dictionary<TKey, Owners> owners, TKey key)
        where TKey : notnull
    {
        ref var found = ref CollectionsMarshal.GetValueRefOrNullRef(owners, key);
        return Unsafe.IsNullRef(ref found) ? [] : found.All ?? new ReadOnlySpan<THost>(in found.First);
    }

    /// <summary>Owners here and owners there; it allocates where there are such in both.</summary>
    protected static ReadOnlySpan<THost> Together(ReadOnlySpan<THost> here, ReadOnlySpan<THost> there) =>
        there.IsEmpty ? here : here.IsEmpty ? there : (THost[])[.. here, .. there];

    /// <summary>Those that have the same reserved: nearly always one.</summary>
    /// <param name="all">Null for the first one alone.</param>
    protected readonly struct Owners(THost first, THost[]? all)
    {
        public readonly THost First = first;
        public readonly THost[]? All = all;
    }

    private readonly record struct Key(uint SubnetId, HostIdentifierType Type, byte[] Identifier);

    private readonly ref struct KeyView(uint subnetId, HostIdentifierType type, ReadOnlySpan<byte> identifier)
    {
        public readonly uint SubnetId = subnetId;
        public readonly HostIdentifierType Type = type;
        public readonly ReadOnlySpan<byte> Identifier = identifier;
    }

    private sealed class KeyComparer : IEqualityComparer<Key>, IAlternateEqualityComparer<KeyView, Key>
    {
        public static readonly KeyComparer Instance = new();

        public bool Equals(Key x, Key y) => Equals(new KeyView(x.SubnetId, x.Type, x.Identifier), y);

        public int GetHashCode(Key key) => GetHashCode(new KeyView(key.SubnetId, key.Type, key.Identifier));

        public bool Equals(KeyView alternate, Key other) =>
            alternate.SubnetId == other.SubnetId && alternate.Type == other.Type
            && alternate.Identifier.SequenceEqual(other.Identifier);

        public int GetHashCode(KeyView alternate)
        {
            // Salted per process by HashCode, so that a client cannot choose colliding identifiers.
            var hash = default(HashCode);
            hash.Add(alternate.SubnetId);
            hash.Add((byte)alternate.Type);
            hash.AddBytes(alternate.Identifier);
            return hash.ToHashCode();
        }

        [SuppressMessage("Performance", "CA1822", Justification = "Part of the interface.")]
        public Key Create(KeyView alternate) =>
            new(alternate.SubnetId, alternate.Type, alternate.Identifier.ToArray());
    }
}
