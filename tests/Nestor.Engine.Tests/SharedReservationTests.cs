using System.Text;
using Nestor.Config.Loading;
using Nestor.Engine.Statistics;
using Nestor.Engine.Tests.Keywords;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>One address reserved for several clients, which <c>ip-reservations-unique</c> forbids unless it is off.</summary>
public sealed class SharedReservationTests
{
    private const string Several = "\"ip-reservations-unique\": false, ";

    private const string Two = """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.11" } ],
          "reservations": [ { "hw-address": "02:00:00:00:00:07", "ip-address": "192.0.2.10", "hostname": "seven" },
                            { "hw-address": "02:00:00:00:00:08", "ip-address": "192.0.2.10", "hostname": "eight" } ] } ]
        """;

    private const string Two6 = """
        "subnet6": [ { "id": 1, "subnet": "2001:db8::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8::10 - 2001:db8::11" } ],
          "pd-pools": [ { "prefix": "3000::", "prefix-len": 48, "delegated-len": 56 } ],
          "reservations": [ { "duid": "00:03:00:01:02:00:00:00:00:07", "ip-addresses": [ "2001:db8::10" ], "prefixes": [ "3000::/56" ] },
                            { "duid": "00:03:00:01:02:00:00:00:00:08", "ip-addresses": [ "2001:db8::10" ], "prefixes": [ "3000::/56" ] } ] } ]
        """;

    private static readonly Ip4 Shared = Ip4.Parse("192.0.2.10");

    [Theory]
    [InlineData("")]
    [InlineData("\"ip-reservations-unique\": true, ")]
    public void A_second_reservation_of_an_address_or_prefix_is_refused_unless_it_is_allowed(string set)
    {
        Assert.Null(ConfigLoader.Load4(Encoding.UTF8.GetBytes($"{{ \"Dhcp4\": {{ {set}{Two} }} }}"), "test", null).Settings);
        Assert.Null(ConfigLoader.Load6(Encoding.UTF8.GetBytes($"{{ \"Dhcp6\": {{ {set}{Two6} }} }}"), "test", null).Settings);
        string prefixesOnly = Two6.Replace("\"ip-addresses\": [ \"2001:db8::10\" ], ", "", StringComparison.Ordinal);
        Assert.Null(ConfigLoader.Load6(Encoding.UTF8.GetBytes($"{{ \"Dhcp6\": {{ {set}{prefixesOnly} }} }}"), "test", null).Settings);
    }

    /// <summary>As with Kea's threads: a reservation counts from the next query on, whatever lease there is.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\"reservations-lookup-first\": false, ")]
    [InlineData("\"reservations-lookup-first\": true, ")]
    public void A_reservation_goes_before_the_lease_that_the_client_has(string set)
    {
        var bench = new Bench(Bench.PlainSubnet);
        var before = bench.Lease(7);
        bench.Reconfigure(set + """
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ],
              "reservations": [ { "hw-address": "02:00:00:00:00:07", "ip-address": "192.0.2.77" } ] } ]
            """);
        Assert.NotEqual(before, bench.Lease(7));
        Assert.Equal(Ip4.Parse("192.0.2.77"), bench.Lease(7));

        var six = Scopes6.Bench("\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/64\", \"interface\": \"eth0\", \"pools\": [ { \"pool\": \"2001:db8::10 - 2001:db8::11\" } ] } ]");
        six.Send(Bench6.Message(MessageType6.Request, 7, true, Scopes6.Na));
        six.Engine.Reconfigure(Bench6.Load(set + """
            "subnet6": [ { "id": 1, "subnet": "2001:db8::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8::10 - 2001:db8::11" } ],
              "reservations": [ { "duid": "00:03:00:01:02:00:00:00:00:07", "ip-addresses": [ "2001:db8::77" ] } ] } ]
            """));
        Assert.Contains("2001:db8::77/128", Scopes6.Held(six.Send(Bench6.Message(MessageType6.Request, 7, true, Scopes6.Na))), StringComparison.Ordinal);
    }

    [Fact]
    public void One_host_cannot_have_an_address_or_prefix_twice_even_so()
    {
        foreach (string twice in (string[])["\"ip-addresses\": [ \"2001:db8::10\", \"2001:db8::10\" ]", "\"prefixes\": [ \"3000::/56\", \"3000::/56\" ]"])
        {
            string text = "\"subnet6\": [ { \"id\": 1, \"subnet\": \"2001:db8::/64\", \"reservations\": [ { \"duid\": \"01:02:03\", " + twice + " } ] } ]";
            Assert.Null(ConfigLoader.Load6(Encoding.UTF8.GetBytes($"{{ \"Dhcp6\": {{ {Several}{text} }} }}"), "test", null).Settings);
        }
    }

    [Theory]
    [InlineData(7, 8)]
    [InlineData(8, 7)]
    public void Whichever_of_the_hosts_comes_first_has_the_address_and_the_other_gets_another_meanwhile(byte first, byte second)
    {
        var bench = new Bench(Several + Two);
        Assert.NotEqual(Shared, bench.Lease(1));
        Assert.Equal(Shared, bench.Lease(first));

        // Nobody else is given it, and who holds it keeps it: the other one is offered what is left, which is nothing.
        Assert.Null(bench.Send(new Query(MessageType4.Discover) { Client = second }));
        Assert.Equal(1, bench.Engine.Statistics[Counter4.ReservationConflicts]);
        var request = bench.Send(new Query(MessageType4.Request) { Client = second, Ciaddr = Shared, Source = Shared, Destination = Bench.Eth0.Address });
        Assert.Equal(MessageType4.Nak, request!.MessageType);
        Assert.Equal(Shared, bench.Lease(first));

        bench.Send(new Query(MessageType4.Release) { Client = first, Ciaddr = Shared, Source = Shared, Destination = Bench.Eth0.Address });
        Assert.Null(bench.Send(new Query(MessageType4.Discover) { Client = 2 }));
        Assert.Equal(Shared, bench.Lease(second));
    }

    [Theory]
    [InlineData(7, 8)]
    [InlineData(8, 7)]
    public void Whichever_of_the_hosts_comes_first_has_the_address_and_the_prefix_too(byte first, byte second)
    {
        var bench = Scopes6.Bench(Several + Two6);
        const string Both = "2001:db8::10/128 3000::/56";
        Assert.Equal("2001:db8::11/128 3000:0:0:100::/56", Held(1, MessageType6.Request));
        Assert.Equal(Both, Held(first, MessageType6.Request));
        Assert.DoesNotContain("2001:db8::10/", Held(second, MessageType6.Request), StringComparison.Ordinal);
        Assert.DoesNotContain("3000::/", Held(second, MessageType6.Request), StringComparison.Ordinal);
        Assert.Equal(Both, Held(first, MessageType6.Request));

        bench.Send(Bench6.Message(
            MessageType6.Release, first, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(Ip6.Parse("2001:db8::10"))),
            Bench6.Ia(OptionCode6.IaPd, 1, Bench6.Prefix(Ip6.Parse("3000::"), 56))));
        Assert.Contains("2001:db8::10/128", Held(second, MessageType6.Request), StringComparison.Ordinal);

        string Held(byte client, MessageType6 type) => Scopes6.Held(bench.Send(Bench6.Message(type, client, true, Scopes6.Na, Scopes6.Pd)));
    }
}
