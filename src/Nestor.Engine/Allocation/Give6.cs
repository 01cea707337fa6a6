using Nestor.Engine.Hooking;
using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Hooks.Points;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Puts what a client gets into its IA, and, unless it is only offered, into the leases.</summary>
internal static class Give6
{
    /// <summary>
    /// True when nobody holds it at this moment; its last client does not count once time is up. A registration never
    /// becomes a lease: it has to be gone.
    /// </summary>
    public static bool IsAvailable(Engine6 engine, Prefix6 what)
    {
        int slot = engine.Leases.Find(what.Address);
        if (slot < 0)
        {
            return true;
        }

        ref readonly var lease = ref engine.Leases.Fields(slot);
        return lease.State is LeaseState.ExpiredReclaimed or LeaseState.Released
            || (lease.State != LeaseState.Registered && lease.IsExpiredAt(engine.Now));
    }

    /// <summary>What nobody holds becomes the client's, unless a library does not want it: then the IA is refused. [lease6_select]</summary>
    public static void New(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Prefix6 what)
    {
        var (preferred, valid) = LeaseTimes6.Of(engine, exchange, subnet, what, -1);
        Name(engine, exchange, subnet, what, isNew: true);
        if (!TryMake(engine, exchange, subnet, what, ref preferred, ref valid, out var lease))
        {
            return;
        }

        if (!exchange.IsOffer)
        {
            int before = engine.Leases.Find(what.Address);
            if (before >= 0)
            {
                AllocationLog6.ReusedExpired(engine, exchange, in engine.Leases.Fields(before));
            }

            LeaseAccount6.Put(engine, in lease);
            exchange.NeedsCommit = true;
            CountNew(engine, subnet, what);
        }

        Add(engine, exchange, subnet, what, preferred, valid);
    }

    /// <summary>A lease the client has goes on. [lease6_renew] [lease6_rebind] [lease6_select]</summary>
    public static void Extend(Engine6 engine, Exchange6 exchange, Subnet6 subnet, int slot)
    {
        var fields = engine.Leases.Fields(slot);
        var what = ClientLeases6.What(in fields);
        var (preferred, valid) = LeaseTimes6.Of(engine, exchange, subnet, what, slot);
        bool isNew = fields.State != LeaseState.Default || fields.IsExpiredAt(engine.Now);
        Name(engine, exchange, subnet, what, isNew);
        var (leftPreferred, left) = LeaseTimes6.Reusable(engine, exchange, slot, subnet, preferred, valid);
        if (left > 0 && (exchange.IsOffer || !(engine.ReconfigureKey.MustWrite(engine, exchange, slot)
            || engine.ExtendedInfo.MustWrite(exchange, subnet, engine.Leases.UserContext(slot)))))
        {
            if (!exchange.IsOffer)
            {
                bool isPrefix = engine.Ia.IsPrefixes;
                engine.Statistics.Add(isPrefix ? Counter6.PdLeaseReuses : Counter6.NaLeaseReuses);
                engine.Statistics.Add(subnet, null, isPrefix ? SubnetCounter6.PdLeaseReuses : SubnetCounter6.NaLeaseReuses);

                // It may have been written a moment ago and not be on the disk yet.
                exchange.NeedsCommit = true;
            }

            Add(engine, exchange, subnet, what, leftPreferred, left, isReused: true);
            return;
        }

        if (LeaseHooks6.Renewal(engine, exchange) is { } point)
        {
            Renew(engine, exchange, subnet, slot, point, preferred, valid);
            return;
        }

        Lease6View lease = default;
        if (isNew && !TryMake(engine, exchange, subnet, what, ref preferred, ref valid, out lease))
        {
            return;
        }

        if (!exchange.IsOffer)
        {
            AllocationLog6.Extend(engine, exchange, in fields);
            if (!isNew)
            {
                lease = Make(engine, exchange, subnet, what, preferred, valid);
            }

            LeaseAccount6.Put(engine, in lease);
            exchange.NeedsCommit = true;
            if (isNew)
            {
                CountNew(engine, subnet, what);
            }
        }

        Add(engine, exchange, subnet, what, preferred, valid);
    }

    /// <summary>Of a prefix no name is made. A lease that is over and comes back is as good as a new one.</summary>
    private static void Name(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Prefix6 what, bool isNew)
    {
        if (engine.Ia.IsPrefixes)
        {
            return;
        }

        ReplyOptions.HostNames6.Complete(engine, exchange, subnet, what.Address);
        if (isNew && Reserved6.IsForClient(exchange, subnet, what))
        {
            ReplyOptions.HostNames6.CompleteReserved(exchange);
        }
    }

