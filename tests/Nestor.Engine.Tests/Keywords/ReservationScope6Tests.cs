using System.Text;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.Tests.Keywords;

/// <summary>As <see cref="ReservationScopeTests"/> for DHCPv6.</summary>
public sealed class ReservationScope6Tests
{
    private const string Client = "\"duid\": \"00:03:00:01:02:00:00:00:00:01\"";
    private const string Other = "\"duid\": \"00:03:00:01:02:00:00:00:00:02\"";

    private static readonly string[] Places = [Scopes.Host, Scopes.MemberHost, Scopes.GlobalHost];

    private static readonly Dictionary<string, (string Set, Func<Bench6, string> Probe, string Expected)> Resources = new()
    {
        ["ip-addresses"] = ("[ \"2001:db8::99\", \"2001:db8::98\" ]", b => Scopes6.Held(Scopes6.Solicit(b, Scopes6.Na, Bench6.Ia(OptionCode6.IaNa, 2))), "2001:db8::99/128 2001:db8::98/128"),
        ["prefixes"] = ("[ \"3001::/56\" ]", b => Scopes6.Held(Scopes6.Solicit(b, Scopes6.Pd)), "3001::/56"),
        ["excluded-prefixes"] = ("[ \"3001:0:0:80::/60\" ], \"prefixes\": [ \"3001::/56\" ]", ExcludedOption, "3C80"),
        ["hostname"] = ("\"Mine.example\"", Hostname, "mine.example"),
        ["option-data"] = ("[ { \"name\": \"bootfile-url\", \"always-send\": true, \"data\": \"here\" } ]", BootFile, "here"),
    };

    public static IEnumerable<TheoryDataRow<string, string>> EachIdentifier =>
        from set in (string[])[Client, "\"hw-address\": \"02:00:00:00:00:01\""] from place in Places select new TheoryDataRow<string, string>(set, place);

    public static IEnumerable<TheoryDataRow<string, string>> EachResource =>
        from name in Resources.Keys from place in Places select new TheoryDataRow<string, string>(name, place);

    [Theory]
    [MemberData(nameof(EachIdentifier))]
    public void Each_identifier_finds_its_client_in_every_place(string identifier, string place)
    {
        string config = Reserve(place, identifier + ", \"ip-addresses\": [ \"2001:db8::99\" ]");
        Assert.Equal("2001:db8::99/128", Scopes6.Held(Scopes6.Solicit(Scopes6.Bench(config), Scopes6.Na)));
        byte[] another = Bench6.Message(MessageType6.Solicit, 2, false, Scopes6.Na);
        Assert.Equal("2001:db8::10/128", Scopes6.Held(Scopes6.Bench(config).Send(another)));
    }

    [Theory]
    [MemberData(nameof(EachResource))]
    public void Each_thing_reserved_shows_in_every_place(string name, string place)
    {
        var (set, probe, expected) = Resources[name];
        Assert.Equal(expected, probe(Scopes6.Bench(Reserve(place, $"{Client}, \"{name}\": {set}"))));
        Assert.NotEqual(expected, probe(Scopes6.Bench(Reserve(place, $"{Other}, \"{name}\": {set}"))));
    }

    [Fact]
    public void The_identifiers_listed_are_tried_in_their_order_and_no_others()
    {
        const string Both = $$"""
            "reservations": [ { "hw-address": "02:00:00:00:00:01", "ip-addresses": [ "2001:db8::98" ] }, { {{Client}}, "ip-addresses": [ "2001:db8::99" ] } ]
            """;
        string Order(string identifiers) => Scopes6.Held(Scopes6.Solicit(
            Scopes6.Bench(Scopes6.Text(Scopes.Subnet, "", "", $"\"host-reservation-identifiers\": [ {identifiers} ]", Both)), Scopes6.Na));
        Assert.Equal("2001:db8::98/128", Order("\"hw-address\", \"duid\""));
        Assert.Equal("2001:db8::99/128", Order("\"duid\", \"hw-address\""));
        Assert.Equal("2001:db8::99/128", Order("\"duid\""));
    }

    private static string Reserve(string place, string host) => place switch
    {
        Scopes.GlobalHost => $"\"reservations-global\": true, \"reservations\": [ {{ {host} }} ], " + Scopes6.Text(Scopes.Global, ""),
        Scopes.MemberHost => Scopes6.Text(Scopes.Member, $"\"reservations\": [ {{ {host} }} ]"),
        _ => Scopes6.Text(Scopes.Subnet, $"\"reservations\": [ {{ {host} }} ]"),
    };

    /// <summary>The body of option 67 inside of the prefix, in hexadecimal (RFC 6603 section 4.2).</summary>
    private static string ExcludedOption(Bench6 bench) => Excluded(
        Scopes6.Solicit(bench, Scopes6.Pd, Bench6.Option(OptionCode6.Oro, 0, (byte)OptionCode6.PdExclude)));

    internal static string Excluded(byte[]? reply)
    {
        Packet6.Read(reply!, out var packet);
        Assert.True(packet.TryOption(OptionCode6.IaPd, out var ia));
        Assert.True(IaPrefix6.TryRead(ia[16..], out var prefix));
        var options = new OptionCursor6(prefix.OptionArea);
        return options.TryNext(out ushort code, out var body) && code == OptionCode6.PdExclude ? Convert.ToHexString(body) : "none";
    }

    private static string Hostname(Bench6 bench)
    {
        var own = Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, 1, true, Scopes6.Na))).Leases[0].What.Address;
        return Encoding.ASCII.GetString(bench.Engine.Leases.Hostname(bench.Engine.Leases.Find(own)));
    }

    private static string BootFile(Bench6 bench)
    {
        Packet6.Read(Scopes6.Solicit(bench, Scopes6.Na)!, out var packet);
        return packet.TryOption(59, out var url) ? Encoding.ASCII.GetString(url) : "none";
    }
}
