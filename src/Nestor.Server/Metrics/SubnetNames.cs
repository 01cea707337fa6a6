using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Server.Metrics;

/// <summary>What the subnets of a configuration and their pools are called where they are told.</summary>
internal sealed class SubnetNames
{
    private SubnetNames(IEnumerable<Row> rows) => Rows = [.. rows];

    /// <param name="Pools">By kind of pool and id.</param>
    public sealed record Row(uint Id, string Subnet, Dictionary<uint, string>[] Pools);

    public IReadOnlyList<Row> Rows { get; }

    public static SubnetNames Of(Dhcp4Settings settings) => new(settings.Subnets.Select(s => Of(s, Pools(s.Pools))));

    public static SubnetNames Of(Dhcp6Settings settings) => new(settings.Subnets.Select(s => Of(s, Pools(s.Pools), Pools(s.PdPools))));

    private static Row Of<TAddr>(Subnet<TAddr> subnet, params Dictionary<uint, string>[] pools)
        where TAddr : struct, IAddress<TAddr> => new(subnet.Id, subnet.Text, pools);

    /// <summary>Pools that share an id are counted together, under the name of the first.</summary>
    private static Dictionary<uint, string> Pools<TAddr>(IEnumerable<Pool<TAddr>> pools)
        where TAddr : struct, IAddress<TAddr>
    {
        var names = new Dictionary<uint, string>();
        foreach (var pool in pools)
        {
            names.TryAdd(pool.Id, pool.Text);
        }

        return names;
    }
}
