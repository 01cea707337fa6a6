using Nestor.Engine.Hooking;
using Nestor.Engine.Reconfiguration;
using Nestor.Engine.Reservations;
using Nestor.Engine.Statistics;
using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Gives a client an address it asks for, has, or may have: what DISCOVER and REQUEST share.</summary>
public static class Allocation4
{
    /// <summary>Moves the exchange to the sibling subnet that has the address in a pool; false when none has.</summary>
    public static bool TryMoveToPoolOf(Engine4 engine, Exchange4 exchange, Ip4 address)
    {
        var current = exchange.Subnet!;
        foreach (var subnet in Siblings.Of(current, exchange.Classes))
        {
            if (engine.Pools.Of(subnet).PoolOf(address, exchange.Classes) is not null)
            {
                MoveTo(exchange, subnet);
                return true;
            }
        }

        return false;
    }

    /// <summary>True when some pool of the subnet or a sibling has the address, whoever it is for.</summary>
    public static bool IsPooled(Engine4 engine, Subnet4 selected, Ip4 address)
    {
        if (selected.Network is not { } network)
        {
            return engine.Pools.Of(selected).PoolOf(address) is not null;
        }

        // By number: to walk a list behind its interface allocates.
        for (int i = 0; i < network.Subnets.Count; i++)
        {
            if (engine.Pools.Of(network.Subnets[i]).PoolOf(address) is not null)
            {
                return true;
            }
        }

        return false;
    }

    public static void MoveTo(Exchange4 exchange, Subnet4 subnet)
    {
        if (exchange.Subnet != subnet)
        {
            HostLookup4.MoveTo(exchange, subnet);
        }
    }

    /// <summary>True when nobody holds the address at this moment; its last client does not count once time is up.</summary>
    public static bool IsAvailable(Engine4 engine, Ip4 address)
    {
        int slot = engine.Leases.Find(address);
        if (slot < 0)
        {
            return true;
        }

        ref readonly var lease = ref engine.Leases.Fields(slot);
        return lease.State is LeaseState.ExpiredReclaimed or LeaseState.Released || lease.IsExpiredAt(engine.Now);
    }

    /// <summary>A free address from the pools of the client's subnet and its siblings; false (and counted) when none.</summary>
    public static bool TryPick(Engine4 engine, Exchange4 exchange, out Ip4 address)
    {
        var start = exchange.Subnet!;
        bool hasPools = false;
        var preferred = Preferred(engine, start);
        foreach (var subnet in Siblings.Of(preferred, exchange.Classes))
        {
            var pools = engine.Pools.Of(subnet);
            hasPools |= pools.IsFor(exchange.Classes);
            if (engine.Pools.TryPick(pools, exchange.Classes, out address))
            {
                MoveTo(exchange, subnet);
                return true;
            }
        }

        address = default;
        CountFailure(engine, exchange, hasPools);
        return false;
    }

    /// <summary>
    /// Writes the lease of the exchange's client on an address, over whatever was there, once libraries have seen it. False
    /// when one of them does not want that.
    /// </summary>
    /// <param name="lifetime">Seconds; what is written in the end.</param>
    /// <param name="isRenewal">The client has the lease already.</param>
    public static bool TryWrite(Engine4 engine, Exchange4 exchange, Ip4 address, ref uint lifetime, bool isRenewal)
    {
        var point = isRenewal ? engine.Hooks.Lease4Renew : engine.Hooks.Lease4Select;
        if (!point.IsUsed)
        {
            Write(engine, exchange, address, lifetime);
            return true;
        }

        var lease = Make(engine, exchange, address, lifetime, IsNew(engine, exchange, address, out int before) ? -1 : before);
        if (!LeaseHooks4.TrySelect(engine, point, exchange, ref lease, isOffer: false, 0))
        {
            return false;
        }

        // The library may have changed leases itself.
        lifetime = lease.Fields.ValidLifetime;
        Store(engine, exchange, in lease, IsNew(engine, exchange, address, out before), before);
        return true;
    }

    /// <summary>Writes the lease of the exchange's client on an address, over whatever was there.</summary>
    public static void Write(Engine4 engine, Exchange4 exchange, Ip4 address, uint lifetime)
    {
        bool isNew = IsNew(engine, exchange, address, out int before);
        Store(engine, exchange, Make(engine, exchange, address, lifetime, isNew ? -1 : before), isNew, before);
    }

