using System.Text;
using Nestor.Config.Loading;
using Nestor.Engine.V4;
using Nestor.Json;
using Nestor.Leases;
using Nestor.Model.Settings;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>Configurations with something broken in them: never a crash, every error has a place, and what is whole still serves.</summary>
public sealed class MutationTests
{
    private const int Mutations = 5000;

    /// <summary>Each subnet is behind a relay of its own, the .1 of its prefix.</summary>
    private const string Good = """
        { "Dhcp4": { "on-error": "MODE", "valid-lifetime": 3000, "min-valid-lifetime": 100, "interfaces-config": { "interfaces": [ "*" ] },
          "lease-database": { "type": "memfile", "persist": false }, "expired-leases-processing": { "hold-reclaimed-time": 60 },
          "client-classes": [ { "name": "a", "test": "option[60].hex == 'x'", "option-data": [ { "name": "domain-name", "data": "a.example" } ] },
            { "name": "b", "template-test": "substring(option[61].hex, 0, 3)", "valid-lifetime": 50 } ],
          "option-def": [ { "name": "mine", "code": 230, "type": "record", "record-types": "uint8, string" }, { "name": "flat", "code": 231, "type": "uint16", "array": true } ],
          "option-data": [ { "name": "mine", "data": "1, x" }, { "code": 231, "data": "1, 2", "always-send": true } ],
          "reservations": [ { "hw-address": "02:00:00:00:00:99", "hostname": "global", "client-classes": [ "a" ] } ],
          "shared-networks": [ { "name": "n", "option-data": [ { "name": "routers", "data": "10.0.4.1" } ],
              "subnet4": [ { "id": 4, "subnet": "10.0.4.0/24", "pools": [ { "pool": "10.0.4.10 - 10.0.4.99" } ] } ] },
            { "name": "m", "subnet4": [ { "id": 5, "subnet": "10.0.5.0/24", "pools": [ { "pool": "10.0.5.0/25" } ] } ] } ],
          "subnet4": [
            { "id": 1, "subnet": "10.0.1.0/24", "pools": [ { "pool": "10.0.1.10 - 10.0.1.99", "option-data": [ { "name": "domain-name", "data": "one.example" } ] } ],
              "reservations": [ { "hw-address": "02:00:00:00:00:77", "ip-address": "10.0.1.200" }, { "client-id": "01:02:03", "hostname": "h" } ] },
            { "id": 2, "subnet": "10.0.2.0/24", "pools": [ { "pool": "10.0.2.128/25", "client-classes": [ "ALL" ] } ], "relay": { "ip-addresses": [ "10.0.2.1" ] },
              "option-data": [ { "name": "domain-name-servers", "data": "10.0.2.1, 10.0.2.2" } ] },
            { "id": 3, "subnet": "10.0.3.0/24", "pools": [ { "pool": "10.0.3.10 - 10.0.3.99" } ], "renew-timer": 100, "rebind-timer": 200 } ] } }
        """;

    [Fact]
    public void Broken_configurations_never_end_in_an_exception_and_untouched_subnets_serve()
    {
        var dice = new Random(20261126);
        var root = Parse(Good.Replace("MODE", "quarantine", StringComparison.Ordinal));
        int served = 0;
        int refused = 0;
        int leftOut = 0;
        for (int i = 0; i < Mutations; i++)
        {
            var mutation = new Mutation(dice);
            string text = mutation.Apply(root);
            string strict = text.Replace("\"quarantine\"", "\"refuse\"", StringComparison.Ordinal);
            var asKea = Load(strict);
            Assert.True(asKea.Settings is null == asKea.Diagnostics.HasErrors, mutation.Text);
            foreach (var error in asKea.Diagnostics.All.Where(d => d.IsError))
            {
                Assert.True(error.Place.Line > 0 && error.Place.File == "test", $"{mutation.Text}: {error}");
            }

            refused += asKea.Settings is null ? 1 : 0;
            var result = Load(text);
            if (mutation.Subnet == 0)
            {
                continue;
            }

            Assert.True(result.Settings is not null, $"{mutation.Text}: {string.Join('\n', result.Diagnostics.All)}");
            leftOut += result.Settings.Quarantined.Count > 0 ? 1 : 0;
            served += Serve(result.Settings, mutation);
        }

        // Of each kind there must be enough for the test to mean something.
        Assert.True(served > 4 * 1000 && refused > 1000 && leftOut > 500, $"{served} {refused} {leftOut}");
    }

