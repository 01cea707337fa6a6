using SideBySide.Packets;

namespace SideBySide.Scenarios;

/// <summary>Every DHCPv6 configuration that is compared.</summary>
internal static class Catalogue6
{
    public static readonly Scenario6 Plain = new("v6-plain", new Terrain6())
    {
        Generated = 300,
        Script = session =>
        {
            Scripts6.Truncations(session);
            Scripts6.EachOptionMove(session);
            Scripts6.EveryType(session);
            Scripts6.Envelopes(session);
            Scripts6.Depths(session);
        },
    };

    private static readonly Terrain6 TwoSubnets = new()
    {
        Pool = ["2001:db8:1::10", "2001:db8:1::17", "2001:db8:2::10", "2001:db8:2::40"],
        OutOfPool = ["2001:db8:1::99", "2001:db8:2::99"],
        Reserved = ["2001:db8:1::100", "2001:db8:2::12"],
        Elsewhere = ["2001:db8:3::10", "2001:db8:99::7"],
        Residents = [Resident(1), Resident(2), Resident(3)],
    };

    private static readonly Terrain6 Campus = new()
    {
        Relays =
        [
            [new Hop6("2001:db8:10::1", "fe80::1:1", [])],
            [new Hop6("2001:db8:10::1", "fe80::1:2", []), new Hop6("::", "2001:db8:10::1", [])],
            [new Hop6("2001:db8:10::1", "fe80::1:3", [Option6.Of(OptionCode6.InterfaceId, [.. "port-7"u8])])],
            [new Hop6("2001:db8:ff::20", "fe80::1:4", [])],
            [new Hop6("2001:db8:ff::30", "fe80::1:5", []), new Hop6("2001:db8:10::1", "fe80::1:6", []), new Hop6("2001:db8:10::2", "fe80::1:7", [Option6.Of(OptionCode6.InterfaceId, [.. "port-7"u8])])],
            [new Hop6("2001:db8:77::1", "fe80::1:8", [])],
            [new Hop6("fe80::99", "fe80::1:9", [])],
        ],
        Pool = ["2001:db8:10::10", "2001:db8:1::10", "2001:db8:20::10", "2001:db8:30::10", "2001:db8:31::10", "2001:db8:32::10"],
        OutOfPool = ["2001:db8:10::9999", "2001:db8:32::9999"],
    };

    private static readonly Terrain6 Classed = new()
    {
        Relays = [[new Hop6("2001:db8:2::1", "fe80::1:1", [])], [new Hop6("2001:db8:2::1", "fe80::1:3", [Option6.Of(OptionCode6.InterfaceId, [.. "port-7"u8])])]],
        Pool = ["2001:db8:1::10", "2001:db8:1::20", "2001:db8:1::40", "2001:db8:2::10", "2001:db8:3::10"],
        Reserved = ["2001:db8:1::100"],
        Prefixes = ["2001:db8:100::/56", "2001:db8:110::/60", "2001:db8:200::/56", "2001:db8:300::/56"],
        Residents = [Resident(1), Resident(2) with { WantsPrefix = true }, Resident(3)],
    };

    private static readonly Terrain6 Reserved = new()
    {
        Relays = [[new Hop6("2001:db8:1::99", "fe80::1:1", [Option6.Of(OptionCode6.ClientLinkLayer, 0, 1, 2, 0, 0, 0, 0x30, 5)])]],
        Reserved = ["2001:db8:1::11", "2001:db8:1::101", "2001:db8:1::102", "2001:db8:1::103", "2001:db8:1::105"],
        Prefixes = ["2001:db8:100::/56", "2001:db8:100:300::/56", "2001:db8:200::/56", "2001:db8:200:100::/56"],
        Residents =
        [
            Resident(1), Resident(2) with { WantsPrefix = true }, Resident(3) with { Duid = [0, 1, 0, 1, 1, 2, 3, 4, 2, 0, 0, 0, 0x30, 3] },
            Resident(4) with { WantsPrefix = true, WantsAddress = false },
            Resident(5) with { Duid = [0, 2, 0, 0, 0, 9, 5], Hops = [new Hop6("2001:db8:1::99", "fe80::1:1", [Option6.Of(OptionCode6.ClientLinkLayer, 0, 1, 2, 0, 0, 0, 0x30, 5)])] },
            Resident(6) with { Requests = [23, 24, 31, 39] }, Resident(7) with { WantsPrefix = true, Iaid = 77 },
        ],
    };

