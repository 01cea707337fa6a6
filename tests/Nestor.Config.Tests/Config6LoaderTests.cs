using System.Text;
using Nestor.Config.Loading;
using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Leases;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Config.Tests;

/// <summary>What only a DHCPv6 configuration has, or has otherwise than DHCPv4.</summary>
public sealed class Config6LoaderTests
{
    [Fact]
    public void Parameters_come_from_the_nearest_scope_that_sets_them()
    {
        var settings = Texts.Good6("""
            "valid-lifetime": 1000, "preferred-lifetime": 600, "renew-timer": 10, "allocator": "random", "pd-allocator": "flq",
            "shared-networks": [ { "name": "n", "renew-timer": 20, "rapid-commit": true, "preferred-lifetime": 500, "pd-allocator": "random",
              "subnet6": [ { "id": 2, "subnet": "2001:db8:2::/48", "renew-timer": 30, "preferred-lifetime": 400, "pd-allocator": "iterative" },
                           { "id": 3, "subnet": "2001:db8:3::/48" } ] } ],
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/48" } ]
            """);
        Assert.Equal([10u, 30u, 20u], settings.Subnets.Select(s => s.Parameters.RenewTimer!.Value));
        Assert.Equal([600u, 400u, 500u], settings.Subnets.Select(s => s.Parameters.PreferredLifetime!.Value.Default));
        Assert.Equal([false, true, true], settings.Subnets.Select(s => s.Parameters.IsRapidCommit));
        Assert.Equal(
            [AllocatorKind.FreeLeaseQueue, AllocatorKind.Iterative, AllocatorKind.Random], settings.Subnets.Select(s => s.Parameters.PdAllocator));
        Assert.All(settings.Subnets, s => Assert.Equal(AllocatorKind.Random, s.Parameters.Allocator));
        Assert.All(settings.Subnets, s => Assert.Equal(Triplet.Of(1000), s.Parameters.ValidLifetime));
        Assert.Same(settings.Networks[0], settings.Subnets[1].Network);
        Assert.Equal((600u, true), (settings.Global.PreferredLifetime!.Value.Default, settings.Global.CalculateTeeTimes));
    }

    [Theory]
    [InlineData("\"renew-timer\": 1", null)]
    [InlineData("\"preferred-lifetime\": 50", "50 50 50")]
    [InlineData("\"min-preferred-lifetime\": 40, \"preferred-lifetime\": 50, \"max-preferred-lifetime\": 60", "40 50 60")]
    [InlineData("\"preferred-lifetime\": 9000, \"valid-lifetime\": 1000", "9000 9000 9000")]
    [InlineData("\"valid-lifetime\": 1000, \"min-preferred-lifetime\": 40", "40 625 625")]
    [InlineData("\"valid-lifetime\": 1000, \"min-preferred-lifetime\": 700", "700 700 700")]
    [InlineData("\"valid-lifetime\": 1000, \"max-preferred-lifetime\": 50", "50 50 50")]
    public void The_preferred_lifetime_is_unset_or_a_triplet_around_its_default(string set, string? triplet) =>
        Assert.Equal(
            triplet, Texts.Good6(Texts.Subnet6(set)).Subnets[0].Parameters.PreferredLifetime is { } p ? $"{p.Min} {p.Default} {p.Max}" : null);

    [Theory]
    [InlineData("2001:db8::10 - 2001:db8::20", "2001:db8::10", "2001:db8::20")]
    [InlineData("2001:db8:0:1::/64", "2001:db8:0:1::", "2001:db8:0:1:ffff:ffff:ffff:ffff")]
    [InlineData("2001:db8::1/128", "2001:db8::1", "2001:db8::1")]
    public void Pools_are_ranges_or_prefixes(string text, string first, string last)
    {
        var pool = Texts.Good6(Texts.Subnet6($"\"pools\": [ {{ \"pool\": \"{text}\", \"pool-id\": 7 }} ]")).Subnets[0].Pools[0];
        Assert.Equal((Ip6.Parse(first), Ip6.Parse(last), 7u), (pool.Range.First, pool.Range.Last, pool.Id));
        Assert.False(pool.IsPrefixes);
    }

