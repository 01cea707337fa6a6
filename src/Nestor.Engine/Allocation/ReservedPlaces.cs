using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Which reservations keep something back in which subnet's pools. There may be 100,000 of them, and 10,000 subnets.</summary>
internal static class ReservedPlaces
{
    /// <summary>The subnets in whose pools one reservation keeps something back.</summary>
    /// <param name="own">The subnet that it is of; null for none.</param>
    public static IEnumerable<TSubnet> OfOne<TAddr, TSubnet>(
        IReadOnlyList<TSubnet> subnets, TSubnet? own, Reservation host, Func<TSubnet, ScopeParameters> parametersOf)
        where TAddr : struct, IAddress<TAddr>
        where TSubnet : Subnet<TAddr>
    {
        if (host.SubnetId == 0)
        {
            return subnets.Where(s => parametersOf(s).ReservationsGlobal);
        }

        return own is not null && parametersOf(own) is { ReservationsInSubnet: true, ReservationsOutOfPool: false } ? [own] : [];
    }

    /// <summary>
    /// A reservation of a subnet counts in that one, where reservations in the subnet and in its pools count; a global one in each
    /// subnet where global ones do.
    /// </summary>
    /// <param name="parametersOf">Those of a subnet.</param>
    public static IEnumerable<(TSubnet Subnet, THost Host)> Of<TAddr, TSubnet, THost>(
        IReadOnlyList<TSubnet> subnets, IEnumerable<THost> hosts, Func<TSubnet, ScopeParameters> parametersOf)
        where TAddr : struct, IAddress<TAddr>
        where TSubnet : Subnet<TAddr>
        where THost : Reservation
    {
        TSubnet[] forGlobal = [.. subnets.Where(s => parametersOf(s).ReservationsGlobal)];
        var own = subnets
            .Where(s => parametersOf(s) is { ReservationsInSubnet: true, ReservationsOutOfPool: false })
            .ToDictionary(s => s.Id);
        foreach (var host in hosts)
        {
            if (host.SubnetId == 0)
            {
                foreach (var subnet in forGlobal)
                {
                    yield return (subnet, host);
                }
            }
            else if (own.TryGetValue(host.SubnetId, out var subnet))
            {
                yield return (subnet, host);
            }
        }
    }
}
