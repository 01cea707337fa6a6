using System.Text;
using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Config.Tests;

public sealed class ConfigLoaderTests
{
    [Fact]
    public void Parameters_come_from_the_nearest_scope_that_sets_them()
    {
        var settings = Texts.Good("""
            "valid-lifetime": 1000, "renew-timer": 10, "next-server": "192.0.2.1",
            "shared-networks": [ { "name": "n", "renew-timer": 20, "match-client-id": false,
              "subnet4": [ { "id": 2, "subnet": "10.0.0.0/8", "renew-timer": 30 }, { "id": 3, "subnet": "11.0.0.0/8" } ] } ],
            "subnet4": [ { "id": 1, "subnet": "12.0.0.0/8" } ]
            """);
        Assert.Equal([10u, 30u, 20u], settings.Subnets.Select(s => s.Parameters.RenewTimer!.Value));
        Assert.Equal([true, false, false], settings.Subnets.Select(s => s.Parameters.MatchClientId));
        Assert.All(settings.Subnets, s => Assert.Equal(Triplet.Of(1000), s.Parameters.ValidLifetime));
        Assert.All(settings.Subnets, s => Assert.Equal(Ip4.Parse("192.0.2.1"), s.Parameters.NextServer));
        Assert.Same(settings.Networks[0], settings.Subnets[1].Network);
    }

    [Theory]
    [InlineData("\"valid-lifetime\": 77")]
    [InlineData("\"renew-timer\": 77")]
    [InlineData("\"next-server\": \"192.0.2.77\"")]
    [InlineData("\"match-client-id\": false")]
    public void A_parameter_holds_whether_globe_network_or_subnet_sets_it(string set)
    {
        foreach (int level in (int[])[0, 1, 2])
        {
            string At(int at) => at == level ? set + ", " : "";
            var parameters = Texts.Good(
                At(0) + "\"shared-networks\": [ { " + At(1) + "\"name\": \"n\", \"subnet4\": [ { " + At(2)
                + "\"id\": 1, \"subnet\": \"10.0.0.0/8\" } ] } ]").Subnets[0].Parameters;
            Assert.True(
                parameters.ValidLifetime.Default == 77 || parameters.RenewTimer == 77
                || parameters.NextServer == Ip4.Parse("192.0.2.77") || !parameters.MatchClientId);
        }
    }

    [Theory]
    [InlineData("\"pools\": [ { \"pool\": \"192.0.2.10-192.0.2.20\" } ]", "192.0.2.10", "192.0.2.20")]
    [InlineData("\"pools\": [ { \"pool\": \"192.0.2.128/25\" } ]", "192.0.2.128", "192.0.2.255")]
    public void Pools_are_ranges_or_prefixes(string members, string first, string last)
    {
        var pool = Texts.Good(Texts.Subnet(members)).Subnets[0].Pools[0];
        Assert.Equal((Ip4.Parse(first), Ip4.Parse(last)), (pool.Range.First, pool.Range.Last));
    }

    [Fact]
    public void Ids_and_prefixes_of_subnets_are_unique()
    {
        var twice = Texts.Load("\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/8\" }, { \"id\": 1, \"subnet\": \"11.0.0.0/8\" }, { \"id\": 2, \"subnet\": \"10.9.0.0/8\" } ]");
        Assert.Equal(2, twice.Diagnostics.All.Count(d => d.IsError));
        var without = Texts.Good("\"subnet4\": [ { \"subnet\": \"10.0.0.0/8\" }, { \"id\": 1, \"subnet\": \"11.0.0.0/8\" }, { \"subnet\": \"12.0.0.0/8\" } ]");
        Assert.Equal([1u, 2u, 3u], without.Subnets.Select(s => s.Id));
    }

    [Fact]
    public void Identifiers_may_be_spelled_in_any_usual_way()
    {
        foreach (string spelling in (string[])["02:00:00:00:00:0a", "02-00-00-00-00-0a", "0x02000000000a", "02000000000A", "0200.0000.000a", "2:0:0:0:0:a"])
        {
            var host = Texts.Good(Texts.Subnet("\"reservations\": [ { \"hw-address\": \"" + spelling + "\" } ]")).Hosts.All[0];
            Assert.Equal((byte[])[2, 0, 0, 0, 0, 10], host.Identifier);
        }

        var circuit = Texts.Good(Texts.Subnet("\"reservations\": [ { \"circuit-id\": \"'port 1'\" } ]"));
        Assert.NotNull(circuit.Hosts.Find(1, HostIdentifierType.CircuitId, "port 1"u8));
    }

