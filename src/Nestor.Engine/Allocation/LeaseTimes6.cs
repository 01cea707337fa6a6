using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>How long IPv6 leases are given for, and when an unchanged one is reused without being written.</summary>
public static class LeaseTimes6
{
    /// <summary>
    /// Seconds for this client: what it wished for within the configured bounds, else the defaults; the shortest while prefixes
    /// are scarce, but no less than what is left of the lease it has.
    /// </summary>
    /// <param name="slot">The client's lease of this until now, or -1.</param>
    public static (uint Preferred, uint Valid) Of(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Prefix6 what, int slot)
    {
        uint left = Left(engine, slot, out uint leftPreferred);
        bool isScarce = IsScarce(engine, exchange, subnet, what, isNew: left == 0);
        var (wishedPreferred, wishedValid) = engine.Ia.WishedLifetimes;
        var parameters = subnet.Parameters;
        var (classPreferred, classValid) = OfClasses(exchange);
        var validTriplet = classValid ?? parameters.ValidLifetime;
        uint valid = isScarce ? Math.Max(validTriplet.Min, left)
            : wishedValid > 0 ? validTriplet.Clamp(wishedValid) : validTriplet.Default;
        uint preferred = 0;
        if ((classPreferred ?? parameters.PreferredLifetime) is { } triplet)
        {
            preferred = isScarce ? Math.Max(triplet.Min, leftPreferred)
                : wishedPreferred > 0 ? triplet.Clamp(wishedPreferred) : triplet.Default;
        }

        // As Kea: five eighths when nothing is set, or when it would outlive the lease.
        return (preferred == 0 || preferred > valid ? (uint)(valid * 625UL / 1000) : preferred, valid);
    }

    /// <summary>
    /// adaptive-lease-time-threshold is passed by the pools that give prefixes of this length. What is in no pool is nobody's to
    /// wait for.
    /// </summary>
    private static bool IsScarce(Engine6 engine, Exchange6 exchange, Subnet6 subnet, Prefix6 what, bool isNew)
    {
        double threshold = subnet.Parameters.AdaptiveLeaseTimeThreshold;
        return threshold < 1 && engine.Pools.PoolOf(subnet, engine.Ia.Type, what) is not null
            && engine.Pools.Of(subnet, engine.Ia.Type).IsScarce(exchange.Classes, threshold, Pick6.OfLength(what.Length), isNew);
    }

    /// <summary>Seconds that a lease has left; 0 when it is over or there is none.</summary>
    internal static uint Left(Engine6 engine, int slot, out uint preferred)
    {
        preferred = 0;
        if (slot < 0)
        {
            return 0;
        }

        ref readonly var lease = ref engine.Leases.Fields(slot);
        if (lease.State != LeaseState.Default || lease.IsExpiredAt(engine.Now))
        {
            return 0;
        }

        long age = engine.Now - lease.Cltt;
        preferred = lease.PreferredLifetime == uint.MaxValue ? uint.MaxValue : (uint)Math.Max(0, lease.PreferredLifetime - age);
        return lease.IsInfinite ? uint.MaxValue : (uint)(lease.ValidLifetime - age);
    }

    /// <summary>Of each lifetime that of the first class that sets it; null where none does.</summary>
    private static (Triplet? Preferred, Triplet? Valid) OfClasses(Exchange6 exchange)
    {
        Triplet? preferred = null;
        Triplet? valid = null;
        for (int i = 0; i < exchange.Classes.Count; i++)
        {
            if (exchange.Settings.Classes[exchange.Classes[i]] is { } definition)
            {
                preferred ??= definition.PreferredLifetime;
                valid ??= definition.ValidLifetime;
            }
        }

        return (preferred, valid);
    }

    /// <summary>T1 and T2 of an IA whose shortest preferred lifetime is given; zero leaves the choice to the client.</summary>
    public static (uint T1, uint T2) Timers(Subnet6 subnet, uint preferred)
    {
        var parameters = subnet.Parameters;
        uint t2 = parameters.RebindTimer ?? (parameters.CalculateTeeTimes ? Share(preferred, parameters.T2Percent) : 0);
        uint t1 = parameters.RenewTimer ?? (parameters.CalculateTeeTimes ? Share(preferred, parameters.T1Percent) : 0);

        // RFC 9915 section 14.2: of leases without end both are without end.
        return (t1 < t2 || t1 == uint.MaxValue ? t1 : 0, t2);
    }

    /// <summary>
    /// Seconds that are left of a lease that may be told again as it is; zero when it must be written anew.
    /// </summary>
    /// <param name="valid">The lifetime a new lease would get.</param>
    public static (uint Preferred, uint Valid) Reusable(
        Engine6 engine, Exchange6 exchange, int slot, Subnet6 subnet, uint preferred, uint valid)
    {
        ref readonly var lease = ref engine.Leases.Fields(slot);
        var parameters = subnet.Parameters;
        long age = engine.Now - lease.Cltt;
        if (lease.State != LeaseState.Default || lease.SubnetId != subnet.Id || lease.IsInfinite || valid == uint.MaxValue
            || parameters.CacheThreshold is <= 0 or > 1 || parameters.CacheMaxAge == 0
            || age < 0 || age >= lease.ValidLifetime || age > (long)(lease.ValidLifetime * parameters.CacheThreshold)
            || age > (parameters.CacheMaxAge ?? uint.MaxValue) || valid < lease.ValidLifetime - age
            || !engine.Leases.HardwareAddress(slot).SequenceEqual(exchange.HardwareAddress)
            || !engine.Leases.Hostname(slot).SequenceEqual(exchange.Name.Text)
            || lease.IsFqdnForward != exchange.Name.IsForward || lease.IsFqdnReverse != exchange.Name.IsReverse)
        {
            return default;
        }

        long leftPreferred = Math.Max(0, lease.PreferredLifetime - age);
        return ((uint)Math.Min(leftPreferred, preferred), (uint)(lease.ValidLifetime - age));
    }

    private static uint Share(uint seconds, double part) =>
        seconds == uint.MaxValue ? uint.MaxValue : (uint)Math.Round(seconds * part, MidpointRounding.AwayFromZero);
}