    [Fact]
    public void Prefix_pools_lie_anywhere_and_may_leave_something_out__RFC6603()
    {
        var pools = Texts.Good6(Texts.Subnet6("""
            "pd-pools": [
              { "prefix": "3000::", "prefix-len": 48, "delegated-len": 56, "pool-id": 9, "excluded-prefix": "3000:0:0:80::", "excluded-prefix-len": 64,
                "option-data": [ { "name": "dns-servers", "data": "2001:db8::1" } ] },
              { "prefix": "3001::1", "prefix-len": 64, "delegated-len": 64, "excluded-prefix": "::", "excluded-prefix-len": 0 } ]
            """)).Subnets[0].PdPools;
        Assert.Equal(("3000::", "3000::ffff:ffff:ffff:ffff:ffff"), (pools[0].Range.First.ToString(), pools[0].Range.Last.ToString()));
        Assert.Equal((56, 9u, "3000:0:0:80::/64"), (pools[0].DelegatedLength, pools[0].Id, pools[0].Excluded.ToString()));
        Assert.Equal(16, pools[0].Options.Find(23)!.Body.Length);
        Assert.Equal(("3001::/64", null), (pools[1].Text, pools[1].Excluded));
    }

    [Fact]
    public void Reservations_hold_addresses_and_prefixes_in_their_order()
    {
        var settings = Texts.Good6(
            Texts.Subnet6("""
                "reservations": [ { "duid": "01:02:03", "ip-addresses": [ "2001:db8::2", "2001:db8::1" ], "prefixes": [ "3000:1::/48", "3000:2::7/48" ],
                  "excluded-prefixes": [ "", "3000:2::/64" ], "hostname": "Host.Example", "option-data": [ { "name": "preference", "data": "7" } ] } ]
                """)
            + ", \"reservations\": [ { \"hw-address\": \"02:00:00:00:00:01\", \"ip-addresses\": [ \"2001:dead::1\" ] }, { \"flex-id\": \"'port'\", \"hostname\": \"f\" } ]");
        var host = settings.Hosts.Find(1, HostIdentifierType.Duid, [1, 2, 3])!;
        Assert.Equal(["2001:db8::2", "2001:db8::1"], host.Addresses.Select(a => a.ToString()));
        Assert.Equal(["3000:1::/48 ", "3000:2::/48 3000:2::/64"], host.Prefixes.Select(p => $"{p.Prefix} {p.Excluded}"));
        Assert.Equal(("host.example", 1), (host.Hostname, host.Options.Find(7)!.Body.Length));
        Assert.Same(host, settings.Hosts.AtAddress(1, Ip6.Parse("2001:db8::1"))[0]);
        Assert.False(settings.Hosts.AtAddress(0, Ip6.Parse("2001:dead::1")).IsEmpty);
        Assert.NotNull(settings.Hosts.Find(0, HostIdentifierType.FlexId, "port"u8));
    }

    [Fact]
    public void Sub_options_have_codes_and_lengths_of_two_bytes()
    {
        var options = Texts.Good6("""
            "option-def": [ { "name": "top", "code": 65000, "type": "uint8", "encapsulate": "inner" },
                            { "name": "sub", "code": 257, "type": "record", "record-types": "uint16, ipv6-address", "space": "inner" } ],
            "option-data": [ { "name": "top", "data": "7" }, { "name": "sub", "space": "inner", "data": "258, ::1" },
                             { "name": "preference", "data": "1", "always-send": true },
                             { "name": "tftp-servers", "space": "docsis3-v6", "data": "::2" } ]
            """).Options;
        Assert.Equal((byte[])[7, 1, 1, 0, 18, 1, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], options.Find(65000)!.Body);
        Assert.Equal((ushort[])[7], options.AlwaysSend);
        Assert.Equal(4491u, options.Vendors[0].Enterprise);
    }

    [Fact]
    public void An_option_that_holds_options_of_its_own_space_does_not_swallow_the_scope()
    {
        var options = Texts.Good6("""
            "option-data": [ { "name": "client-data" }, { "name": "preference", "data": "1" } ]
            """).Options;
        Assert.Empty(options.Find(45)!.Body);
    }

