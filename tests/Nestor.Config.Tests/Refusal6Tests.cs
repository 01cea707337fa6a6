using Nestor.Wire.Options;

namespace Nestor.Config.Tests;

/// <summary>As <see cref="RefusalTests"/>, of what DHCPv6 has or words otherwise.</summary>
public sealed class Refusal6Tests
{
    /// <summary>Members of one subnet, 2001:db8::/48 with id 1.</summary>
    public static readonly TheoryData<string, string> InSubnets = new()
    {
        // Keywords.
        { "^\"match-client-id\": true", "found unknown keyword \"match-client-id\" in subnet6, wanted one of Kea's" },
        { "^\"prefered-lifetime\": 5", "found unknown keyword \"prefered-lifetime\" in subnet6, wanted one of Kea's; did you mean \"preferred-lifetime\"?" },
        { "^\"mac-sources\": [ ]", "found unknown keyword \"mac-sources\" in subnet6, wanted one of Kea's; it belongs in Dhcp6" },
        { "^\"lease-database\": { }", "found unknown keyword \"lease-database\" in subnet6, wanted one of Kea's; it belongs in Dhcp6" },
        { "\"pd-pools\": [ { \"prefix\": \"3000::\", \"prefix-len\": 48,\n ^\"delegate-len\": 56 } ]", "found unknown keyword \"delegate-len\" in pd-pools, wanted one of Kea's; did you mean \"delegated-len\"?" },
        { "\"reservations\": [ { ^\"client-id\": \"01\" } ]", "found unknown keyword \"client-id\" in reservations, wanted one of Kea's" },
        { "\"reservations\": [ { \"duid\": \"01\", ^\"ip-address\": \"2001:db8::1\" } ]", "found unknown keyword \"ip-address\" in reservations, wanted one of Kea's; did you mean \"ip-addresses\"?" },
        { "\"pd-allocator\": ^\"fair\"", "found \"fair\", wanted one of iterative, random, flq, shared-flq for \"pd-allocator\"" },
        { "\"pd-allocator\": ^\"shared-flq\"", "found pd-allocator \"shared-flq\", wanted another: it needs a data base of leases, which there is none of yet" },

        // Lifetimes.
        { "\"min-preferred-lifetime\": 100, \"preferred-lifetime\": ^50", "found min-preferred-lifetime 100 above preferred-lifetime 50, wanted it no higher" },
        { "\"max-preferred-lifetime\": 100, \"preferred-lifetime\": ^150", "found max-preferred-lifetime 100 below preferred-lifetime 150, wanted it no lower" },
        { "\"min-preferred-lifetime\": ^100, \"max-preferred-lifetime\": 50", "found min-preferred-lifetime 100 above max-preferred-lifetime 50, wanted it no higher" },
        { "\"min-valid-lifetime\": ^9000", "found min-valid-lifetime 9000 above valid-lifetime 7200, wanted it no higher" },
        { "\"preferred-lifetime\": ^4294967296", "found 4294967296, wanted a number from 0 to 4294967295 for \"preferred-lifetime\"" },
        { "\"t1-percent\": ^0.9", "found t1-percent 0.9, wanted less than t2-percent 0.8" },

        // Where clients are.
        { "\"interface\": \"eth0\", \"interface-id\": ^\"x\"", "found \"interface-id\" beside \"interface\", wanted only one of them" },
        { "\"relay\": { \"ip-addresses\": [ ^\"192.0.2.1\" ] }", "found \"192.0.2.1\", wanted a relay's IPv6 address" },

        // Pools.
        { "\"pools\": [ { \"pool\": ^\"2001:db8::5\" } ]", "found \"2001:db8::5\", wanted \"first - last\" or a prefix such as 2001:db8:1::/80" },
        { "\"pools\": [ { \"pool\": ^\"2001:db8::20 - 2001:db8::10\" } ]", "found \"2001:db8::20 - 2001:db8::10\", wanted \"first - last\" or a prefix such as 2001:db8:1::/80" },
        { "\"pools\": [ { \"pool\": ^\"2001:db9::/64\" } ]", "found pool 2001:db9::/64, wanted one inside of subnet 2001:db8::/48" },
        { "\"pools\": [ { \"pool\": \"2001:db8::/64\" },\n { \"pool\": ^\"2001:db8::1-2001:db8::2\" } ]", "found pool 2001:db8::1-2001:db8::2, wanted one that shares no address with pool 2001:db8::/64" },

        // Prefix pools.
        { PdPool("\"prefix\": \"3000::\", \"prefix-len\": 48", "^"), "found a prefix pool without \"delegated-len\", wanted \"prefix\", \"prefix-len\" and \"delegated-len\"" },
        { PdPool("\"prefix\": \"3000::\", \"delegated-len\": 48", "^"), "found a prefix pool without \"prefix-len\", wanted \"prefix\", \"prefix-len\" and \"delegated-len\"" },
        { PdPool("\"prefix-len\": 48, \"delegated-len\": 48", "^"), "found a prefix pool without \"prefix\", wanted \"prefix\", \"prefix-len\" and \"delegated-len\"" },
        { PdPool("\"prefix\": ^\"3000::/48\", \"prefix-len\": 48, \"delegated-len\": 56"), "found \"3000::/48\", wanted an IPv6 address for \"prefix\"" },
        { PdPool("\"prefix\": \"3000::\", \"prefix-len\": ^0, \"delegated-len\": 56"), "found 0, wanted a length from 1 to 128 for \"prefix-len\"" },
        { PdPool("\"prefix\": \"3000::\", \"prefix-len\": ^129, \"delegated-len\": 130"), "found 129, wanted a length from 1 to 128 for \"prefix-len\"" },
        { PdPool("\"prefix\": \"3000::\", \"prefix-len\": 56, \"delegated-len\": ^48"), "found 48, wanted a length from 56 to 128 for \"delegated-len\", not less than prefix-len 56" },
        { PdPool("\"prefix\": \"3000::\", \"prefix-len\": 56, \"delegated-len\": ^129"), "found 129, wanted a length from 56 to 128 for \"delegated-len\", not less than prefix-len 56" },
        { PdPool("\"prefix\": \"3000::\", \"prefix-len\": 56, \"delegated-len\": 64 },\n { \"prefix\": ^\"3000::\", \"prefix-len\": 60, \"delegated-len\": 64"), "found prefix pool 3000::/60, wanted one that shares no address with pool 3000::/56" },
        { "\"pools\": [ { \"pool\": \"2001:db8::/64\" } ],\n" + PdPool("\"prefix\": ^\"2001:db8::\", \"prefix-len\": 56, \"delegated-len\": 64"), "found prefix pool 2001:db8::/56, wanted one that shares no address with pool 2001:db8::/64" },
        { Excluding("\"excluded-prefix\": ^\"x\", \"excluded-prefix-len\": 64"), "found \"x\", wanted an IPv6 address for \"excluded-prefix\"" },
        { Excluding("\"excluded-prefix\": \"3000::\", \"excluded-prefix-len\": ^56"), "found excluded-prefix-len 56, wanted more than the delegated-len 56 and at most 128" },
        { Excluding("\"excluded-prefix\": \"3000::\", \"excluded-prefix-len\": ^129"), "found excluded-prefix-len 129, wanted more than the delegated-len 56 and at most 128" },
        { Excluding("\"excluded-prefix\": ^\"3000::\""), "found excluded-prefix-len 0, wanted more than the delegated-len 56 and at most 128" },
        { Excluding("\"excluded-prefix\": ^\"3000:0:1:80::\", \"excluded-prefix-len\": 64"), "found excluded prefix 3000:0:1:80::/64, wanted a part of the first delegated prefix 3000::/56" },

        // Options.
        { "\"option-data\": [ { \"name\": \"dns-servers\", \"data\": ^\"192.0.2.1\" } ]", "option \"dns-servers\": found \"192.0.2.1\", wanted an IPv6 address" },
        { "\"option-data\": [ { \"name\": ^\"routers\", \"data\": \"192.0.2.1\" } ]", "found \"routers\", wanted the name of an option in space dhcp6" },
        { "\"option-data\": [ { \"code\": ^0, \"data\": \"01\" } ]", "found 0, wanted a code from 1 to 65535" },
        { "\"option-data\": [ { \"code\": ^65536, \"data\": \"01\" } ]", "found 65536, wanted a code from 1 to 65535" },
        { PdPool("\"prefix\": \"3000::\", \"prefix-len\": 48, \"delegated-len\": 56, \"option-data\": [ { \"name\": \"dns-servers\", \"data\": ^\"x\" } ]"), "option \"dns-servers\": found \"x\", wanted an IPv6 address" },

        // Reservations.
        { "\"reservations\": [ ^{ \"ip-addresses\": [ ] } ]", "found 0 identifiers, wanted one of hw-address, duid, flex-id" },
        { "\"reservations\": [ ^{ \"hw-address\": \"1:2\", \"duid\": \"1:2\" } ]", "found 2 identifiers, wanted one of hw-address, duid, flex-id" },
        { Host("\"ip-addresses\": [ ^\"x\" ]"), "found \"x\", wanted an IPv6 address" },
        { Host("\"ip-addresses\": [ ^\"::\" ]"), "found ::, wanted an address that a client can have" },
        { Host("\"ip-addresses\": [ ^\"ff02::1\" ]"), "found ff02::1, wanted an address that a client can have" },
        { Host("\"ip-addresses\": [ ^\"2001:db9::1\" ]"), "found 2001:db9::1, wanted an address from 2001:db8:: to 2001:db8:0:ffff:ffff:ffff:ffff:ffff" },
        { Host("\"ip-addresses\": [ \"2001:db8::1\", ^\"2001:db8::1\" ]"), "found 2001:db8::1, wanted an address that is not reserved for another client already" },
        { Host("\"prefixes\": [ ^\"3000::\" ]"), "found \"3000::\", wanted a prefix such as 2001:db8:1::/48" },
        { Host("\"prefixes\": [ ^\"3000::/129\" ]"), "found \"3000::/129\", wanted a prefix such as 2001:db8:1::/48" },
        { Host("\"prefixes\": [ \"3000::/48\" ] },\n { \"duid\": \"7:8\", \"prefixes\": [ ^\"3000::/48\" ]"), "found 3000::/48, wanted a prefix that is not reserved for another client already" },
        { Host("\"prefixes\": [ \"3000::/48\" ], \"excluded-prefixes\": ^[ \"3000::/64\", \"\" ]"), "found 2 excluded prefixes, wanted one (or \"\") for each of 1 prefixes" },
        { Host("\"prefixes\": [ \"3000::/48\" ], \"excluded-prefixes\": [ ^\"3001::/64\" ]"), "found excluded prefix 3001::/64, wanted a part of 3000::/48" },
        { Host("\"prefixes\": [ \"3000::/48\" ], \"excluded-prefixes\": [ ^\"3000::/48\" ]"), "found excluded prefix 3000::/48, wanted a part of 3000::/48" },
    };

