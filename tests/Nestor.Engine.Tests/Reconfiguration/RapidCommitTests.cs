using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Reconfiguration;

public sealed class RapidCommitTests
{
    private const string Allowed = "\"rapid-commit\": true, " + Bench.PlainSubnet;

    private static Query Discover(byte client = 1) => new Query(MessageType4.Discover) { Client = client }.With(OptionCode4.RapidCommit);

    [Fact]
    public void A_discover_that_asks_for_it_is_acknowledged_and_the_lease_committed_first__RFC4039_3_1()
    {
        var bench = new Bench(Allowed);
        var ack = bench.Send(Discover());

        Assert.NotNull(ack);
        Assert.Equal(MessageType4.Ack, ack.MessageType);
        Assert.True(ack.TryOption(OptionCode4.RapidCommit, out var body) && body.IsEmpty);
        Assert.Equal(7200u, bench.LeaseOf(ack.Yiaddr)?.ValidLifetime);
        Assert.Equal(1, bench.Batch.Changes.Count);
        Assert.Equal((0, 1), (bench.Batch.ImmediateCount, bench.Batch.CommittedCount));
    }

    [Fact]
    public void The_client_keeps_its_address_when_it_starts_over__RFC4039_3_1()
    {
        var bench = new Bench(Allowed);
        var first = bench.Send(Discover())!.Yiaddr;
        bench.Send(Discover(client: 2));

        Assert.Equal(first, bench.Send(Discover())!.Yiaddr);
        Assert.Equal(2, bench.Engine.Leases.Count);
    }

    [Fact]
    public void Without_the_keyword_or_without_the_option_it_is_an_offer__RFC4039_3_1()
    {
        var off = new Bench(Bench.PlainSubnet);
        var offer = off.Send(Discover());
        Assert.Equal(MessageType4.Offer, offer!.MessageType);
        Assert.False(offer.HasOption(OptionCode4.RapidCommit));
        Assert.Equal(0, off.Engine.Leases.Count);

        var plain = new Bench(Allowed);
        Assert.Equal(MessageType4.Offer, plain.Send(new Query(MessageType4.Discover))!.MessageType);
        Assert.Equal(0, plain.Engine.Leases.Count);
    }

    [Theory]
    [InlineData("", "", MessageType4.Offer)]
    [InlineData("true", "", MessageType4.Ack)]
    [InlineData("true", "false", MessageType4.Offer)]
    [InlineData("false", "true", MessageType4.Ack)]
    public void The_subnet_has_it_from_its_network_unless_it_says_otherwise(string network, string subnet, MessageType4 expected)
    {
        string InScope(string value) => value.Length > 0 ? $"\"rapid-commit\": {value}, " : "";
        var bench = new Bench($$"""
            "shared-networks": [ { "name": "n", {{InScope(network)}} "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", {{InScope(subnet)}}
                "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] } ] } ]
            """);
        Assert.Equal(expected, bench.Send(Discover())!.MessageType);
    }
}
