using System.Text;
using Nestor.Engine.Statistics;
using Nestor.Engine.Tests.Keywords;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Tests.Classification;

/// <summary>Classes of DHCPv6 clients in each scope that knows them, from the configuration's text to the answer.</summary>
public sealed class Class6Tests
{
    private const byte BootFileUrl = 59;
    private const byte BootFileParam = 60;

    /// <summary>Clients whose option 16 says "red" are red; green ones are looked at only where something asks for them.</summary>
    private const string Classes = """
        "client-classes": [
          { "name": "red", "test": "vendor-class[*].data == 'red'" },
          { "name": "blue", "test": "vendor-class[*].data == 'blue'" },
          { "name": "green", "test": "vendor-class[*].data == 'red'", ONLY, "option-data": [ { "name": "bootfile-url", "data": "green" } ] } ]
        """;

    private static readonly string[] Addresses = [Scopes.Network, Scopes.Member, Scopes.MemberPool, Scopes.Subnet, Scopes.Pool];
    private static readonly string[] Guarded = [.. Addresses, Scopes6.PdPool, Scopes6.MemberPdPool];

    public static IEnumerable<TheoryDataRow<string, string>> Guards =>
        from scope in Guarded
        from spelling in (string[])["\"client-class\": \"red\"", "\"client-classes\": [ \"blue\", \"red\" ]"]
        select new TheoryDataRow<string, string>(scope, spelling);

    public static IEnumerable<TheoryDataRow<string, string, string>> Additional =>
        from scope in Guarded
        from list in (string[])["require-client-classes", "evaluate-additional-classes"]
        from only in (string[])["only-if-required", "only-in-additional-list"]
        select new TheoryDataRow<string, string, string>(scope, list, only);

    public static IEnumerable<TheoryDataRow<string>> OptionScopes => Scopes6.Options.Select(s => new TheoryDataRow<string>(s));

    [Theory]
    [MemberData(nameof(Guards))]
    public void Only_clients_in_one_of_its_classes_get_past_a_guard(string scope, string guard)
    {
        bool isPd = scope is Scopes6.PdPool or Scopes6.MemberPdPool;
        var bench = Scopes6.Bench(Scopes6.Text(scope, guard, "", WithClasses("only-in-additional-list")));
        string expected = isPd ? "3000::/64" : "2001:db8::10/128";
        byte[] ia = isPd ? Scopes6.Pd : Scopes6.Na;
        Assert.Equal("", Scopes6.Held(Scopes6.Solicit(bench, ia, Vendor("white"))));
        Assert.Equal(expected, Scopes6.Held(Scopes6.Solicit(bench, ia, Vendor("red"))));
    }

    [Theory]
    [MemberData(nameof(Additional))]
    public void An_additional_class_counts_where_its_scope_served_the_client(string scope, string list, string only)
    {
        var bench = Scopes6.Bench(Scopes6.Text(scope, $"\"{list}\": [ \"green\" ]", "", WithClasses(only)));
        Assert.Equal("green", Option(Ask(bench, "red"), BootFileUrl));
        Assert.Null(Option(Ask(bench, "blue"), BootFileUrl));
        var without = Scopes6.Bench(Scopes6.Text(scope, "", "", WithClasses(only)));
        Assert.Null(Option(Ask(without, "red"), BootFileUrl));
    }

    [Theory]
    [MemberData(nameof(OptionScopes))]
    public void An_option_with_classes_is_for_clients_in_one_of_them_and_the_next_of_its_scope_for_others(string scope)
    {
        const string Tagged = """
            "option-data": [ { "name": "bootfile-url", "data": "for red", "client-classes": [ "red", "blue" ] },
              { "name": "bootfile-url", "data": "for others" } ]
            """;
        var bench = Scopes6.Bench(Scopes6.Text(scope, Tagged, "", WithClasses("only-in-additional-list")));
        Assert.Equal("for red", Option(Ask(bench, "red"), BootFileUrl));
        Assert.Equal("for red", Option(Ask(bench, "blue"), BootFileUrl));
        Assert.Equal("for others", Option(Ask(bench, "white"), BootFileUrl));
    }

