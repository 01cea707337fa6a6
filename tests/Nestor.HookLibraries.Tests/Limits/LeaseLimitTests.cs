using System.Text;
using Nestor.Engine.Tests;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.Limits;

/// <summary>libdhcp_limits: how many leases there may be at one time, of DHCPv4.</summary>
public sealed class LeaseLimitTests
{
    private const string Loaded = """ "hooks-libraries": [ { "library": "/x/libdhcp_limits.so" } ], "expired-leases-processing": { "hold-reclaimed-time": 0 }, """;

    private static string Config(string classLimits, string subnetLimits) => Loaded + $$"""
        "client-classes": [ { "name": "gold", "test": "option[60].text == 'gold'", "user-context": { {{classLimits}} } } ],
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "store-extended-info": true, "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ], "user-context": { {{subnetLimits}} } } ]
        """;

    private static Ip4? Obtain(LibraryBench4 bench, byte client, string? vendor = "gold", Ip4 relay = default, byte[]? agent = null)
    {
        Query With(Query query) => agent is null ? query : query.With(OptionCode4.RelayAgentInfo, agent);
        Query Of(MessageType4 type) => vendor is null ? new Query(type) { Client = client, Giaddr = relay }
            : new Query(type) { Client = client, Giaddr = relay }.With(OptionCode4.VendorClass, Encoding.ASCII.GetBytes(vendor));
        if (bench.Bench.Send(With(Of(MessageType4.Discover))) is not { } offer)
        {
            return null;
        }

        var ack = bench.Bench.Send(With(Of(MessageType4.Request).With(OptionCode4.RequestedAddress, offer.Yiaddr).With(OptionCode4.ServerIdentifier, Bench.Eth0.Address)));
        return ack?.MessageType == MessageType4.Ack ? ack.Yiaddr : null;
    }

    private static string ContextOf(LibraryBench4 bench, Ip4 address) =>
        Encoding.UTF8.GetString(bench.Bench.Engine.Leases.UserContext(bench.Bench.Engine.Leases.Find(address)));

    [Fact]
    public void A_class_gets_as_many_leases_as_its_address_limit_says_and_again_when_one_is_given_back()
    {
        using var bench = new LibraryBench4(Config("\"limits\": { \"address-limit\": 2 }", ""));
        var first = Obtain(bench, 1);
        Assert.NotNull(first);
        Assert.NotNull(Obtain(bench, 2));
        Assert.Null(Obtain(bench, 3));
        Assert.NotNull(Obtain(bench, 4, vendor: null));
        Assert.Null(bench.Bench.Send(new Query(MessageType4.Release) { Client = 1, Ciaddr = first.Value, Destination = Bench.Eth0.Address }));
        Assert.NotNull(Obtain(bench, 3));
        Assert.Null(Obtain(bench, 1));
    }

    [Fact]
    public void Who_has_a_lease_goes_on_with_it_while_the_limit_is_reached()
    {
        using var bench = new LibraryBench4(Config("\"limits\": { \"address-limit\": 1 }", "\"limits\": { \"address-limit\": 1 }"));
        var address = Obtain(bench, 1);
        Assert.NotNull(address);
        Assert.Null(Obtain(bench, 2));
        bench.Bench.Now += 100;
        Assert.Equal(address, Obtain(bench, 1));
        Assert.Equal(bench.Bench.Now, bench.Bench.LeaseOf(address.Value)!.Value.Cltt);
    }

    [Fact]
    public void A_lease_that_ran_out_and_one_that_a_command_takes_away_count_no_more()
    {
        using var bench = new LibraryBench4(Config("\"limits\": { \"address-limit\": 1 }", ""));
        Assert.NotNull(Obtain(bench, 1));
        bench.Bench.Now += 100_000;
        bench.Bench.Idle();
        Assert.True(bench.Bench.Reclaimer.Reclaim(0));
        var second = Obtain(bench, 2);
        Assert.NotNull(second);
        Assert.Null(Obtain(bench, 3));
        Assert.True(bench.Leases4!.Remove(second.Value));
        Assert.NotNull(Obtain(bench, 3));
    }

    [Fact]
    public void A_subnet_gets_as_many_leases_as_its_address_limit_says_whatever_their_classes()
    {
        using var bench = new LibraryBench4(Config("", "\"limits\": { \"address-limit\": 2 }"));
        Assert.NotNull(Obtain(bench, 1));
        var second = Obtain(bench, 2, vendor: null);
        Assert.NotNull(second);
        Assert.Null(Obtain(bench, 3));
        Assert.True(bench.Leases4!.Remove(second.Value));
        Assert.NotNull(Obtain(bench, 3));
    }

