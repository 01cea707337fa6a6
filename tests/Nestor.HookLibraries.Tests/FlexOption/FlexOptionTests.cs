using System.Text;
using Nestor.Engine.Tests;
using Nestor.HookLibraries.Tests.Loading;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace Nestor.HookLibraries.Tests.FlexOption;

/// <summary>libdhcp_flex_option: options that expressions make.</summary>
public sealed class FlexOptionTests
{
    private const string Subnet4 = """
        , "client-classes": [ { "name": "named", "test": "option[12].exists" } ], "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24",
          "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ], "option-data": [ { "name": "routers", "data": "192.0.2.1" },
            { "name": "vendor-encapsulated-options", "csv-format": false, "data": "0101070201ff", "always-send": true } ] } ]
        """;

    private static string Load(string rules) => $$""" "hooks-libraries": [ { "library": "/x/libdhcp_flex_option.so", "parameters": { "options": [ {{rules}} ] } } ] """;

    private static LibraryBench4 Bench4(string rules) => new(Load(rules) + Subnet4);

    private static Nestor.Wire.Dhcp4.Packet4 Discover(LibraryBench4 bench, Action<Query>? change = null)
    {
        var query = new Query(MessageType4.Discover).With(OptionCode4.ParameterRequestList, 3, 6, 15, 67);
        change?.Invoke(query);
        return bench.Bench.Send(query)!;
    }

    private static string? Body(Nestor.Wire.Dhcp4.Packet4 reply, byte code) => reply.TryOption(code, out var body) ? Convert.ToHexStringLower(body) : null;

    [Theory]
    [InlineData("""{ "code": 67, "add": "'boot'" }""", 67, "626f6f74")]
    [InlineData("""{ "code": 3, "add": "'none'" }""", 3, "c0000201")]
    [InlineData("""{ "name": "routers", "supersede": "0x0102" }""", 3, "0102")]
    [InlineData("""{ "code": 3, "supersede": "''" }""", 3, "c0000201")]
    [InlineData("""{ "code": 3, "name": "routers", "remove": "pkt4.msgtype == 1" }""", 3, null)]
    [InlineData("""{ "code": 3, "remove": "pkt4.msgtype == 2" }""", 3, "c0000201")]
    [InlineData("""{ "code": 6, "csv-format": true, "add": "'192.0.2.7,192.0.2.8'" }""", 6, "c0000207c0000208")]
    [InlineData("""{ "code": 67, "add": "'x'", "client-class": "named" }""", 67, null)]
    [InlineData("""{ "code": 67, "add": "'x'", "client-class": "nowhere", "comment": "c" }""", 67, null)]
    [InlineData("""{ "code": 67, "add": "'x'", "client-class": "ALL" }""", 67, "78")]
    [InlineData("""{ "code": 67, "add": "pkt4.yiaddr", "source": "response" }""", 67, "c000020a")]
    [InlineData("""{ "code": 67, "add": "option[3].hex", "source": "response" }""", 67, "c0000201")]
    [InlineData("""{ "code": 3, "supersede": "'a'" }, { "code": 67, "add": "option[3].hex", "source": "response" }""", 67, "61")]
    [InlineData("""{ "code": 67, "add": "option[3].hex" }""", 67, null)]
    [InlineData("""{ "code": 43, "sub-options": [ { "code": 3, "add": "'a'" }, { "code": 2, "supersede": "'b'" }, { "code": 1, "add": "'c'" } ] }""", 43, "010107020162030161")]
    [InlineData("""{ "code": 43, "sub-options": [ { "code": 1, "remove": "'a' == 'a'" }, { "code": 2, "remove": "'a' == 'b'" } ] }""", 43, "0201ff")]
    [InlineData("""{ "code": 43, "sub-options": [ { "code": 1, "remove": "'a' == 'a'" }, { "code": 2, "remove": "'a' == 'a'" } ] }""", 43, null)]
    [InlineData("""{ "code": 43, "sub-options": [ { "code": 1, "remove": "'a' == 'a'" }, { "code": 2, "container-remove": false, "remove": "'a' == 'a'" } ] }""", 43, "")]
    [InlineData("""{ "code": 43, "client-class": "named", "sub-options": [ { "code": 1, "remove": "'a' == 'a'" } ] }""", 43, "0101070201ff")]
    [InlineData("""{ "code": 43, "sub-options": [ { "code": 1, "client-class": "named", "remove": "'a' == 'a'" } ] }""", 43, "0101070201ff")]
    [InlineData("""{ "code": 122, "sub-options": [ { "name": "tsp-primary-server", "csv-format": true, "add": "'192.0.2.9'" } ] }""", 122, "0104c0000209")]
    [InlineData("""{ "code": 122, "sub-options": [ { "code": 1, "container-add": false, "add": "'192.0.2.9'" } ] }""", 122, null)]
    [InlineData("""{ "code": 125, "sub-options": [ { "code": 2, "space": "vendor-4491", "add": "'ab'" } ] }""", 125, "0000118b0402026162")]
    [InlineData("""{ "code": 125, "add": "0x00000009020101" }, { "code": 125, "sub-options": [ { "code": 2, "space": "vendor-4491", "add": "'ab'" } ] }""", 125, "00000009020101")]
    public void An_option_of_the_answer_is_what_the_rule_says(string rules, byte code, string? body)
    {
        using var bench = Bench4(rules);
        Assert.Equal(body, Body(Discover(bench), code));
    }