    /// <summary>Members of Dhcp6.</summary>
    public static readonly TheoryData<string, string> InDhcp6 = new()
    {
        { "\"subnet6\": [ { \"id\": 1, \"subnet\": ^\"2001:db8::\" } ]", "found \"2001:db8::\", wanted a prefix such as 2001:db8:1::/64" },
        { "\"subnet6\": [ { \"id\": 1, \"subnet\": ^\"2001:db8::/129\" } ]", "found \"2001:db8::/129\", wanted a prefix such as 2001:db8:1::/64" },
        { "\"subnet6\": [ { \"id\": 1, \"subnet\": ^\"192.0.2.0/24\" } ]", "found \"192.0.2.0/24\", wanted a prefix such as 2001:db8:1::/64" },
        { "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/48\" },\n { \"id\": ^1, \"subnet\": \"2001:db9::/48\" } ]", "found id 1, wanted another: it is that of the subnet at kea.conf:2.22" },
        { "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/48\" },\n { \"id\": 2, \"subnet\": ^\"2001:db8::5/48\" } ]", "found subnet 2001:db8::/48 for the second time, wanted it once: the first is at kea.conf:2.35" },
        { "^\"subnet4\": [ ]", "found unknown keyword \"subnet4\" in Dhcp6, wanted one of Kea's; did you mean \"subnet6\"?" },
        { "^\"echo-client-id\": true", "found unknown keyword \"echo-client-id\" in Dhcp6, wanted one of Kea's" },
        { "\"shared-networks\": [ { \"name\": \"n\", \"interface\": \"eth0\", \"interface-id\": ^\"x\" } ]", "found \"interface-id\" beside \"interface\", wanted only one of them" },
        { "\"shared-networks\": [ { \"name\": \"n\", \"interface\": \"eth0\", \"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/48\", \"interface\": ^\"eth1\" } ] } ]", "found \"eth1\", wanted \"eth0\" as in the shared network" },
        {
            "\"shared-networks\": [ ^{ \"name\": \"n\", \"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/48\", \"rapid-commit\": true }, { \"id\": 2, \"subnet\": \"2001:db9::/48\" } ] } ]",
            "found rapid-commit in some subnets of shared network \"n\" only, wanted 2001:db8::/48 and 2001:db9::/48 alike"
        },
        { "\"interfaces-config\": { \"interfaces\": [ ^\"eth0/192.0.2.1\" ] }", "found \"eth0/192.0.2.1\", wanted \"*\", an interface such as \"eth0\", or \"eth0/2001:db8::1\"" },
        { "\"interfaces-config\": { ^\"dhcp-socket-type\": \"raw\" }", "found unknown keyword \"dhcp-socket-type\" in interfaces-config, wanted one of Kea's" },
        { "\"compatibility\": { ^\"ignore-rai-link-selection\": true }", "found unknown keyword \"ignore-rai-link-selection\" in compatibility, wanted one of Kea's" },
        { "\"option-def\": [ { \"name\": \"x\", \"code\": ^65536, \"type\": \"uint8\" } ]", "found 65536, wanted a code from 1 to 65535" },
        { "\"option-def\": [ ^{ \"name\": \"x\", \"code\": 23, \"type\": \"uint8\" } ]", "found option-def \"x\", wanted one that Kea takes: code 23 is the standard option dns-servers, which cannot be defined again" },
        { "\"host-reservation-identifiers\": [ ^\"client-id\" ]", "found \"client-id\", wanted hw-address, duid or flex-id" },
        { "\"host-reservation-identifiers\": [ \"duid\", ^\"duid\" ]", "found \"duid\" for the second time, wanted each identifier once" },
        { "\"mac-sources\": ^[ ]", "found an empty list, wanted one source or more for \"mac-sources\"" },
        { "\"mac-sources\": [ ^\"sixth-sense\" ]", "found \"sixth-sense\", wanted one of any, raw, duid, ipv6-link-local, client-link-addr-option, rfc6939, remote-id, rfc4649, subscriber-id, rfc4580, docsis-cmts, docsis-modem for \"mac-sources\"" },
        { "\"mac-sources\": [ \"rfc6939\", ^\"client-link-addr-option\" ]", "found \"client-link-addr-option\" for the second time, wanted each source once" },
        { "\"relay-supplied-options\": [ ^\"no-such\" ]", "found \"no-such\", wanted a code from 1 to 65535 or the name of an option in space dhcp6" },
        { "\"relay-supplied-options\": [ ^\"0\" ]", "found \"0\", wanted a code from 1 to 65535 or the name of an option in space dhcp6" },
        { "\"relay-supplied-options\": [ ^\"65536\" ]", "found \"65536\", wanted a code from 1 to 65535 or the name of an option in space dhcp6" },
        { "\"server-id\": ^{ \"persist\": false }", "found server-id without its type, wanted \"type\"" },
        { "\"server-id\": { \"type\": ^\"UUID\" }", "found \"UUID\", wanted one of LLT, EN, LL for \"type\"" },
        { "\"server-id\": { \"type\": \"EN\", \"identifier\": ^\"87ABE\" }", "found \"87ABE\", wanted pairs of hexadecimal digits for \"identifier\"" },
        { "\"server-id\": { \"type\": \"EN\", \"identifier\": ^\"A6:5D\" }", "found \"A6:5D\", wanted pairs of hexadecimal digits for \"identifier\"" },
        { "\"server-id\": { \"type\": \"LLT\", \"htype\": ^65536 }", "found 65536, wanted a number from 0 to 65535 for \"htype\"" },
        { "\"reconfigure\": ^\"always\"", "found \"always\", wanted one of off, on-command, auto for \"reconfigure\"" },
    };

