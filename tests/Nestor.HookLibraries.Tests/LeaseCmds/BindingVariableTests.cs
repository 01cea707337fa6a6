using System.Text;
using Nestor.Engine.Tests;
using Nestor.HookLibraries.Tests.Loading;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.LeaseCmds;

/// <summary>The parameter <c>binding-variables</c>.</summary>
public sealed class BindingVariableTests
{
    private const string Subnet = """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "offer-lifetime": OFFER, "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ],
          "option-data": [ { "name": "domain-name", "data": "example.org" } ] } ]
        """;

    private const string Both = """
        { "name": "vendor", "expression": "hexstring(option[60].hex, ':')", "source": "query" },
        { "name": "domain-name", "expression": "option[15].text", "source": "response" }
        """;

    [Fact]
    public void Values_of_query_and_response_are_stored_with_the_lease()
    {
        using var server = new LibraryBench4(Configuration(Both));
        var address = server.Bench.Lease(1);
        Assert.Equal("{ \"ISC\": { \"binding-variables\": { \"domain-name\": \"example.org\", \"vendor\": \"\" } } }", Context(server, address));
        server.Bench.Send(Renewal(address).With(OptionCode4.VendorClass, [1, 2, 3]));
        Assert.Equal("{ \"ISC\": { \"binding-variables\": { \"domain-name\": \"example.org\", \"vendor\": \"01:02:03\" } } }", Context(server, address));
    }

