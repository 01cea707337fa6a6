using System.Text;

namespace SideBySide.Scenarios;

/// <summary>Every configuration that is compared.</summary>
internal static class Catalogue
{
    public static readonly Scenario Plain = new("plain", new Terrain())
    {
        Generated = 300,
        Script = session =>
        {
            Scripts.Truncations(session);
            Scripts.EachOptionMove(session);
            Scripts.OtherServers(session);
            Names.Every(session);
            Identifiers.Every(session);
        },
    };

    private static readonly Terrain TwoSubnets = new()
    {
        ServerAddresses = ["192.0.2.1/24"],
        Pool = ["192.0.2.10", "192.0.2.17", "198.51.100.10", "198.51.100.40", "198.51.100.130"],
        OutOfPool = ["192.0.2.18", "198.51.100.200"],
        Reserved = ["192.0.2.100", "198.51.100.12"],
        Elsewhere = ["203.0.113.10", "10.99.0.7"],
        Residents = [Resident(1), Resident(2), Resident(3)],
    };

    private static readonly Terrain Campus = new()
    {
        Relays = ["10.10.0.1", "172.16.0.20", "172.16.0.30", "10.77.0.1", "192.0.2.254"],
        Pool = ["10.10.1.1", "192.0.2.10", "10.20.1.0", "10.31.0.10", "10.32.0.11"],
        OutOfPool = ["10.10.0.9", "10.20.9.9", "10.31.0.200", "192.0.2.200"],
        Elsewhere = ["10.99.0.7", "255.255.255.255"],
    };

    private static readonly Terrain Reserved = new()
    {
        Relays = ["192.0.2.254"],
        Pool = ["192.0.2.10", "192.0.2.11", "192.0.2.12", "192.0.2.13", "192.0.2.60"],
        Reserved = ["192.0.2.11", "192.0.2.102", "192.0.2.103", "192.0.2.104", "192.0.2.105", "192.0.2.12"],
        Residents =
        [
            Resident(1),
            Resident(2),
            Resident(3) with { ClientId = [1, 2, 3, 4, 5, 6] },
            Resident(4) with { ClientId = [255, 0, 0, 0, 4, 0, 1, 0, 1, 0x2b, 0x11, 0x22, 0x33, 2, 0, 0, 0, 0x30, 4] },
            Resident(5) with { Relay = "192.0.2.254", RelayOptions = [1, 6, .. Encoding.ASCII.GetBytes("port-5")] },
            Resident(6) with { Requests = [6, 12, 15, 7, 66, 67] },
            Resident(7) with { ClientId = [1, 7] },
        ],
    };

    private static readonly Terrain Optioned = new()
    {
        Residents = [Resident(1), Greedy(8), Greedy(9) with { ClientId = [1, 9, 9] }, Resident(10) with { Requests = [] }],
        Reserved = ["192.0.2.12"],
        Pool = ["192.0.2.10", "192.0.2.13", "192.0.2.20", "192.0.2.60"],
    };

    private static readonly Terrain TwoRules = new()
    {
        Relays = ["10.10.0.1"],
        Pool = ["10.10.0.10", "192.0.2.10", "192.0.2.60", "10.10.0.60"],
    };

    private static readonly Terrain Global = new()
    {
        Pool = ["192.0.2.10", "192.0.2.12", "192.0.2.15"],
        Reserved = ["192.0.2.150", "192.0.2.160", "192.0.2.12"],
        Residents = [Resident(1), Resident(2), Resident(3), Resident(4)],
    };

    private static readonly Terrain Classed = new()
    {
        Pool = ["192.0.2.10", "192.0.2.20", "192.0.2.21", "192.0.2.40", "192.0.2.41"],
        Reserved = ["192.0.2.100"],
        Residents = [Resident(1), Resident(2), Resident(3)],
    };

    private static readonly Terrain ClassedNetwork = new()
    {
        Relays = ["10.10.0.1"],
        Pool = ["192.0.2.10", "198.51.100.10", "198.51.100.130", "203.0.113.10", "10.10.1.10", "10.10.2.10", "10.10.3.10"],
        Reserved = ["192.0.2.100"],
        Residents = [Resident(1), Resident(2)],
    };

    private static readonly Terrain Sockets = new()
    {
        IsForRelays = true,
        Relays = ["10.10.0.1"],
        Pool = ["10.10.1.1", "192.0.2.10", "192.0.2.60"],
        Elsewhere = ["10.99.0.7"],
    };

    private static readonly Terrain Named = new()
    {
        Relays = ["10.2.0.1", "10.3.0.1", "10.4.0.1", "10.5.0.1", "10.6.0.1", "10.7.0.1"],
        Pool = ["192.0.2.10", "10.2.1.0", "10.3.1.1", "10.4.1.1", "10.7.1.9"],
        Reserved = ["192.0.2.222"],
        Residents = [Resident(1), Resident(2), Resident(3), Resident(4), Resident(5) with { Relay = "10.2.0.1" }],
    };

    public static readonly Scenario[] All =
    [
        Plain,
        new("shared-network", TwoSubnets) { Generated = 250 },
        new("relays", Campus) { Generated = 250, Script = Scripts.RelayForms },
        new("reservations", Reserved) { Generated = 200 },
        new("options", Optioned) { Generated = 150, Script = Scripts.EachOptionMove },
        new("authoritative", TwoRules) { Generated = 200 },
        new("classes", Classed) { Generated = 60, Script = Scripts.Vendors },
        new("classes-network", ClassedNetwork) { Generated = 60, Script = Scripts.Vendors },
        new("no-echo", new Terrain()) { Generated = 150, Script = Scripts.EachOptionMove },
        new("out-of-pool", Global) { Generated = 200 },
        new("udp", Sockets) { Generated = 150, Script = Scripts.Broadcasts },
        new("reuse", new Terrain()) { Generated = 100, TimesDrift = true, Script = Scripts.Reuse },
        new("names", Named) { Generated = 40, Script = Names.EveryScope },
        new("short-lives", new Terrain { Pool = ["192.0.2.10", "192.0.2.14"] })
        {
            Generated = 0,
            IsTimed = true,
            Script = Scripts.Expiry,
        },
    ];

    private static Client Resident(int n) => new($"resident-{n}") { Mac = $"02:00:00:00:30:{n:x2}" };

    private static Client Greedy(int n) =>
        Resident(n) with { Requests = [.. Enumerable.Range(1, 254).Select(code => (byte)code)] };
}
