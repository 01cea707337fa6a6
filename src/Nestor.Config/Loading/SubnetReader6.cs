using System.Text;
using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <inheritdoc/>
internal sealed class SubnetReader6(Reading reading, OptionReader options, ReservationReader6 reservations, HostTable6 hosts)
    : SubnetReader<Ip6, Subnet6, SharedNetwork6, ScopeParameters6>(reading, options, "subnet6", "2001:db8:1::/64")
{
    private readonly PoolReader<Ip6, Pool6> _pools =
        new(reading, options, "2001:db8:1::/80", (range, id, set, text) => new Pool6(range, id, set, text));

    private readonly PdPoolReader _pdPools = new(reading, options);

    protected override Scope<ScopeParameters6> ReadScope(Element map, Scope<ScopeParameters6> above) =>
        ScopeReader.Read6(Reading, map, above);

    protected override Subnet6 MakeSubnet(Element map, in SubnetFacts<Ip6> facts, ScopeParameters6 parameters, Element? network)
    {
        CheckInterfaceId(map);
        hosts.AddRange(reservations.Read(map["reservations"], facts.Id, facts.Range));
        var pools = _pools.Read(map["pools"], facts.Range, facts.Text, parameters.Ddns);
        return new Subnet6
        {
            Id = facts.Id,
            Prefix = facts.Range.First,
            PrefixLength = facts.Length,
            Text = facts.Text,
            Parameters = parameters,
            Pools = pools,
            PdPools = _pdPools.Read(map["pd-pools"], pools),
            Options = Options.Read(map["option-data"]),
            Interface = facts.Device,
            InterfaceId = Encoding.UTF8.GetBytes(InterfaceId(map) ?? (network is null ? null : InterfaceId(network)) ?? ""),
            Relays = Relays(map),
            ClientClasses = Reading.Classes(map, "client-classes"),
            AdditionalClasses = Reading.Classes(map, "evaluate-additional-classes"),
            UserContext = Reading.UserContext(map),
        };
    }

    protected override IReadOnlyList<Subnet6> SubnetsOf(SharedNetwork6 network) => network.Subnets;

    protected override SharedNetwork6 MakeNetwork(Element map, string name, IReadOnlyList<Subnet6> subnets, string? device)
    {
        CheckInterfaceId(map);
        if (subnets.FirstOrDefault(s => s.Parameters.IsRapidCommit != subnets[0].Parameters.IsRapidCommit) is { } other)
        {
            Reading.Diagnostics.Error(
                map.Place, $"found rapid-commit in some subnets of shared network \"{name}\" only, wanted {subnets[0].Text} and {other.Text} alike");
        }

        return new SharedNetwork6(name, subnets)
        {
            Options = Options.Read(map["option-data"]),
            Interface = device,
            Relays = Relays(map),
            ClientClasses = Reading.Classes(map, "client-classes"),
            AdditionalClasses = Reading.Classes(map, "evaluate-additional-classes"),
            UserContext = Reading.UserContext(map),
        };
    }

    private static string? InterfaceId(Element map) => Reading.Text(map, "interface-id") is { Length: > 0 } id ? id : null;

    /// <summary>A link is either the server's own or a relay's.</summary>
    private void CheckInterfaceId(Element map)
    {
        if (InterfaceId(map) is not null && Reading.Text(map, "interface") is { Length: > 0 })
        {
            Reading.Diagnostics.Error(map["interface-id"]!.Place, "found \"interface-id\" beside \"interface\", wanted only one of them");
        }
    }
}