    /// <summary>The lease as it is to be; it holds until the next one is made.</summary>
    /// <param name="before">The client's own lease of this address until now, or -1.</param>
    public static Lease4View Make(Engine4 engine, Exchange4 exchange, Ip4 address, uint lifetime, int before)
    {
        var subnet = exchange.Subnet!;
        return new Lease4View
        {
            Fields = new Lease4Fields
            {
                Address = address,
                SubnetId = subnet.Id,
                PoolId = engine.Pools.Of(subnet).PoolOf(address)?.Pool.Id ?? 0,
                Cltt = engine.Now,
                ValidLifetime = lifetime,
                IsFqdnForward = exchange.Name.IsForward,
                IsFqdnReverse = exchange.Name.IsReverse,
            },
            HardwareAddress = exchange.Query.Chaddr,
            ClientId = subnet.Parameters.MatchClientId ? exchange.ClientId : default,
            Hostname = exchange.Name.Text,
            UserContext = engine.ExtendedInfo.Context(exchange, subnet, ForceRenewNonce.Context(exchange, engine, before)),
        };
    }

    private static bool IsNew(Engine4 engine, Exchange4 exchange, Ip4 address, out int before)
    {
        before = engine.Leases.Find(address);
        return before < 0 || engine.Leases.Fields(before).State != LeaseState.Default
            || engine.Leases.Fields(before).IsExpiredAt(engine.Now)
            || !ClientLease.IsOwnedBy(engine, before, exchange, exchange.Subnet!);
    }

    /// <param name="isNew">The client had no lease of this address in force.</param>
    /// <param name="before">The lease of the address until now, whoever's, or -1.</param>
    private static void Store(Engine4 engine, Exchange4 exchange, in Lease4View lease, bool isNew, int before)
    {
        LeaseAccount.Put(engine, in lease);
        if (!isNew)
        {
            return;
        }

        if (before >= 0)
        {
            AllocationLog.ReusedExpired(engine, exchange, in lease.Fields);
        }

        var subnet = exchange.Subnet!;
        engine.Statistics.Add(Counter4.CumulativeAssigned);
        engine.Statistics.Add(subnet, engine.Pools.Of(subnet).PoolOf(lease.Fields.Address)?.Pool, SubnetCounter4.CumulativeAssigned);
    }

    /// <summary>The sibling that gave an address last; Kea fills one subnet of a network before it turns to the next.</summary>
    private static Subnet4 Preferred(Engine4 engine, Subnet4 selected)
    {
        if (selected.Network is not { } network || selected.Parameters.Allocator != Model.Settings.AllocatorKind.Iterative)
        {
            return selected;
        }

        var best = selected;
        for (int i = 0; i < network.Subnets.Count; i++)
        {
            var subnet = network.Subnets[i];
            if (subnet.Parameters.Allocator == Model.Settings.AllocatorKind.Iterative
                && subnet.ClientClasses.Ids.AsSpan().SequenceEqual(selected.ClientClasses.Ids)
                && engine.Pools.Of(subnet).LastGiven > engine.Pools.Of(best).LastGiven)
            {
                best = subnet;
            }
        }

        return best;
    }

    private static void CountFailure(Engine4 engine, Exchange4 exchange, bool hasPools)
    {
        AllocationLog.Failed(engine, exchange, hasPools);
        var statistics = engine.Statistics;
        var subnet = exchange.SelectedSubnet!;
        bool isNetwork = subnet.Network is not null;
        statistics.Add(Counter4.AllocationFail);
        statistics.Add(isNetwork ? Counter4.AllocationFailSharedNetwork : Counter4.AllocationFailSubnet);
        statistics.Add(subnet, null, SubnetCounter4.AllocationFail);
        statistics.Add(
            subnet, null, isNetwork ? SubnetCounter4.AllocationFailSharedNetwork : SubnetCounter4.AllocationFailSubnet);

        // Kea counts these when the client is in any class, and every client is in ALL.
        statistics.Add(Counter4.AllocationFailClasses);
        statistics.Add(subnet, null, SubnetCounter4.AllocationFailClasses);
        if (!hasPools)
        {
            statistics.Add(Counter4.AllocationFailNoPools);
            statistics.Add(subnet, null, SubnetCounter4.AllocationFailNoPools);
        }
    }
}