    /// <summary>Every subnet but the one that was touched gives an address; how many did.</summary>
    private static int Serve(Dhcp4Settings settings, Mutation mutation)
    {
        var bench = new Bench(settings);
        int served = 0;
        for (byte subnet = 1; subnet <= 5; subnet++)
        {
            if (subnet == mutation.Subnet)
            {
                continue;
            }

            var offer = bench.Send(new Query(MessageType4.Discover) { Client = subnet, Giaddr = Ip4.Parse($"10.0.{subnet}.1"), Destination = Ip4.Parse("192.0.2.1") });
            Assert.True(offer is not null, $"{mutation.Text}: subnet {subnet} does not serve");
            Assert.StartsWith($"10.0.{subnet}.", offer.Yiaddr.ToString(), StringComparison.Ordinal);
            served++;
        }

        return served;
    }

    private static LoadResult<Dhcp4Settings> Load(string text) => ConfigLoader.Load4(Encoding.UTF8.GetBytes(text), "test", null);

    private static Element Parse(string text)
    {
        var diagnostics = new Diagnostics();
        var root = JsonReader.Read(Encoding.UTF8.GetBytes(text), "test", diagnostics)!;
        Assert.Empty(diagnostics.All);
        return root;
    }

    /// <summary>One thing broken in a configuration.</summary>
    private sealed class Mutation(Random dice)
    {
        /// <summary>What was done, for messages.</summary>
        public string Text { get; private set; } = "";

        /// <summary>The id of the one subnet it happened in; 0 when it happened elsewhere.</summary>
        public int Subnet { get; private set; }

        public string Apply(Element root)
        {
            if (dice.Next(20) == 0)
            {
                string whole = JsonWriter.Compact(root);
                int length = dice.Next(whole.Length);
                Text = $"cut to {length} characters";
                return whole[..length];
            }

            int target = dice.Next(Count(root));
            return JsonWriter.Compact(Change(root, ref target, "", 0));
        }

        private static int Count(Element element) =>
            1 + element.Items.Sum(Count) + element.Members.Sum(m => Count(m.Value));

        private Element Change(Element element, ref int target, string path, int subnet)
        {
            if (element["subnet"] is not null && element["id"] is { } id)
            {
                subnet = (int)id.Integer;
            }

            if (target-- == 0)
            {
                Subnet = subnet;
                return Broken(element, path);
            }

            if (element.Kind == ElementKind.List)
            {
                var items = new List<Element>();
                for (int i = 0; i < element.Items.Count; i++)
                {
                    items.Add(Change(element.Items[i], ref target, $"{path}[{i}]", subnet));
                }

                return Element.List(items, element.Place);
            }

            if (element.Kind != ElementKind.Map)
            {
                return element;
            }

            var members = new List<Member>();
            foreach (var member in element.Members)
            {
                bool isHere = target == 0;
                int what = isHere ? dice.Next(6) : 6;
                var value = Change(member.Value, ref target, $"{path}/{member.Name}", subnet);
                switch (what)
                {
                    case 0:
                        Text = $"without {path}/{member.Name}";
                        break;
                    case 1:
                        Text = $"twice {path}/{member.Name}";
                        members.Add(member);
                        members.Add(member);
                        break;
                    case 2:
                        Text = $"misspelt {path}/{member.Name}";
                        members.Add(member with { Name = member.Name + "x" });
                        break;
                    default:
                        members.Add(member with { Value = value });
                        break;
                }
            }

            return Element.Map(members, element.Place);
        }

        private Element Broken(Element element, string path)
        {
            switch (dice.Next(7))
            {
                case 0:
                    Text = $"a number at {path}";
                    return Element.Of(dice.Next(3) == 0 ? long.MinValue : dice.Next(-1, 300), element.Place);
                case 1:
                    Text = $"a text at {path}";
                    return Element.Of(dice.Next(2) == 0 ? "" : "\u00e4x'\\\"", element.Place);
                case 2:
                    Text = $"a boolean at {path}";
                    return Element.Of(true, element.Place);
                case 3:
                    Text = $"a list at {path}";
                    return Element.List([element, element], element.Place);
                case 4:
                    Text = $"an empty map at {path}";
                    return Element.Map([], element.Place);
                case 5:
                    Text = $"an empty list at {path}";
                    return Element.List([], element.Place);
                default:
                    int depth = dice.Next(1, 40);
                    Text = $"nested {depth} deep at {path}";
                    var nested = element;
                    for (int i = 0; i < depth; i++)
                    {
                        nested = dice.Next(2) == 0
                            ? Element.List([nested], element.Place)
                            : Element.Map([new Member("x", nested, element.Place)], element.Place);
                    }

                    return nested;
            }
        }
    }
}
