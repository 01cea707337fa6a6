using Nestor.Wire.Options;

namespace Nestor.Config.Tests;

/// <summary>
/// What is wrong with a configuration is said with file:line.column, what was found and what was wanted. A ^ in these
/// texts stands before the place that the message must name, and is not part of the configuration.
/// </summary>
public sealed class RefusalTests
{
    /// <summary>Members of one subnet, 192.0.2.0/24 with id 1.</summary>
    public static readonly TheoryData<string, string> InSubnets = new()
    {
        // Keywords and types.
        { "^\"valid-lifetme\": 5", "found unknown keyword \"valid-lifetme\" in subnet4, wanted one of Kea's; did you mean \"valid-lifetime\"?" },
        { "^\"lease-database\": { }", "found unknown keyword \"lease-database\" in subnet4, wanted one of Kea's; it belongs in Dhcp4" },
        { "^\"xyzzy\": { }", "found unknown keyword \"xyzzy\" in subnet4, wanted one of Kea's" },
        { "\"pools\": [ { \"pool\": \"192.0.2.8/29\",\n ^\"pol-id\": 1 } ]", "found unknown keyword \"pol-id\" in pools, wanted one of Kea's; did you mean \"pool-id\"?" },
        { "\"valid-lifetime\": ^\"1\"", "found a string, wanted an integer for \"valid-lifetime\"" },
        { "\"valid-lifetime\": ^1.5", "found a real number, wanted an integer for \"valid-lifetime\"" },
        { "\"t1-percent\": ^true", "found a boolean, wanted a number for \"t1-percent\"" },
        { "\"authoritative\": ^1", "found an integer, wanted true or false for \"authoritative\"" },
        { "\"next-server\": ^[ ]", "found a list, wanted a string for \"next-server\"" },
        { "\"relay\": ^[ ]", "found a list, wanted a map for \"relay\"" },
        { "\"pools\": ^{ }", "found a map, wanted a list for \"pools\"" },
        { "\"pools\": [ ^7 ]", "found an integer, wanted a map in \"pools\"" },
        { "\"relay\": { \"ip-addresses\": [ ^7 ] }", "found an integer, wanted a string in \"ip-addresses\"" },
        { "\"valid-lifetime\": ^null", "found null, wanted an integer for \"valid-lifetime\"; leave the keyword out where it has no value" },
        { "\"user-context\": ^\"x\"", "found a string, wanted a map for \"user-context\"" },

        // Ranges and choices.
        { "\"valid-lifetime\": ^-1", "found -1, wanted a number from 0 to 4294967295 for \"valid-lifetime\"" },
        { "\"renew-timer\": ^4294967296", "found 4294967296, wanted a number from 0 to 4294967295 for \"renew-timer\"" },
        { "\"t1-percent\": ^1.5", "found 1.5, wanted a number between 0 and 1 for \"t1-percent\"" },
        { "\"t2-percent\": ^0.0", "found 0, wanted a number between 0 and 1 for \"t2-percent\"" },
        { "\"cache-threshold\": ^1.5", "found 1.5, wanted a number from 0 to 1 for \"cache-threshold\"" },
        { "\"cache-threshold\": ^-0.5", "found -0.5, wanted a number from 0 to 1 for \"cache-threshold\"" },
        { "\"allocator\": ^\"fair\"", "found \"fair\", wanted one of iterative, random, flq, shared-flq for \"allocator\"" },
        { "\"allocator\": ^\"shared-flq\"", "found allocator \"shared-flq\", wanted another: it needs a data base of leases, which there is none of yet" },
        { "\"reservation-mode\": ^\"some\"", "found \"some\", wanted one of disabled, out-of-pool, global, all for \"reservation-mode\"" },
        { "\"reservation-mode\": ^5", "found an integer, wanted one of disabled, out-of-pool, global, all for \"reservation-mode\"" },
        { "\"reservations-global\": true, ^\"reservation-mode\": \"all\"", "found \"reservation-mode\" beside \"reservations-global\", wanted only one of them" },
        { "\"relay\": { \"ip-address\": \"10.0.0.1\", ^\"ip-addresses\": [ ] }", "found \"ip-addresses\" beside another spelling of it, wanted one of them" },
        { "\"min-valid-lifetime\": 9, \"valid-lifetime\": ^5", "found min-valid-lifetime 9 above valid-lifetime 5, wanted it no higher" },
        { "\"min-valid-lifetime\": ^9000", "found min-valid-lifetime 9000 above valid-lifetime 7200, wanted it no higher" },
        { "\"max-valid-lifetime\": ^300", "found max-valid-lifetime 300 below valid-lifetime 7200, wanted it no lower" },
        { "\"calculate-tee-times\": true, \"t1-percent\": ^0.9, \"t2-percent\": 0.5", "found t1-percent 0.9, wanted less than t2-percent 0.5" },
        { "\"renew-timer\": ^20, \"rebind-timer\": 10", "found renew-timer 20 after rebind-timer 10, wanted it before" },

        // Addresses and fields of the packet.
        { "\"next-server\": ^\"nowhere\"", "found \"nowhere\", wanted an IPv4 address for \"next-server\"" },
        { "\"relay\": { \"ip-addresses\": [ ^\"x\" ] }", "found \"x\", wanted a relay's IPv4 address" },
        { "\"4o6-subnet\": ^\"2001:db8::\"", "found \"2001:db8::\", wanted a prefix such as 2001:db8:1::/64 for \"4o6-subnet\"" },
        { "\"server-hostname\": ^\"a234567890b234567890c234567890d234567890e234567890f234567890g234\"", "found 64 bytes, wanted at most 63 for \"server-hostname\"" },

        // Pools.
        { "\"pools\": [ ^{ } ]", "found a pool without addresses, wanted \"pool\"" },
        { "\"pools\": [ { \"pool\": ^\"192.0.2.5\" } ]", "found \"192.0.2.5\", wanted \"first - last\" or a prefix such as 192.0.2.0/25" },
        { "\"pools\": [ { \"pool\": ^\"192.0.2.20-192.0.2.10\" } ]", "found \"192.0.2.20-192.0.2.10\", wanted \"first - last\" or a prefix such as 192.0.2.0/25" },
        { "\"pools\": [ { \"pool\": ^\"192.0.3.10-192.0.3.20\" } ]", "found pool 192.0.3.10-192.0.3.20, wanted one inside of subnet 192.0.2.0/24" },
        { "\"pools\": [ { \"pool\": \"192.0.2.1-192.0.2.9\" },\n { \"pool\": ^\"192.0.2.9/32\" } ]", "found pool 192.0.2.9/32, wanted one that shares no address with pool 192.0.2.1-192.0.2.9" },
        { "\"pools\": [ { \"pool\": \"192.0.2.8/29\", \"pool-id\": ^-1 } ]", "found -1, wanted a number from 0 to 4294967295 for \"pool-id\"" },

        // Options.
        { "\"option-data\": [ { \"name\": \"routers\", \"data\": ^\"192.0.2\" } ]", "option \"routers\": found \"192.0.2\", wanted an IPv4 address" },
        { "\"option-data\": [ { \"code\": 240, \"data\": ^\"xyz\" } ]", "option \"240\": found \"xyz\", wanted hexadecimal digits" },
        { "\"option-data\": [ { \"code\": 240, \"data\": \"1\", \"csv-format\": ^true } ]", "found csv-format for option 240 of space dhcp4, wanted hexadecimal data: nothing defines its fields" },
        { "\"option-data\": [ { \"name\": ^\"router\", \"data\": \"1\" } ]", "found \"router\", wanted the name of an option in space dhcp4; did you mean \"routers\"?" },
        { "\"option-data\": [ { \"name\": ^\"circuit-id\", \"data\": \"1\" } ]", "found \"circuit-id\", wanted the name of an option in space dhcp4; space dhcp-agent-options-space has it" },
        { "\"option-data\": [ { \"name\": ^\"no-such-option\", \"data\": \"1\" } ]", "found \"no-such-option\", wanted the name of an option in space dhcp4" },
        { "\"option-data\": [ { \"name\": ^\"routers\", \"code\": 6, \"data\": \"192.0.2.1\" } ]", "found \"routers\", wanted \"domain-name-servers\": code 6 of space dhcp4 is that" },
        { "\"option-data\": [ { \"code\": ^255, \"data\": \"01\" } ]", "found 255, wanted a code from 1 to 254" },
        { "\"option-data\": [ ^{ \"data\": \"1\" } ]", "found option-data for no option, wanted \"name\" or \"code\"" },

        // Reservations.
        { "\"reservations\": [ ^{ \"ip-address\": \"192.0.2.5\" } ]", "found 0 identifiers, wanted one of hw-address, duid, circuit-id, client-id, flex-id" },
        { "\"reservations\": [ ^{ \"hw-address\": \"1:2\", \"duid\": \"1:2\" } ]", "found 2 identifiers, wanted one of hw-address, duid, circuit-id, client-id, flex-id" },
        { "\"reservations\": [ { \"hw-address\": ^\"xy\" } ]", "found \"xy\", wanted hexadecimal digits for \"hw-address\"" },
        { "\"reservations\": [ { \"hw-address\": ^\"\" } ]", "found 0 bytes, wanted 1 to 20 for \"hw-address\"" },
        { "\"reservations\": [ { \"hw-address\": ^\"0102030405060708090a0b0c0d0e0f101112131415\" } ]", "found 21 bytes, wanted 1 to 20 for \"hw-address\"" },
        { "\"reservations\": [ { \"hw-address\": \"1:2\", \"ip-address\": ^\"192.0.2.256\" } ]", "found \"192.0.2.256\", wanted an IPv4 address for \"ip-address\"" },
        { "\"reservations\": [ { \"hw-address\": \"1:2\", \"ip-address\": ^\"0.0.0.0\" } ]", "found 0.0.0.0, wanted an address that a client can have" },
        { "\"reservations\": [ { \"hw-address\": \"1:2\", \"ip-address\": ^\"192.0.3.5\" } ]", "found 192.0.3.5, wanted an address from 192.0.2.0 to 192.0.2.255" },
        { "\"reservations\": [ { \"hw-address\": \"1:2\" },\n { \"hw-address\": ^\"01:02\" } ]", "found a second reservation for \"01:02\" in this scope, wanted one" },
        { "\"reservations\": [ { \"hw-address\": \"1:2\", \"ip-address\": \"192.0.2.5\" },\n { \"duid\": \"01:02\", \"ip-address\": ^\"192.0.2.5\" } ]", "found 192.0.2.5, wanted an address that is not reserved for another client already" },
    };

