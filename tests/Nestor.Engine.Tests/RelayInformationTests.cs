using System.Text;
using Nestor.Engine.Tests.Keywords;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests;

/// <summary>store-extended-info and stash-agent-options: what relays said, kept with the lease as Kea keeps it.</summary>
public sealed class RelayInformationTests
{
    private const string Kept4 = "{ \"ISC\": { \"relay-agent-info\": { \"relay-id\": \"AABBCC\", \"remote-id\": \"010203\", \"sub-options\": \"0x0102090902030102030C03AABBCC\" } } }";

    private const string Kept6 = "{ \"ISC\": { \"relay-info\": [ { \"hop\": 1, \"link\": \"::\", \"peer\": \"2001:db8::7\" }, "
        + "{ \"hop\": 0, \"link\": \"2001:db8::1\", \"options\": \"0x00120002696600250006000000090102003500024A4B\", \"peer\": \"fe80::2\", "
        + "\"relay-id\": \"4A4B\", \"remote-id\": \"000000090102\" } ] } }";

    private static readonly Ip4 Relay = Ip4.Parse("192.0.2.200");
    private static readonly Ip4 First = Ip4.Parse("192.0.2.10");
    private static readonly Ip6 First6 = Ip6.Parse("2001:db8::10");

    // Not in order: Kea keeps them by their codes.
    private static readonly byte[] Agent = [2, 3, 1, 2, 3, 1, 2, 9, 9, 12, 3, 0xAA, 0xBB, 0xCC];

    public static IEnumerable<TheoryDataRow<string, string>> EachScope =>
        from scope in (string[])[Scopes.Global, Scopes.Subnet, Scopes.Network, Scopes.Member]
        from value in (string[])["true", "false"]
        select new TheoryDataRow<string, string>(scope, value);

    [Theory]
    [MemberData(nameof(EachScope))]
    public void A_lease_keeps_what_the_relay_said_where_store_extended_info_is_on(string scope, string value)
    {
        var bench = new Bench(Scopes.Text(scope, $"\"store-extended-info\": {value}", above: $"\"store-extended-info\": {(value == "true" ? "false" : "true")}"));
        Request(bench, Agent);
        Assert.Equal(value == "true" ? Kept4 : "", ContextOf(bench));
    }

    [Theory]
    [MemberData(nameof(EachScope))]
    public void A_lease_keeps_the_relays_of_its_client_where_store_extended_info_is_on(string scope, string value)
    {
        var bench = Scopes6.Bench(Scopes6.Text(scope, $"\"store-extended-info\": {value}", above: $"\"store-extended-info\": {(value == "true" ? "false" : "true")}"));
        bench.Send(Relayed(MessageType6.Request));
        Assert.Equal(value == "true" ? Kept6 : "", ContextOf(bench));
        Assert.Equal(value == "true" ? Kept6 : "", Encoding.UTF8.GetString(bench.Engine.Leases.UserContext(bench.Engine.Leases.FindPrefix(Ip6.Parse("3000::"), 64))));
    }