    [Fact]
    public void Addresses_and_prefixes_of_DHCPv6_have_them_too()
    {
        using var server = new LibraryBench6(
            """ "hooks-libraries": [ { "library": "libdhcp_lease_cmds.so", "parameters": { "binding-variables": [ """
            + """ { "name": "client", "expression": "hexstring(option[1].hex, '')", "source": "query" },"""
            + """ { "name": "kind", "expression": "hexstring(pkt6.msgtype, '')", "source": "response" },"""
            + """ { "name": "dns", "expression": "option[23].text", "source": "response" } ] } } ], """
            + """ "option-data": [ { "name": "dns-servers", "data": "2001:db8::53" } ], """ + Points6Tests.PlainSubnet);
        byte[] wish = [0, 6, 0, 2, 0, 23];
        server.Bench.Send(Bench6.Message(MessageType6.Request, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(Ip6.Parse("2001:db8:1::10"))), Bench6.Ia(OptionCode6.IaPd, 2), wish));
        Assert.Equal(2, server.Leases6!.Count);
        foreach (string address in (string[])["2001:db8:1::10", "3000::"])
        {
            Assert.True(server.Leases6.TryFind(Ip6.Parse(address), out var lease));
            Assert.Matches(
                """^{ "ISC": { "binding-variables": { "client": "[0-9a-f]{8,}", "dns": "type=00023, len=00016: 2001:db8::53", "kind": "00000007" } } }$""", Encoding.UTF8.GetString(lease.UserContext));
        }
    }

    [Fact]
    public void A_lease_whose_values_are_the_same_is_not_stored_again()
    {
        using var server = new LibraryBench4(Configuration(Both));
        var address = server.Bench.Lease(1);
        server.Bench.Send(Renewal(address));
        Assert.Equal(1, server.Bench.Batch.Changes.Count);
    }

    [Fact]
    public void What_else_is_noted_with_the_lease_stays()
    {
        using var server = new LibraryBench4(Configuration(Both));
        var address = server.Bench.Lease(1);
        server.Ask("lease4-update", $"{{ \"ip-address\": \"{address}\", \"hw-address\": \"02:00:00:00:00:01\", \"user-context\": {{ \"a\": 1, \"ISC\": {{ \"x\": 2 }} }} }}");
        server.Bench.Send(Renewal(address));
        Assert.Equal("{ \"ISC\": { \"binding-variables\": { \"domain-name\": \"example.org\", \"vendor\": \"\" }, \"x\": 2 }, \"a\": 1 }", Context(server, address));
    }

    [Fact]
    public void An_offer_that_is_held_for_the_client_has_them_too()
    {
        using var server = new LibraryBench4(Configuration(Both, offer: 60));
        var offer = server.Bench.Send(new Query(MessageType4.Discover).With(OptionCode4.VendorClass, [7]));
        Assert.Contains("\"vendor\": \"07\"", Context(server, offer!.Yiaddr), StringComparison.Ordinal);
        using var other = new LibraryBench4(Configuration(Both));
        Assert.False(other.Leases4!.TryFind(other.Bench.Send(new Query(MessageType4.Discover))!.Yiaddr, out _));
    }

    [Fact]
    public void The_answer_to_a_client_is_what_it_would_be_without_them()
    {
        using var with = new LibraryBench4(Configuration(Both));
        using var without = new LibraryBench4(Configuration(""));
        var query = new Query(MessageType4.Discover).With(OptionCode4.ParameterRequestList, [15, 1, 3]);
        Assert.Equal(without.Bench.Send(query)!.Bytes, with.Bench.Send(query)!.Bytes);
        var address = with.Bench.Lease(1);
        without.Bench.Lease(1);
        Assert.Equal(without.Bench.Send(Renewal(address))!.Bytes, with.Bench.Send(Renewal(address))!.Bytes);
    }

    [Theory]
    [InlineData("5", "found an integer, wanted a map in \"binding-variables\"")]
    [InlineData("{ 'expression': 'pkt4.mac', 'source': 'query' }", "found nothing, wanted a text for \"name\" in \"binding-variables\"")]
    [InlineData("{ 'name': '', 'expression': 'pkt4.mac', 'source': 'query' }", "found an empty text, wanted a text for \"name\" in \"binding-variables\"")]
    [InlineData("{ 'name': 'a', 'source': 'query' }", "found nothing, wanted a text for \"expression\" in \"binding-variables\"")]
    [InlineData("{ 'name': 'a', 'expression': 5, 'source': 'query' }", "found an integer, wanted a text for \"expression\" in \"binding-variables\"")]
    [InlineData("{ 'name': 'a', 'expression': 'pkt4.nonesuch', 'source': 'query' }", "expression \"pkt4.nonesuch\": ")]
    [InlineData("{ 'name': 'a', 'expression': 'pkt6.msgtype', 'source': 'query' }", "expression \"pkt6.msgtype\": ")]
    [InlineData("{ 'name': 'a', 'expression': 'pkt4.mac' }", "found nothing, wanted a text for \"source\" in \"binding-variables\"")]
    [InlineData("{ 'name': 'a', 'expression': 'pkt4.mac', 'source': 'both' }", "found source \"both\", wanted query or response")]
    [InlineData("{ 'name': 'a', 'expression': 'pkt4.mac', 'source': 'query', 'x': 1 }", "found \"x\", wanted name, expression or source in \"binding-variables\"")]
    [InlineData("{ 'name': 'a', 'expression': 'pkt4.mac', 'source': 'query' }, { 'name': 'a', 'expression': 'pkt4.mac', 'source': 'query' }", "found binding variable \"a\" again, wanted each name once")]
    public void A_wrong_variable_is_an_error_of_the_configuration(string variables, string error) =>
        Assert.Contains(error, Assert.Single(LibraryBench4.Refused(Configuration(variables.Replace('\'', '"')))), StringComparison.Ordinal);

    [Fact]
    public void Other_parameters_and_a_list_that_is_none_are_errors_of_the_configuration()
    {
        const string Library = """ "hooks-libraries": [ { "library": "libdhcp_lease_cmds.so", "parameters": { PARAMETERS } } ] """;
        Assert.Contains("found a map, wanted a list", Assert.Single(LibraryBench4.Refused(Library.Replace("PARAMETERS", "\"binding-variables\": { }", StringComparison.Ordinal))), StringComparison.Ordinal);
        Assert.Contains("found \"x\", wanted \"binding-variables\"", Assert.Single(LibraryBench4.Refused(Library.Replace("PARAMETERS", "\"x\": 1", StringComparison.Ordinal))), StringComparison.Ordinal);
    }

    private static Query Renewal(Ip4 address) => new(MessageType4.Request) { Client = 1, Ciaddr = address, Source = address };

    private static string Context(LibraryBench4 server, Ip4 address)
    {
        Assert.True(server.Leases4!.TryFind(address, out var lease));
        return Encoding.UTF8.GetString(lease.UserContext);
    }

    private static string Configuration(string variables, int offer = 0) =>
        $$""" "hooks-libraries": [ { "library": "/lib/libdhcp_lease_cmds.so", "parameters": { "binding-variables": [ {{variables}} ] } } ], """
        + Subnet.Replace("OFFER", $"{offer}", StringComparison.Ordinal);
}
