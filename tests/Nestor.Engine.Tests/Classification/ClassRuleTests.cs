using System.Buffers.Binary;
using System.Text;
using Nestor.Engine.Statistics;
using Nestor.Model.Classes;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Classification;

/// <summary>How a DHCPv4 client comes into its classes, and what they bring it.</summary>
public sealed class ClassRuleTests
{
    private const string Reserved =
        "\"reservations\": [ { \"hw-address\": \"02:00:00:00:00:01\", \"client-classes\": [ \"vip\" ] } ]";

    [Fact]
    public void Of_two_classes_with_the_same_option_the_first_in_the_configuration_wins()
    {
        string One(string name) => $"{{ \"name\": \"{name}\", \"test\": \"member('ALL')\", \"option-data\": [ {{ \"name\": \"tftp-server-name\", \"data\": \"{name}\" }} ] }}";
        Assert.Equal("a", Text(new Bench(Plain($"{One("a")}, {One("b")}")).Send(Discover()), 66));
        Assert.Equal("b", Text(new Bench(Plain($"{One("b")}, {One("a")}")).Send(Discover()), 66));
    }

    [Fact]
    public void What_several_tests_ask_alike_is_asked_of_each_query_anew()
    {
        string One(string name, string test) =>
            $"{{ \"name\": \"{name}\", \"test\": \"{test}\", \"option-data\": [ {{ \"name\": \"tftp-server-name\", \"data\": \"{name}\" }} ] }}";
        var bench = new Bench(Plain(string.Join(
            ", ",
            One("none", "option[60].exists and not option[60].exists"),
            One("x", "option[60].exists and option[60].text == 'x'"),
            One("y", "option[60].exists and pkt4.hlen == 6 and option[60].text == 'y'"),
            One("other", "pkt4.hlen == 6 and option[60].exists"),
            One("silent", "not option[60].exists and pkt4.hlen == 6"))));
        foreach (string? vendor in (string?[])["x", null, "y", "z", "x", null])
        {
            Assert.Equal(vendor switch { null => "silent", "z" => "other", var known => known }, Text(bench.Send(vendor is null ? Discover() : Discover(vendor)), 66));
        }
    }

    [Fact]
    public void The_class_of_all_clients_comes_before_every_other()
    {
        var bench = new Bench(Plain("""
            { "name": "a", "test": "member('ALL')", "option-data": [ { "name": "tftp-server-name", "data": "a" } ] },
            { "name": "ALL", "option-data": [ { "name": "tftp-server-name", "data": "everybody" } ] }
            """));
        Assert.Equal("everybody", Text(bench.Send(Discover()), 66));
    }

    [Theory]
    [InlineData("PXEClient", "VENDOR_CLASS_PXEClient")]
    [InlineData("docsis3.0:x", "VENDOR_CLASS_docsis3.0:x")]
    [InlineData("a b%c", "VENDOR_CLASS_a%20b%%c")]
    public void The_vendor_class_option_is_a_class(string vendor, string name)
    {
        var bench = new Bench(Plain($"{{ \"name\": \"{name}\", \"option-data\": [ {{ \"name\": \"tftp-server-name\", \"data\": \"theirs\" }} ] }}"));
        Assert.Equal("theirs", Text(bench.Send(Discover(vendor)), 66));
        Assert.Null(Text(bench.Send(Discover("other")), 66));
    }

    [Fact]
    public void An_option_of_the_subnet_wins_over_a_classs_and_a_classs_over_the_global_one()
    {
        const string Class = """
            "client-classes": [ { "name": "a", "test": "member('ALL')", "option-data": [ { "name": "tftp-server-name", "data": "class" }, { "name": "root-path", "data": "class" } ] } ],
            "option-data": [ { "name": "root-path", "data": "global" } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "option-data": [ { "name": "tftp-server-name", "data": "subnet" } ], "pools": [ { "pool": "192.0.2.10/31" } ] } ]
            """;
        var offer = new Bench(Class).Send(new Query(MessageType4.Discover).With(OptionCode4.ParameterRequestList, 66, 17));
        Assert.Equal(("subnet", "class"), (Text(offer, 66), Text(offer, 17)));
    }

