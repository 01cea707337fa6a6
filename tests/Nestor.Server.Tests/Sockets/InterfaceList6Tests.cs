using Nestor.Server.Sockets;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Sockets;

public sealed class InterfaceList6Tests
{
    private static readonly Ip6 LinkLocal = Ip6.Parse("fe80::1");
    private static readonly Ip6 Global = Ip6.Parse("2001:db8::1");

    private static readonly InterfaceState[] Present =
    [
        new(1, "lo", true, true, true, 0, []) { Addresses6 = [Ip6.Parse("::1")] },
        new(2, "eth0", true, true, false, 1, []) { Addresses6 = [Global, LinkLocal] },
        new(3, "eth1", true, true, false, 2, []),
        new(4, "eth2", false, false, false, 3, []) { Addresses6 = [LinkLocal] },
        new(5, "eth3", true, true, false, 4, []) { Tentative6 = [LinkLocal] },
        new(6, "eth4", true, true, false, 5, []) { Duplicate6 = [LinkLocal] },
    ];

    private static (List<ListenOn6> Chosen, List<string> Problems) Choose(params string[] interfaces)
    {
        var problems = new List<string>();
        return (InterfaceList.Choose6(Configured.Interfaces6(Entries(interfaces)), Present, problems), problems);
    }

    /// <summary>As a configuration has them.</summary>
    private static string Entries(string[] interfaces) => $"\"interfaces\": [ {string.Join(", ", interfaces.Select(i => $"\"{i}\""))} ]";

    [Theory]
    [InlineData("*")]
    [InlineData("eth0")]
    [InlineData("eth0/fe80::1")]
    public void An_interface_is_listened_on_under_its_link_local_address_and_in_both_groups_of_servers__RFC9915_7_1(string entry)
    {
        var (chosen, problems) = Choose(entry);
        Assert.Equal(["eth0 (fe80::1)", "eth0 (ff02::1:2)", "eth0 (ff05::1:3)"], chosen.Select(c => c.ToString()));
        Assert.All(chosen, c => Assert.Equal(LinkLocal, c.Find(2).Source));
        Assert.Empty(problems);
    }

    [Fact]
    public void An_address_that_is_named_is_listened_on_besides()
    {
        var chosen = Choose("eth0/2001:db8::1", "eth0").Chosen;
        Assert.Equal(4, chosen.Count);
        var unicast = Assert.Single(chosen, c => c.Bound == Global);
        Assert.Equal(("eth0", Global, LinkLocal), (unicast.Find(2).Name, unicast.Find(2).Source, unicast.Find(2).LinkLocal));

        // A query to it may come in by another interface.
        Assert.Equal(("eth1", Global), (unicast.Find(3).Name, unicast.Find(3).Source));
    }

    [Fact]
    public void Loopback_has_no_link_local_address_and_needs_one_that_is_named()
    {
        Assert.Equal("interface lo has no link-local address", Assert.Single(Choose("lo").Problems));
        var (chosen, problems) = Choose("lo/::1");
        Assert.Equal("lo (::1)", Assert.Single(chosen).ToString());
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("eth9", "interface eth9 does not exist")]
    [InlineData("eth1", "interface eth1 has no link-local address")]
    [InlineData("eth2", "interface eth2 is down")]
    [InlineData("eth3", "the link-local address of interface eth3 is still being checked for duplicates")]
    [InlineData("eth4", "the link-local address of interface eth4 is another host's too")]
    [InlineData("eth1/2001:db8::9", "interface eth1 has no address 2001:db8::9; it has ")]
    public void What_is_missing_is_said_precisely(string entry, string problem)
    {
        var (chosen, problems) = Choose(entry);
        Assert.Empty(chosen);
        Assert.Equal(problem, Assert.Single(problems));
    }

    [Fact]
    public void A_named_address_that_is_missing_does_not_keep_the_link_from_being_served()
    {
        var (chosen, problems) = Choose("eth0/2001:db8::9");
        Assert.Equal(3, chosen.Count);
        Assert.Equal("interface eth0 has no address 2001:db8::9; it has 2001:db8::1, fe80::1", Assert.Single(problems));
    }
}