    /// <summary>Members of Dhcp4.</summary>
    public static readonly TheoryData<string, string> InDhcp4 = new()
    {
        { "\"dhcp4o6-port\": ^65535", "found 65535, wanted a number from 0 to 65534 for \"dhcp4o6-port\"" },
        { "\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/8\" },\n { \"id\": ^1, \"subnet\": \"11.0.0.0/8\" } ]", "found id 1, wanted another: it is that of the subnet at kea.conf:2.22" },
        { "\"subnet4\": [ { \"id\": ^-1, \"subnet\": \"10.0.0.0/8\" } ]", "found -1, wanted an id from 1 to 4294967294" },
        { "\"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/8\" },\n { \"id\": 2, \"subnet\": ^\"10.9.0.0/8\" } ]", "found subnet 10.0.0.0/8 for the second time, wanted it once: the first is at kea.conf:2.35" },
        { "\"subnet4\": [ { \"id\": 1, \"subnet\": ^\"10.0.0.0\" } ]", "found \"10.0.0.0\", wanted a prefix such as 192.0.2.0/24" },
        { "\"subnet4\": [ { \"id\": 1, \"subnet\": ^\"10.0.0.0/33\" } ]", "found \"10.0.0.0/33\", wanted a prefix such as 192.0.2.0/24" },
        { "\"subnet4\": [ ^{ \"id\": 1 } ]", "found a subnet without a prefix, wanted \"subnet\"" },
        { "\"shared-networks\": [ ^{ \"subnet4\": [ ] } ]", "found a shared network without a name, wanted \"name\"" },
        { "\"shared-networks\": [ { \"name\": \"n\" },\n { \"name\": ^\"n\" } ]", "found a second shared network \"n\", wanted another name" },
        { "\"shared-networks\": [ { \"name\": \"n\", \"interface\": \"eth0\",\n \"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/8\", \"interface\": ^\"eth1\" } ] } ]", "found \"eth1\", wanted \"eth0\" as in the shared network" },
        {
            "\"shared-networks\": [ ^{ \"name\": \"n\", \"subnet4\": [ { \"id\": 1, \"subnet\": \"10.0.0.0/8\" }, { \"id\": 2, \"subnet\": \"11.0.0.0/8\", \"authoritative\": true } ] } ]",
            "found authoritative in some subnets of shared network \"n\" only, wanted 10.0.0.0/8 and 11.0.0.0/8 alike"
        },
        { "\"option-def\": [ ^{ \"code\": 240, \"type\": \"string\" } ]", "found an option-def without \"name\", wanted \"name\", \"code\" and \"type\"" },
        { "\"option-def\": [ { \"name\": \"x\", \"code\": 240, \"type\": ^\"sting\" } ]", "found \"sting\", wanted one of *" },
        { "\"option-def\": [ { \"name\": \"x\", \"code\": ^0, \"type\": \"string\" } ]", "found 0, wanted a code from 1 to 254" },
        { "\"option-def\": [ { \"name\": \"x\", \"code\": 240, \"type\": \"record\",\n \"record-types\": ^\"uint8, uint7\" } ]", "found \"uint7\" in \"record-types\", wanted one of *" },
        { "\"option-def\": [ ^{ \"name\": \"x\", \"code\": 3, \"type\": \"string\" } ]", "found option-def \"x\", wanted one that Kea takes: code 3 is the standard option routers, which cannot be defined again" },
        { "\"option-def\": [ { \"name\": \"x\", \"code\": 240, \"type\": \"string\" },\n ^{ \"name\": \"y\", \"code\": 240, \"type\": \"string\" } ]", "found option-def \"y\", wanted one that Kea takes: code 240 of space dhcp4 is defined twice" },
        { "\"interfaces-config\": { \"interfaces\": [ \"*\", ^\"*\" ] }", "found \"*\" for the second time, wanted each interface once" },
        { "\"interfaces-config\": { \"interfaces\": [ ^\"eth0/x\" ] }", "found \"eth0/x\", wanted \"*\", an interface such as \"eth0\", or \"eth0/192.0.2.1\"" },
        { "\"interfaces-config\": { \"dhcp-socket-type\": ^\"tcp\" }", "found \"tcp\", wanted one of raw, udp for \"dhcp-socket-type\"" },
        { "\"lease-database\": { \"type\": ^\"sqlite\" }", "found \"sqlite\", wanted memfile, mysql or postgresql" },
        { "\"lease-database\": { \"type\": ^\"mysql\" }", "found mysql, wanted memfile: leases cannot be kept in a data base yet" },
        { "\"host-reservation-identifiers\": [ ^\"remote-id\" ]", "found \"remote-id\", wanted hw-address, duid, circuit-id, client-id or flex-id" },
        { "\"host-reservation-identifiers\": [ \"duid\", ^\"duid\" ]", "found \"duid\" for the second time, wanted each identifier once" },
        { "\"expired-leases-processing\": { \"max-reclaim-time\": ^10001 }", "found 10001, wanted a number from 0 to 10000 for \"max-reclaim-time\"" },
        { "\"sanity-checks\": { \"lease-checks\": ^\"mend\" }", "found \"mend\", wanted one of none, warn, fix, fix-del, del for \"lease-checks\"" },
        { "\"loggers\": [ ^{ } ]", "found a logger without a name, wanted \"name\"" },
        { "\"loggers\": [ { \"name\": \"kea-dhcp4\", \"debuglevel\": ^100 } ]", "found 100, wanted a number from 0 to 99 for \"debuglevel\"" },
        { "\"loggers\": [ { \"name\": \"kea-dhcp4\", \"severity\": ^\"LOUD\" } ]", "found \"LOUD\", wanted one of FATAL, ERROR, WARN, INFO, DEBUG, NONE for \"severity\"" },
        { "\"loggers\": [ { \"name\": \"kea-dhcp4\", \"output-options\": [ ^{ } ] } ]", "found output-options without a destination, wanted \"output\"" },
        { "\"loggers\": [ { \"name\": \"kea-dhcp4\", \"output-options\": [ ], ^\"output_options\": [ ] } ]", "found \"output_options\" beside another spelling of it, wanted one of them" },
        { "\"valid-lifetime\": 1,\n  ^\"valid-lifetime\": 2", "found \"valid-lifetime\" for the second time, wanted it once in a map" },

        // JSON.
        { "\"valid-lifetime\": ^, \"renew-timer\": 1", "found a comma, wanted a value" },
        { "\"valid-lifetime\": 1 ^\"renew-timer\": 1", "found \"renew-timer\", wanted a comma or }" },
        { "\"valid-lifetime\" ^1", "found '1', wanted : after \"valid-lifetime\"" },
        { "^valid-lifetime: 1", "found *, wanted the name of a member in quotes or }" },
        { "\"valid-lifetime\": ^1e999", "found 1e999, wanted a number that fits 64 bits" },
        { "\"subnet4\": [ 1, 2 ^}", "found }, wanted a comma or ]" },
        { "\"comment\": ^\"no end\n", "found a string that does not end on its line, wanted a quote behind it" },
    };

