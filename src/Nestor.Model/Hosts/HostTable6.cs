using Nestor.Wire.Values;

namespace Nestor.Model.Hosts;

/// <summary>The reservations of a DHCPv6 configuration, by address and by prefix too.</summary>
public sealed class HostTable6(int capacity) : HostTable<Reservation6>(capacity)
{
    public static readonly HostTable6 Empty = new(0);

    private readonly Dictionary<(uint Subnet, Ip6 Address), Owners> _byAddress = [];
    private readonly Dictionary<(uint Subnet, Prefix6 Prefix), Owners> _byPrefix = [];

    protected override void AddPlaces(Reservation6 host)
    {
        foreach (var address in host.Addresses)
        {
            AddOwner(_byAddress, (host.SubnetId, address), host);
        }

        foreach (var prefix in host.Prefixes)
        {
            AddOwner(_byPrefix, (host.SubnetId, prefix.Prefix), host);
        }
    }

    /// <summary>Who has an address reserved in a subnet (0: globally): several only without <c>ip-reservations-unique</c>.</summary>
    public ReadOnlySpan<Reservation6> AtAddress(uint subnetId, Ip6 address) => OwnersOf(_byAddress, (subnetId, address));

    /// <summary>Who has just this prefix reserved in a subnet (0: globally): several only without <c>ip-reservations-unique</c>.</summary>
    public ReadOnlySpan<Reservation6> AtPrefix(uint subnetId, Prefix6 prefix) => OwnersOf(_byPrefix, (subnetId, prefix));
}
