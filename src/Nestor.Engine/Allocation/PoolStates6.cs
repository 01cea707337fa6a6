using Nestor.Hooks.Exchange;
using Nestor.Leases.Allocators;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>The pool states of every subnet of one configuration: addresses and prefixes apart.</summary>
public sealed class PoolStates6
{
    private readonly PoolGroup<Ip6, Pool6>[] _addresses;
    private readonly PoolGroup<Ip6, Pool6>[] _prefixes;
    private readonly Trial _trial = new();
    private PickState _state;
    private PickState _stateBefore;

    public PoolStates6(Dhcp6Settings settings, ulong seed)
    {
        _state.Dice = seed;
        _addresses = [.. settings.Subnets.Select(s => new PoolGroup<Ip6, Pool6>(s.Pools, NaAllocator(s), seed, _trial, _ => Ip6.Bits))];
        _prefixes = [.. settings.Subnets.Select(s => new PoolGroup<Ip6, Pool6>(s.PdPools, s.Parameters.PdAllocator, seed, _trial, p => p.DelegatedLength))];
        foreach (var (subnet, host) in ReservedPlaces.Of<Ip6, Subnet6, Reservation6>(settings.Subnets, [.. settings.Hosts.All, .. settings.Hosts.Beside?.All ?? []], s => s.Parameters))
        {
            Reserve(subnet, host.Addresses, host.Prefixes);
        }
    }

    public PoolGroup<Ip6, Pool6> Of(Subnet6 subnet, LeaseType type) =>
        (type == LeaseType.Pd ? _prefixes : _addresses)[subnet.Ordinal];

    /// <summary>The pool that gives out just this address or prefix; null when none does.</summary>
    public PoolState<Ip6, Pool6>? PoolOf(Subnet6 subnet, LeaseType type, Prefix6 what) =>
        Of(subnet, type).PoolOf(what.Address) is { } pool && pool.Pool.DelegatedLength == what.Length ? pool : null;

    /// <summary>A free address or prefix of the subnet; false when it has none.</summary>
    /// <param name="classes">Of the client.</param>
    /// <param name="isWanted">Pools to look at; null for all.</param>
    public bool TryPick(Subnet6 subnet, LeaseType type, ClassSet classes, Predicate<Pool6>? isWanted, out Prefix6 picked)
    {
        bool isFound = Of(subnet, type).TryPick(ref _state, classes, isWanted, out var pool, out var address);
        picked = isFound ? new Prefix6(address, pool!.Pool.DelegatedLength) : default;
        return isFound;
    }

    /// <summary>What is picked, taken or freed from here on is only tried.</summary>
    public void BeginTrial(Trace trace)
    {
        _stateBefore = _state;
        _trial.Begin(trace);
    }

    /// <summary>All pools are as they were, and the next pick is the one it would have been.</summary>
    public void EndTrial()
    {
        _trial.End();
        _state = _stateBefore;
    }

    // Kea has no queue of free addresses in DHCPv6, only of prefixes; it takes the iterative one then.
    private static AllocatorKind NaAllocator(Subnet6 subnet) =>
        subnet.Parameters.Allocator == AllocatorKind.FreeLeaseQueue ? AllocatorKind.Iterative : subnet.Parameters.Allocator;

    private void Reserve(Subnet6 subnet, IEnumerable<Ip6> addresses, IEnumerable<ReservedPrefix6> prefixes)
    {
        foreach (var address in addresses)
        {
            _addresses[subnet.Ordinal].PoolOf(address)?.Reserve(address);
        }

        foreach (var (prefix, _) in prefixes)
        {
            // One that is longer than what the pool gives keeps back the one it is in.
            _prefixes[subnet.Ordinal].PoolOf(prefix.Address)?.Reserve(prefix.Address);
        }
    }
}
