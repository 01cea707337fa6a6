using System.Text;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>
/// <c>reservations</c> of a subnet, of a subnet in a shared network and of the globe: each identifier finds its
/// client, and each thing reserved is in the answer or the lease.
/// </summary>
public sealed class ReservationScopeTests
{
    private static readonly string[] Places = [Scopes.Host, Scopes.MemberHost, Scopes.GlobalHost];

    /// <summary>An identifier and the option or hardware address that must find it.</summary>
    private static readonly Dictionary<string, (string Text, Func<Query, Query> Bring)> Identifiers = new()
    {
        ["hw-address"] = ("02:00:00:00:00:01", q => q),
        ["client-id"] = ("01:aa:bb:cc", q => q.With(OptionCode4.ClientIdentifier, 1, 0xAA, 0xBB, 0xCC)),
        ["duid"] = ("00:03:00:01:aa", q => q.With(OptionCode4.ClientIdentifier, 255, 0, 0, 0, 1, 0, 3, 0, 1, 0xAA)),
        ["circuit-id"] = ("'port 7'", q => q.With(OptionCode4.RelayAgentInfo, [1, 6, .. "port 7"u8])),
    };

    private static readonly Dictionary<string, (string Set, Func<Bench, string> Probe, string Expected)> Resources = new()
    {
        ["ip-address"] = ("\"192.0.2.99\"", b => Offer(b).Yiaddr.ToString(), "192.0.2.99"),
        ["hostname"] = ("\"Mine.example\"", Hostname, "mine.example mine.example"),
        ["next-server"] = ("\"192.0.2.77\"", b => Offer(b).Siaddr.ToString(), "192.0.2.77"),
        ["server-hostname"] = ("\"here.example\"", b => Encoding.ASCII.GetString(Offer(b).Sname).TrimEnd('\0'), "here.example"),
        ["boot-file-name"] = ("\"/here\"", b => Encoding.ASCII.GetString(Offer(b).File).TrimEnd('\0'), "/here"),
        ["option-data"] = (
            "[ { \"name\": \"domain-name\", \"data\": \"here.example\" } ]",
            b => Offer(b).TryOption(OptionCode4.DomainName, out var name) ? Encoding.ASCII.GetString(name) : "none", "here.example"),
    };

    public static IEnumerable<TheoryDataRow<string, string>> EachIdentifier =>
        from name in Identifiers.Keys from place in Places select new TheoryDataRow<string, string>(name, place);

    public static IEnumerable<TheoryDataRow<string, string>> EachResource =>
        from name in Resources.Keys from place in Places select new TheoryDataRow<string, string>(name, place);

    [Theory]
    [MemberData(nameof(EachIdentifier))]
    public void Each_identifier_finds_its_client_in_every_place(string name, string place)
    {
        var (text, bring) = Identifiers[name];
        string config = Reserve(place, $"\"{name}\": \"{text}\", \"ip-address\": \"192.0.2.99\"");
        Assert.Equal("192.0.2.99", new Bench(config).Send(bring(new Query(MessageType4.Discover)))!.Yiaddr.ToString());
        Assert.Equal("192.0.2.10", new Bench(config).Send(new Query(MessageType4.Discover) { Client = 2 })!.Yiaddr.ToString());
    }

    [Theory]
    [MemberData(nameof(EachResource))]
    public void Each_thing_reserved_shows_in_every_place(string name, string place)
    {
        var (set, probe, expected) = Resources[name];
        string config = Reserve(place, $"\"hw-address\": \"02:00:00:00:00:01\", \"{name}\": {set}");
        Assert.Equal(expected, probe(new Bench(config)));
        Assert.NotEqual(expected, probe(new Bench(Reserve(place, "\"hw-address\": \"02:00:00:00:00:02\""))));
    }

    [Fact]
    public void The_identifiers_listed_are_tried_in_their_order_and_no_others()
    {
        const string Both = """
            "reservations": [ { "hw-address": "02:00:00:00:00:01", "ip-address": "192.0.2.98" }, { "client-id": "01:aa", "ip-address": "192.0.2.99" } ],
            """;
        string Order(string identifiers) => new Bench($"\"host-reservation-identifiers\": [ {identifiers} ], "
                + Scopes.Text(Scopes.Subnet, "").Replace("\"id\": 1,", Both + " \"id\": 1,", StringComparison.Ordinal))
            .Send(new Query(MessageType4.Discover).With(OptionCode4.ClientIdentifier, 1, 0xAA))!.Yiaddr.ToString();
        Assert.Equal("192.0.2.98", Order("\"hw-address\", \"client-id\""));
        Assert.Equal("192.0.2.99", Order("\"client-id\", \"hw-address\""));
        Assert.Equal("192.0.2.99", Order("\"client-id\""));
        Assert.Equal("192.0.2.10", Order("\"duid\""));
    }

    [Fact]
    public void A_next_server_of_zeros_says_nothing()
    {
        string members = "\"next-server\": \"192.0.2.66\", "
            + Reserve(Scopes.Subnet, "\"hw-address\": \"02:00:00:00:00:01\", \"next-server\": \"0.0.0.0\"");
        Assert.Equal("192.0.2.66", Offer(new Bench(members)).Siaddr.ToString());
    }

    [Fact]
    public void Who_became_UNKNOWN_has_no_reservation_behind_a_guard_for_UNKNOWN()
    {
        string Network(string guard) => $$"""
            "shared-networks": [ { "name": "net", "interface": "eth0", "subnet4": [
              { "id": 1, "subnet": "192.0.2.0/24", "client-classes": [ "absent" ], "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] },
              { "id": 2, "subnet": "198.51.100.0/24", "pools": [ { "pool": "198.51.100.10 - 198.51.100.19" } ] },
              { "id": 3, "subnet": "203.0.113.0/24", {{guard}} "pools": [ { "pool": "203.0.113.10 - 203.0.113.19" } ],
                "reservations": [ { "hw-address": "02:00:00:00:00:01", "ip-address": "203.0.113.50" } ] } ] } ],
            "client-classes": [ { "name": "absent" } ]
            """;
        Assert.Equal("203.0.113.50", Offer(new Bench(Network(""))).Yiaddr.ToString());
        Assert.Equal("198.51.100.10", Offer(new Bench(Network("\"client-classes\": [ \"UNKNOWN\" ],"))).Yiaddr.ToString());
    }

    private static string Reserve(string place, string host) => place switch
    {
        Scopes.GlobalHost => $"\"reservations-global\": true, \"reservations\": [ {{ {host} }} ], " + Scopes.Text(Scopes.Global, ""),
        Scopes.MemberHost => Scopes.Text(Scopes.Member, $"\"reservations\": [ {{ {host} }} ]"),
        _ => Scopes.Text(Scopes.Subnet, $"\"reservations\": [ {{ {host} }} ]"),
    };

    private static Packet4 Offer(Bench bench) => bench.Send(new Query(MessageType4.Discover))!;

    /// <summary>The name in the answer and the one in the lease.</summary>
    private static string Hostname(Bench bench)
    {
        var own = bench.Lease(1);
        var offer = Offer(bench);
        string told = offer.TryOption(OptionCode4.HostName, out var name) ? Encoding.ASCII.GetString(name) : "none";
        return $"{told} {Encoding.ASCII.GetString(bench.Engine.Leases.Hostname(bench.Engine.Leases.Find(own)))}";
    }
}
