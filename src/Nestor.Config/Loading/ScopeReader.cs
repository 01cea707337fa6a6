using System.Collections.Frozen;
using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>What a scope hands down: its parameters, and the bounds of lifetimes where some scope sets them.</summary>
internal sealed record Scope<TParameters>(TParameters Parameters, Lifetimes Valid = default, Lifetimes Preferred = default)
    where TParameters : ScopeParameters;

/// <summary>Three keywords of one lifetime, each inherited by itself; null for what no scope sets.</summary>
internal readonly record struct Lifetimes(uint? Min, uint? Usual, uint? Max);

/// <summary>The parameters that globe, shared network and subnet have in common; what is not set is inherited.</summary>
internal static class ScopeReader
{
    /// <summary>Members of subnets and networks that are no parameters.</summary>
    private static readonly FrozenSet<string> Others = FrozenSet.Create(
        "id", "subnet", "pools", "pd-pools", "option-data", "reservations", "subnet4", "subnet6", "name", "interface", "interface-id", "relay",
        "client-classes", "evaluate-additional-classes", "user-context", "comment");

    public static Scope<ScopeParameters4> Read4(Reading reading, Element map, Scope<ScopeParameters4> above)
    {
        if (HasNone(map))
        {
            return above;
        }

        var scope = Read(reading, map, above);
        var inherited = above.Parameters;
        return scope with
        {
            Parameters = scope.Parameters with
            {
                IsAuthoritative = Reading.Boolean(map, "authoritative", inherited.IsAuthoritative),
                MatchClientId = Reading.Boolean(map, "match-client-id", inherited.MatchClientId),
                NextServer = reading.Address(map, "next-server") ?? inherited.NextServer,
                ServerHostname = reading.Field(map, "server-hostname", 63) ?? inherited.ServerHostname,
                BootFileName = reading.Field(map, "boot-file-name", 127) ?? inherited.BootFileName,
                OfferLifetime = reading.UInt32(map, "offer-lifetime", inherited.OfferLifetime),
                IsRapidCommit = Reading.Boolean(map, "rapid-commit", inherited.IsRapidCommit),
            },
        };
    }

    public static Scope<ScopeParameters6> Read6(Reading reading, Element map, Scope<ScopeParameters6> above)
    {
        if (HasNone(map))
        {
            return above;
        }

        var scope = Read(reading, map, above);
        var inherited = above.Parameters;
        var preferred = Merge(reading, map, "preferred-lifetime", above.Preferred);
        return scope with
        {
            Preferred = preferred,
            Parameters = scope.Parameters with
            {
                PreferredLifetime = Preferred(reading, map, preferred, scope.Parameters.ValidLifetime.Default),
                IsRapidCommit = Reading.Boolean(map, "rapid-commit", inherited.IsRapidCommit),
                PdAllocator = Allocator(reading, map, "pd-allocator", inherited.PdAllocator),
            },
        };
    }

    /// <summary>True when nothing in it is a parameter: what is above it holds in it, and is not made once more.</summary>
    private static bool HasNone(Element map)
    {
        foreach (ref readonly var member in map.MemberSpan)
        {
            if (!Others.Contains(member.Name))
            {
                return false;
            }
        }

        return true;
    }

    private static Scope<TParameters> Read<TParameters>(Reading reading, Element map, Scope<TParameters> above)
        where TParameters : ScopeParameters
    {
        var inherited = above.Parameters;
        var valid = Merge(reading, map, "valid-lifetime", above.Valid);
        var scope = inherited with
        {
            ValidLifetime = Checked(reading, map, "valid-lifetime", valid, valid.Usual ?? inherited.ValidLifetime.Default),
            RenewTimer = reading.MaybeUInt32(map, "renew-timer") ?? inherited.RenewTimer,
            RebindTimer = reading.MaybeUInt32(map, "rebind-timer") ?? inherited.RebindTimer,
            CalculateTeeTimes = Reading.Boolean(map, "calculate-tee-times", inherited.CalculateTeeTimes),
            T1Percent = reading.Fraction(map, "t1-percent", inherited.T1Percent),
            T2Percent = reading.Fraction(map, "t2-percent", inherited.T2Percent),
            CacheThreshold = reading.Share(map, "cache-threshold", inherited.CacheThreshold),
            CacheMaxAge = reading.MaybeUInt32(map, "cache-max-age") ?? inherited.CacheMaxAge,
            AdaptiveLeaseTimeThreshold = Threshold(reading, map, inherited.AdaptiveLeaseTimeThreshold),
            Allocator = Allocator(reading, map, "allocator", inherited.Allocator),
            ReservationsGlobal = Reading.Boolean(map, "reservations-global", inherited.ReservationsGlobal),
            ReservationsInSubnet = Reading.Boolean(map, "reservations-in-subnet", inherited.ReservationsInSubnet),
            ReservationsOutOfPool = Reading.Boolean(map, "reservations-out-of-pool", inherited.ReservationsOutOfPool),
            StoreExtendedInfo = Reading.Boolean(map, "store-extended-info", inherited.StoreExtendedInfo),
            Ddns = DdnsReader.Scope(reading, map, inherited.Ddns),
        };
        Check(reading, map, scope);
        return above with { Parameters = scope, Valid = valid };
    }

