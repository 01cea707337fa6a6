using Nestor.Engine.Statistics;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>Gives a client an address or prefix that nobody has reserved: the one it asks for, or the allocator's next.</summary>
internal static class Pick6
{
    private enum Match : byte
    {
        Same,
        Shorter,
        Longer,
    }

    private const int MaxTries = 64;

    /// <summary>Pools that give prefixes of just this length.</summary>
    public static Predicate<Pool6> OfLength(byte length) => ByLength[(int)Match.Same][length];

    // One per way of matching and length, so that picking allocates nothing.
    private static readonly Predicate<Pool6>[][] ByLength =
    [
        [.. Enumerable.Range(0, 129).Select(n => (Predicate<Pool6>)(p => p.DelegatedLength == n))],
        [.. Enumerable.Range(0, 129).Select(n => (Predicate<Pool6>)(p => p.DelegatedLength < n))],
        [.. Enumerable.Range(0, 129).Select(n => (Predicate<Pool6>)(p => p.DelegatedLength > n))],
    ];

    /// <summary>False (and counted) when nothing is free.</summary>
    public static bool TryGive(Engine6 engine, Exchange6 exchange)
    {
        var ia = engine.Ia;
        var hint = ia.Hints.Count > 0 ? ia.Hints[0].What : default;
        var selected = exchange.SelectedSubnet!;
        if (!hint.Address.IsZero && TryHint(engine, exchange, hint))
        {
            return true;
        }

        if (!ia.IsPrefixes || hint.Length is 0 or 128)
        {
            return TryAny(engine, exchange, null, out bool hasPools) || Fail(engine, exchange, hasPools);
        }

        // RFC 8168 section 3.2: the length asked for, else a larger block, else a smaller one.
        bool hasAny = false;
        foreach (var match in (ReadOnlySpan<Match>)[Match.Same, Match.Shorter, Match.Longer])
        {
            if (TryAny(engine, exchange, ByLength[(int)match][hint.Length], out bool hasPools))
            {
                return true;
            }

            hasAny |= hasPools;
        }

        return Fail(engine, exchange, hasAny);
    }

    /// <summary>What the client asks for, when a pool gives it, it is free, and it is not reserved for somebody else.</summary>
    private static bool TryHint(Engine6 engine, Exchange6 exchange, Prefix6 hint)
    {
        var type = engine.Ia.Type;
        foreach (var subnet in Siblings.Of(exchange.SelectedSubnet!, exchange.Classes))
        {
            if (engine.Pools.Of(subnet, type).PoolOf(hint.Address, exchange.Classes) is not { } pool)
            {
                exchange.Trace?.Note("candidate", Refused(subnet, hint, "no pool for the client has it"));
                continue;
            }

            // A hint without a length, or with one that nobody gives, means whatever the pool gives.
            byte length = pool.Pool.DelegatedLength;
            if (engine.Ia.IsPrefixes && hint.Length != length && IsGiven(engine, exchange, hint.Length))
            {
                exchange.Trace?.Note("candidate", Refused(subnet, hint, "its pool gives prefixes of another length"));
                continue;
            }

            var what = new Prefix6(hint.Address, length).Masked;
            if (exchange.Given.Contains(what) || !Give6.IsAvailable(engine, what))
            {
                exchange.Trace?.Note("candidate", Refused(subnet, what, "another client or IA holds it"));
                continue;
            }

            if (Reserved6.IsForOther(engine, exchange, subnet, what))
            {
                AllocationLog6.HintReserved(engine, exchange, what);
                exchange.Trace?.Note("candidate", Refused(subnet, what, "it is reserved for another client"));
                continue;
            }

            ClientLeases6.MoveTo(exchange, subnet);
            Give6.New(engine, exchange, subnet, what);
            return true;
        }

        return false;
    }

    /// <summary>What a trace says of a wish that is not granted.</summary>
    private static (string Name, Json.Element Value)[] Refused(Subnet6 subnet, Prefix6 what, string reason) =>
    [
        ("source", Json.Element.Of("what is asked for")), ("address", Json.Element.Of($"{what.Address}/{what.Length}")),
        ("subnet", Json.Element.Of(subnet.Text)), ("taken", Json.Element.Of(false)), ("reason", Json.Element.Of(reason)),
    ];