    [Theory]
    [InlineData("""{ "code": 12, "destination": "query", "remove": "'a' == 'a'" }""", "", false)]
    [InlineData("""{ "code": 12, "destination": "query", "supersede": "'other'" }""", "other", true)]
    [InlineData("""{ "code": 12, "destination": "query", "add": "'other'" }""", "mine", true)]
    [InlineData("""{ "code": 12, "destination": "query", "source": "query", "supersede": "concat(option[12].text, '-x')" }""", "mine-x", true)]
    public void An_option_of_the_query_is_changed_before_the_client_is_in_any_class(string rules, string name, bool isNamed)
    {
        using var bench = Bench4(rules + """, { "code": 67, "add": "'named'", "client-class": "named" }, { "code": 17, "add": "option[12].text" }""");
        var reply = Discover(bench, q => q.With(OptionCode4.HostName, "mine"u8.ToArray()));
        Assert.Equal(isNamed, reply.HasOption(67));
        Assert.Equal(name, reply.TryOption(17, out var seen) ? Encoding.ASCII.GetString(seen) : "");
    }

    [Fact]
    public void What_is_changed_of_a_query_is_gone_with_it()
    {
        using var bench = Bench4("""{ "code": 12, "destination": "query", "add": "ifelse(option[60].exists, 'added', '')" }, { "code": 17, "add": "option[12].text" }""");
        Assert.True(Discover(bench, q => q.With(OptionCode4.VendorClass, 65)).HasOption(17));
        Assert.False(Discover(bench).HasOption(17));
    }

    [Fact]
    public void What_cannot_be_done_ends_it_and_the_answer_goes_with_what_was_done_before()
    {
        using var bench = Bench4("""{ "code": 67, "add": "'later'" }, { "code": 6, "csv-format": true, "add": "'nonsense'" }, { "code": 3, "supersede": "'first'" }""");
        var reply = Discover(bench);
        Assert.Equal(Convert.ToHexStringLower("first"u8), Body(reply, 3));
        Assert.False(reply.HasOption(6));
        Assert.False(reply.HasOption(67));
    }

    [Fact]
    public void A_DHCPv6_query_and_its_answer_are_changed()
    {
        using var bench = new LibraryBench6(Load("""
            { "code": 1000, "destination": "query", "add": "'asked'" }, { "code": 15, "destination": "query", "remove": "option[15].exists" },
            { "code": 1001, "add": "option[1000].hex" }, { "code": 1002, "add": "ifelse(option[15].exists, 'there', 'gone')" },
            { "code": 1003, "source": "response", "add": "option[1].hex" }, { "code": 7, "remove": "'a' == 'a'" },
            { "code": 3, "sub-options": [ { "code": 1004, "space": "dhcp6", "add": "'inside'" } ] }
            """) + """, "option-data": [ { "name": "preference", "data": "9", "always-send": true } ], """ + Points6Tests.PlainSubnet);
        byte[] query = Bench6.Message(MessageType6.Solicit, 1, false, Bench6.Option(15, 0, 1, 65), Bench6.Ia(OptionCode6.IaNa, 1));
        byte[]? bytes = bench.Bench.Send(query);
        Assert.NotNull(bytes);
        Assert.Equal(Nestor.Wire.Cursor.DecodeError.None, Nestor.Wire.Dhcp6.Packet6.Read(bytes, out var reply));
        Assert.Equal("asked", reply.TryOption(1001, out var body) ? Encoding.ASCII.GetString(body) : null);
        Assert.Equal("gone", reply.TryOption(1002, out body) ? Encoding.ASCII.GetString(body) : null);
        Assert.True(reply.TryOption(1003, out body) && reply.TryOption(OptionCode6.ClientId, out var duid) && body.SequenceEqual(duid));
        Assert.False(reply.HasOption(7));
        Assert.True(reply.TryOption(OptionCode6.IaNa, out body));
        Assert.True(Ia6.TryRead(OptionCode6.IaNa, body, out var ia));
        Assert.True(ia.Options.TryNext(1004, out body));
        Assert.Single(Bench6.Read(bytes).Leases);
    }

