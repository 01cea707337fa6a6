using System.Text.Json.Nodes;
using SideBySide.Grammar;
using SideBySide.Servers;

namespace SideBySide.Generated;

/// <summary>Subnets and shared networks with their pools, guards and reservations.</summary>
internal sealed class NetworkGrammar(
    Family family, Dice dice, ScopeKeywords keywords, OptionGrammar options, ClassGrammar classes, ReservationGrammar reservations, bool isShown)
{
    private readonly bool _isV4 = family == Family.V4;
    private readonly AddressPlan _plan = new(family);
    private readonly HashSet<int> _ids = [];

    /// <summary>
    /// Whether subnets of one network have options of their own: Kea 2.2 takes those of the subnet it selected first, though
    /// an address or prefix is of another one.
    /// </summary>
    private bool MayDiffer => _isV4 || isShown;

    private string Subnets => _isV4 ? "subnet4" : "subnet6";

    /// <summary>Where the relays of the configuration's links are, one each.</summary>
    public List<string> Relays { get; } = [];

    /// <summary>Adds the members shared-networks and subnet4 or subnet6.</summary>
    public void Add(JsonObject server)
    {
        var networks = new JsonArray();
        var alone = new JsonArray();
        int links = 1 + dice.Below(4);
        for (int link = 0; link < links; link++)
        {
            // The last link's subnet stays out of the way: somebody has to be served.
            int count = dice.Pick<int>([1, 1, 2, 3]);
            bool isFar = link > 0 && dice.Chance(40);
            JsonObject? relay = isFar ? RelayOf(link) : null;
            if (link > 0)
            {
                Relays.Add(isFar ? _plan.FarRelay(link) : _plan.Relay(link));
            }

            if (count == 1 && dice.Chance(60))
            {
                JsonObject subnet = Subnet(link, 0, 'T', mayBeGuarded: link > 1);
                Place(subnet, link, relay);
                alone.Add(subnet);
            }
            else
            {
                networks.Add(Network(link, count, relay));
            }
        }

        server["shared-networks"] = networks;
        server[Subnets] = alone;
    }

    private JsonObject RelayOf(int link) => new() { ["ip-addresses"] = new JsonArray(_plan.FarRelay(link)) };

    private void Place(JsonObject scope, int link, JsonObject? relay)
    {
        if (relay is not null)
        {
            scope["relay"] = relay;
        }
        else if (!_isV4 && isShown && dice.Chance(10))
        {
            scope["interface-id"] = "port-9";
        }
        else if (link == 0 && (!_isV4 || dice.Chance(40)))
        {
            scope["interface"] = "eth0";
        }
    }

    private JsonObject Network(int link, int count, JsonObject? relay)
    {
        var network = new JsonObject { ["name"] = $"network-{link}" };
        Place(network, link, relay);
        Furnish(network, 'N', link > 1, 5);
        var subnets = new JsonArray();
        for (int i = 0; i < count; i++)
        {
            JsonObject subnet = Subnet(link, i, 'S', mayBeGuarded: i > 0);
            if (link == 0 && !_isV4 && network["interface"] is not null)
            {
                subnet["interface"] = "eth0";
            }

            subnets.Add(subnet);
        }

        network[Subnets] = subnets;
        return network;
    }

    private JsonObject Subnet(int link, int number, char kind, bool mayBeGuarded)
    {
        var subnet = new JsonObject { ["id"] = Id(), ["subnet"] = _plan.Subnet(link, number) };
        Furnish(subnet, kind, mayBeGuarded, 10);
        subnet["pools"] = Pools(link, number, kind);
        if (!_isV4 && dice.Chance(60))
        {
            subnet["pd-pools"] = PrefixPools(link, number, kind);
        }

        JsonArray some = reservations.Some(5, n => _plan.Address(link, number, n),
            _isV4 ? null : n => AddressPlan.Delegated(link, number, 0, 0x80 + n) + "/48");
        if (some.Count > 0)
        {
            subnet["reservations"] = some;
        }

        return subnet;
    }

    /// <summary>What a network or a subnet may have.</summary>
    private void Furnish(JsonObject scope, char kind, bool mayBeGuarded, int percent)
    {
        keywords.Add(scope, kind, percent);
        if (mayBeGuarded && dice.Chance(30))
        {
            scope["client-class"] = dice.Pick(classes.Guards);
        }

        if (kind != 'S' || MayDiffer)
        {
            Require(scope);
            Give(scope, 4);
        }
    }

    private void Give(JsonObject scope, int most)
    {
        if (dice.Chance(60) && options.Some(most) is { Count: > 0 } some)
        {
            scope["option-data"] = some;
        }
    }

    private void Require(JsonObject scope)
    {
        if (classes.Late.Count > 0 && dice.Chance(40))
        {
            scope["require-client-classes"] = new JsonArray(dice.Pick(classes.Late));
        }
    }

    private JsonArray Pools(int link, int number, char kind)
    {
        var pools = new JsonArray();
        int count = dice.Pick<int>([1, 2, 2, 3]);
        string[] places =
        [
            _plan.Range(link, number, 10, dice.Pick<int>([11, 15, 29])), _plan.Range(link, number, 32, 47).Replace(" ", dice.Pick([" ", ""]), StringComparison.Ordinal),
            _plan.Sixteen(link, number, 64),
        ];
        for (int i = 0; i < count; i++)
        {
            var pool = new JsonObject { ["pool"] = places[i] };
            FurnishPool(pool, kind, i < count - 1);
            pools.Add(pool);
        }

        return pools;
    }

    private JsonArray PrefixPools(int link, int number, char kind)
    {
        var pools = new JsonArray();
        int count = dice.Pick<int>([1, 1, 2]);
        for (int i = 0; i < count; i++)
        {
            int length = dice.Pick<int>([48, 56, 60]);
            var pool = new JsonObject { ["prefix"] = AddressPlan.Delegating(link, number, i), ["prefix-len"] = 40, ["delegated-len"] = length };
            if (dice.Chance(20))
            {
                (pool["excluded-prefix"], pool["excluded-prefix-len"]) = (AddressPlan.Delegating(link, number, i), 72);
            }

            FurnishPool(pool, kind, i < count - 1);
            pools.Add(pool);
        }

        return pools;
    }

    private void FurnishPool(JsonObject pool, char kind, bool mayBeGuarded)
    {
        if (mayBeGuarded && dice.Chance(50))
        {
            pool["client-class"] = dice.Pick(classes.Guards);
        }

        if (kind != 'S' || MayDiffer)
        {
            Require(pool);
            if (dice.Chance(40))
            {
                Give(pool, 2);
            }
        }

        if (isShown && dice.Chance(15))
        {
            pool["user-context"] = new JsonObject { ["pool"] = dice.Below(100) };
        }
    }

    private int Id()
    {
        int id;
        do
        {
            id = 1 + dice.Below(isShown ? 100000 : 20);
        }
        while (!_ids.Add(id));

        return id;
    }
}