    [Fact]
    public void Lifetimes_of_the_first_class_that_has_them_win_over_the_subnets()
    {
        var bench = new Bench(Plain("""
            { "name": "a", "test": "member('ALL')" },
            { "name": "b", "test": "member('ALL')", "min-valid-lifetime": 100, "valid-lifetime": 200, "max-valid-lifetime": 300 },
            { "name": "c", "test": "member('ALL')", "valid-lifetime": 400 }
            """));
        Assert.Equal(200u, LeaseTime(bench.Send(Discover())));
        Assert.Equal(100u, LeaseTime(bench.Send(Discover().With(OptionCode4.LeaseTime, 0, 0, 0, 9))));
        Assert.Equal(300u, LeaseTime(bench.Send(Discover().With(OptionCode4.LeaseTime, 0, 0, 9, 0))));
    }

    [Theory]
    [InlineData("min-valid-lifetime")]
    [InlineData("max-valid-lifetime")]
    public void A_bound_of_the_lifetime_alone_is_the_lifetime(string keyword)
    {
        var bench = new Bench(Plain($"{{ \"name\": \"a\", \"test\": \"member('ALL')\", \"{keyword}\": 300 }}"));
        Assert.Equal(300u, LeaseTime(bench.Send(Discover().With(OptionCode4.LeaseTime, 0, 0, 9, 0))));
        Assert.Equal(300u, LeaseTime(bench.Send(Discover().With(OptionCode4.LeaseTime, 0, 0, 0, 9))));
    }

    [Fact]
    public void The_time_an_offer_is_held_may_be_a_classs()
    {
        var bench = new Bench(Plain("{ \"name\": \"a\", \"test\": \"member('ALL')\", \"offer-lifetime\": 45 }"));
        Assert.Equal(45u, bench.LeaseOf(bench.Send(Discover())!.Yiaddr)?.ValidLifetime);
    }

    [Fact]
    public void Boot_fields_are_each_the_first_classs_that_has_one_before_the_subnets()
    {
        var bench = new Bench("\"next-server\": \"192.0.2.66\", \"server-hostname\": \"up\", \"boot-file-name\": \"/up\", " + Plain("""
            { "name": "a", "test": "member('ALL')", "next-server": "192.0.2.77" },
            { "name": "b", "test": "member('ALL')", "next-server": "192.0.2.78", "server-hostname": "b", "boot-file-name": "/b" }
            """));
        var offer = bench.Send(Discover())!;
        Assert.Equal("192.0.2.77", offer.Siaddr.ToString());
        Assert.Equal("b", Encoding.ASCII.GetString(offer.Bytes.Slice(44, 64)).TrimEnd('\0'));
        Assert.Equal("/b", Encoding.ASCII.GetString(offer.Bytes.Slice(108, 128)).TrimEnd('\0'));
    }

    [Fact]
    public void A_class_may_give_option_43_and_private_options_a_meaning_of_its_own()
    {
        var bench = new Bench("""
            "option-def": [ { "name": "inner", "code": 1, "space": "boxes", "type": "uint16" } ],
            """ + Plain("""
            { "name": "a", "test": "option[60].hex == 'a'",
              "option-def": [ { "name": "vendor-encapsulated-options", "code": 43, "type": "empty", "encapsulate": "boxes" },
                { "name": "own", "code": 230, "space": "dhcp4", "type": "record", "record-types": "uint8, uint16", "array": false, "user-context": { "x": 1 }, "comment": "y" } ],
              "option-data": [ { "name": "inner", "space": "boxes", "data": "258" }, { "name": "own", "data": "7, 8" } ] },
            { "name": "b", "test": "option[60].hex == 'b'",
              "option-def": [ { "name": "own", "code": 230, "type": "uint8", "array": true } ], "option-data": [ { "code": 230, "data": "1, 2", "csv-format": true } ] }
            """));
        var forA = bench.Send(Discover("a", 43, 230));
        Assert.Equal([1, 2, 1, 2], Bytes(forA, 43));
        Assert.Equal([7, 0, 8], Bytes(forA, 230));
        Assert.Equal([1, 2], Bytes(bench.Send(Discover("b", 43, 230)), 230));
    }