    /// <summary>Whole files.</summary>
    public static readonly TheoryData<string, string> Whole = new()
    {
        { "^{ }", "found an empty map, wanted a map \"Dhcp6\"" },
        { "{ \"Dhcp6\": ^[ ] }", "found a list, wanted a map \"Dhcp6\"" },
        { "{ \"Dhcp6\": { },\n ^\"Dhcp5\": { } }", "found unknown keyword \"Dhcp5\", wanted \"Dhcp6\"" },
    };

    [Theory]
    [MemberData(nameof(InSubnets))]
    public void A_subnet_with_an_error_is_refused_at_its_place(string members, string message) =>
        Refusals.Check(Universe.V6, "{ \"Dhcp6\": {\n" + Texts.Subnet6(members) + "\n} }", message);

    [Theory]
    [MemberData(nameof(InDhcp6))]
    public void A_server_with_an_error_is_refused_at_its_place(string members, string message) =>
        Refusals.Check(Universe.V6, "{ \"Dhcp6\": {\n" + members + "\n} }", message);

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_file_with_an_error_is_refused_at_its_place(string text, string message) => Refusals.Check(Universe.V6, text, message);

    private static string PdPool(string members, string mark = "") => $"\"pd-pools\": [ {mark}{{ {members} }} ]";

    /// <summary>A prefix pool of /56 out of 3000::/48.</summary>
    private static string Excluding(string members) => PdPool("\"prefix\": \"3000::\", \"prefix-len\": 48, \"delegated-len\": 56, " + members);

    private static string Host(string members) => $"\"reservations\": [ {{ \"duid\": \"1:2:3\", {members} }} ]";
}