    private static void Check(Reading reading, Element map, ScopeParameters scope)
    {
        if (scope.RenewTimer > scope.RebindTimer && (map["renew-timer"] ?? map["rebind-timer"]) is { } timer)
        {
            reading.Diagnostics.Error(
                timer.Place, $"found renew-timer {scope.RenewTimer} after rebind-timer {scope.RebindTimer}, wanted it before");
        }

        // The percentages only count, and are only compared, where they are used.
        if (scope.CalculateTeeTimes && scope.T1Percent >= scope.T2Percent
            && (map["t1-percent"] ?? map["t2-percent"] ?? map["calculate-tee-times"]) is { } percent)
        {
            reading.Diagnostics.Error(
                percent.Place, $"found t1-percent {scope.T1Percent}, wanted less than t2-percent {scope.T2Percent}");
        }
    }

    private static Lifetimes Merge(Reading reading, Element map, string name, Lifetimes above) => new(
        reading.MaybeUInt32(map, "min-" + name) ?? above.Min,
        reading.MaybeUInt32(map, name) ?? above.Usual,
        reading.MaybeUInt32(map, "max-" + name) ?? above.Max);

    /// <summary>Null when no scope sets any; bounds alone go around 0.625 of the valid lifetime.</summary>
    private static Triplet? Preferred(Reading reading, Element map, Lifetimes preferred, uint valid)
    {
        if (preferred == default)
        {
            return null;
        }

        if (preferred.Usual is null && preferred.Min > preferred.Max
            && (map["min-preferred-lifetime"] ?? map["max-preferred-lifetime"]) is { } bound)
        {
            reading.Diagnostics.Error(
                bound.Place, $"found min-preferred-lifetime {preferred.Min} above max-preferred-lifetime {preferred.Max}, wanted it no higher");
            return null;
        }

        uint usual = preferred.Usual ?? (uint)(valid * 0.625);
        usual = preferred.Usual is null ? Math.Min(Math.Max(usual, preferred.Min ?? 0), preferred.Max ?? uint.MaxValue) : usual;
        return Checked(reading, map, "preferred-lifetime", preferred, usual);
    }

    /// <summary>One triplet of three keywords. Bounds that no scope sets follow the default.</summary>
    private static Triplet Checked(Reading reading, Element map, string name, Lifetimes set, uint value)
    {
        var own = map[name];
        if (set.Min > value && (own ?? map["min-" + name]) is { } low)
        {
            reading.Diagnostics.Error(low.Place, $"found min-{name} {set.Min} above {name} {value}, wanted it no higher");
        }
        else if (set.Max < value && (own ?? map["max-" + name]) is { } high)
        {
            reading.Diagnostics.Error(high.Place, $"found max-{name} {set.Max} below {name} {value}, wanted it no lower");
        }

        return new Triplet(Math.Min(set.Min ?? value, value), value, Math.Max(set.Max ?? value, value));
    }

    private static double Threshold(Reading reading, Element map, double inherited)
    {
        if (map["adaptive-lease-time-threshold"] is not { } value)
        {
            return inherited;
        }

        if (value.Real is > 0 and <= 1)
        {
            return value.Real;
        }

        reading.Diagnostics.Error(value.Place, $"found {value.Real}, wanted a number above 0 and up to 1 for \"adaptive-lease-time-threshold\"");
        return inherited;
    }

    private static AllocatorKind Allocator(Reading reading, Element map, string name, AllocatorKind inherited)
    {
        switch (Reading.Text(map, name))
        {
            case null or "":
                return inherited;
            case "iterative":
                return AllocatorKind.Iterative;
            case "random":
                return AllocatorKind.Random;
            case "flq":
                return AllocatorKind.FreeLeaseQueue;
            default:
                reading.Diagnostics.Error(
                    map[name]!.Place, $"found {name} \"shared-flq\", wanted another: it needs a data base of leases, which there is none of yet");
                return inherited;
        }
    }
}
