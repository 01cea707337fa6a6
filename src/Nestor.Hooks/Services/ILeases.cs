using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Hooks.Services;

/// <summary>
/// The leases of a server, on the loop's thread. What changes goes through the same books as what queries change:
/// counters, free addresses, and the turn's commit. Views point into the table and hold until the next change.
/// </summary>
public interface ILeases4
{
    int Count { get; }

    /// <summary>The lease of an address, whatever its state; false when there is none.</summary>
    bool TryFind(Ip4 address, out Lease4View lease);

    /// <summary>Stores a lease, new or changed, over whatever was there.</summary>
    void Put(in Lease4View lease);

    /// <summary>False when there is none.</summary>
    bool Remove(Ip4 address);

    /// <summary>Null when no subnet has this id.</summary>
    Subnet4? Subnet(uint id);

    /// <summary>The subnet an address lies in; null for none.</summary>
    Subnet4? SubnetOf(Ip4 address);
}

/// <inheritdoc cref="ILeases4"/>
public interface ILeases6
{
    int Count { get; }

    /// <summary>The lease of an address, or of a prefix by its first address, whatever its state; false when there is none.</summary>
    bool TryFind(Ip6 address, out Lease6View lease);

    /// <summary>Stores a lease, new or changed, over whatever was there.</summary>
    void Put(in Lease6View lease);

    /// <summary>False when there is none.</summary>
    bool Remove(Ip6 address);

    /// <summary>Null when no subnet has this id.</summary>
    Subnet6? Subnet(uint id);

    /// <summary>The subnet an address lies in; null for none.</summary>
    Subnet6? SubnetOf(Ip6 address);
}