    /// <summary>Whole files.</summary>
    public static readonly TheoryData<string, string> Whole = new()
    {
        { "^", "found *, wanted a value" },
        { "^[ ]", "found a list, wanted a map \"Dhcp4\"" },
        { "^{ }", "found an empty map, wanted a map \"Dhcp4\"" },
        { "{ \"Dhcp4\": ^[ ] }", "found a list, wanted a map \"Dhcp4\"" },
        { "{ \"Dhcp4\": { },\n ^\"Dhcp5\": { } }", "found unknown keyword \"Dhcp5\", wanted \"Dhcp4\"" },
        { "{ \"Dhcp4\": { } } ^{ }", "found { behind the value, wanted the end of the text" },
        { "{ \"Dhcp4\": ^{ ", "found the end of the text, wanted } for the { here" },
        { "{ \"Dhcp4\": { } }\n ^/* ", "found a comment that is never closed, wanted */ behind it" },
        { "{ \"Dhcp4\": { ^<?include \"other.conf\"?> } }", "found <?include, wanted everything in the text itself: a file cannot be included here" },
    };

    [Theory]
    [MemberData(nameof(InSubnets))]
    public void A_subnet_with_an_error_is_refused_at_its_place(string members, string message) =>
        Refusals.Check(Universe.V4, "{ \"Dhcp4\": {\n" + Texts.Subnet(members) + "\n} }", message);

    [Theory]
    [MemberData(nameof(InDhcp4))]
    public void A_server_with_an_error_is_refused_at_its_place(string members, string message) =>
        Refusals.Check(Universe.V4, "{ \"Dhcp4\": {\n" + members + "\n} }", message);

    [Theory]
    [MemberData(nameof(Whole))]
    public void A_file_with_an_error_is_refused_at_its_place(string text, string message) => Refusals.Check(Universe.V4, text, message);

    [Fact]
    public void All_errors_are_told_at_once_and_nothing_is_applied()
    {
        string text = "\"valid-lifetime\": \"x\",\n\"no-such\": 1,\n"
            + Texts.Subnet("\"pools\": [ { \"pool\": \"x\" } ],\n\"interface\": 7,\n\"reservations\": [ { } ]") + ",\n\"loggers\": [ { } ]";
        var result = Texts.Load(text);
        Assert.Null(result.Settings);
        Assert.Equal([2, 3, 4, 5, 6, 7], result.Diagnostics.All.Where(d => d.IsError).Select(d => d.Place.Line).Order());
    }
}
