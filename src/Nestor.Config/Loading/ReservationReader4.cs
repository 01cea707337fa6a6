using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <inheritdoc/>
internal sealed class ReservationReader4(Reading reading, OptionReader options)
    : ReservationReader<Ip4, Reservation4>(reading, options, HostIdentifiers.V4)
{
    protected override Reservation4? Make(
        Element map, uint subnetId, HostIdentifierType type, byte[] identifier, AddressRange<Ip4>? range)
    {
        var address = Reading.Address(map, "ip-address");
        if (address is { } reserved
            && !CheckAddress(map["ip-address"]!.Place, reserved, !reserved.IsZero && !reserved.IsBroadcast, range))
        {
            return null;
        }

        string hostname = Hostname(map);
        if (map.MemberSpan.Length == 1 + (address is null ? 0 : 1) + (hostname.Length == 0 ? 0 : 1))
        {
            // Most have nothing else, and there may be very many.
            return new Reservation4 { SubnetId = subnetId, IdentifierType = type, Identifier = identifier, Hostname = hostname, Address = address };
        }

        return new Reservation4
        {
            SubnetId = subnetId,
            IdentifierType = type,
            Identifier = identifier,
            Hostname = hostname,
            Options = Options(map),
            ClientClasses = Classes(map),
            UserContext = Reading.UserContext(map),
            Address = address,
            NextServer = Reading.Address(map, "next-server") is { IsZero: false } server ? server : null,
            ServerHostname = Reading.Field(map, "server-hostname", 63) ?? [],
            BootFileName = Reading.Field(map, "boot-file-name", 127) ?? [],
        };
    }
}
