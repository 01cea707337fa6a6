using Nestor.Engine.Tests;
using Nestor.HookLibraries.Tests.Loading;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.FlexId;

/// <summary>libdhcp_flex_id in the DHCPv4 server.</summary>
public sealed class FlexIdTests
{
    private const string Pools = """
        "host-reservation-identifiers": [ "flex-id", "client-id" ], "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ],
          "reservations": [ { "flex-id": "'port-7'", "ip-address": "192.0.2.77" }, { "client-id": "0102", "ip-address": "192.0.2.78" } ] } ]
        """;

    private static string Load(string parameters) => $$""" "hooks-libraries": [ { "library": "/x/libdhcp_flex_id.so", "parameters": { {{parameters}} } } ], """ + Pools;

    private static LibraryBench4 Vendor(string more = "") => new(Load(""" "identifier-expression": "option[60].hex" """ + more));

    private static Query Discover(string vendor, byte client = 1, byte[]? id = null)
    {
        var query = new Query(MessageType4.Discover) { Client = client };
        return id is null ? query.With(OptionCode4.VendorClass, [.. vendor.Select(c => (byte)c)])
            : query.With(OptionCode4.VendorClass, [.. vendor.Select(c => (byte)c)]).With(OptionCode4.ClientIdentifier, id);
    }

    private static Packet4 Obtain(LibraryBench4 bench, string vendor, byte client, byte[]? id = null)
    {
        var offer = bench.Bench.Send(Discover(vendor, client, id))!;
        var request = new Query(MessageType4.Request) { Client = client }.With(OptionCode4.VendorClass, [.. vendor.Select(c => (byte)c)])
            .With(OptionCode4.RequestedAddress, offer.Yiaddr).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address);
        return bench.Bench.Send(id is null ? request : request.With(OptionCode4.ClientIdentifier, id))!;
    }

    [Fact]
    public void A_reservation_is_found_by_the_value_of_the_expression()
    {
        using var bench = Vendor();
        Assert.Equal(Ip4.Parse("192.0.2.77"), bench.Bench.Send(Discover("port-7"))!.Yiaddr);
        Assert.Equal(Ip4.Parse("192.0.2.10"), bench.Bench.Send(Discover("port-8"))!.Yiaddr);
        Assert.Equal(Ip4.Parse("192.0.2.78"), bench.Bench.Send(Discover("port-8", 2, [1, 2]))!.Yiaddr);
    }

    [Fact]
    public void Without_an_expression_or_a_value_nobody_is_known_by_it()
    {
        using var none = new LibraryBench4(Load(""" "identifier-expression": "", "replace-client-id": true """));
        Assert.Equal(Ip4.Parse("192.0.2.10"), none.Bench.Send(Discover("port-7"))!.Yiaddr);
        using var empty = new LibraryBench4(Load(""" "identifier-expression": "option[77].hex", "replace-client-id": true """));
        var ack = Obtain(empty, "port-7", 1, [7, 8, 9]);
        Assert.Equal([7, 8, 9], empty.Bench.Engine.Leases.ClientId(empty.Bench.Engine.Leases.Find(ack.Yiaddr)).ToArray());
    }

    [Theory]
    [InlineData("", "00706F72742D38")]
    [InlineData(""", "cid-as-rfc4361-duid": true""", "FF00000000706F72742D38")]
    public void With_replace_client_id_the_lease_is_the_identifiers_and_goes_to_whoever_has_it(string more, string id)
    {
        using var bench = Vendor(""", "replace-client-id": true""" + more);
        var first = Obtain(bench, "port-8", 1, [7, 8, 9]);
        Assert.Equal(id, Convert.ToHexString(bench.Bench.Engine.Leases.ClientId(bench.Bench.Engine.Leases.Find(first.Yiaddr))));
        Assert.True(first.TryOption(OptionCode4.ClientIdentifier, out var own) && own.SequenceEqual((byte[])[7, 8, 9]));
        var second = Obtain(bench, "port-8", 2);
        Assert.Equal(first.Yiaddr, second.Yiaddr);
        Assert.False(second.HasOption(OptionCode4.ClientIdentifier));
        Assert.NotEqual(first.Yiaddr, Obtain(bench, "port-9", 1, [7, 8, 9]).Yiaddr);
    }

    [Fact]
    public void The_clients_own_identifier_is_given_back_whatever_echo_client_id_says()
    {
        using var bench = new LibraryBench4("\"echo-client-id\": false, " + Load(""" "identifier-expression": "option[60].hex", "replace-client-id": true """));
        Assert.True(bench.Bench.Send(Discover("port-8", 1, [7, 8, 9]))!.TryOption(OptionCode4.ClientIdentifier, out var own));
        Assert.Equal([7, 8, 9], own.ToArray());
    }

    [Fact]
    public void A_reservation_is_found_also_when_the_expression_is_about_what_it_replaces()
    {
        using var bench = new LibraryBench4(Load(""" "identifier-expression": "option[61].hex", "replace-client-id": true """));
        Assert.Equal(Ip4.Parse("192.0.2.77"), bench.Bench.Send(Discover("x", 1, "port-7"u8.ToArray()))!.Yiaddr);
    }

    [Fact]
    public void An_identifier_that_is_too_long_leaves_the_client_its_own()
    {
        using var bench = new LibraryBench4(Load(""" "identifier-expression": "concat(option[60].hex, option[43].hex)", "replace-client-id": true """));
        var query = Discover(new string('a', 200), 1, [7, 8, 9]).With(OptionCode4.VendorEncapsulated, new byte[100]);
        Assert.NotNull(bench.Bench.Send(query));
        Assert.True(bench.Bench.Send(query)!.TryOption(OptionCode4.ClientIdentifier, out var own) && own.SequenceEqual((byte[])[7, 8, 9]));
    }

    [Theory]
    [InlineData(""" "identifier-expression": "'a' == 'a'" """, "expression")]
    [InlineData(""" "identifier-expression": 7 """, "for \"identifier-expression\", wanted a string")]
    [InlineData(""" "replace-client-id": 1 """, "for \"replace-client-id\", wanted true or false")]
    [InlineData(""" "ignore-iaid": "x" """, "for \"ignore-iaid\", wanted true or false")]
    [InlineData(""" "cid-as-rfc4361-duid": [ ] """, "for \"cid-as-rfc4361-duid\", wanted true or false")]
    [InlineData(""" "nonsense": 1 """, "unknown parameter \"nonsense\"")]
    public void Wrong_parameters_are_refused(string parameters, string text) =>
        Assert.Contains(text, Assert.Single(LibraryBench4.Refused(Load(parameters))), StringComparison.Ordinal);

    [Fact]
    public void Ignore_iaid_is_nothing_to_the_DHCPv4_server()
    {
        using var bench = Vendor(""", "ignore-iaid": true""");
        Assert.Empty(bench.Warnings);
    }
}
