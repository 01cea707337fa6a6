using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Config.Loading;

/// <summary><c>subnet4</c> and <c>shared-networks</c>.</summary>
internal sealed class SubnetReader4
{
    private readonly Reading _reading;
    private readonly OptionReader4 _options;
    private readonly PoolReader4 _pools;
    private readonly ReservationReader4 _reservations;
    private readonly Dictionary<uint, SourcePlace> _ids = [];
    private readonly Dictionary<(Ip4, int), SourcePlace> _prefixes = [];
    private readonly HashSet<string> _networkNames = [];
    private uint _nextId = 1;

    public SubnetReader4(Reading reading, OptionReader4 options, ReservationReader4 reservations)
    {
        _reading = reading;
        _options = options;
        _reservations = reservations;
        _pools = new PoolReader4(reading, options);
    }

    public List<Subnet4> Subnets { get; } = [];

    public List<SharedNetwork4> Networks { get; } = [];

    public List<Reservation4> Reservations { get; } = [];

    public void Read(Element dhcp4, Scope4 global)
    {
        TakeIds(dhcp4);

        // Networks first, as Kea reads them: subnets without an id are numbered in this order.
        foreach (var map in dhcp4["shared-networks"]?.Items ?? [])
        {
            Network(map, global);
        }

        foreach (var map in dhcp4["subnet4"]?.Items ?? [])
        {
            if (Subnet(map, global, null) is { } subnet)
            {
                Subnets.Add(subnet);
            }
        }
    }

    /// <summary>Ids that are given, so that those that are not do not collide with them.</summary>
    private void TakeIds(Element dhcp4)
    {
        var maps = (dhcp4["subnet4"]?.Items ?? [])
            .Concat((dhcp4["shared-networks"]?.Items ?? []).SelectMany(n => n["subnet4"]?.Items ?? []));
        foreach (var map in maps)
        {
            if (map["id"] is not { } id)
            {
                continue;
            }

            if (id.Integer is < 0 or >= uint.MaxValue)
            {
                _reading.Diagnostics.Error(id.Place, $"found {id.Integer}, wanted an id from 1 to {uint.MaxValue - 1}");
            }
            else if (id.Integer != 0 && !_ids.TryAdd((uint)id.Integer, id.Place))
            {
                _reading.Diagnostics.Error(
                    id.Place, $"found id {id.Integer}, wanted another: it is that of the subnet at {_ids[(uint)id.Integer]}");
            }
        }
    }

    private void Network(Element map, Scope4 global)
    {
        if (Reading.Text(map, "name") is not { Length: > 0 } name)
        {
            _reading.Diagnostics.Error(map.Place, "found a shared network without a name, wanted \"name\"");
            return;
        }

        if (!_networkNames.Add(name))
        {
            _reading.Diagnostics.Error(map["name"]!.Place, $"found a second shared network \"{name}\", wanted another name");
            return;
        }

        var parameters = ScopeReader4.Read(_reading, map, global);
        string? device = Reading.Text(map, "interface") is { Length: > 0 } i ? i : null;
        var subnets = new List<Subnet4>();
        foreach (var inner in map["subnet4"]?.Items ?? [])
        {
            if (Subnet(inner, parameters, device) is { } subnet)
            {
                subnets.Add(subnet);
            }
        }

        Subnets.AddRange(subnets);
        Networks.Add(new SharedNetwork4(name, subnets)
        {
            Options = _options.Read(map["option-data"]),
            Interface = device,
            Relays = Relays(map),
            ClientClasses = Reading.Strings(map, "client-classes"),
            UserContext = Reading.UserContext(map),
        });
    }

    private Subnet4? Subnet(Element map, Scope4 inherited, string? networkInterface)
    {
        if (map["subnet"] is not { } text)
        {
            _reading.Diagnostics.Error(map.Place, "found a subnet without a prefix, wanted \"subnet\"");
            return null;
        }

        if (!PoolReader4.TryPrefix(text.Text, out var address, out int length))
        {
            _reading.Diagnostics.Error(text.Place, $"found \"{text.Text}\", wanted a prefix such as 192.0.2.0/24");
            return null;
        }

        var prefix = new Ip4(address.Value & Ip4.Mask(length).Value);
        string name = $"{prefix}/{length}";
        if (!_prefixes.TryAdd((prefix, length), text.Place))
        {
            _reading.Diagnostics.Error(text.Place, $"found subnet {name} for the second time, wanted it once: the first is at {_prefixes[(prefix, length)]}");
            return null;
        }

        uint id = Id(map, name);
        var range = new AddressRange<Ip4>(prefix, new Ip4(prefix.Value | ~Ip4.Mask(length).Value));
        string? device = Reading.Text(map, "interface") is { Length: > 0 } own ? own : null;
        if (device is not null && networkInterface is not null && device != networkInterface)
        {
            _reading.Diagnostics.Error(
                map["interface"]!.Place, $"found \"{device}\", wanted \"{networkInterface}\" as in the shared network");
        }

        Reservations.AddRange(_reservations.Read(map["reservations"], id, range));
        return new Subnet4
        {
            Id = id,
            Prefix = prefix,
            PrefixLength = length,
            Text = name,
            Parameters = ScopeReader4.Read(_reading, map, inherited).Parameters,
            Pools = _pools.Read(map["pools"], range, name),
            Options = _options.Read(map["option-data"]),
            Interface = device,
            Relays = Relays(map),
            ClientClasses = Reading.Strings(map, "client-classes"),
            UserContext = Reading.UserContext(map),
        };
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
        _reading.Diagnostics.Warn(
            map.Place, $"subnet {name} has no id and gets {_nextId}; leases are kept by id, so write it down");
        return _nextId;
    }

    private List<Ip4> Relays(Element map)
    {
        var relays = new List<Ip4>();
        foreach (var item in map["relay"]?["ip-addresses"]?.Items ?? [])
        {
            if (!Ip4.TryParse(item.Text, out var relay))
            {
                _reading.Diagnostics.Error(item.Place, $"found \"{item.Text}\", wanted a relay's IPv4 address");
            }
            else if (!relay.IsZero)
            {
                relays.Add(relay);
            }
        }

        return relays;
    }
}
