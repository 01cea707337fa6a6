using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>Subnets, pools, what chooses between them, and keywords of the DHCPv6 server, from text to answer and lease.</summary>
public sealed class SelectionKeyword6Tests
{
    /// <summary>Where 2001:db8:2::10 comes from; nothing else fits a client.</summary>
    private const string Target = """
        "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::10 - 2001:db8:2::11", "pool-id": 7 } ],
        "pd-pools": [ { "prefix": "3000:8::", "prefix-len": 62, "delegated-len": 63, "pool-id": 8, "excluded-prefix": "3000:8:0:1::", "excluded-prefix-len": 64 } ]
        """;

    private static readonly Dictionary<string, string> Elsewhere = new()
    {
        [Scopes.Subnet] = $"\"subnet6\": [ {{ SET, {Target} }} ]",
        [Scopes.Network] = $"\"shared-networks\": [ {{ SET, \"name\": \"n\", \"subnet6\": [ {{ {Target} }} ] }} ]",
        [Scopes.Member] = $"\"shared-networks\": [ {{ \"name\": \"n\", \"subnet6\": [ {{ SET, {Target} }} ] }} ]",
    };

    public static IEnumerable<TheoryDataRow<string>> EveryScope => Elsewhere.Keys.Select(k => new TheoryDataRow<string>(k));

    [Theory]
    [MemberData(nameof(EveryScope))]
    public void Clients_behind_an_interface_are_in_the_subnet_that_names_it(string scope)
    {
        Assert.Equal("2001:db8:2::10/128", Scopes6.Held(Scopes6.Solicit(On(scope, "\"interface\": \"eth0\""), Scopes6.Na)));
        Assert.NotEqual("2001:db8:2::10/128", Scopes6.Held(Scopes6.Solicit(On(scope, "\"interface\": \"eth1\""), Scopes6.Na)));
    }

    [Theory]
    [MemberData(nameof(EveryScope))]
    public void Clients_behind_a_relay_are_in_the_subnet_that_names_it(string scope)
    {
        foreach (string spelling in (string[])["\"ip-addresses\": [ \"2001:db8:9::9\", \"2001:db8:9::1\" ]", "\"ip-address\": \"2001:db8:9::1\""])
        {
            Assert.True(IsServed(On(scope, $"\"relay\": {{ {spelling} }}"), "2001:db8:9::1"));
            Assert.False(IsServed(On(scope, $"\"relay\": {{ {spelling} }}"), "2001:db8:9::2"));
        }
    }

    [Theory]
    [MemberData(nameof(EveryScope))]
    public void Clients_behind_a_relays_interface_are_in_the_subnet_that_names_it__RFC9915_21_18(string scope)
    {
        var bench = On(scope, "\"interface-id\": \"port 7\"");
        Assert.True(IsServed(bench, "2001:db8:9::1", Bench6.Option(OptionCode6.InterfaceId, [.. "port 7"u8])));
        Assert.False(IsServed(bench, "2001:db8:9::1", Bench6.Option(OptionCode6.InterfaceId, [.. "port 8"u8])));
    }

    [Fact]
    public void A_relay_on_layer_2_is_known_by_its_interface_id_and_only_the_relay_next_to_the_client_is_asked__RFC6221_5_3_1()
    {
        var bench = On(Scopes.Subnet, "\"interface-id\": \"port 7\"");
        byte[] port = Bench6.Option(OptionCode6.InterfaceId, [.. "port 7"u8]);
        Assert.True(IsServed(bench, "::", port));
        byte[] solicit = Bench6.Message(MessageType6.Solicit, 1, false, Scopes6.Na);
        Assert.Equal([(int)StatusCode6.NoAddrsAvail], Bench6.Read(Inside(Inside(bench.Send(Through("::", Through("2001:db8:9::1", solicit), port))))).Statuses);
        Assert.StartsWith("2001:db8:2::1", Scopes6.Held(Inside(Inside(bench.Send(Through("2001:db8:9::1", Through("::", solicit, port)))))), StringComparison.Ordinal);

        static byte[] Inside(byte[]? reply)
        {
            Assert.True(OptionCursor6.TryFind(reply.AsSpan(34), OptionCode6.RelayMessage, out var inner));
            return inner.ToArray();
        }
    }

