using Nestor.Wire.Values;

namespace Nestor.Model.Hosts;

/// <summary>The reservations of a DHCPv6 server, by address and by prefix too.</summary>
public sealed class HostTable6(int capacity) : HostTable<Reservation6>(capacity), IHostSource6
{
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

    /// <summary>Reservations from elsewhere, that count beside those of the table; of the loop's thread. Null for none.</summary>
    public IHostSource6? Beside { get; set; }

    protected override IHostSource<Reservation6>? Source => Beside;

    /// <summary>Who has an address reserved in a subnet (0: globally): several only without <c>ip-reservations-unique</c>.</summary>
    public ReadOnlySpan<Reservation6> AtAddress(uint subnetId, Ip6 address) =>
        Beside is null ? OwnersOf(_byAddress, (subnetId, address)) : Together(OwnersOf(_byAddress, (subnetId, address)), Beside.AtAddress(subnetId, address));

    /// <summary>Who has just this prefix reserved in a subnet (0: globally): several only without <c>ip-reservations-unique</c>.</summary>
    public ReadOnlySpan<Reservation6> AtPrefix(uint subnetId, Prefix6 prefix) =>
        Beside is null ? OwnersOf(_byPrefix, (subnetId, prefix)) : Together(OwnersOf(_byPrefix, (subnetId, prefix)), Beside.AtPrefix(subnetId, prefix));
}
