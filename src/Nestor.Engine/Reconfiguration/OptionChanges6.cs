using Nestor.Leases;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;

namespace Nestor.Engine.Reconfiguration;

/// <summary>Which leases' options differ between two configurations: of reservation, pool, subnet, network and globe.</summary>
internal sealed class OptionChanges6
{
    private readonly OptionChanges _changes = new();
    private readonly Side _before;
    private readonly Side _after;

    private OptionChanges6(Dhcp6Settings before, Dhcp6Settings after)
    {
        _before = new Side(before);
        _after = new Side(after);
    }

    /// <summary>Null when nobody would be told: mode auto was not on all the time, or nothing was changed.</summary>
    public static OptionChanges6? Between(Dhcp6Settings before, Dhcp6Settings after) =>
        ReferenceEquals(before, after) || before.Reconfigure == ReconfigureMode.Off || after.Reconfigure != ReconfigureMode.Auto
            ? null
            : new OptionChanges6(before, after);

    public bool IsChanged(LeaseTable6 leases, int slot) =>
        _changes.IsChanged(_before.Scopes(leases, slot), _after.Scopes(leases, slot));

    private sealed class Side(Dhcp6Settings settings)
    {
        private readonly Dictionary<uint, Subnet6> _subnets = settings.Subnets.ToDictionary(s => s.Id);
        private readonly OptionSet[] _scopes = new OptionSet[5];

        public ReadOnlySpan<OptionSet> Scopes(LeaseTable6 leases, int slot)
        {
            ref readonly var fields = ref leases.Fields(slot);
            var number = fields.Address.Number;
            var subnet = _subnets.GetValueOrDefault(fields.SubnetId);
            var pool = (fields.Type == LeaseType.Pd ? subnet?.PdPools : subnet?.Pools)?.FirstOrDefault(
                p => p.Range.First.Number <= number && number <= p.Range.Last.Number);
            _scopes[0] = Host(leases, slot, subnet)?.Options ?? OptionSet.Empty;
            _scopes[1] = pool?.Options ?? OptionSet.Empty;
            _scopes[2] = subnet?.Options ?? OptionSet.Empty;
            _scopes[3] = subnet?.Network?.Options ?? OptionSet.Empty;
            _scopes[4] = settings.Options;
            return _scopes;
        }

        private Reservation6? Host(LeaseTable6 leases, int slot, Subnet6? subnet)
        {
            if (subnet is null || settings.Hosts.IsEmpty)
            {
                return null;
            }

            return (subnet.Parameters.ReservationsInSubnet ? Find(leases, slot, subnet.Id) : null)
                ?? (subnet.Parameters.ReservationsGlobal ? Find(leases, slot, 0) : null);
        }

        private Reservation6? Find(LeaseTable6 leases, int slot, uint subnetId)
        {
            foreach (var type in settings.HostIdentifiers)
            {
                var identifier = type switch
                {
                    HostIdentifierType.HwAddress => leases.HardwareAddress(slot),
                    HostIdentifierType.Duid => leases.Duid(slot),
                    _ => default,
                };
                if (!identifier.IsEmpty && settings.Hosts.Find(subnetId, type, identifier) is { } host)
                {
                    return host;
                }
            }

            return null;
        }
    }
}