    [Fact]
    public void A_renewal_without_a_relay_leaves_it_and_one_with_another_replaces_it()
    {
        var bench = Store();
        Request(bench, Agent);
        Renew(bench);
        Assert.Equal(Kept4, ContextOf(bench));
        Request(bench, [1, 1, 7]);
        Assert.Equal("{ \"ISC\": { \"relay-agent-info\": { \"sub-options\": \"0x010107\" } } }", ContextOf(bench));

        var six = Store6();
        six.Send(Relayed(MessageType6.Request));
        six.Send(Bench6.Message(MessageType6.Renew, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(First6))));
        Assert.Equal(Kept6, ContextOf(six));
    }

    [Fact]
    public void What_others_keep_with_the_lease_stays_there()
    {
        var bench = Store();
        Request(bench, Agent);
        Put(bench, "{ \"a\": 1, \"ISC\": { \"b\": 2, \"relay-agent-info\": \"0x010107\" } }");
        Renew(bench);
        Assert.Equal("{ \"a\": 1, \"ISC\": { \"b\": 2, \"relay-agent-info\": \"0x010107\" } }", ContextOf(bench));
        Request(bench, [1, 1, 8]);
        Assert.Equal("{ \"ISC\": { \"b\": 2, \"relay-agent-info\": { \"sub-options\": \"0x010108\" } }, \"a\": 1 }", ContextOf(bench));
        Request(bench, [1, 1, 8]);
        Assert.Equal("{ \"ISC\": { \"b\": 2, \"relay-agent-info\": { \"sub-options\": \"0x010108\" } }, \"a\": 1 }", ContextOf(bench));
    }

    [Fact]
    public void Another_clients_lease_on_the_address_does_not_inherit_it()
    {
        var bench = Store();
        Request(bench, Agent);
        bench.Now += 100_000;
        bench.Send(Bare(2).With(OptionCode4.RequestedAddress, First).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address));
        Assert.Equal("", ContextOf(bench));
    }

    [Fact]
    public void A_lease_that_would_be_reused_is_written_when_its_relay_says_something_else()
    {
        var bench = new Bench("\"cache-threshold\": 0.5, \"store-extended-info\": true, " + Bench.PlainSubnet);
        Request(bench, Agent);
        bench.Now += 5;
        Request(bench, Agent);
        Assert.Equal(0, bench.Batch.Changes.Count);
        Request(bench, [1, 1, 7]);
        Assert.Equal(1, bench.Batch.Changes.Count);

        var six = Scopes6.Bench("\"cache-threshold\": 0.5, \"store-extended-info\": true, " + Scopes6.Text(Scopes.Global, ""));
        six.Send(Bench6.Message(MessageType6.Request, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(First6))));
        six.Now += 5;
        six.Send(Relayed(MessageType6.Renew));
        Assert.Equal(Kept6, ContextOf(six));
        six.Send(Relayed(MessageType6.Renew));
        Assert.Equal(0, six.Batch.Changes.Count);
    }

    [Fact]
    public void Storing_what_is_stored_already_allocates_nothing()
    {
        var bench = Store();
        byte[] query = new byte[1000];
        var template = Relayed4(1, Agent).With(OptionCode4.RequestedAddress, First).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address);
        int length = template.Write(query);
        var six = Store6();
        byte[] query6 = Relayed(MessageType6.Request);
        Assert.True(Cost(Four) == 0 && Cost(Six) == 0);

        long Cost(Action one)
        {
            for (int i = 0; i < 2000; i++)
            {
                one();
            }

            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < 1000; i++)
            {
                one();
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        void Four()
        {
            bench.Batch.Clear();
            query.AsSpan(0, length).CopyTo(bench.Batch.Slab);
            bench.Batch.Arrivals[0] = new() { Interface = Bench.Eth0, Buffer = bench.Batch.Slab, Length = length, Source = Relay, Destination = Bench.Eth0.Address };
            bench.Batch.ArrivalCount = 1;
            bench.Loop.Run(bench.Batch, bench.Now);
        }

        void Six()
        {
            six.Batch.Clear();
            query6.CopyTo(six.Batch.Slab.AsSpan());
            six.Batch.Arrivals[0] = new() { Interface = Bench6.Eth0, Buffer = six.Batch.Slab, Length = query6.Length, Source = Ip6.Parse("2001:db8::7"), Destination = six.Destination };
            six.Batch.ArrivalCount = 1;
            six.Loop.Run(six.Batch, six.Now);
        }
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("\"stash-agent-options\": false, \"store-extended-info\": true, ", false)]
    [InlineData("\"stash-agent-options\": true, ", true)]
    [InlineData("\"stash-agent-options\": true, \"store-extended-info\": true, ", true)]
    public void A_client_that_renews_past_its_relay_is_classified_by_what_the_relay_said_before(string set, bool isRecovered)
    {
        var bench = new Bench(set + """
            "client-classes": [ { "name": "port9", "test": "relay4[1].hex == 0x0909 and not member('STASH_AGENT_OPTIONS')", "valid-lifetime": 111 },
                                { "name": "again", "test": "relay4[1].hex == 0x0909 and member('STASH_AGENT_OPTIONS')", "valid-lifetime": 222 } ],
            """ + Bench.PlainSubnet);
        Assert.Equal(111u, Lifetime(Request(bench, Agent)));
        var renewed = Renew(bench)!;
        Assert.Equal(isRecovered ? 222u : 7200u, Lifetime(renewed));

        // It did not come by a relay now, so nothing is sent back for one; and it is there the next time.
        Assert.False(renewed.HasOption(OptionCode4.RelayAgentInfo));
        Assert.Equal(isRecovered ? 222u : 7200u, Lifetime(Renew(bench)!));

        // Neither somebody else nor a client that says what its relay says gets it.
        Assert.True(Request(bench, [1, 1, 7]).HasOption(OptionCode4.RelayAgentInfo));
        Assert.Equal(7200u, Lifetime(Renew(bench)!));
    }

    private static Bench Store() => new("\"store-extended-info\": true, " + Bench.PlainSubnet);

    private static Bench6 Store6() => Scopes6.Bench("\"cache-threshold\": 0.0, \"store-extended-info\": true, " + Scopes6.Text(Scopes.Global, ""));

    private static Query Bare(byte client) => new(MessageType4.Request) { Client = client };

    private static Query Relayed4(byte client, byte[] agent) =>
        new Query(MessageType4.Request) { Client = client, Giaddr = Relay, Source = Relay, Destination = Bench.Eth0.Address }.With(OptionCode4.RelayAgentInfo, agent);

    private static Packet4 Request(Bench bench, byte[] agent) => bench.Send(
        Relayed4(1, agent).With(OptionCode4.RequestedAddress, First).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address))!;

    private static Packet4? Renew(Bench bench) =>
        bench.Send(new Query(MessageType4.Request) { Ciaddr = First, Source = First, Destination = Bench.Eth0.Address });

    private static uint Lifetime(Packet4 reply)
    {
        Assert.Equal(MessageType4.Ack, reply.MessageType);
        Assert.True(reply.TryUInt32Option(OptionCode4.LeaseTime, out uint seconds));
        return seconds;
    }

    /// <summary>A request for an address and a prefix through two relays, the options of the inner one not in order.</summary>
    private static byte[] Relayed(MessageType6 type)
    {
        byte[] message = Bench6.Message(type, 1, true, Bench6.Ia(OptionCode6.IaNa, 1, Bench6.Address(First6)), Bench6.Ia(OptionCode6.IaPd, 1, Bench6.Prefix(Ip6.Parse("3000::"), 64)));
        byte[] inner =
        [
            12, 0, .. Bytes("2001:db8::1"), .. Bytes("fe80::2"), .. Bench6.Option(53, "JK"u8.ToArray()), .. Bench6.Option(9, message),
            .. Bench6.Option(37, 0, 0, 0, 9, 1, 2), .. Bench6.Option(18, "if"u8.ToArray()),
        ];
        return [12, 1, .. Bytes("::"), .. Bytes("2001:db8::7"), .. Bench6.Option(9, inner)];
    }

    private static byte[] Bytes(string address)
    {
        byte[] bytes = new byte[16];
        Ip6.Parse(address).Write(bytes);
        return bytes;
    }

    private static void Put(Bench bench, string context)
    {
        var lease = bench.Engine.Leases.View(bench.Engine.Leases.Find(First));
        lease.UserContext = Encoding.UTF8.GetBytes(context);
        bench.Engine.Leases.Put(in lease);
    }

    private static string ContextOf(Bench bench) => Encoding.UTF8.GetString(bench.Engine.Leases.UserContext(bench.Engine.Leases.Find(First)));

    private static string ContextOf(Bench6 bench) => Encoding.UTF8.GetString(bench.Engine.Leases.UserContext(bench.Engine.Leases.Find(First6)));
}
