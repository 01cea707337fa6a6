using Nestor.Json;
using Nestor.Model.Settings;

namespace Nestor.Config.Loading;

/// <summary>The parameters that globe, shared network and subnet have in common; what is not set is inherited.</summary>
internal static class ScopeReader4
{
    public static ScopeParameters4 Read(Reading reading, Element map, ScopeParameters4 inherited)
    {
        var scope = inherited with
        {
            ValidLifetime = Lifetime(reading, map, inherited.ValidLifetime),
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
            CacheThreshold = map["cache-threshold"]?.Real ?? inherited.CacheThreshold,
            CacheMaxAge = reading.MaybeUInt32(map, "cache-max-age") ?? inherited.CacheMaxAge,
            Allocator = Allocator(reading, map, inherited.Allocator),
            ReservationsGlobal = Reading.Boolean(map, "reservations-global", inherited.ReservationsGlobal),
            ReservationsInSubnet = Reading.Boolean(map, "reservations-in-subnet", inherited.ReservationsInSubnet),
            ReservationsOutOfPool = Reading.Boolean(map, "reservations-out-of-pool", inherited.ReservationsOutOfPool),
            StoreExtendedInfo = Reading.Boolean(map, "store-extended-info", inherited.StoreExtendedInfo),
        };
        Check(reading, map, scope);
        return scope;
    }

    private static void Check(Reading reading, Element map, ScopeParameters4 scope)
    {
        if (scope.RenewTimer > scope.RebindTimer && (map["renew-timer"] ?? map["rebind-timer"]) is { } timer)
        {
            reading.Diagnostics.Warn(
                timer.Place, $"renew-timer {scope.RenewTimer} is later than rebind-timer {scope.RebindTimer}; it is not sent");
        }

        if (scope.T1Percent >= scope.T2Percent && (map["t1-percent"] ?? map["t2-percent"]) is { } percent)
        {
            reading.Diagnostics.Error(
                percent.Place, $"t1-percent {scope.T1Percent} must be below t2-percent {scope.T2Percent}");
        }
    }

    /// <summary>Three keywords make one triplet; one that is missing takes the value of valid-lifetime.</summary>
    private static Triplet Lifetime(Reading reading, Element map, Triplet inherited)
    {
        uint? min = reading.MaybeUInt32(map, "min-valid-lifetime");
        uint? usual = reading.MaybeUInt32(map, "valid-lifetime");
        uint? max = reading.MaybeUInt32(map, "max-valid-lifetime");
        if (min is null && usual is null && max is null)
        {
            return inherited;
        }

        uint value = usual ?? Math.Clamp(inherited.Default, min ?? 0, Math.Max(min ?? 0, max ?? uint.MaxValue));
        var triplet = new Triplet(min ?? Math.Min(value, max ?? value), value, max ?? value);
        if (triplet.Min <= triplet.Default && triplet.Default <= triplet.Max)
        {
            return triplet;
        }

        var place = (map["min-valid-lifetime"] ?? map["max-valid-lifetime"] ?? map["valid-lifetime"])!.Place;
        reading.Diagnostics.Error(
            place, $"lifetimes must not fall: min {triplet.Min}, default {triplet.Default}, max {triplet.Max}");
        return inherited;
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
                    map["allocator"]!.Place, "allocator shared-flq needs a data base of leases, which there is none of yet");
                return inherited;
        }
    }
}