    [Fact]
    public void Queries_of_class_DROP_are_dropped_and_counted()
    {
        var bench = new Bench(Plain("{ \"name\": \"DROP\", \"test\": \"option[60].hex == 'bad'\" }"));
        Assert.Null(bench.Send(Discover("bad")));
        Assert.NotNull(bench.Send(Discover("good")));
        Assert.Equal(1, bench.Engine.Statistics[Counter4.AdminFiltered]);
    }

    [Fact]
    public void DROP_may_depend_on_reservations()
    {
        var bench = new Bench(Plain("{ \"name\": \"DROP\", \"test\": \"member('UNKNOWN')\" }", Reserved));
        Assert.NotNull(bench.Send(Discover()));
        Assert.Null(bench.Send(new Query(MessageType4.Discover) { Client = 2 }));
    }

    [Fact]
    public void Clients_of_class_REJECT_get_no_offer_and_a_NAK()
    {
        var bench = new Bench(Plain("{ \"name\": \"REJECT\", \"test\": \"option[60].hex == 'bad'\" }"));
        Assert.Null(bench.Send(Discover("bad")));
        var request = new Query(MessageType4.Request).With(OptionCode4.RequestedAddress, Ip4.Parse("192.0.2.10"))
            .With(OptionCode4.ServerIdentifier, Bench.Eth0.Address).With(OptionCode4.VendorClass, "bad"u8.ToArray());
        Assert.Equal(MessageType4.Nak, bench.Send(request)?.MessageType);
        Assert.Null(bench.LeaseOf(Ip4.Parse("192.0.2.10")));
    }

    [Fact]
    public void A_pool_may_be_for_known_and_another_for_unknown_clients()
    {
        var bench = new Bench("""
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10/31", "client-classes": [ "UNKNOWN" ] },
              { "pool": "192.0.2.20/31", "client-classes": [ "KNOWN" ] } ], "reservations": [ { "hw-address": "02:00:00:00:00:01", "hostname": "known" } ] } ]
            """);
        Assert.Equal("192.0.2.20", bench.Lease(1).ToString());
        Assert.Equal("192.0.2.10", bench.Lease(2).ToString());
    }

    [Fact]
    public void A_client_that_is_no_longer_let_into_its_pool_is_refused_its_address()
    {
        const string Pools = """
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { GUARD "pool": "192.0.2.10/31" }, { "pool": "192.0.2.20/31" } ] } ]
            """;
        var bench = new Bench(Pools.Replace("GUARD", "", StringComparison.Ordinal));
        Assert.Equal("192.0.2.10", bench.Lease(1).ToString());
        bench.Reconfigure(Pools.Replace("GUARD", "\"client-classes\": [ \"EXTERNAL_x\" ],", StringComparison.Ordinal));
        Assert.Equal("192.0.2.20", bench.Lease(1).ToString());
    }

    [Fact]
    public void A_class_that_depends_on_KNOWN_through_another_is_decided_late()
    {
        var bench = new Bench(Plain("""
            { "name": "inner", "test": "member('KNOWN')" },
            { "name": "outer", "test": "member('inner')", "option-data": [ { "name": "tftp-server-name", "data": "known" } ] }
            """, Reserved));
        Assert.Equal("known", Text(bench.Send(Discover()), 66));
        Assert.Null(Text(bench.Send(Discover(client: 2)), 66));
    }