    [Theory]
    [InlineData("""{ "add": "'a'" }""", "neither \"code\" nor \"name\"")]
    [InlineData("""{ "code": 255, "add": "'a'" }""", "found 255 for \"code\"")]
    [InlineData("""{ "name": "nonsense", "add": "'a'" }""", "found option \"nonsense\"")]
    [InlineData("""{ "name": "routers", "code": 4, "add": "'a'" }""", "found code 4 for option \"routers\", wanted 3")]
    [InlineData("""{ "code": 3 }""", "found no action, wanted one of add, supersede, remove, sub-options")]
    [InlineData("""{ "code": 3, "add": "'a'", "remove": "'a' == 'a'" }""", "found add and remove")]
    [InlineData("""{ "code": 3, "add": "'a' == 'a'" }""", "expression")]
    [InlineData("""{ "code": 3, "remove": "'a'" }""", "expression")]
    [InlineData("""{ "code": 3, "add": 7 }""", "for \"add\", wanted a string")]
    [InlineData("""{ "code": 3, "add": "" }""", "found an empty \"add\"")]
    [InlineData("""{ "code": 222, "csv-format": true, "add": "'a'" }""", "csv-format for option 222")]
    [InlineData("""{ "code": 3, "add": "'a'", "nonsense": 1 }""", "unknown parameter \"nonsense\"")]
    [InlineData("""{ "code": 3, "add": "'a'", "source": "response", "destination": "query" }""", "found source \"response\" with destination \"query\"")]
    [InlineData("""{ "code": 3, "add": "'a'", "source": "both" }""", "found \"both\" for \"source\"")]
    [InlineData("""{ "code": 3, "sub-options": [ { "code": 1, "add": "'a'" } ] }""", "does not say what space")]
    [InlineData("""{ "code": 43, "sub-options": [ { "code": 1, "add": "'a'" }, { "code": 1, "add": "'a'" } ] }""", "a second time")]
    [InlineData("""{ "code": 43, "sub-options": [ { "code": 1, "space": "x", "add": "'a'" } ] }""", "found space \"x\"")]
    [InlineData("""{ "code": 125, "sub-options": [ { "code": 1, "space": "x", "add": "'a'" } ] }""", "wanted vendor-")]
    [InlineData("""{ "code": 43, "sub-options": [ { "code": 1 } ] }""", "found no action, wanted one of add, supersede, remove")]
    public void A_wrong_rule_is_refused_at_its_place(string rule, string text) =>
        Assert.Contains(LibraryBench4.Refused(Load(rule) + Subnet4), e => e.Contains(text, StringComparison.Ordinal));

    [Fact]
    public void Options_must_be_there() =>
        Assert.Contains("found no parameter \"options\"", Assert.Single(LibraryBench4.Refused(
            """ "hooks-libraries": [ { "library": "libdhcp_flex_option.so" } ], """ + Bench.PlainSubnet)), StringComparison.Ordinal);

    [Fact]
    public void A_class_asked_for_before_there_are_any_is_warned_of()
    {
        using var bench = Bench4("""{ "code": 12, "destination": "query", "client-class": "named", "add": "'a'" }""");
        Assert.Contains(bench.Warnings, w => w.Contains("before it is in any class", StringComparison.Ordinal));
    }

    [Fact]
    public void A_query_costs_no_memory()
    {
        using var bench = Bench4("""
            { "code": 67, "add": "'boot'" }, { "code": 3, "remove": "'a' == 'b'" }, { "code": 6, "csv-format": true, "add": "'192.0.2.7'" },
            { "code": 43, "sub-options": [ { "code": 3, "add": "'a'" } ] }, { "code": 12, "destination": "query", "supersede": "'x'" }
            """);
        for (int i = 0; i < 50; i++)
        {
            Discover(bench);
        }

        byte[] bytes = new byte[300];
        var query = new Query(MessageType4.Discover);
        int length = query.Write(bytes);
        var batch = bench.Bench.Batch;
        long before = 0;
        for (int i = 0; i < 100; i++)
        {
            before = i == 50 ? GC.GetAllocatedBytesForCurrentThread() : before;
            batch.Clear();
            bytes.AsSpan(0, length).CopyTo(batch.Slab);
            batch.Arrivals[0] = Bench.Arrival(batch.Slab, length, query);
            batch.ArrivalCount = 1;
            bench.Bench.Loop.Run(batch, bench.Bench.Now);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