    [Fact]
    public void Where_clients_are_is_read_from_subnet_and_network()
    {
        var settings = Texts.Good6("""
            "shared-networks": [ { "name": "n", "interface-id": "net", "relay": { "ip-addresses": [ "fe80::1" ] },
              "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/48" }, { "id": 2, "subnet": "2001:db8:2::/48", "interface-id": "own" } ] } ],
            "subnet6": [ { "id": 3, "subnet": "2001:db8:3::/48", "interface": "eth0", "relay": { "ip-address": "2001:db8::9" } } ]
            """);
        Assert.Equal(["net", "own", ""], settings.Subnets.Select(s => Encoding.UTF8.GetString(s.InterfaceId)));
        Assert.Equal(("eth0", "2001:db8::9"), (settings.Subnets[2].Interface, settings.Subnets[2].Relays[0].ToString()));
        Assert.Equal("fe80::1", settings.Networks[0].Relays[0].ToString());
    }

    [Fact]
    public void Each_keyword_of_server_id_reaches_its_setting()
    {
        var usual = Texts.Good6("").ServerId;
        Assert.Equal((Duid.Llt, 0, 0, 0u, 0u, true), (usual.Type, usual.Identifier.Length, usual.HardwareType, usual.Time, usual.EnterpriseId, usual.IsPersistent));
        var llt = Texts.Good6("""
            "server-id": { "type": "LLT", "htype": 8, "identifier": "A65DC7410F05", "time": 2518920166, "persist": false, "comment": "c" }
            """).ServerId;
        Assert.Equal((Duid.Llt, 8, 2518920166u, false), (llt.Type, llt.HardwareType, llt.Time, llt.IsPersistent));
        Assert.Equal("A65DC7410F05", Convert.ToHexString(llt.Identifier));
        Assert.NotNull(llt.UserContext);
        var en = Texts.Good6("\"server-id\": { \"type\": \"EN\", \"enterprise-id\": 2495, \"identifier\": \"\" }").ServerId;
        Assert.Equal((Duid.En, 2495u, 0), (en.Type, en.EnterpriseId, en.Identifier.Length));
        Assert.Equal(Duid.Ll, Texts.Good6("\"server-id\": { \"type\": \"LL\" }").ServerId.Type);
    }

    [Fact]
    public void Every_name_and_alias_of_mac_sources_is_known()
    {
        Assert.Equal([HardwareSource.Unknown], Texts.Good6("").MacSources);
        HardwareSource[] all =
        [
            HardwareSource.DocsisModem, HardwareSource.DocsisCmts, HardwareSource.SubscriberId, HardwareSource.RemoteId,
            HardwareSource.ClientLinkAddress, HardwareSource.Ip6LinkLocal, HardwareSource.Duid, HardwareSource.Raw, HardwareSource.Unknown,
        ];
        foreach (string three in (string[])["\"subscriber-id\", \"remote-id\", \"client-link-addr-option\"", "\"rfc4580\", \"rfc4649\", \"rfc6939\""])
        {
            Assert.Equal(
                all,
                Texts.Good6($"\"mac-sources\": [ \"docsis-modem\", \"docsis-cmts\", {three}, \"ipv6-link-local\", \"duid\", \"raw\", \"any\" ]").MacSources);
        }
    }

    [Fact]
    public void Each_keyword_of_the_server_reaches_its_setting()
    {
        var usual = Texts.Good6("");
        Assert.Equal((true, false, ReconfigureMode.Off, 86400u, 0), (usual.AllowsAddressRegistration, usual.LenientOptionParsing, usual.Reconfigure, usual.DeclineProbationPeriod, usual.RelaySuppliedOptions.Count));
        Assert.Equal([HostIdentifierType.HwAddress, HostIdentifierType.Duid], usual.HostIdentifiers);
        var set = Texts.Good6("""
            "allow-address-registration": false, "compatibility": { "lenient-option-parsing": true }, "decline-probation-period": 9,
            "relay-supplied-options": [ "110", "dns-servers", "110", "mine" ], "host-reservation-identifiers": [ "duid", "hw-address" ],
            "option-def": [ { "name": "mine", "code": 300, "type": "uint8" } ],
            "interfaces-config": { "interfaces": [ "eth0", "eth1/2001:db8::1", "*" ], "re-detect": false, "service-sockets-require-all": true,
              "service-sockets-max-retries": 3, "service-sockets-retry-wait-time": 70 },
            "lease-database": { "type": "memfile", "persist": false, "name": "/tmp/l6.csv", "lfc-interval": 60 },
            "expired-leases-processing": { "hold-reclaimed-time": 3 }, "sanity-checks": { "lease-checks": "fix-del" },
            "loggers": [ { "name": "kea-dhcp6", "severity": "DEBUG", "debuglevel": 9, "output-options": [ { "output": "stdout", "flush": false } ] } ]
            """);
        Assert.Equal((false, true, 9u), (set.AllowsAddressRegistration, set.LenientOptionParsing, set.DeclineProbationPeriod));
        Assert.Equal([(ushort)110, (ushort)23, (ushort)300], set.RelaySuppliedOptions);
        Assert.Equal([HostIdentifierType.Duid, HostIdentifierType.HwAddress], set.HostIdentifiers);
        Assert.Equal(["eth0", "eth1/2001:db8::1", "*"], set.Interfaces.Interfaces);
        Assert.Equal((false, true, 3u, 70u), (set.Interfaces.ReDetect, set.Interfaces.RequireAll, set.Interfaces.MaxRetries, set.Interfaces.RetryWaitMilliseconds));
        Assert.Equal((false, "/tmp/l6.csv", 60u), (set.LeaseDatabase.IsPersistent, set.LeaseDatabase.Name, set.LeaseDatabase.LfcInterval));
        Assert.False(set.Loggers[0].Outputs[0].Flush);
        Assert.Equal((3u, LeaseChecks.FixDelete, 9), (set.Expiry.HoldReclaimedTime, set.SanityChecks.LeaseChecks, set.Loggers[0].DebugLevel));
    }

