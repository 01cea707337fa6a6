using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>What a client wishes for in an IA.</summary>
/// <param name="What">An address (length 128), or a prefix whose address or length may be zero.</param>
public readonly record struct IaHint6(Prefix6 What, uint Preferred, uint Valid);

/// <summary>What a client gets in an IA. Lifetimes in seconds, as they are told.</summary>
/// <param name="Pool">Null for one outside of all pools.</param>
/// <param name="IsReused">It is told again as it is, with what is left of its time.</param>
public readonly record struct IaGrant6(Prefix6 What, uint Preferred, uint Valid, Subnet6 Subnet, Pool6? Pool, bool IsReused);

/// <summary>One IA on its way to its answer. Used for one after the other without allocation.</summary>
public sealed class IaState6
{
    public uint Iaid { get; private set; }

    public LeaseType Type { get; private set; }

    /// <summary>In the order the client sent them.</summary>
    public List<IaHint6> Hints { get; } = [];

    /// <summary>Slots of the leases that the client has in this IA, in its subnet or a sibling.</summary>
    public List<int> Held { get; } = [];

    public List<IaGrant6> Grants { get; } = [];

    /// <summary>What the client may not use any more; it is told so with lifetimes of zero.</summary>
    public List<Prefix6> Gone { get; } = [];

    /// <summary>A library wants nothing given to the IA.</summary>
    public bool IsRefused { get; set; }

    /// <summary>T1 and T2 as a library wants them, in seconds; null for those of the subnet.</summary>
    public (uint T1, uint T2)? Timers { get; set; }

    public bool IsPrefixes => Type == LeaseType.Pd;

    /// <summary>Wished lifetimes come with the first hint; zero wishes for nothing.</summary>
    public (uint Preferred, uint Valid) WishedLifetimes => Hints.Count > 0 ? (Hints[0].Preferred, Hints[0].Valid) : (0, 0);

    /// <summary>Reads an IA_NA or IA_PD of the query.</summary>
    public void Start(ushort code, Ia6 ia)
    {
        Iaid = ia.Iaid;
        Type = code == OptionCode6.IaPd ? LeaseType.Pd : LeaseType.Na;
        Hints.Clear();
        Held.Clear();
        Grants.Clear();
        Gone.Clear();
        IsRefused = false;
        Timers = null;
        var options = ia.Options;
        while (options.TryNext(out ushort inner, out var body))
        {
            if (inner == OptionCode6.IaAddr && !IsPrefixes && IaAddress6.TryRead(body, out var address))
            {
                Hints.Add(new IaHint6(new Prefix6(address.Address, 128), address.Preferred.Seconds, address.Valid.Seconds));
            }
            else if (inner == OptionCode6.IaPrefix && IsPrefixes && IaPrefix6.TryRead(body, out var prefix))
            {
                Hints.Add(new IaHint6(prefix.Prefix, prefix.Preferred.Seconds, prefix.Valid.Seconds));
            }
        }
    }

    public bool IsGranted(Prefix6 what)
    {
        foreach (var grant in Grants)
        {
            if (grant.What == what)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The address may not be used any more.</summary>
    public void Lose(Prefix6 what)
    {
        if (!Gone.Contains(what))
        {
            Gone.Add(what);
        }
    }
}