    [Theory]
    [InlineData(Scopes.Host)]
    [InlineData(Scopes.MemberHost)]
    [InlineData(Scopes.GlobalHost)]
    public void A_client_is_in_the_classes_of_its_reservation(string scope)
    {
        const string Own = "\"client-classes\": [ { \"name\": \"staff\", \"option-data\": [ { \"name\": \"bootfile-url\", \"data\": \"staff\" } ] } ]";
        var bench = Scopes6.Bench(Scopes6.Text(scope, "\"client-classes\": [ \"staff\" ]", "", Own));
        Assert.Equal("staff", Option(Ask(bench, "white"), BootFileUrl));
        Assert.Null(Option(bench.Send(Bench6.Message(MessageType6.Solicit, 2, false, Scopes6.Na, Asked)), BootFileUrl));
    }

    [Fact]
    public void Lifetimes_are_each_the_first_classs_that_has_one()
    {
        var bench = Plain("""
            { "name": "a", "test": "member('ALL')", "min-preferred-lifetime": 50, "preferred-lifetime": 60, "max-preferred-lifetime": 70 },
            { "name": "b", "test": "member('ALL')", "preferred-lifetime": 10, "min-valid-lifetime": 100, "valid-lifetime": 200, "max-valid-lifetime": 300 }
            """);
        Assert.Equal((60u, 200u), Times(bench, 0, 0));
        Assert.Equal((50u, 100u), Times(bench, 1, 1));
        Assert.Equal((70u, 300u), Times(bench, 1000, 1000));
    }

    [Fact]
    public void Of_two_classes_with_the_same_option_the_first_in_the_configuration_wins_and_both_over_the_global_one()
    {
        string One(string name) => $"{{ \"name\": \"{name}\", \"test\": \"member('ALL')\", \"option-data\": [ {{ \"name\": \"bootfile-url\", \"data\": \"{name}\" }} ] }}";
        const string Global = "\"option-data\": [ { \"name\": \"bootfile-url\", \"data\": \"g\" }, { \"name\": \"bootfile-param\", \"data\": \"g\" } ], ";
        byte[]? reply = Ask(Plain($"{One("a")}, {One("b")}", Global), "x");
        Assert.Equal(("a", "\0\u0001g"), (Option(reply, BootFileUrl), Option(reply, BootFileParam)));
    }

    [Theory]
    [InlineData("docsis3.0:x", "VENDOR_CLASS_docsis3.0:x")]
    [InlineData("thing", "VENDOR_CLASS_thing")]
    [InlineData("a thing", "VENDOR_CLASS_a%20thing")]
    public void The_first_item_of_the_vendor_class_option_is_a_class(string vendor, string name)
    {
        var bench = Plain($"{{ \"name\": \"{name}\", \"option-data\": [ {{ \"name\": \"bootfile-url\", \"data\": \"theirs\" }} ] }}");
        Assert.Equal("theirs", Option(Ask(bench, vendor), BootFileUrl));
        Assert.Null(Option(Ask(bench, "other"), BootFileUrl));
    }

    [Fact]
    public void Queries_of_class_DROP_are_dropped_and_counted()
    {
        var bench = Plain("{ \"name\": \"DROP\", \"test\": \"vendor-class[*].data == 'bad'\" }");
        Assert.Null(Ask(bench, "bad"));
        Assert.NotNull(Ask(bench, "good"));
        Assert.Equal(1, bench.Engine.Statistics[Counter6.AdminFiltered]);
    }

    [Fact]
    public void IAs_of_class_REJECT_are_told_that_nothing_is_there()
    {
        var bench = Plain("{ \"name\": \"REJECT\", \"test\": \"vendor-class[*].data == 'bad'\" }");
        foreach (var type in (MessageType6[])[MessageType6.Solicit, MessageType6.Request, MessageType6.Renew, MessageType6.Rebind])
        {
            bool hasServer = type is MessageType6.Request or MessageType6.Renew;
            byte[]? reply = bench.Send(Bench6.Message(type, 1, hasServer, Scopes6.Na, Scopes6.Pd, Vendor("bad")));
            Assert.Empty(Bench6.Read(reply).Leases);
            Assert.Equal([2, 6], Bench6.Read(reply).Statuses);
        }

        Assert.Equal(0, bench.Engine.Leases.Count);
    }

