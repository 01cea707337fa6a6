using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Settings;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary><c>reservations</c> of a subnet or of the globe: who, and what both families keep for him.</summary>
internal abstract class ReservationReader<TAddr, THost>(Reading reading, OptionReader options, HostIdentifiers identifiers)
    where TAddr : struct, IAddress<TAddr>
    where THost : Reservation
{
    private const int MaxCleared = 1000;

    // Those of the list that is being read: lists are of different subnets.
    private HashSet<(HostIdentifierType Type, byte[] Bytes)> _seen = new(IdentifierComparer.Instance);
    private HashSet<TAddr> _addresses = [];
    private readonly List<byte> _bytes = [];

    /// <summary>No two reservations of a subnet may have the same address or prefix.</summary>
    public bool AreAddressesUnique { get; init; } = true;

    protected Reading Reading { get; } = reading;

    /// <param name="subnetId">0 for global reservations.</param>
    /// <param name="range">The subnet's addresses; null for the globe.</param>
    public IEnumerable<THost> Read(Element? list, uint subnetId, AddressRange<TAddr>? range)
    {
        if (_seen.Capacity > MaxCleared || _addresses.Capacity > MaxCleared)
        {
            // To clear a large set costs its size, even when it was used for little last.
            _seen = new(IdentifierComparer.Instance);
            _addresses = [];
        }

        _seen.Clear();
        _addresses.Clear();
        foreach (var map in list?.Items ?? [])
        {
            var host = Reading.Quarantine.Entry(
                "reservations", map, (Reader: this, SubnetId: subnetId, Range: range), static (map, of) => of.Reader.One(map, of.SubnetId, of.Range));
            if (host is not null)
            {
                yield return host;
            }
        }
    }

    /// <summary>The whole reservation; null, with an error, when what only this family has is wrong.</summary>
    protected abstract THost? Make(Element map, uint subnetId, HostIdentifierType type, byte[] identifier, AddressRange<TAddr>? range);

    /// <summary>False, with an error, for an address that nobody can have here, or that another has.</summary>
    protected bool CheckAddress(SourcePlace place, TAddr address, bool isUsable, AddressRange<TAddr>? range)
    {
        if (!isUsable)
        {
            Reading.Diagnostics.Error(place, $"found {address}, wanted an address that a client can have");
            return false;
        }

        if (range is { } subnet && !subnet.Contains(address))
        {
            Reading.Diagnostics.Error(place, $"found {address}, wanted an address from {subnet.First} to {subnet.Last}");
            return false;
        }

        if (!_addresses.Add(address) && AreAddressesUnique)
        {
            Reading.Diagnostics.Error(place, $"found {address}, wanted an address that is not reserved for another client already");
            return false;
        }

        return true;
    }

    private THost? One(Element map, uint subnetId, AddressRange<TAddr>? range)
    {
        int at = -1;
        int given = 0;
        Element? value = null;
        for (int i = 0; i < identifiers.All.Length; i++)
        {
            if (map[identifiers.All[i].Name] is { } one)
            {
                at = i;
                given++;
                value = one;
            }
        }

        if (value is null || given != 1)
        {
            Reading.Diagnostics.Error(
                map.Place, $"found {given} identifiers, wanted one of {string.Join(", ", identifiers.All.Select(i => i.Name))}");
            return null;
        }

        var (name, type, max) = identifiers.All[at];
        var identifier = _bytes;
        identifier.Clear();
        if (!TryIdentifier(value, identifier))
        {
            Reading.Diagnostics.Error(value.Place, $"found \"{value.Text}\", wanted hexadecimal digits for \"{name}\"");
            return null;
        }

        if (identifier.Count == 0 || identifier.Count > max)
        {
            Reading.Diagnostics.Error(value.Place, $"found {identifier.Count} bytes, wanted 1 to {max} for \"{name}\"");
            return null;
        }

        byte[] bytes = [.. identifier];
        if (!_seen.Add((type, bytes)))
        {
            Reading.Diagnostics.Error(value.Place, $"found a second reservation for \"{value.Text}\" in this scope, wanted one");
            return null;
        }

        return Make(map, subnetId, type, bytes, range);
    }

    protected static string Hostname(Element map) => Reading.Text(map, "hostname")?.ToLowerInvariant() ?? "";

    protected OptionSet Options(Element map) => options.Read(map["option-data"]);

    protected ClassList Classes(Element map) => Reading.Classes(map, "client-classes");

    private static bool TryIdentifier(Element value, List<byte> to)
    {
        var text = value.TextIn(stackalloc char[64]);
        return text.Contains('.')
            ? OptionText.TryHex(value.Text.Replace('.', ':'), to) || TryDotted(value.Text, to)
            : OptionText.TryHex(text, to);
    }

    /// <summary>The spelling of switches: 0011.2233.4455.</summary>
    private static bool TryDotted(string text, List<byte> to)
    {
        to.Clear();
        return text.Contains('.', StringComparison.Ordinal) && OptionText.TryHex(text.Replace(".", "", StringComparison.Ordinal), to);
    }

    private sealed class IdentifierComparer : IEqualityComparer<(HostIdentifierType Type, byte[] Bytes)>
    {
        public static readonly IdentifierComparer Instance = new();

        public bool Equals((HostIdentifierType Type, byte[] Bytes) x, (HostIdentifierType Type, byte[] Bytes) y) =>
            x.Type == y.Type && x.Bytes.AsSpan().SequenceEqual(y.Bytes);

        public int GetHashCode((HostIdentifierType Type, byte[] Bytes) key)
        {
            var hash = default(HashCode);
            hash.Add((byte)key.Type);
            hash.AddBytes(key.Bytes);
            return hash.ToHashCode();
        }
    }
}