    private static readonly Terrain6 Optioned = new()
    {
        Residents = [Greedy(1), Greedy(8) with { WantsPrefix = true }, Resident(10) with { Requests = [] }, Resident(11) with { WantsPrefix = true, Requests = [67] }],
        Reserved = ["2001:db8:1::12"],
    };

    private static readonly Terrain6 Small = new()
    {
        Pool = ["2001:db8:1::10", "2001:db8:1::11", "2001:db8:1::12", "2001:db8:1::13"],
        Reserved = ["2001:db8:1::150", "2001:db8:1::160", "2001:db8:1::12"],
        Prefixes = ["2001:db8:100::/64", "2001:db8:100:1::/64", "2001:db8:100:2::/64"],
        Residents = [Resident(1), Resident(2), Resident(3), Resident(4)],
    };

    private static readonly Terrain6 Prefixed = new()
    {
        Prefixes = ["2001:db8:200::/48", "2001:db8:300::/56", "2001:db8:400::/60", "2001:db8:400:ff0::/60"],
    };

    private static readonly Terrain6 Named = new()
    {
        Relays = [.. Enumerable.Range(2, 6).Select(n => (Hop6[])[new Hop6($"2001:db8:{n}::1", $"fe80::1:{n}", [])])],
        Pool = ["2001:db8:1::10", "2001:db8:1::11", "2001:db8:2::1:0", "2001:db8:4::1:1"],
        Reserved = ["2001:db8:1::222"],
        Residents = [Resident(1), Resident(2) with { WantsPrefix = true }, Resident(3), Resident(4) with { Requests = [39] }],
    };

    public static readonly Scenario6[] All =
    [
        Plain,
        new("v6-classes", Classed) { Generated = 60, Script = Scripts6.Vendors },
        new("v6-shared-network", TwoSubnets) { Generated = 200 },
        new("v6-relays", Campus) { Generated = 250, Script = Scripts6.RelayForms },
        new("v6-reservations", Reserved) { Generated = 200 },
        new("v6-options", Optioned) { Generated = 150, Script = Scripts6.EachOptionMove },
        new("v6-small", Small) { Generated = 200 },
        new("v6-prefixes", Prefixed) { Generated = 120, Script = Scripts6.PrefixHints },
        new("v6-lifetimes", new Terrain6()) { Generated = 80, Script = Scripts6.Lifetimes },
        new("v6-rapid", new Terrain6()) { Generated = 150, Script = Scripts6.EachOptionMove },
        new("v6-names", Named) { Generated = 60, Script = Names6.Every },
        new("v6-unicast", new Terrain6 { HearsUnicast = true }) { Generated = 80, Script = Scripts6.Envelopes },
        new("v6-reuse", new Terrain6()) { Generated = 80, TimesDrift = true, Script = Scripts6.Reuse },
        new("v6-short-lives", new Terrain6 { Pool = ["2001:db8:1::10", "2001:db8:1::14"] })
        {
            Generated = 0,
            IsTimed = true,
            Script = Scripts6.Expiry,
        },
    ];

    private static Client6 Resident(int n) => new($"resident-{n}") { Mac = $"02:00:00:00:30:{n:x2}" };

    private static Client6 Greedy(int n) => Resident(n) with { Requests = [.. Enumerable.Range(1, 150).Select(code => (ushort)code)] };
}
