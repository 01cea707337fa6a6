using Nestor.Engine.Allocation;
using Nestor.Engine.V6;
using Nestor.Hooks.Exchange;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.ReplyOptions;

/// <summary>Writes the answer to one IA into the reply (RFC 9915 sections 21.4, 21.6, 21.21 and 21.22).</summary>
internal static class IaWriter6
{
    private const int Room = 8192;

    /// <summary>What was given with its lifetimes, and what is gone with none; T1 and T2 by the shortest preferred one.</summary>
    public static void Leases(Engine6 engine, Exchange6 exchange)
    {
        var ia = engine.Ia;
        uint shortest = uint.MaxValue;
        foreach (var grant in ia.Grants)
        {
            shortest = Math.Min(shortest, grant.Preferred);
        }

        var (t1, t2) = ia.Timers is { } wanted ? wanted : ia.Grants.Count > 0 ? LeaseTimes6.Timers(ia.Grants[0].Subnet, shortest) : default;
        var to = Begin(engine, t1, t2);
        foreach (var grant in ia.Grants)
        {
            Lease(ref to, engine, exchange, in grant);
        }

        var none = new Lifetime(0);
        foreach (var what in ia.Gone)
        {
            if (!ia.IsGranted(what))
            {
                to.End(ia.IsPrefixes ? IaPrefix6.Begin(ref to, what, none, none) : IaAddress6.Begin(ref to, what.Address, none, none));
            }
        }

        End(engine, ref to);
    }

    /// <summary>An IA with a status and nothing else.</summary>
    public static void Status(Engine6 engine, StatusCode6 code, ReadOnlySpan<byte> message)
    {
        var to = Begin(engine, 0, 0);
        StatusOption6.Write(ref to, code, message);
        End(engine, ref to);
    }

    /// <summary>An IA with nothing given: what is gone, and why there is nothing.</summary>
    public static void Nothing(Engine6 engine, StatusCode6 code, ReadOnlySpan<byte> message)
    {
        var none = new Lifetime(0);
        var ia = engine.Ia;
        var to = Begin(engine, 0, 0);
        if (ia.IsPrefixes)
        {
            // Kea's order: of prefixes the status comes first, of addresses last.
            StatusOption6.Write(ref to, code, message);
        }

        foreach (var what in ia.Gone)
        {
            to.End(ia.IsPrefixes ? IaPrefix6.Begin(ref to, what, none, none) : IaAddress6.Begin(ref to, what.Address, none, none));
        }

        if (!ia.IsPrefixes)
        {
            StatusOption6.Write(ref to, code, message);
        }

        End(engine, ref to);
    }

    private static OptionWriter6 Begin(Engine6 engine, uint t1, uint t2)
    {
        var to = new OptionWriter6(engine.Reply.Room(Room));
        to.UInt32(engine.Ia.Iaid);
        to.UInt32(t1);
        to.UInt32(t2);
        return to;
    }

    private static void End(Engine6 engine, ref OptionWriter6 to)
    {
        if (!to.HasOverflowed)
        {
            engine.Reply.Take(engine.Ia.IsPrefixes ? OptionCode6.IaPd : OptionCode6.IaNa, to.Length);
        }
    }

    private static void Lease(ref OptionWriter6 to, Engine6 engine, Exchange6 exchange, in IaGrant6 grant)
    {
        var preferred = new Lifetime(grant.Preferred);
        var valid = new Lifetime(grant.Valid);
        if (engine.Ia.Type == LeaseType.Na)
        {
            to.End(IaAddress6.Begin(ref to, grant.What.Address, preferred, valid));
            return;
        }

        int mark = IaPrefix6.Begin(ref to, grant.What, preferred, valid);
        Span<byte> body = stackalloc byte[PdExclude6.MaxLength];
        if (exchange.Query.IsRequested(OptionCode6.PdExclude) && Excluded(exchange, in grant) is { } excluded
            && PdExclude6.Write(body, grant.What, excluded) is > 0 and int size)
        {
            to.Option(OptionCode6.PdExclude, body[..size]);
        }

        to.End(mark);
    }

    /// <summary>What the client may not use of the prefix (RFC 6603): its reservation says it, or the pool.</summary>
    private static Prefix6? Excluded(Exchange6 exchange, in IaGrant6 grant)
    {
        // By number: to walk a list behind its interface allocates.
        var ofHost = exchange.Host?.Prefixes;
        for (int i = 0; i < ofHost?.Count; i++)
        {
            if (ofHost[i].Prefix == grant.What)
            {
                return ofHost[i].Excluded;
            }
        }

        if (grant.Pool?.Excluded is not { } ofPool)
        {
            return null;
        }

        // The same part of each prefix of the pool: the bits behind its length.
        var inner = ofPool.Address.Number & ~Ip6.Mask(grant.What.Length).Number;
        return new Prefix6(Ip6.FromNumber(grant.What.Address.Number | inner), ofPool.Length);
    }
}
