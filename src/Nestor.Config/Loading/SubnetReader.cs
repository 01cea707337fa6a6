using Nestor.Json;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary><c>subnet4</c> or <c>subnet6</c>, and <c>shared-networks</c>.</summary>
/// <param name="keyword">The list of subnets in a map.</param>
/// <param name="example">A prefix for messages.</param>
internal abstract class SubnetReader<TAddr, TSubnet, TNetwork, TParameters>(
    Reading reading, OptionReader options, string keyword, string example)
    where TAddr : struct, IAddress<TAddr>
    where TSubnet : Subnet<TAddr>
    where TNetwork : SharedNetwork<TAddr>
    where TParameters : ScopeParameters
{
    private readonly Dictionary<uint, SourcePlace> _ids = [];
    private readonly Dictionary<(TAddr, int), SourcePlace> _prefixes = [];
    private readonly HashSet<string> _networkNames = [];
    private uint _nextId = 1;

    public List<TSubnet> Subnets { get; } = [];

    public List<TNetwork> Networks { get; } = [];

    protected Reading Reading { get; } = reading;

    protected OptionReader Options { get; } = options;

    public void Read(Element server, Scope<TParameters> global)
    {
        TakeIds(server);

        // Networks first, as Kea reads them: subnets without an id are numbered in this order.
        foreach (var map in server["shared-networks"]?.Items ?? [])
        {
            if (Reading.Quarantine.Entry("shared-networks", map, () => Network(map, global)) is { } network)
            {
                Networks.Add(network);
                Subnets.AddRange(SubnetsOf(network));
            }
        }

        foreach (var map in server[keyword]?.Items ?? [])
        {
            if (Reading.Quarantine.Entry(
                keyword, map, (Reader: this, Above: global), static (map, with) => with.Reader.Subnet(map, with.Above, null)) is { } subnet)
            {
                Subnets.Add(subnet);
            }
        }
    }

    /// <summary>How many reservations there are, wherever they stand.</summary>
    public static int CountReservations(Element server, string keyword) =>
        CountOf(server) + SubnetsOf(server, keyword).Sum(CountOf);

    private static int CountOf(Element scope) => scope["reservations"]?.Items.Count ?? 0;

    private static IEnumerable<Element> SubnetsOf(Element server, string keyword) =>
        (server[keyword]?.Items ?? []).Concat((server["shared-networks"]?.Items ?? []).SelectMany(n => n[keyword]?.Items ?? []));

    /// <summary>Ids that are given, so that those that are not do not collide with them.</summary>
    private void TakeIds(Element server)
    {
        foreach (var map in SubnetsOf(server, keyword))
        {
            Reading.Quarantine.Entry(keyword, map, this, static (map, reader) => reader.TakeId(map));
        }
    }

    private Element? TakeId(Element map)
    {
        if (map["id"] is not { } id)
        {
            return map;
        }

        if (id.Integer is < 0 or >= uint.MaxValue)
        {
            Reading.Diagnostics.Error(id.Place, $"found {id.Integer}, wanted an id from 1 to {uint.MaxValue - 1}");
        }
        else if (id.Integer != 0 && !_ids.TryAdd((uint)id.Integer, id.Place))
        {
            Reading.Diagnostics.Error(
                id.Place, $"found id {id.Integer}, wanted another: it is that of the subnet at {_ids[(uint)id.Integer]}");
        }

        return map;
    }

    private TNetwork? Network(Element map, Scope<TParameters> global)
    {
        if (Reading.Text(map, "name") is not { Length: > 0 } name)
        {
            Reading.Diagnostics.Error(map.Place, "found a shared network without a name, wanted \"name\"");
            return null;
        }

        if (!_networkNames.Add(name))
        {
            Reading.Diagnostics.Error(map["name"]!.Place, $"found a second shared network \"{name}\", wanted another name");
            return null;
        }

        var scope = ReadScope(map, global);
        string? device = Reading.Text(map, "interface") is { Length: > 0 } i ? i : null;
        var subnets = new List<TSubnet>();
        foreach (var inner in map[keyword]?.Items ?? [])
        {
            if (Reading.Quarantine.Entry(keyword, inner, () => Subnet(inner, scope, map)) is { } subnet)
            {
                subnets.Add(subnet);
            }
        }

        return MakeNetwork(map, name, subnets, device);
    }

    protected abstract Scope<TParameters> ReadScope(Element map, Scope<TParameters> above);

    /// <param name="network">The shared network's map; null outside of any.</param>
    protected abstract TSubnet MakeSubnet(Element map, in SubnetFacts<TAddr> facts, TParameters parameters, Element? network);

    protected abstract IReadOnlyList<TSubnet> SubnetsOf(TNetwork network);

    protected abstract TNetwork MakeNetwork(Element map, string name, IReadOnlyList<TSubnet> subnets, string? device);

    private TSubnet? Subnet(Element map, Scope<TParameters> inherited, Element? network)
    {
        if (map["subnet"] is not { } text)
        {
            Reading.Diagnostics.Error(map.Place, "found a subnet without a prefix, wanted \"subnet\"");
            return null;
        }

        if (!PrefixText.TryParse<TAddr>(text.TextIn(stackalloc char[64]), out var range, out int length))
        {
            Reading.Diagnostics.Error(text.Place, $"found \"{text.Text}\", wanted a prefix such as {example}");
            return null;
        }

        string name = $"{range.First}/{length}";
        if (!_prefixes.TryAdd((range.First, length), text.Place))
        {
            Reading.Diagnostics.Error(text.Place, $"found subnet {name} for the second time, wanted it once: the first is at {_prefixes[(range.First, length)]}");
            return null;
        }

        uint id = Id(map, name);
        string? device = Reading.Text(map, "interface") is { Length: > 0 } own ? own : null;
        if (device is not null && network is not null
            && Reading.Text(network, "interface") is { Length: > 0 } other && device != other)
        {
            Reading.Diagnostics.Error(
                map["interface"]!.Place, $"found \"{device}\", wanted \"{other}\" as in the shared network");
        }

        return MakeSubnet(map, new SubnetFacts<TAddr>(id, range, length, name, device), ReadScope(map, inherited).Parameters, network);
    }

    /// <summary>The id given, or for configurations of Kea before 2.6 the next free number.</summary>
    private uint Id(Element map, string name)
    {
        if (map["id"] is { Integer: > 0 and < uint.MaxValue } id)
        {
            return (uint)id.Integer;
        }

        while (_ids.ContainsKey(_nextId))
        {
            _nextId++;
        }

        _ids.Add(_nextId, map.Place);
        Reading.Diagnostics.Warn(
            map.Place, $"subnet {name} has no id and gets {_nextId}; leases are kept by id, so write it down");
        return _nextId;
    }

    protected List<TAddr> Relays(Element map)
    {
        var relays = new List<TAddr>();
        foreach (var item in map["relay"]?["ip-addresses"]?.Items ?? [])
        {
            if (!TAddr.TryParse(item.Text, out var relay))
            {
                Reading.Diagnostics.Error(item.Place, $"found \"{item.Text}\", wanted a relay's IPv{(TAddr.Bits == 32 ? 4 : 6)} address");
            }
            else if (relay.Number != 0)
            {
                relays.Add(relay);
            }
        }

        return relays;
    }
}
