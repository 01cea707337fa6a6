using Nestor.Config.Loading;
using Nestor.Engine.Tests.Keywords;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>
/// <c>adaptive-lease-time-threshold</c>: with the queue of free leases, clients get the shortest lifetime while little is left.
/// </summary>
public sealed class AdaptiveLifetimeTests
{
    private const string Times = "\"valid-lifetime\": 1000, \"min-valid-lifetime\": 100, \"max-valid-lifetime\": 2000, \"cache-threshold\": 0.0";
    private const string Flq = Times + ", \"allocator\": \"flq\"";
    private const string Flq6 = Times + ", \"pd-allocator\": \"flq\"";

    public static IEnumerable<TheoryDataRow<string>> EachScope =>
        from scope in (string[])[Scopes.Global, Scopes.Subnet, Scopes.Network, Scopes.Member] select new TheoryDataRow<string>(scope);

    [Theory]
    [MemberData(nameof(EachScope))]
    public void New_clients_get_the_shortest_lifetime_when_more_than_the_share_of_the_pool_is_given(string scope)
    {
        // Of ten addresses the sixth is the first above a half.
        var bench = new Bench(Scopes.Text(scope, "\"adaptive-lease-time-threshold\": 0.5", above: "\"adaptive-lease-time-threshold\": 0.9", always: Flq));
        Assert.Equal([1000, 1000, 1000, 1000, 1000, 100, 100, 100, 100, 100], Enumerable.Range(1, 10).Select(i => Lifetime(bench, (byte)i)));
    }

    [Theory]
    [MemberData(nameof(EachScope))]
    public void New_clients_get_the_shortest_lifetime_when_more_than_the_share_of_the_prefixes_is_given(string scope)
    {
        // Sixteen prefixes.
        var bench = Scopes6.Bench(Scopes6.Text(scope, "\"adaptive-lease-time-threshold\": 0.75", above: "\"adaptive-lease-time-threshold\": 0.9", always: Flq6));
        Assert.Equal(Enumerable.Repeat(1000u, 12).Append(100u), Enumerable.Range(1, 13).Select(i => Valid(bench, (byte)i, Scopes6.Pd)));

        // Kea has no such queue of addresses.
        Assert.All(Enumerable.Range(1, 10), i => Assert.Equal(1000u, Valid(bench, (byte)i, Scopes6.Na)));
    }

    [Theory]
    [InlineData(Flq)]
    [InlineData(Flq + ", \"adaptive-lease-time-threshold\": 1.0")]
    [InlineData(Times + ", \"adaptive-lease-time-threshold\": 0.1")]
    [InlineData(Times + ", \"allocator\": \"random\", \"adaptive-lease-time-threshold\": 0.1")]
    public void Without_it_or_with_another_allocator_they_get_the_usual_one(string always)
    {
        var bench = new Bench(Scopes.Text(Scopes.Global, "", always: always));
        Assert.All(Enumerable.Range(1, 10), i => Assert.Equal(1000u, Lifetime(bench, (byte)i)));
    }

    [Fact]
    public void A_client_that_asks_for_a_lifetime_gets_the_shortest_too_and_one_that_renews_no_less_than_it_has()
    {
        var bench = new Bench(Scopes.Text(Scopes.Global, "", always: Flq + ", \"adaptive-lease-time-threshold\": 0.5"));
        for (byte client = 1; client <= 5; client++)
        {
            Assert.Equal(1000u, Lifetime(bench, client));
        }

        Assert.Equal(100u, Lifetime(bench, 6, asked: 1500));

        // The sixth is over, so that just half is given; then there are two more.
        bench.Now += 600;
        bench.Loop.Tick(bench.Now);
        Assert.Equal(1000u, Lifetime(bench, 1));
        bench.Now += 50;
        for (byte client = 7; client <= 8; client++)
        {
            Lifetime(bench, client);
        }

        Assert.Equal(950u, Lifetime(bench, 1));
        bench.Now += 900;
        Assert.Equal(1000u, Lifetime(bench, 1));
    }

    [Fact]
    public void Pools_that_the_client_is_not_let_into_do_not_count()
    {
        var bench = new Bench(Flq + """
            , "adaptive-lease-time-threshold": 0.5, "client-classes": [ { "name": "few", "test": "substring(option[60].hex,0,3) == 'few'" } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.10 - 192.0.2.11" },
              { "pool": "192.0.2.20 - 192.0.2.119", "client-classes": [ "few" ] } ] } ]
            """);
        Assert.Equal(1000u, Lifetime(bench, 1));
        Assert.Equal(100u, Lifetime(bench, 2));
    }

    [Fact]
    public void A_reserved_address_counts_when_its_client_has_it()
    {
        var bench = new Bench(Scopes.Text(
            Scopes.Subnet, "\"reservations\": [ " + string.Join(", ", Enumerable.Range(10, 5).Select(i => $"{{ \"hw-address\": \"02:00:00:00:00:{i:x2}\", \"ip-address\": \"192.0.2.{i}\" }}")) + " ]",
            always: Flq + ", \"adaptive-lease-time-threshold\": 0.5"));
        Assert.All(Enumerable.Range(1, 4), i => Assert.Equal(1000u, Lifetime(bench, (byte)i)));
        Assert.Equal(1000u, Lifetime(bench, 10));
        Assert.Equal(100u, Lifetime(bench, 11));
        Assert.Equal(100u, Lifetime(bench, 5));
    }

    [Theory]
    [InlineData("0.0")]
    [InlineData("1.1")]
    [InlineData("-0.5")]
    public void A_share_is_more_than_nothing_and_no_more_than_all(string value) => Assert.Null(ConfigLoader.Load4(
        System.Text.Encoding.UTF8.GetBytes($"{{ \"Dhcp4\": {{ \"adaptive-lease-time-threshold\": {value} }} }}"), "test", null).Settings);

    private static uint Lifetime(Bench bench, byte client, uint asked = 0)
    {
        var offer = Ask(MessageType4.Discover, null)!;
        var ack = Ask(MessageType4.Request, offer.Yiaddr)!;
        Assert.Equal(MessageType4.Ack, ack.MessageType);
        Assert.True(offer.TryUInt32Option(OptionCode4.LeaseTime, out uint offered));
        Assert.True(ack.TryUInt32Option(OptionCode4.LeaseTime, out uint given));
        Assert.Equal(offered, given);
        return given;

        Packet4? Ask(MessageType4 type, Ip4? address)
        {
            var query = new Query(type) { Client = client };
            query = asked > 0 ? query.With(OptionCode4.LeaseTime, 0, 0, (byte)(asked >> 8), (byte)asked) : query;
            return bench.Send(address is { } own ? query.With(OptionCode4.RequestedAddress, own).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address) : query);
        }
    }

    private static uint Valid(Bench6 bench, byte client, byte[] ia) =>
        Bench6.Read(bench.Send(Bench6.Message(MessageType6.Request, client, true, ia))).Leases.Single().Valid;
}
