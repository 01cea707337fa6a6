using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Server.Metrics;

/// <summary>The labels of subnets and their pools, made once for each configuration.</summary>
internal sealed class SubnetLabels
{
    private readonly Dictionary<uint, Row> _rows;

    private SubnetLabels(Dictionary<uint, Row> rows) => _rows = rows;

    /// <summary>Of a subnet: <c>subnet</c> and <c>subnet_id</c>; and by kind of pool and id the label <c>pool</c> behind them.</summary>
    public sealed record Row(byte[] Subnet, Dictionary<uint, byte[]>[] Pools);

    public static SubnetLabels Of(Dhcp4Settings settings) => new(settings.Subnets.ToDictionary(s => s.Id, s => Of(s, Pools(s.Pools))));

    public static SubnetLabels Of(Dhcp6Settings settings) =>
        new(settings.Subnets.ToDictionary(s => s.Id, s => Of(s, Pools(s.Pools), Pools(s.PdPools))));

    /// <summary>Null for a subnet of another configuration.</summary>
    public Row? Find(uint subnet) => _rows.GetValueOrDefault(subnet);

    private static Row Of<TAddr>(Subnet<TAddr> subnet, params Dictionary<uint, byte[]>[] pools)
        where TAddr : struct, IAddress<TAddr> =>
        new([.. OpenMetricsWriter.Label("subnet", subnet.Text), .. ","u8, .. OpenMetricsWriter.Label("subnet_id", subnet.Id.ToString())], pools);

    /// <summary>Pools that share an id are counted together, under the name of the first.</summary>
    private static Dictionary<uint, byte[]> Pools<TAddr>(IEnumerable<Pool<TAddr>> pools)
        where TAddr : struct, IAddress<TAddr>
    {
        var labels = new Dictionary<uint, byte[]>();
        foreach (var pool in pools)
        {
            labels.TryAdd(pool.Id, [.. ","u8, .. OpenMetricsWriter.Label("pool", pool.Text)]);
        }

        return labels;
    }
}