    [Theory]
    [MemberData(nameof(EveryScope))]
    public void A_lease_has_the_ids_of_its_subnet_and_pool_and_lies_in_the_pool(string scope)
    {
        var bench = On(scope, "\"interface\": \"eth0\"");
        byte[]? reply = bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na, Scopes6.Pd, Bench6.Option(OptionCode6.Oro, 0, 67)));
        Assert.Equal("2001:db8:2::10/128 3000:8::/63", Scopes6.Held(reply));
        Assert.NotEqual("none", ReservationScope6Tests.Excluded(reply));
        var leases = bench.Engine.Leases;
        Assert.Equal((2u, 7u), (leases.Fields(leases.Find(Ip6.Parse("2001:db8:2::10"))).SubnetId, leases.Fields(leases.Find(Ip6.Parse("2001:db8:2::10"))).PoolId));
        Assert.Equal((2u, 8u), (leases.Fields(leases.FindPrefix(Ip6.Parse("3000:8::"), 63)).SubnetId, leases.Fields(leases.FindPrefix(Ip6.Parse("3000:8::"), 63)).PoolId));

        // Two addresses and two prefixes are all there is.
        Assert.Equal("2001:db8:2::11/128 3000:8:0:2::/63", Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Request, 2, true, Scopes6.Na, Scopes6.Pd))));
        Assert.Equal("", Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Request, 3, true, Scopes6.Na, Scopes6.Pd))));
    }

    [Fact]
    public void A_full_subnet_of_a_shared_network_is_followed_by_the_next()
    {
        var bench = Scopes6.Bench("""
            "shared-networks": [ { "name": "n", "interface": "eth0", "subnet6": [
              { "id": 1, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::1/128" } ] },
              { "id": 2, "subnet": "2001:db8:2::/64", "pools": [ { "pool": "2001:db8:2::1/128" } ] } ] } ]
            """);
        Assert.Equal("2001:db8:1::1/128", Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na))));
        Assert.Equal("2001:db8:2::1/128", Scopes6.Held(bench.Send(Bench6.Message(MessageType6.Request, 2, true, Scopes6.Na))));
    }

    [Theory]
    [InlineData("\"any\"", "060000000001")]
    [InlineData("\"duid\", \"client-link-addr-option\"", "02000000000A")]
    [InlineData("\"client-link-addr-option\", \"duid\"", "060000000001")]
    [InlineData("\"rfc6939\"", "060000000001")]
    [InlineData("\"docsis-modem\"", "")]
    public void The_hardware_address_comes_from_the_first_of_mac_sources_that_knows_it(string sources, string expected)
    {
        var bench = Scopes6.Bench($"\"mac-sources\": [ {sources} ], " + Elsewhere[Scopes.Subnet].Replace("SET", "\"relay\": { \"ip-addresses\": [ \"2001:db8:9::1\" ] }", StringComparison.Ordinal));
        byte[] link = Bench6.Option(OptionCode6.ClientLinkLayerAddr, 0, 1, 6, 0, 0, 0, 0, 1);
        Assert.NotNull(bench.Send(Through("2001:db8:9::1", Bench6.Message(MessageType6.Request, 0x0A, true, Scopes6.Na), link)));
        int slot = bench.Engine.Leases.Find(Ip6.Parse("2001:db8:2::10"));
        Assert.Equal(expected, Convert.ToHexString(bench.Engine.Leases.HardwareAddress(slot)));
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\"relay-supplied-options\": [ \"dns-servers\" ], ", true)]
    [InlineData("\"relay-supplied-options\": [ \"23\" ], ", true)]
    public void An_option_that_a_relay_may_supply_is_repeated_to_the_client__RFC6422_6(string set, bool isRepeated)
    {
        var bench = Scopes6.Bench(set + Elsewhere[Scopes.Subnet].Replace("SET", "\"relay\": { \"ip-addresses\": [ \"2001:db8:9::1\" ] }", StringComparison.Ordinal));
        byte[] dns = Bench6.Option(23, new byte[16]);
        byte[] query = Bench6.Message(MessageType6.Solicit, 1, false, Scopes6.Na, Bench6.Option(OptionCode6.Oro, 0, 23));
        byte[] reply = bench.Send(Through("2001:db8:9::1", query, Bench6.Option(OptionCode6.Rsoo, dns)))!;
        Assert.Equal(isRepeated, reply.AsSpan().IndexOf(dns) >= 0);
    }

    [Theory]
    [InlineData("", 86400u)]
    [InlineData("\"decline-probation-period\": 100, ", 100u)]
    public void A_declined_address_is_out_of_use_for_decline_probation_period(string set, uint seconds)
    {
        var bench = Scopes6.Bench(set + Elsewhere[Scopes.Subnet].Replace("SET", "\"interface\": \"eth0\"", StringComparison.Ordinal));
        bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na));
        var address = Ip6.Parse("2001:db8:2::10");
        bench.Send(Bench6.Message(MessageType6.Decline, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(address))));
        var fields = bench.Engine.Leases.Fields(bench.Engine.Leases.Find(address));
        Assert.Equal((LeaseState.Declined, seconds), (fields.State, fields.ValidLifetime));
    }

    [Fact]
    public void A_registration_is_answered_unless_allow_address_registration_is_off__RFC9686_4_2()
    {
        Assert.NotNull(Registered(""));
        Assert.Null(Registered("\"allow-address-registration\": false, "));

        byte[]? Registered(string set)
        {
            var bench = Scopes6.Bench(set + Elsewhere[Scopes.Subnet].Replace("SET", "\"interface\": \"eth0\"", StringComparison.Ordinal));
            bench.Source = Ip6.Parse("2001:db8:2::77");
            return bench.Send(Bench6.Message(MessageType6.AddrRegInform, 1, false, Bench6.Address(bench.Source)));
        }
    }

    [Fact]
    public void An_elapsed_time_that_is_too_long_drops_the_query_unless_lenient()
    {
        byte[] elapsed = Bench6.Option(OptionCode6.ElapsedTime, 0, 0, 0);
        Assert.Null(Scopes6.Solicit(On(Scopes.Subnet, "\"interface\": \"eth0\""), Scopes6.Na, elapsed));
        var lenient = Scopes6.Bench("\"compatibility\": { \"lenient-option-parsing\": true }, " + Elsewhere[Scopes.Subnet].Replace("SET", "\"interface\": \"eth0\"", StringComparison.Ordinal));
        Assert.NotNull(Scopes6.Solicit(lenient, Scopes6.Na, elapsed));
    }

    private static Bench6 On(string scope, string set) => Scopes6.Bench(Elsewhere[scope].Replace("SET", set, StringComparison.Ordinal));

    /// <summary>True when the target subnet serves a client behind the relay.</summary>
    private static bool IsServed(Bench6 bench, string relay, params byte[][] options)
    {
        byte[]? reply = bench.Send(Through(relay, Bench6.Message(MessageType6.Solicit, 1, false, Scopes6.Na), options));
        byte[] address = new byte[16];
        Ip6.Parse("2001:db8:2::10").Write(address);
        return reply is not null && reply.AsSpan().IndexOf(address) >= 0;
    }

    /// <summary>The message inside of one relay's RELAY-FORW (RFC 9915 section 9).</summary>
    private static byte[] Through(string relay, byte[] message, params byte[][] options)
    {
        byte[] header = new byte[34];
        header[0] = (byte)MessageType6.RelayForw;
        Ip6.Parse(relay).Write(header.AsSpan(2));
        Ip6.Parse("fe80::2").Write(header.AsSpan(18));
        return [.. header, .. options.SelectMany(o => o), .. Bench6.Option(OptionCode6.RelayMessage, message)];
    }
}