    [Fact]
    public void Pools_may_be_for_known_and_for_unknown_clients()
    {
        var bench = Scopes6.Bench("""
            "subnet6": [ { "id": 1, "subnet": "2001:db8::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8::10/127", "client-classes": [ "UNKNOWN" ] },
              { "pool": "2001:db8::20/127", "client-classes": [ "KNOWN" ] } ], "reservations": [ { "duid": "00:03:00:01:02:00:00:00:00:01", "hostname": "known" } ] } ]
            """);
        Assert.Equal("2001:db8::20/128", Scopes6.Held(Scopes6.Solicit(bench, Scopes6.Na)));
        Assert.Equal("2001:db8::10/128", Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Solicit, 2, false, Scopes6.Na))));
    }

    [Fact]
    public void A_template_makes_a_class_of_each_value_whose_options_come_before_its_own()
    {
        var bench = Plain("""
            { "name": "SPAWN_kind_red", "option-data": [ { "name": "bootfile-url", "data": "spawned" } ] },
            { "name": "kind", "template-test": "vendor-class[*].data", "option-data": [ { "name": "bootfile-url", "data": "template" } ] }
            """);
        Assert.Equal("spawned", Option(Ask(bench, "red"), BootFileUrl));
        Assert.Equal("template", Option(Ask(bench, "blue"), BootFileUrl));
    }

    [Fact]
    public void Global_reservations_choose_the_subnet_when_they_are_looked_up_early()
    {
        const string Subnets = """
            "reservations": [ { "duid": "00:03:00:01:02:00:00:00:00:01", "client-classes": [ "vip" ] } ],
            "client-classes": [ { "name": "vip" } ], "reservations-global": true, "reservations-in-subnet": false,
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "client-classes": [ "vip" ], "pools": [ { "pool": "2001:db8:1::10/127" } ] },
              { "id": 2, "subnet": "2001:db8:2::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:2::10/127" } ] } ]
            """;
        Assert.Equal("2001:db8:1::10/128", Scopes6.Held(Scopes6.Solicit(Scopes6.Bench("\"early-global-reservations-lookup\": true, " + Subnets), Scopes6.Na)));
        Assert.Equal("2001:db8:2::10/128", Scopes6.Held(Scopes6.Solicit(Scopes6.Bench(Subnets), Scopes6.Na)));
    }

    private static readonly byte[] Asked = Bench6.Option(OptionCode6.Oro, 0, BootFileUrl, 0, BootFileParam);

    private static string WithClasses(string only) => Classes.Replace("ONLY", $"\"{only}\": true", StringComparison.Ordinal);

    private static Bench6 Plain(string classes, string more = "") =>
        Scopes6.Bench(Scopes6.Text(Scopes.Subnet, "", "", more + $"\"client-classes\": [ {classes} ]"));

    private static byte[] Vendor(string text)
    {
        byte[] data = Encoding.ASCII.GetBytes(text);
        return Bench6.Option(OptionCode6.VendorClass, [0, 0, 9, 0xBF, 0, (byte)data.Length, .. data]);
    }

    private static byte[]? Ask(Bench6 bench, string vendor) =>
        Scopes6.Solicit(bench, Scopes6.Na, Scopes6.Pd, Vendor(vendor), Asked);

    private static (uint Preferred, uint Valid) Times(Bench6 bench, ushort preferred, ushort valid)
    {
        byte[] address = Bench6.Option(OptionCode6.IaAddr, [.. new byte[18], (byte)(preferred >> 8), (byte)preferred, 0, 0, (byte)(valid >> 8), (byte)valid]);
        byte[]? reply = Scopes6.Solicit(bench, Bench6.Ia(OptionCode6.IaNa, 1, address));
        Assert.NotNull(reply);
        Packet6.Read(reply, out var packet);
        Assert.True(packet.TryOption(OptionCode6.IaNa, out var body));
        Assert.True(Ia6.TryRead(OptionCode6.IaNa, body, out var ia));
        Assert.True(OptionCursor6.TryFind(ia.OptionArea, OptionCode6.IaAddr, out var inner));
        Assert.True(IaAddress6.TryRead(inner, out var lease));
        return (lease.Preferred.Seconds, lease.Valid.Seconds);
    }

    private static string? Option(byte[]? reply, ushort code)
    {
        Assert.NotNull(reply);
        Assert.Equal(Wire.Cursor.DecodeError.None, Packet6.Read(reply, out var packet));
        return packet.TryOption(code, out var body) ? Encoding.ASCII.GetString(body) : null;
    }
}
