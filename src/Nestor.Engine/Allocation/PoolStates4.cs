using Nestor.Leases.Allocators;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>The pool states of every subnet of one configuration.</summary>
public sealed class PoolStates4
{
    private readonly SubnetPools4[] _bySubnet;
    private long _clock;
    private ulong _dice;

    public PoolStates4(Dhcp4Settings settings, ulong seed)
    {
        _dice = seed;
        _bySubnet = [.. settings.Subnets.Select(s => new SubnetPools4(s, settings, seed))];
        foreach (var host in settings.Hosts.All)
        {
            if (host.Address is not { } address)
            {
                continue;
            }

            foreach (var pools in _bySubnet)
            {
                var parameters = pools.Subnet.Parameters;
                bool isMeant = host.SubnetId == 0
                    ? parameters.ReservationsGlobal
                    : host.SubnetId == pools.Subnet.Id && parameters.ReservationsInSubnet
                        && !parameters.ReservationsOutOfPool;
                if (isMeant)
                {
                    pools.PoolOf(address)?.Reserve(address);
                }
            }
        }
    }

    public SubnetPools4 Of(Subnet4 subnet) => _bySubnet[subnet.Ordinal];

    /// <summary>A free address of the subnet; false when it has none.</summary>
    public bool TryPick(SubnetPools4 pools, out Ip4 address) => pools.TryPick(ref _clock, ref _dice, out address);
}

/// <summary>The pools of one subnet, and when one of them last gave an address.</summary>
public sealed class SubnetPools4
{
    private readonly PoolState4[] _byRange;
    private int _current;

    public SubnetPools4(Subnet4 subnet, Dhcp4Settings settings, ulong seed)
    {
        Subnet = subnet;
        Pools = [.. subnet.Pools.Select(p => new PoolState4(p, NewAllocator(subnet, p, seed)))];
        _byRange = [.. Pools.OrderBy(p => p.Pool.Range.First)];
        if (settings.Compatibility.ExcludeFirstLast24 && subnet.PrefixLength <= 24)
        {
            ExcludeFirstAndLast();
        }
    }

    public Subnet4 Subnet { get; }

    /// <summary>In configured order.</summary>
    public PoolState4[] Pools { get; }

    /// <summary>Grows with each address given: the sibling of a shared network with the highest one is asked first.</summary>
    public long LastGiven { get; private set; }

    public PoolState4? PoolOf(Ip4 address)
    {
        int low = 0;
        int high = _byRange.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) >> 1;
            var range = _byRange[middle].Pool.Range;
            if (range.Contains(address))
            {
                return _byRange[middle];
            }

            if (address < range.First)
            {
                high = middle - 1;
            }
            else
            {
                low = middle + 1;
            }
        }

        return null;
    }

    /// <summary>
    /// Picks a free address. The iterative allocator stays in a pool until it is used up and then goes on to the next;
    /// the others start with a pool that <paramref name="dice"/> chooses.
    /// </summary>
    public bool TryPick(ref long clock, ref ulong dice, out Ip4 address)
    {
        address = default;
        if (Pools.Length == 0)
        {
            return false;
        }

        if (Subnet.Parameters.Allocator != AllocatorKind.Iterative && Pools.Length > 1)
        {
            dice = (dice * 6364136223846793005) + 1442695040888963407;
            _current = (int)((dice >> 33) % (ulong)Pools.Length);
        }

        for (int i = 0; i < Pools.Length; i++)
        {
            int at = (_current + i) % Pools.Length;
            if (Pools[at].TryPick(out address))
            {
                _current = at;
                LastGiven = ++clock;
                return true;
            }
        }

        return false;
    }

    private static IAllocator NewAllocator(Subnet4 subnet, Pool4 pool, ulong seed)
    {
        ulong size = (ulong)pool.Range.Count;
        ulong own = seed ^ (pool.Range.First.Value * 0x9E3779B97F4A7C15);
        return subnet.Parameters.Allocator switch
        {
            AllocatorKind.Random => new RandomAllocator(size, own),
            AllocatorKind.FreeLeaseQueue => new FreeLeaseQueueAllocator(size, own),
            _ => new IterativeAllocator(size),
        };
    }

    private void ExcludeFirstAndLast()
    {
        foreach (var state in Pools)
        {
            var range = state.Pool.Range;
            for (ulong at = range.First.Value & ~255UL; at <= range.Last.Value; at += 256)
            {
                foreach (ulong end in (ReadOnlySpan<ulong>)[at, at + 255])
                {
                    if (end >= range.First.Value && end <= range.Last.Value)
                    {
                        state.Reserve(new Ip4((uint)end));
                    }
                }
            }
        }
    }
}
