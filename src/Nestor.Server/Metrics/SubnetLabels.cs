using Nestor.Model.Settings;

namespace Nestor.Server.Metrics;

/// <summary>The labels of subnets and their pools, made once for each configuration.</summary>
internal sealed class SubnetLabels
{
    private readonly Dictionary<uint, Row> _rows;

    private SubnetLabels(SubnetNames names) => _rows = names.Rows.ToDictionary(r => r.Id, r => new Row(
        [.. OpenMetricsWriter.Label("subnet", r.Subnet), .. ","u8, .. OpenMetricsWriter.Label("subnet_id", r.Id.ToString())],
        [.. r.Pools.Select(kind => kind.ToDictionary(p => p.Key, p => (byte[])[.. ","u8, .. OpenMetricsWriter.Label("pool", p.Value)]))]));

    /// <summary>Of a subnet: <c>subnet</c> and <c>subnet_id</c>; and by kind of pool and id the label <c>pool</c> behind them.</summary>
    public sealed record Row(byte[] Subnet, Dictionary<uint, byte[]>[] Pools);

    public static SubnetLabels Of(Dhcp4Settings settings) => new(SubnetNames.Of(settings));

    public static SubnetLabels Of(Dhcp6Settings settings) => new(SubnetNames.Of(settings));

    /// <summary>Null for a subnet of another configuration.</summary>
    public Row? Find(uint subnet) => _rows.GetValueOrDefault(subnet);
}