    [Theory]
    [InlineData("off", ReconfigureMode.Off)]
    [InlineData("on-command", ReconfigureMode.OnCommand)]
    [InlineData("auto", ReconfigureMode.Auto)]
    public void Reconfigure_is_off_on_command_or_auto(string set, ReconfigureMode mode) =>
        Assert.Equal(mode, Texts.Good6($"\"reconfigure\": \"{set}\"").Reconfigure);

    [Fact]
    public void A_data_directory_has_no_effect_and_says_what_has()
    {
        var warning = Assert.Single(Texts.Load6("\"data-directory\": \"/tmp\"").Diagnostics.All);
        Assert.Equal((false, "\"data-directory\" is an older keyword without effect: the environment variable KEA_DHCP_DATA_DIR says it now"), (warning.IsError, warning.Text));
    }

    [Fact]
    public void Leaving_out_or_nulling_any_member_never_ends_in_an_exception()
    {
        const string Text = """
            { "Dhcp6": { "preferred-lifetime": 10, "interfaces-config": { "interfaces": [ "eth0" ] }, "lease-database": { "type": "memfile" },
              "mac-sources": [ "duid" ], "relay-supplied-options": [ "110" ], "host-reservation-identifiers": [ "duid" ],
              "server-id": { "type": "EN", "enterprise-id": 1, "identifier": "00" },
              "option-def": [ { "name": "x", "code": 300, "type": "record", "record-types": "uint8,string", "space": "dhcp6" } ],
              "shared-networks": [ { "name": "n", "interface-id": "i", "subnet6": [ { "id": 1, "subnet": "2001:db8::/48",
                "pools": [ { "pool": "2001:db8::1-2001:db8::9", "option-data": [ { "name": "dns-servers", "data": "::1" } ] } ],
                "pd-pools": [ { "prefix": "3000::", "prefix-len": 48, "delegated-len": 56, "excluded-prefix": "3000::", "excluded-prefix-len": 64 } ],
                "relay": { "ip-addresses": [ "2001:db8::1" ] },
                "reservations": [ { "duid": "01:02", "ip-addresses": [ "2001:db8::77" ], "prefixes": [ "3000::/56" ], "excluded-prefixes": [ "3000::/64" ], "hostname": "h" } ] } ] } ] } }
            """;
        var root = JsonReader.Read(Encoding.UTF8.GetBytes(Text), "f", new Diagnostics())!;
        Assert.NotNull(ConfigLoader.Load6(Encoding.UTF8.GetBytes(JsonWriter.Compact(root)), "f", null).Settings);
        int places = 0;
        foreach (var variant in ConfigLoaderTests.Variants(root))
        {
            places++;
            var result = ConfigLoader.Load6(Encoding.UTF8.GetBytes(JsonWriter.Compact(variant)), "f", null);
            Assert.Equal(result.Settings is null, result.Diagnostics.HasErrors);
        }

        Assert.True(places > 90);
    }
}
