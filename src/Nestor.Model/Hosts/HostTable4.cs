using Nestor.Wire.Values;

namespace Nestor.Model.Hosts;

/// <summary>The reservations of a DHCPv4 server, by address too.</summary>
public sealed class HostTable4(int capacity) : HostTable<Reservation4>(capacity), IHostSource4
{
    private readonly Dictionary<(uint Subnet, Ip4 Address), Owners> _byAddress = new(capacity);

    protected override void AddPlaces(Reservation4 host)
    {
        if (host.Address is { } address)
        {
            AddOwner(_byAddress, (host.SubnetId, address), host);
        }
    }

    /// <summary>Reservations from elsewhere, that count beside those of the table; of the loop's thread. Null for none.</summary>
    public IHostSource4? Beside { get; set; }

    protected override IHostSource<Reservation4>? Source => Beside;

    /// <summary>Who has an address reserved in a subnet: several only without <c>ip-reservations-unique</c>.</summary>
    public ReadOnlySpan<Reservation4> AtAddress(uint subnetId, Ip4 address) =>
        Beside is null ? OwnersOf(_byAddress, (subnetId, address)) : Together(OwnersOf(_byAddress, (subnetId, address)), Beside.AtAddress(subnetId, address));
}