    [Theory]
    [InlineData("\"limits\": { \"address-limit\": 0 }", "")]
    [InlineData("", "\"limits\": { \"address-limit\": 0 }")]
    public void A_limit_of_0_is_no_lease_at_all(string classLimits, string subnetLimits)
    {
        using var bench = new LibraryBench4(Config(classLimits, subnetLimits));
        Assert.Null(Obtain(bench, 1));
    }

    [Fact]
    public void A_lease_remembers_its_clients_classes_as_Keas_do_beside_what_its_relay_said()
    {
        using var bench = new LibraryBench4(Config("", ""));
        Assert.Equal("{ \"ISC\": { \"client-classes\": [ \"ALL\", \"VENDOR_CLASS_gold\", \"gold\", \"UNKNOWN\" ] } }", ContextOf(bench, Obtain(bench, 1)!.Value));
        var relayed = Obtain(bench, 2, null, Ip4.Parse("192.0.2.9"), [1, 2, 65, 66]);
        Assert.Equal(
            "{ \"ISC\": { \"client-classes\": [ \"ALL\", \"UNKNOWN\" ], \"relay-agent-info\": { \"sub-options\": \"0x01024142\" } } }",
            ContextOf(bench, relayed!.Value));
    }

    [Fact]
    public void Leases_that_are_there_at_the_start_count_for_the_classes_they_remember()
    {
        string[] contexts =
        [
            "{ \"ISC\": { \"client-classes\": [ \"ALL\", \"gold\" ] } }", "{ \"a\": [ 1, { } ], \"ISC\": { \"relay-agent-info\": { }, \"client-classes\": [ \"go\\u006cd\" ] } }",
            "{ \"client-classes\": [ \"gold\" ] }", "nonsense", "[ ]", "{ \"ISC\": { \"client-classes\": \"gold2\" } }", "",
        ];
        void Fill(Bench bench)
        {
            for (byte i = 0; i < contexts.Length; i++)
            {
                bench.Engine.Leases.Put(new Lease4View
                {
                    Fields = new() { Address = new Ip4(Ip4.Parse("192.0.2.100").Value + i), SubnetId = 1, Cltt = bench.Now, ValidLifetime = 1000 },
                    HardwareAddress = new byte[] { 9, 9, 9, 9, 9, i },
                    UserContext = Encoding.UTF8.GetBytes(contexts[i]),
                });
            }
        }

        using var bench = new LibraryBench4(Config("\"limits\": { \"address-limit\": 3 }", ""), prepare: Fill);
        Assert.NotNull(Obtain(bench, 1));
        Assert.Null(Obtain(bench, 2));
    }

    [Theory]
    [InlineData("\"limits\": 7", "found an integer for \"limits\", wanted a map")]
    [InlineData("\"limits\": { \"address-limit\": -1 }", "wanted 0 to 4294967295")]
    [InlineData("\"limits\": { \"address-limit\": 4294967296 }", "wanted 0 to 4294967295")]
    [InlineData("\"limits\": { \"address-limit\": \"2\" }", "for \"address-limit\", wanted a whole number")]
    [InlineData("\"limits\": { \"adress-limit\": 2 }", "unknown parameter \"adress-limit\"")]
    [InlineData("\"limits\": { \"rate-limit\": 2 }", "for \"rate-limit\", wanted a string")]
    [InlineData("\"limits\": { \"rate-limit\": \"two packets per second\" }", "found rate-limit \"two packets per second\"")]
    [InlineData("\"limits\": { \"rate-limit\": \"2 packets per fortnight\" }", "found rate-limit")]
    [InlineData("\"limits\": { \"rate-limit\": \"4294967296 packets per day\" }", "found rate-limit")]
    public void Wrong_limits_are_refused_at_their_place(string limits, string text)
    {
        Assert.Contains(text, Assert.Single(LibraryBench4.Refused(Config(limits, ""))), StringComparison.Ordinal);
        Assert.Contains(text, Assert.Single(LibraryBench4.Refused(Config("", limits))), StringComparison.Ordinal);
    }

    [Fact]
    public void What_counts_for_nobody_is_warned_of()
    {
        using var bench = new LibraryBench4(Loaded + """
            "client-classes": [ { "name": "late", "only-in-additional-list": true, "user-context": { "limits": { "address-limit": 1 } } } ],
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "user-context": { "limits": { "prefix-limit": 1 } } } ]
            """);
        Assert.Equal(2, bench.Warnings.Count);
    }
}