    [Fact]
    public void Global_reservations_choose_the_subnet_when_they_are_looked_up_early()
    {
        const string Subnets = """
            "reservations": [ { "hw-address": "02:00:00:00:00:01", "client-classes": [ "vip" ] } ],
            "client-classes": [ { "name": "vip" }, { "name": "known", "test": "member('KNOWN')" } ],
            "reservations-global": true, "reservations-in-subnet": false,
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "interface": "eth0", "client-classes": [ "vip" ], "pools": [ { "pool": "192.0.2.10/31" } ] },
              { "id": 2, "subnet": "10.0.0.0/24", "interface": "eth0", "pools": [ { "pool": "10.0.0.10/31" } ] },
              { "id": 3, "subnet": "10.0.1.0/24", "interface": "eth0", "client-classes": [ "known" ] } ]
            """;
        var early = new Bench("\"early-global-reservations-lookup\": true, " + Subnets);
        Assert.Equal("192.0.2.10", early.Lease(1).ToString());
        Assert.Equal("10.0.0.10", early.Lease(2).ToString());
        Assert.Equal("10.0.0.10", new Bench(Subnets).Lease(1).ToString());
    }

    [Fact]
    public void Classes_of_an_early_global_reservation_stay_beside_those_of_the_subnets()
    {
        var bench = new Bench("""
            "early-global-reservations-lookup": true,
            "client-classes": [ { "name": "both", "test": "member('g') and member('s')", "option-data": [ { "name": "tftp-server-name", "data": "both" } ] } ],
            "reservations": [ { "hw-address": "02:00:00:00:00:01", "client-classes": [ "g" ] } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10/31" } ],
              "reservations": [ { "hw-address": "02:00:00:00:00:01", "client-classes": [ "s" ] } ] } ]
            """.Replace("[ { \"name\": \"both\"", "[ { \"name\": \"g\" }, { \"name\": \"s\" }, { \"name\": \"both\"", StringComparison.Ordinal));
        Assert.Equal("both", Text(bench.Send(Discover()), 66));
    }

    [Fact]
    public void A_late_class_sees_into_option_43_as_the_clients_class_defines_it()
    {
        const string Classes = """
            { "name": "VENDOR_CLASS_box", "option-def": [ { "name": "vendor-encapsulated-options", "code": 43, "type": "uint8", "encapsulate": "boxes" } ] },
            { "name": "now", "test": "option[43].option[5].hex == 'x'", "option-data": [ { "name": "tftp-server-name", "data": "now" } ] },
            { "name": "late", "test": "member('UNKNOWN') and option[43].option[5].hex == 'x'", "option-data": [ { "name": "root-path", "data": "late" } ] }
            """;
        var bench = new Bench("\"option-def\": [ { \"name\": \"inner\", \"code\": 5, \"space\": \"boxes\", \"type\": \"string\" } ], " + Plain(Classes));
        byte[] body = [9, 5, 1, (byte)'x'];
        var box = bench.Send(Discover("box", 66, 17).With(43, body));
        Assert.Equal((null, "late"), (Text(box, 66), Text(box, 17)));
        Assert.Null(Text(bench.Send(Discover("other", 66, 17).With(43, body)), 17));
    }

    [Fact]
    public void A_template_makes_a_class_of_each_value_whose_options_come_before_its_own()
    {
        var bench = new Bench(Plain("""
            { "name": "SPAWN_kind_red", "option-data": [ { "name": "tftp-server-name", "data": "spawned" } ] },
            { "name": "kind", "template-test": "option[60].hex",
              "option-data": [ { "name": "tftp-server-name", "data": "template" }, { "name": "root-path", "data": "template" } ] }
            """));
        var red = bench.Send(Discover("red", 66, 17));
        Assert.Equal(("spawned", "template"), (Text(red, 66), Text(red, 17)));
        Assert.Equal("template", Text(bench.Send(Discover("blue")), 66));
        Assert.Null(Text(bench.Send(new Query(MessageType4.Discover).With(OptionCode4.ParameterRequestList, 66)), 66));
    }

