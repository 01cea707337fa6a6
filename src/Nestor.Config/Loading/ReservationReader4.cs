using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary><c>reservations</c> of a subnet or of the globe.</summary>
internal sealed class ReservationReader4(Reading reading, OptionReader4 options)
{
    private static readonly (string Name, HostIdentifierType Type, int Max)[] Identifiers =
    [
        ("hw-address", HostIdentifierType.HwAddress, 20),
        ("duid", HostIdentifierType.Duid, 128),
        ("circuit-id", HostIdentifierType.CircuitId, 128),
        ("client-id", HostIdentifierType.ClientId, 128),
        ("flex-id", HostIdentifierType.FlexId, 128),
    ];

    private readonly HashSet<(uint, HostIdentifierType, string)> _seen = [];
    private readonly HashSet<(uint, Ip4)> _addresses = [];

    /// <param name="subnetId">0 for global reservations.</param>
    /// <param name="range">The subnet's addresses; null for the globe.</param>
    public IEnumerable<Reservation4> Read(Element? list, uint subnetId, AddressRange<Ip4>? range)
    {
        foreach (var map in list?.Items ?? [])
        {
            if (One(map, subnetId, range) is { } host)
            {
                yield return host;
            }
        }
    }

    public static bool TryIdentifierType(string name, out HostIdentifierType type)
    {
        int at = Array.FindIndex(Identifiers, i => i.Name == name);
        type = at < 0 ? default : Identifiers[at].Type;
        return at >= 0;
    }

    private Reservation4? One(Element map, uint subnetId, AddressRange<Ip4>? range)
    {
        var given = Identifiers.Where(i => map[i.Name] is not null).ToArray();
        if (given.Length != 1)
        {
            reading.Diagnostics.Error(
                map.Place, $"found {given.Length} identifiers, wanted one of hw-address, duid, circuit-id, client-id, flex-id");
            return null;
        }

        var (name, type, max) = given[0];
        var identifier = new List<byte>();
        string text = map[name]!.Text;
        if (!OptionText.TryHex(text.Replace('.', ':'), identifier) && !TryDotted(text, identifier))
        {
            reading.Diagnostics.Error(map[name]!.Place, $"found \"{text}\", wanted hexadecimal digits for \"{name}\"");
            return null;
        }

        if (identifier.Count == 0 || identifier.Count > max)
        {
            reading.Diagnostics.Error(map[name]!.Place, $"found {identifier.Count} bytes, wanted 1 to {max} for \"{name}\"");
            return null;
        }

        var address = reading.Address(map, "ip-address");
        if (!Check(map, name, (subnetId, type, Convert.ToHexString(identifier.ToArray())), address, range))
        {
            return null;
        }

        return new Reservation4
        {
            SubnetId = subnetId,
            IdentifierType = type,
            Identifier = [.. identifier],
            Address = address,
            Hostname = Reading.Text(map, "hostname")?.ToLowerInvariant() ?? "",
            Options = options.Read(map["option-data"]),
            NextServer = reading.Address(map, "next-server"),
            ServerHostname = reading.Field(map, "server-hostname", 63) ?? [],
            BootFileName = reading.Field(map, "boot-file-name", 127) ?? [],
            ClientClasses = Reading.Strings(map, "client-classes"),
            UserContext = Reading.UserContext(map),
        };
    }

    /// <summary>The spelling of switches: 0011.2233.4455.</summary>
    private static bool TryDotted(string text, List<byte> to)
    {
        to.Clear();
        return text.Contains('.', StringComparison.Ordinal) && OptionText.TryHex(text.Replace(".", "", StringComparison.Ordinal), to);
    }

    private bool Check(
        Element map, string name, (uint Subnet, HostIdentifierType, string) key, Ip4? address, AddressRange<Ip4>? range)
    {
        if (!_seen.Add(key))
        {
            reading.Diagnostics.Error(map[name]!.Place, $"found a second reservation for \"{map[name]!.Text}\" in this scope, wanted one");
            return false;
        }

        if (address is not { } reserved)
        {
            return true;
        }

        var place = map["ip-address"]!.Place;
        if (reserved.IsZero || reserved.IsBroadcast)
        {
            reading.Diagnostics.Error(place, $"found {reserved}, wanted an address that a client can have");
            return false;
        }

        if (range is { } subnet && !subnet.Contains(reserved))
        {
            reading.Diagnostics.Error(place, $"found {reserved}, wanted an address from {subnet.First} to {subnet.Last}");
            return false;
        }

        if (!_addresses.Add((key.Subnet, reserved)))
        {
            reading.Diagnostics.Error(place, $"found {reserved}, wanted an address that is not reserved for another client already");
            return false;
        }

        return true;
    }
}
