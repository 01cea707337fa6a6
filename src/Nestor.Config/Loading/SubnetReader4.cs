using System.Text;
using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <inheritdoc/>
internal sealed class SubnetReader4(Reading reading, OptionReader options, ReservationReader4 reservations, HostTable4 hosts)
    : SubnetReader<Ip4, Subnet4, SharedNetwork4, ScopeParameters4>(reading, options, "subnet4", "192.0.2.0/24")
{
    private readonly PoolReader<Ip4, Pool4> _pools =
        new(reading, options, "192.0.2.0/25", (range, id, set, text) => new Pool4(range, id, set, text));

    protected override Scope<ScopeParameters4> ReadScope(Element map, Scope<ScopeParameters4> above) =>
        ScopeReader.Read4(Reading, map, above);

    protected override Subnet4 MakeSubnet(Element map, in SubnetFacts<Ip4> facts, ScopeParameters4 parameters, Element? network)
    {
        hosts.AddRange(reservations.Read(map["reservations"], facts.Id, facts.Range));
        return new Subnet4
        {
            Id = facts.Id,
            Prefix = facts.Range.First,
            PrefixLength = facts.Length,
            Text = facts.Text,
            Parameters = parameters,
            Pools = _pools.Read(map["pools"], facts.Range, facts.Text, parameters.Ddns),
            Options = Options.Read(map["option-data"]),
            Interface = facts.Device,
            Over6 = Over6(map),
            Relays = Relays(map),
            ClientClasses = Reading.Classes(map, "client-classes"),
            AdditionalClasses = Reading.Classes(map, "evaluate-additional-classes"),
            UserContext = Reading.UserContext(map),
        };
    }

    private Selector4o6? Over6(Element map)
    {
        string? device = Reading.Text(map, "4o6-interface") is { Length: > 0 } name ? name : null;
        byte[] interfaceId = Encoding.UTF8.GetBytes(Reading.Text(map, "4o6-interface-id") ?? "");
        AddressRange<Ip6>? range = null;
        if (map["4o6-subnet"] is { Text.Length: > 0 } subnet)
        {
            if (PrefixText.TryParse<Ip6>(subnet.Text, out var found, out _))
            {
                range = found;
            }
            else
            {
                Reading.Diagnostics.Error(subnet.Place, $"found \"{subnet.Text}\", wanted a prefix such as 2001:db8:1::/64 for \"4o6-subnet\"");
            }
        }

        return device is null && interfaceId.Length == 0 && range is null ? null : new Selector4o6(device, interfaceId, range);
    }

    protected override IReadOnlyList<Subnet4> SubnetsOf(SharedNetwork4 network) => network.Subnets;

    protected override SharedNetwork4 MakeNetwork(Element map, string name, IReadOnlyList<Subnet4> subnets, string? device)
    {
        if (subnets.FirstOrDefault(s => s.Parameters.IsAuthoritative != subnets[0].Parameters.IsAuthoritative) is { } other)
        {
            Reading.Diagnostics.Error(
                map.Place, $"found authoritative in some subnets of shared network \"{name}\" only, wanted {subnets[0].Text} and {other.Text} alike");
        }

        return new SharedNetwork4(name, subnets)
        {
            Options = Options.Read(map["option-data"]),
            Interface = device,
            Relays = Relays(map),
            ClientClasses = Reading.Classes(map, "client-classes"),
            AdditionalClasses = Reading.Classes(map, "evaluate-additional-classes"),
            UserContext = Reading.UserContext(map),
        };
    }
}
