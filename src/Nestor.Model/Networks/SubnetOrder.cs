using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>The order subnets are looked at in: by ascending id.</summary>
internal static class SubnetOrder
{
    public static IReadOnlyList<TSubnet> Number<TAddr, TSubnet>(IEnumerable<TSubnet> subnets)
        where TAddr : struct, IAddress<TAddr>
        where TSubnet : Subnet<TAddr>
    {
        TSubnet[] ordered = [.. subnets.OrderBy(s => s.Id)];
        for (int i = 0; i < ordered.Length; i++)
        {
            ordered[i].Ordinal = i;
        }

        return ordered;
    }
}
