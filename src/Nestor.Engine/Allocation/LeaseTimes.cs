using Nestor.Engine.V4;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Model.Leases;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>How long a lease is given for, and when an unchanged one is reused without being written.</summary>
public static class LeaseTimes
{
    /// <summary>
    /// Seconds for this client: what it asked for within the configured bounds, else the default; the shortest while addresses are
    /// scarce, but no less than what is left of the lease it has. A BOOTP client knows of no lifetime: its lease never ends.
    /// </summary>
    /// <param name="own">The client's lease until now, or -1.</param>
    public static uint ValidLifetime(Engine4 engine, Exchange4 exchange, Ip4 address, int own)
    {
        if (exchange.Classes.Contains(ClassNames.Bootp))
        {
            return uint.MaxValue;
        }

        var triplet = ClassOf(exchange)?.ValidLifetime ?? exchange.Subnet!.Parameters.ValidLifetime;
        uint left = own >= 0 && engine.Leases.Fields(own).Address == address ? Left(engine, own) : 0;
        if (IsScarce(engine, exchange, address, isNew: left == 0))
        {
            return Math.Max(triplet.Min, left);
        }

        return exchange.Query.TryUInt32Option(OptionCode4.LeaseTime, out uint asked) ? triplet.Clamp(asked) : triplet.Default;
    }

    /// <summary>adaptive-lease-time-threshold is passed. An address outside of all pools is nobody's to wait for.</summary>
    private static bool IsScarce(Engine4 engine, Exchange4 exchange, Ip4 address, bool isNew)
    {
        double threshold = exchange.Subnet!.Parameters.AdaptiveLeaseTimeThreshold;
        if (threshold >= 1)
        {
            return false;
        }

        var pools = engine.Pools.Of(exchange.Subnet);
        return pools.PoolOf(address) is not null && pools.IsScarce(exchange.Classes, threshold, null, isNew);
    }

    /// <summary>Seconds that a lease has left; 0 when it is over.</summary>
    private static uint Left(Engine4 engine, int slot)
    {
        ref readonly var lease = ref engine.Leases.Fields(slot);
        return lease.State != LeaseState.Default || lease.IsExpiredAt(engine.Now) ? 0
            : lease.IsInfinite ? uint.MaxValue : (uint)(lease.Cltt + lease.ValidLifetime - engine.Now);
    }

    /// <summary>The first of the client's classes that sets a lifetime; null when none does.</summary>
    internal static ClientClass4? ClassOf(Exchange4 exchange)
    {
        for (int i = 0; i < exchange.Classes.Count; i++)
        {
            if (exchange.Settings.Classes[exchange.Classes[i]] is { ValidLifetime: not null } definition)
            {
                return definition;
            }
        }

        return null;
    }

    /// <summary>How long an offered address is held, in seconds: the first class's that says so, else the subnet's.</summary>
    public static uint OfferLifetime(Exchange4 exchange)
    {
        for (int i = 0; i < exchange.Classes.Count; i++)
        {
            if (exchange.Settings.Classes[exchange.Classes[i]]?.OfferLifetime is { } own)
            {
                return own;
            }
        }

        return exchange.Subnet!.Parameters.OfferLifetime;
    }

    /// <summary>
    /// Seconds that are left of a lease that may be handed out again as it is; 0 when it must be written anew.
    /// </summary>
    /// <param name="valid">The lifetime a new lease would get.</param>
    public static uint Reusable(Engine4 engine, Exchange4 exchange, int slot, uint valid)
    {
        ref readonly var lease = ref engine.Leases.Fields(slot);
        var parameters = exchange.Subnet!.Parameters;
        if (lease.State != LeaseState.Default || lease.SubnetId != exchange.Subnet.Id
            || !IsSameClient(engine, exchange, slot, parameters))
        {
            return 0;
        }

        if (lease.IsInfinite)
        {
            return valid == uint.MaxValue && parameters.CacheThreshold > 0 ? uint.MaxValue : 0;
        }

        long age = engine.Now - lease.Cltt;
        if (age < 0 || age >= lease.ValidLifetime || valid < lease.ValidLifetime - (ulong)age
            || parameters.CacheThreshold is <= 0 or > 1)
        {
            return 0;
        }

        if (parameters.CacheMaxAge is { } max && age > max)
        {
            return 0;
        }

        return age <= (long)(lease.ValidLifetime * parameters.CacheThreshold) && parameters.CacheMaxAge != 0
            ? (uint)(lease.ValidLifetime - age)
            : 0;
    }

    private static bool IsSameClient(Engine4 engine, Exchange4 exchange, int slot, ScopeParameters4 parameters)
    {
        var id = parameters.MatchClientId ? exchange.ClientId : default;
        return engine.Leases.HardwareAddress(slot).SequenceEqual(exchange.Query.Chaddr)
            && engine.Leases.ClientId(slot).SequenceEqual(id)
            && engine.Leases.Hostname(slot).SequenceEqual(exchange.Name.Text)
            && engine.Leases.Fields(slot).IsFqdnForward == exchange.Name.IsForward
            && engine.Leases.Fields(slot).IsFqdnReverse == exchange.Name.IsReverse;
    }
}