    [Fact]
    public void Custom_options_and_sub_options_of_their_space_become_bytes()
    {
        var options = Texts.Good("""
            "option-def": [ { "name": "top", "code": 225, "type": "uint8", "encapsulate": "inner" },
                            { "name": "sub", "code": 1, "type": "record", "record-types": "uint16, ipv4-address", "space": "inner" } ],
            "option-data": [ { "name": "top", "data": "7" }, { "name": "sub", "space": "inner", "data": "258, 10.0.0.1" },
                             { "name": "domain-name", "data": "a.example", "always-send": true } ]
            """).Options;
        Assert.Equal((byte[])[7, 1, 6, 1, 2, 10, 0, 0, 1], options.Find(225)!.Body);
        Assert.Equal((ushort[])[15], options.AlwaysSend);
    }

    [Fact]
    public void Older_spellings_and_keywords_of_later_work_warn_by_name()
    {
        var result = Texts.Load("""
            "reservation-mode": "all", "reservations-lookup-first": true, "hosts-databases": [ ],
            "loggers": [ { "name": "kea-dhcp4", "output_options": [ { "output": "stdout" } ], "severity": "DEBUG", "debuglevel": 9 } ]
            """);
        string all = string.Join('\n', result.Diagnostics.All);
        foreach (string name in (string[])["reservation-mode", "output-options", "hosts-databases"])
        {
            Assert.Contains(name, all, StringComparison.Ordinal);
        }

        Assert.Single(result.Settings!.Loggers[0].Outputs);
    }

    [Fact]
    public void Leaving_out_or_nulling_any_member_never_ends_in_an_exception()
    {
        const string Text = """
            { "Dhcp4": { "valid-lifetime": 10, "interfaces-config": { "interfaces": [ "eth0" ] }, "lease-database": { "type": "memfile" },
              "option-def": [ { "name": "x", "code": 230, "type": "record", "record-types": "uint8,string", "space": "dhcp4" } ],
              "loggers": [ { "name": "kea-dhcp4", "severity": "INFO", "output-options": [ { "output": "stdout" } ] } ],
              "shared-networks": [ { "name": "n", "subnet4": [ { "id": 1, "subnet": "10.0.0.0/8", "pools": [ { "pool": "10.0.0.1-10.0.0.9",
                "option-data": [ { "name": "routers", "data": "10.0.0.1" } ] } ], "relay": { "ip-addresses": [ "10.0.0.1" ] },
                "reservations": [ { "hw-address": "01:02", "ip-address": "10.0.0.77", "hostname": "h" } ] } ] } ] } }
            """;
        var diagnostics = new Diagnostics();
        var root = JsonReader.Read(Encoding.UTF8.GetBytes(Text), "f", diagnostics)!;
        Assert.NotNull(ConfigLoader.Load4(Encoding.UTF8.GetBytes(JsonWriter.Compact(root)), "f", null).Settings);
        int places = 0;
        foreach (var variant in Variants(root))
        {
            places++;
            var result = ConfigLoader.Load4(Encoding.UTF8.GetBytes(JsonWriter.Compact(variant)), "f", null);
            Assert.Equal(result.Settings is null, result.Diagnostics.HasErrors);
        }

        Assert.True(places > 60);
    }

    /// <summary>The tree without one member, with null for one, with a list for one: for every member there is.</summary>
    internal static IEnumerable<Element> Variants(Element element)
    {
        for (int i = 0; i < element.Members.Count; i++)
        {
            var member = element.Members[i];
            Element With(Element? value) => Element.Map(
                element.Members.Select((m, at) => at == i ? m with { Value = value ?? Element.Null() } : m).Where((_, at) => value is not null || at != i));
            yield return With(null);
            yield return With(Element.Null());
            yield return With(Element.List([Element.Of(5L)]));
            foreach (var inner in Variants(member.Value))
            {
                yield return With(inner);
            }
        }

        for (int i = 0; i < element.Items.Count; i++)
        {
            foreach (var inner in Variants(element.Items[i]))
            {
                yield return Element.List(element.Items.Select((item, at) => at == i ? inner : item));
            }
        }
    }
}