    [Fact]
    public void Additional_classes_come_in_the_order_of_pool_subnet_and_network_and_without_a_test_take_everybody()
    {
        string One(string name) => $"{{ \"name\": \"{name}\", \"only-in-additional-list\": true, \"option-data\": [ {{ \"name\": \"tftp-server-name\", \"data\": \"{name}\" }} ] }}";
        string classes = $"\"client-classes\": [ {One("network")}, {One("subnet")}, {One("pool")} ], ";
        string Networks(string pool, string subnet) => classes + $$"""
            "shared-networks": [ { "name": "n", "evaluate-additional-classes": [ "network" ], "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24",
              "evaluate-additional-classes": [ {{subnet}} ], "pools": [ { "pool": "192.0.2.10/31", "evaluate-additional-classes": [ {{pool}} ] } ] } ] } ]
            """;
        Assert.Equal("pool", Text(new Bench(Networks("\"pool\"", "\"subnet\"")).Send(Discover()), 66));
        Assert.Equal("subnet", Text(new Bench(Networks("", "\"subnet\"")).Send(Discover()), 66));
        Assert.Equal("network", Text(new Bench(Networks("\"undefined\"", "")).Send(Discover()), 66));
    }

    [Fact]
    public void In_a_shared_network_the_classes_of_a_reservation_wait_for_the_lease()
    {
        const string Network = """
            "client-classes": [ { "name": "vip", "option-data": [ { "name": "tftp-server-name", "data": "vip" } ] },
              { "name": "late", "test": "member('vip') and member('KNOWN')", "option-data": [ { "name": "root-path", "data": "late" } ] } ],
            "shared-networks": [ { "name": "n", "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10/31" } ],
              "reservations": [ { "hw-address": "02:00:00:00:00:01", "client-classes": [ "vip" ] } ] } ] } ]
            """;
        var offer = new Bench(Network).Send(new Query(MessageType4.Discover).With(OptionCode4.ParameterRequestList, 66, 17));
        Assert.Equal(("vip", null), (Text(offer, 66), Text(offer, 17)));
    }

    [Fact]
    public void A_class_that_cannot_be_decided_does_not_take_the_client_in()
    {
        var bench = new Bench(Plain("""
            { "name": "a", "test": "addrtotext(option[60].hex) == '1.2.3.4'", "option-data": [ { "name": "tftp-server-name", "data": "a" } ] }
            """));
        Assert.Null(Text(bench.Send(Discover("five!")), 66));
        Assert.Equal("a", Text(bench.Send(Discover("\u0001\u0002\u0003\u0004")), 66));
    }

    [Fact]
    public void More_names_than_there_is_room_for_are_left_out()
    {
        var set = new ClassSet();
        var names = new ClassNames();
        set.Clear(names);
        for (int i = 0; i < 100; i++)
        {
            set.Add(Encoding.ASCII.GetBytes($"{i:d3}{new string('x', 97)}"), names);
        }

        Assert.InRange(set.Count, 15, 30);
        Assert.StartsWith("000xxx", Encoding.ASCII.GetString(set.NameOf(set[0])));
    }

    private static string Plain(string classes, string inSubnet = "") => $$"""
        "client-classes": [ {{classes}}{{(inSubnet.Length > 0 && !classes.Contains("vip", StringComparison.Ordinal) ? ", { \"name\": \"vip\" }" : "")}} ],
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ]{{(inSubnet.Length > 0 ? ", " + inSubnet : "")}} } ]
        """;

    private static Query Discover(string? vendor = null, params byte[] asked) => Discover(1, vendor, asked);

    private static Query Discover(byte client) => Discover(client, null, []);

    private static Query Discover(byte client, string? vendor, byte[] asked)
    {
        var query = new Query(MessageType4.Discover) { Client = client }
            .With(OptionCode4.ParameterRequestList, asked.Length > 0 ? asked : [66]);
        return vendor is null ? query : query.With(OptionCode4.VendorClass, Encoding.Latin1.GetBytes(vendor));
    }

    private static string? Text(Packet4? reply, byte code) => Bytes(reply, code) is { } body ? Encoding.ASCII.GetString(body) : null;

    private static byte[]? Bytes(Packet4? reply, byte code)
    {
        Assert.NotNull(reply);
        return reply.TryOption(code, out var body) ? body.ToArray() : null;
    }

    private static uint LeaseTime(Packet4? reply) => BinaryPrimitives.ReadUInt32BigEndian(Bytes(reply, OptionCode4.LeaseTime));
}