    /// <summary>Has any pool of the network prefixes of this length?</summary>
    private static bool IsGiven(Engine6 engine, Exchange6 exchange, byte length)
    {
        foreach (var subnet in Siblings.Of(exchange.SelectedSubnet!, exchange.Classes))
        {
            foreach (var pool in engine.Pools.Of(subnet, LeaseType.Pd).Pools)
            {
                if (pool.Pool.DelegatedLength == length)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool TryAny(Engine6 engine, Exchange6 exchange, Predicate<Pool6>? isWanted, out bool hasPools)
    {
        hasPools = false;
        var type = engine.Ia.Type;
        var preferred = Preferred(engine, exchange.SelectedSubnet!, type);
        foreach (var subnet in Siblings.Of(preferred, exchange.Classes))
        {
            hasPools |= engine.Pools.Of(subnet, type).IsFor(exchange.Classes);
            if (TryFree(engine, exchange, subnet, isWanted, out var what))
            {
                ClientLeases6.MoveTo(exchange, subnet);
                Give6.New(engine, exchange, subnet, what);
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// The allocator's next that no other IA of the query was given: an offer is not written, so the allocator may come
    /// to it again. A lease of another length, from before a pool was changed, may stand where the allocator sees none.
    /// </summary>
    private static bool TryFree(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Predicate<Pool6>? isWanted, out Prefix6 what)
    {
        var type = engine.Ia.Type;
        int tries = MaxTries + exchange.Given.Count;
        while (tries-- > 0 && engine.Pools.TryPick(subnet, type, exchange.Classes, isWanted, out what))
        {
            if (!Give6.IsAvailable(engine, what))
            {
                engine.Pools.PoolOf(subnet, type, what)?.Used(what.Address);
            }
            else if (!exchange.Given.Contains(what))
            {
                return true;
            }
        }

        what = default;
        return false;
    }

    /// <summary>The sibling that gave something last; Kea fills one subnet of a network before it turns to the next.</summary>
    private static Subnet6 Preferred(Engine6 engine, Subnet6 selected, LeaseType type)
    {
        if (selected.Network is not { } network || Kind(selected, type) != AllocatorKind.Iterative)
        {
            return selected;
        }

        var best = selected;
        for (int i = 0; i < network.Subnets.Count; i++)
        {
            var subnet = network.Subnets[i];
            if (Kind(subnet, type) == AllocatorKind.Iterative
                && subnet.ClientClasses.Ids.AsSpan().SequenceEqual(selected.ClientClasses.Ids)
                && engine.Pools.Of(subnet, type).LastGiven > engine.Pools.Of(best, type).LastGiven)
            {
                best = subnet;
            }
        }

        return best;
    }

    private static AllocatorKind Kind(Subnet6 subnet, LeaseType type) =>
        type == LeaseType.Pd ? subnet.Parameters.PdAllocator : subnet.Parameters.Allocator;

    private static bool Fail(Engine6 engine, Exchange6 exchange, bool hasPools)
    {
        AllocationLog6.Failed(engine, exchange, hasPools);
        var subnet = exchange.SelectedSubnet!;
        bool isNetwork = subnet.Network is not null;
        Count(engine, subnet, Counter6.AllocationFail, SubnetCounter6.AllocationFail);
        Count(
            engine, subnet,
            isNetwork ? Counter6.AllocationFailSharedNetwork : Counter6.AllocationFailSubnet,
            isNetwork ? SubnetCounter6.AllocationFailSharedNetwork : SubnetCounter6.AllocationFailSubnet);

        // Kea counts these when the client is in any class, and every client is in ALL.
        Count(engine, subnet, Counter6.AllocationFailClasses, SubnetCounter6.AllocationFailClasses);
        if (!hasPools)
        {
            Count(engine, subnet, Counter6.AllocationFailNoPools, SubnetCounter6.AllocationFailNoPools);
        }

        return false;
    }

    private static void Count(Engine6 engine, Subnet6 subnet, Counter6 global, SubnetCounter6 counter)
    {
        engine.Statistics.Add(global);
        engine.Statistics.Add(subnet, null, counter);
    }
}
