using Nestor.Wire.Values;

namespace Nestor.Model.Hosts;

/// <summary>The reservations of a DHCPv4 configuration, by address too.</summary>
public sealed class HostTable4(int capacity) : HostTable<Reservation4>(capacity)
{
    public static readonly HostTable4 Empty = new(0);

    private readonly Dictionary<(uint Subnet, Ip4 Address), Owners> _byAddress = new(capacity);

    protected override void AddPlaces(Reservation4 host)
    {
        if (host.Address is { } address)
        {
            AddOwner(_byAddress, (host.SubnetId, address), host);
        }
    }

    /// <summary>Who has an address reserved in a subnet: several only without <c>ip-reservations-unique</c>.</summary>
    public ReadOnlySpan<Reservation4> AtAddress(uint subnetId, Ip4 address) => OwnersOf(_byAddress, (subnetId, address));
}
