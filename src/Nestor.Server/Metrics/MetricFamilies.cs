namespace Nestor.Server.Metrics;

/// <summary>Packets of the whole server by what they ask.</summary>
/// <param name="Name">With <c>_total</c>, as dashboards know it.</param>
/// <param name="Rows">Counters with the label <c>operation</c>.</param>
internal sealed record PacketFamily<TCounter>(string Name, string Help, params (TCounter Counter, string Operation)[] Rows);

/// <summary>Failures of each subnet by where no address was found: the label <c>context</c>.</summary>
/// <inheritdoc cref="PacketFamily{TCounter}"/>
internal sealed record FailureFamily<TSubnetCounter>(string Name, string Help, params (TSubnetCounter Counter, string Context)[] Rows);

/// <summary>One figure of each subnet, and perhaps of its pools.</summary>
/// <param name="Type">A counter for what only grows.</param>
/// <param name="Counter">Null for how many addresses or prefixes there are.</param>
/// <param name="Kind">Which kind of pool, in the family's order; those are told too unless <paramref name="HasPools"/> is false.</param>
/// <param name="HasLabel">Samples have the label <c>pool</c>, which is empty for the subnet.</param>
/// <inheritdoc cref="PacketFamily{TCounter}"/>
internal sealed record SubnetFamily<TSubnetCounter>(
    string Name, MetricType Type, string Help, TSubnetCounter? Counter, int Kind = 0, bool HasPools = true, bool HasLabel = true)
    where TSubnetCounter : struct, Enum;

/// <summary>All families of one server, with the names and labels of kea-exporter, and those of drops, which are ours.</summary>
internal sealed record FamilyTable<TCounter, TSubnetCounter>(
    PacketFamily<TCounter>[] Packets, FailureFamily<TSubnetCounter> Failures, SubnetFamily<TSubnetCounter>[] Subnets,
    (TCounter Counter, string Reason)[] Drops, string Prefix)
    where TSubnetCounter : struct, Enum
{
    /// <summary>A family that kea-exporter has and Kea never fills; empty for none.</summary>
    public string Unfilled { get; init; } = "";
}
