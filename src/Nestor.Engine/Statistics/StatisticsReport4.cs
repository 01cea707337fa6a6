using Nestor.Json;

namespace Nestor.Engine.Statistics;

/// <summary>All counters by Kea's names, as one map.</summary>
public static class StatisticsReport4
{
    public static Element Make(Statistics4 statistics)
    {
        var members = new List<Member>();
        for (int i = 0; i < Counters4.GlobalCount; i++)
        {
            Add(Counters4.Name((Counter4)i), statistics[(Counter4)i]);
        }

        foreach (var subnet in statistics.Subnets)
        {
            string prefix = $"subnet[{subnet.SubnetId}].";
            Add(prefix + "total-addresses", (long)subnet.TotalAddresses);
            for (int i = 0; i < Counters4.SubnetCount; i++)
            {
                Add(prefix + Counters4.Name((SubnetCounter4)i), subnet[(SubnetCounter4)i]);
            }

            foreach (uint pool in subnet.PoolIds)
            {
                Add($"{prefix}pool[{pool}].total-addresses", (long)subnet.PoolTotals[pool]);
                for (int i = 0; i < Counters4.PoolCounters; i++)
                {
                    Add($"{prefix}pool[{pool}].{Counters4.Name((SubnetCounter4)i)}", subnet.OfPool(pool, (SubnetCounter4)i));
                }
            }
        }

        return Element.Map(members);

        void Add(string name, long value) => members.Add(new Member(name, Element.Of(value), default));
    }
}