    private static void Add(
        Engine6 engine, Exchange6 exchange, Subnet6 subnet, Prefix6 what, uint preferred, uint valid, bool isReused = false)
    {
        var pool = engine.Pools.PoolOf(subnet, engine.Ia.Type, what)?.Pool;
        engine.Ia.Grants.Add(new IaGrant6(what, preferred, valid, subnet, pool, isReused));
        exchange.Given.Add(what);
        if (pool is not null && !exchange.Pools.Contains(pool))
        {
            exchange.Pools.Add(pool);
        }
    }

    /// <summary>
    /// The lease as it is to be, once libraries have seen it; false when they want none. Without libraries an offer's is not
    /// made: nobody looks at it.
    /// </summary>
    private static bool TryMake(
        Engine6 engine, Exchange6 exchange, Subnet6 subnet, Prefix6 what, scoped ref uint preferred, scoped ref uint valid, out Lease6View lease)
    {
        bool isUsed = engine.Hooks.Lease6Select.IsUsed;
        lease = exchange.IsOffer && !isUsed ? default : Make(engine, exchange, subnet, what, preferred, valid);
        if (!isUsed)
        {
            return true;
        }

        if (!LeaseHooks6.TrySelect(engine, exchange, subnet, ref lease))
        {
            engine.Ia.IsRefused = true;
            return false;
        }

        (preferred, valid) = (lease.Fields.PreferredLifetime, lease.Fields.ValidLifetime);
        return true;
    }

    /// <summary>A lease goes on as libraries want it, or the client hears of it as it was, for as long as there is left of it.</summary>
    private static void Renew(
        Engine6 engine, Exchange6 exchange, Subnet6 subnet, int slot, HookPoint<LeaseRenewCall6> point, uint preferred, uint valid)
    {
        var fields = engine.Leases.Fields(slot);
        var what = ClientLeases6.What(in fields);
        bool isOver = fields.State != LeaseState.Default || fields.IsExpiredAt(engine.Now);
        var lease = Make(engine, exchange, subnet, what, preferred, valid);
        if (LeaseHooks6.TryRenew(engine, exchange, point, subnet, ref lease))
        {
            AllocationLog6.Extend(engine, exchange, in fields);
            (preferred, valid) = (lease.Fields.PreferredLifetime, lease.Fields.ValidLifetime);
            LeaseAccount6.Put(engine, in lease);
            exchange.NeedsCommit = true;
            if (isOver)
            {
                CountNew(engine, subnet, what);
            }

            Add(engine, exchange, subnet, what, preferred, valid);
        }
        else if (isOver)
        {
            engine.Ia.IsRefused = true;
        }
        else
        {
            // It may have been written a moment ago and not be on the disk yet.
            exchange.NeedsCommit = true;
            uint left = LeaseTimes6.Left(engine, slot, out uint leftPreferred);
            Add(engine, exchange, subnet, what, leftPreferred, left, isReused: true);
        }
    }

    /// <summary>The lease as it is to be; it holds until the next one is made.</summary>
    private static Lease6View Make(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Prefix6 what, uint preferred, uint valid)
    {
        var ia = engine.Ia;

        // An offer tells the client no key, so none is made for it.
        int before = engine.Leases.Find(what.Address);
        return new Lease6View
        {
            Fields = new Lease6Fields
            {
                Address = what.Address,
                PrefixLength = what.Length,
                Type = ia.Type,
                Iaid = ia.Iaid,
                SubnetId = subnet.Id,
                PoolId = engine.Pools.PoolOf(subnet, ia.Type, what)?.Pool.Id ?? 0,
                Cltt = engine.Now,
                ValidLifetime = valid,
                PreferredLifetime = preferred,
                HardwareType = exchange.HardwareType,
                HardwareSource = exchange.HardwareSource,
                IsFqdnForward = exchange.Name.IsForward,
                IsFqdnReverse = exchange.Name.IsReverse,
            },
            Duid = exchange.Duid,
            HardwareAddress = exchange.HardwareAddress,
            Hostname = ia.IsPrefixes && exchange.Name.IsLeftToServer ? default : exchange.Name.Text,
            UserContext = engine.ExtendedInfo.Context(
                exchange, subnet, exchange.IsOffer ? default : engine.ReconfigureKey.Context(engine, exchange, before)),
        };
    }

    private static void CountNew(Engine6 engine, Subnet6 subnet, Prefix6 what)
    {
        bool isPrefix = engine.Ia.IsPrefixes;
        var pool = engine.Pools.PoolOf(subnet, engine.Ia.Type, what)?.Pool;
        engine.Statistics.Add(isPrefix ? Counter6.CumulativeAssignedPds : Counter6.CumulativeAssignedNas);
        engine.Statistics.Add(subnet, pool, isPrefix ? SubnetCounter6.CumulativeAssignedPds : SubnetCounter6.CumulativeAssignedNas);
    }
}
