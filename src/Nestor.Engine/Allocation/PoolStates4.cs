using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>The pool states of every subnet of one configuration.</summary>
public sealed class PoolStates4
{
    private readonly PoolGroup<Ip4, Pool4>[] _bySubnet;
    private readonly Trial _trial = new();
    private PickState _state;
    private PickState _stateBefore;

    public PoolStates4(Dhcp4Settings settings, ulong seed)
    {
        _state.Dice = seed;
        _bySubnet = [.. settings.Subnets.Select(s => NewGroup(s, settings, seed, _trial))];
        foreach (var (subnet, host) in ReservedPlaces.Of<Ip4, Subnet4, Reservation4>(settings.Subnets, [.. settings.Hosts.All, .. settings.Hosts.Beside?.All ?? []], s => s.Parameters))
        {
            if (host.Address is { } address)
            {
                Of(subnet).PoolOf(address)?.Reserve(address);
            }
        }
    }

    public PoolGroup<Ip4, Pool4> Of(Subnet4 subnet) => _bySubnet[subnet.Ordinal];

    /// <summary>Nobody has an address of the subnet reserved any more.</summary>
    public void Unreserve(Subnet4 subnet, Ip4 address, CompatibilitySettings4 compatibility)
    {
        bool isExcluded = compatibility.ExcludeFirstLast24 && subnet.PrefixLength <= 24 && (address.Value & 255) is 0 or 255;
        if (!isExcluded)
        {
            Of(subnet).PoolOf(address)?.Unreserve(address);
        }
    }

    /// <summary>A free address of the subnet for a client in these classes; false when it has none.</summary>
    public bool TryPick(PoolGroup<Ip4, Pool4> pools, ClassSet classes, out Ip4 address) =>
        pools.TryPick(ref _state, classes, null, out _, out address);

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

    private static PoolGroup<Ip4, Pool4> NewGroup(Subnet4 subnet, Dhcp4Settings settings, ulong seed, Trial trial)
    {
        var group = new PoolGroup<Ip4, Pool4>(subnet.Pools, subnet.Parameters.Allocator, seed, trial, _ => Ip4.Bits);
        if (settings.Compatibility.ExcludeFirstLast24 && subnet.PrefixLength <= 24)
        {
            ExcludeFirstAndLast(group);
        }

        return group;
    }

    private static void ExcludeFirstAndLast(PoolGroup<Ip4, Pool4> group)
    {
        foreach (var state in group.Pools)
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
