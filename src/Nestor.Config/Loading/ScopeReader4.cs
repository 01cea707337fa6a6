using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>What a scope hands down: its parameters, and the bounds of lifetimes where some scope sets them.</summary>
/// <param name="MinLifetime">Null when none is set: it then follows the default.</param>
/// <param name="MaxLifetime">Null when none is set.</param>
internal sealed record Scope4(ScopeParameters4 Parameters, uint? MinLifetime = null, uint? MaxLifetime = null);

/// <summary>The parameters that globe, shared network and subnet have in common; what is not set is inherited.</summary>
internal static class ScopeReader4
{
    public static Scope4 Read(Reading reading, Element map, Scope4 above)
    {
        var inherited = above.Parameters;
        uint? min = reading.MaybeUInt32(map, "min-valid-lifetime") ?? above.MinLifetime;
        uint? max = reading.MaybeUInt32(map, "max-valid-lifetime") ?? above.MaxLifetime;
        var scope = inherited with
        {
            ValidLifetime = Lifetime(reading, map, inherited.ValidLifetime.Default, min, max),
            RenewTimer = reading.MaybeUInt32(map, "renew-timer") ?? inherited.RenewTimer,
            RebindTimer = reading.MaybeUInt32(map, "rebind-timer") ?? inherited.RebindTimer,
            CalculateTeeTimes = Reading.Boolean(map, "calculate-tee-times", inherited.CalculateTeeTimes),
            T1Percent = reading.Fraction(map, "t1-percent", inherited.T1Percent),
            T2Percent = reading.Fraction(map, "t2-percent", inherited.T2Percent),
            IsAuthoritative = Reading.Boolean(map, "authoritative", inherited.IsAuthoritative),
            MatchClientId = Reading.Boolean(map, "match-client-id", inherited.MatchClientId),
            NextServer = reading.Address(map, "next-server") ?? inherited.NextServer,
            ServerHostname = reading.Field(map, "server-hostname", 63) ?? inherited.ServerHostname,
            BootFileName = reading.Field(map, "boot-file-name", 127) ?? inherited.BootFileName,
            OfferLifetime = reading.UInt32(map, "offer-lifetime", inherited.OfferLifetime),
            IsRapidCommit = Reading.Boolean(map, "rapid-commit", inherited.IsRapidCommit),
            CacheThreshold = reading.Share(map, "cache-threshold", inherited.CacheThreshold),
            CacheMaxAge = reading.MaybeUInt32(map, "cache-max-age") ?? inherited.CacheMaxAge,
            Allocator = Allocator(reading, map, inherited.Allocator),
            ReservationsGlobal = Reading.Boolean(map, "reservations-global", inherited.ReservationsGlobal),
            ReservationsInSubnet = Reading.Boolean(map, "reservations-in-subnet", inherited.ReservationsInSubnet),
            ReservationsOutOfPool = Reading.Boolean(map, "reservations-out-of-pool", inherited.ReservationsOutOfPool),
            StoreExtendedInfo = Reading.Boolean(map, "store-extended-info", inherited.StoreExtendedInfo),
        };
        Check(reading, map, scope);
        return new Scope4(scope, min, max);
    }

    private static void Check(Reading reading, Element map, ScopeParameters4 scope)
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

    /// <summary>
    /// Three keywords make one triplet, each inherited by itself. Bounds that no scope sets follow the default.
    /// </summary>
    private static Triplet Lifetime(Reading reading, Element map, uint inherited, uint? min, uint? max)
    {
        uint value = reading.UInt32(map, "valid-lifetime", inherited);
        var own = map["valid-lifetime"];
        if (min > value && (own ?? map["min-valid-lifetime"]) is { } low)
        {
            reading.Diagnostics.Error(low.Place, $"found min-valid-lifetime {min} above valid-lifetime {value}, wanted it no higher");
        }
        else if (max < value && (own ?? map["max-valid-lifetime"]) is { } high)
        {
            reading.Diagnostics.Error(high.Place, $"found max-valid-lifetime {max} below valid-lifetime {value}, wanted it no lower");
        }

        return new Triplet(Math.Min(min ?? value, value), value, Math.Max(max ?? value, value));
    }

    private static AllocatorKind Allocator(Reading reading, Element map, AllocatorKind inherited)
    {
        switch (Reading.Text(map, "allocator"))
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
                    map["allocator"]!.Place, "found allocator \"shared-flq\", wanted another: it needs a data base of leases, which there is none of yet");
                return inherited;
        }
    }
}
