using System.Text;
using Nestor.Engine.Statistics;
using Nestor.Engine.Tests;
using Nestor.Model.Leases;
using Nestor.Wire.Dhcp6;

namespace Nestor.HookLibraries.Tests.Limits;

/// <summary>libdhcp_limits in the DHCPv6 server.</summary>
public sealed class Limits6Tests
{
    private static string Config(string classLimits, string subnetLimits) => $$"""
        "hooks-libraries": [ { "library": "/x/libdhcp_limits.so" } ],
        "client-classes": [ { "name": "gold", "test": "option[1000].hex == 'gold'", "user-context": { "limits": { {{classLimits}} } } } ],
        "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f" } ],
          "pd-pools": [ { "prefix": "3000::", "prefix-len": 48, "delegated-len": 64 } ], "user-context": { "limits": { {{subnetLimits}} } } } ]
        """;

    private static List<string> Send(LibraryBench6 bench, MessageType6 type, byte client, string vendor = "gold")
    {
        byte[]? reply = bench.Bench.Send(Bench6.Message(
            type, client, type != MessageType6.Rebind && type != MessageType6.Solicit,
            Bench6.Option(1000, Encoding.ASCII.GetBytes(vendor)), Bench6.Ia(OptionCode6.IaNa, 1), Bench6.Ia(OptionCode6.IaPd, 2)));
        return reply is null ? ["none"] : [.. Bench6.Read(reply).Leases.Where(l => l.Valid > 0).Select(l => l.What.Length == 128 ? "address" : "prefix")];
    }

    [Theory]
    [InlineData("\"address-limit\": 1", "", "prefix")]
    [InlineData("\"prefix-limit\": 1", "", "address")]
    [InlineData("", "\"address-limit\": 1", "prefix")]
    [InlineData("", "\"prefix-limit\": 1", "address")]
    [InlineData("\"prefix-limit\": 1, \"address-limit\": 1", "", "")]
    public void Addresses_and_prefixes_have_a_limit_each(string classLimits, string subnetLimits, string second)
    {
        using var bench = new LibraryBench6(Config(classLimits, subnetLimits));
        Assert.Equal(["address", "prefix"], Send(bench, MessageType6.Request, 1));
        Assert.Equal(second, string.Join(' ', Send(bench, MessageType6.Solicit, 2)));
        Assert.Equal(second, string.Join(' ', Send(bench, MessageType6.Request, 2)));
        Assert.Equal(["address", "prefix"], Send(bench, MessageType6.Renew, 1));
        Assert.Equal(["address", "prefix"], Send(bench, MessageType6.Rebind, 1));
        foreach (int slot in Enumerable.Range(0, bench.Bench.Engine.Leases.SlotLimit).Where(bench.Bench.Engine.Leases.IsUsed))
        {
            bench.Leases6!.Remove(bench.Bench.Engine.Leases.Fields(slot).Address);
        }

        Assert.Equal(["address", "prefix"], Send(bench, MessageType6.Request, 2));
    }

    [Fact]
    public void A_client_that_comes_into_a_class_with_its_renewal_counts_there_and_one_too_many_keeps_what_it_has()
    {
        using var bench = new LibraryBench6(Config("\"address-limit\": 1", ""));
        Send(bench, MessageType6.Request, 1, "plain");
        Send(bench, MessageType6.Request, 2, "plain");
        Assert.Contains("address", Send(bench, MessageType6.Renew, 1));
        Assert.DoesNotContain("address", Send(bench, MessageType6.Solicit, 3));
        bench.Bench.Now += 100;
        Assert.Contains("address", Send(bench, MessageType6.Renew, 2));
        var stored = Enumerable.Range(0, bench.Bench.Engine.Leases.SlotLimit).Where(bench.Bench.Engine.Leases.IsUsed)
            .Where(s => bench.Bench.Engine.Leases.Fields(s).Type == LeaseType.Na)
            .Select(s => Encoding.UTF8.GetString(bench.Bench.Engine.Leases.UserContext(s))).ToList();
        Assert.Equal(1, stored.Count(c => c.Contains("\"gold\"", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("\"rate-limit\": \"1 packet per minute\"", "")]
    [InlineData("", "\"rate-limit\": \"1 packet per minute\"")]
    public void Queries_beyond_a_rate_are_dropped_and_counted(string classLimits, string subnetLimits)
    {
        var clock = new ManualClock();
        using var bench = new LibraryBench6(Config(classLimits, subnetLimits), clock: clock);
        Assert.Equal(["address", "prefix"], Send(bench, MessageType6.Solicit, 1));
        Assert.Equal(["none"], Send(bench, MessageType6.Request, 1));
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter6.LimitExceeded]);
        Assert.Equal(1, bench.Bench.Engine.Statistics[Counter6.ReceiveDrop]);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["address", "prefix"], Send(bench, MessageType6.Request, 1));
    }
}
