using Nestor.Leases;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Reconfiguration;

/// <summary>Which leases' options differ between two configurations: of reservation, pool, subnet, network and globe.</summary>
internal sealed class OptionChanges4
{
    private readonly OptionChanges _changes = new();
    private readonly Side _before;
    private readonly Side _after;

    private OptionChanges4(Dhcp4Settings before, Dhcp4Settings after)
    {
        _before = new Side(before);
        _after = new Side(after);
    }

    /// <summary>Null when nobody would be told: mode auto was not on all the time, or nothing was changed.</summary>
    public static OptionChanges4? Between(Dhcp4Settings before, Dhcp4Settings after) =>
        ReferenceEquals(before, after) || before.Reconfigure == ReconfigureMode.Off || after.Reconfigure != ReconfigureMode.Auto
            ? null
            : new OptionChanges4(before, after);

    public bool IsChanged(LeaseTable4 leases, int slot) =>
        _changes.IsChanged(_before.Scopes(leases, slot), _after.Scopes(leases, slot));

    private sealed class Side(Dhcp4Settings settings)
    {
        private readonly Dictionary<uint, Subnet4> _subnets = settings.Subnets.ToDictionary(s => s.Id);
        private readonly OptionSet[] _scopes = new OptionSet[5];

        public ReadOnlySpan<OptionSet> Scopes(LeaseTable4 leases, int slot)
        {
            ref readonly var fields = ref leases.Fields(slot);
            var address = fields.Address;
            var subnet = _subnets.GetValueOrDefault(fields.SubnetId);
            var pool = subnet?.Pools.FirstOrDefault(
                p => p.Range.First.Value <= address.Value && address.Value <= p.Range.Last.Value);
            _scopes[0] = Host(leases, slot, subnet)?.Options ?? OptionSet.Empty;
            _scopes[1] = pool?.Options ?? OptionSet.Empty;
            _scopes[2] = subnet?.Options ?? OptionSet.Empty;
            _scopes[3] = subnet?.Network?.Options ?? OptionSet.Empty;
            _scopes[4] = settings.Options;
            return _scopes;
        }

        private Reservation4? Host(LeaseTable4 leases, int slot, Subnet4? subnet)
        {
            if (subnet is null || settings.Hosts.IsEmpty)
            {
                return null;
            }

            return (subnet.Parameters.ReservationsInSubnet ? Find(leases, slot, subnet.Id) : null)
                ?? (subnet.Parameters.ReservationsGlobal ? Find(leases, slot, 0) : null);
        }

        /// <summary>A circuit-id is not in the lease: reservations by it are not seen here.</summary>
        private Reservation4? Find(LeaseTable4 leases, int slot, uint subnetId)
        {
            foreach (var type in settings.HostIdentifiers)
            {
                ReadOnlySpan<byte> identifier = default;
                switch (type)
                {
                    case HostIdentifierType.HwAddress:
                        identifier = leases.HardwareAddress(slot);
                        break;
                    case HostIdentifierType.ClientId:
                        identifier = leases.ClientId(slot);
                        break;
                    case HostIdentifierType.Duid:
                        ClientId4.TryDuid(leases.ClientId(slot), out _, out identifier);
                        break;
                }

                if (!identifier.IsEmpty && settings.Hosts.Find(subnetId, type, identifier) is { } host)
                {
                    return host;
                }
            }

            return null;
        }
    }
}
