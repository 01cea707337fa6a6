using Nestor.Model.Settings;
using Nestor.Server.Sockets;
using Nestor.Wire.Options;
using Nestor.Wire.Values;

namespace Nestor.Server.Tests.Sockets;

public sealed class InterfaceListTests
{
    private static readonly Ip4 One = new(0x0A000001);
    private static readonly Ip4 Two = new(0x0A000002);

    private static readonly InterfaceState[] Present =
    [
        new(1, "lo", true, true, true, 0, [new Ip4(0x7F000001)]),
        new(2, "eth0", true, true, false, 1, [One, Two]),
        new(3, "eth1", true, true, false, 2, []),
        new(4, "eth2", false, false, false, 3, [new Ip4(0x0A000101)]),
        new(5, "eth3", true, false, false, 4, [new Ip4(0x0A000201)]),
    ];

    private static (List<ListenOn4> Chosen, List<string> Problems) Choose(bool isRaw, params string[] interfaces)
    {
        var problems = new List<string>();
        return (InterfaceList.Choose(new InterfacesSettings { Interfaces = interfaces, IsRaw = isRaw }, Present, problems), problems);
    }

    [Fact]
    public void The_asterisk_takes_what_can_be_used_and_complains_of_nothing()
    {
        var (chosen, problems) = Choose(true, "*");
        Assert.Equal("eth0 (10.0.0.1, 10.0.0.2)", Assert.Single(chosen).ToString());
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("eth9", "interface eth9 does not exist")]
    [InlineData("eth1", "interface eth1 has no IPv4 address")]
    [InlineData("eth2", "interface eth2 is down")]
    [InlineData("eth3", "interface eth3 is up but has no carrier")]
    [InlineData("eth0/10.0.0.3", "interface eth0 has no address 10.0.0.3; it has 10.0.0.1, 10.0.0.2")]
    [InlineData("lo", "loopback interface lo cannot be listened on with raw sockets; dhcp-socket-type udp can")]
    public void What_is_missing_is_said_precisely(string entry, string problem)
    {
        var (chosen, problems) = Choose(true, entry);
        Assert.Empty(chosen);
        Assert.Equal(problem, Assert.Single(problems));
    }

    [Fact]
    public void Loopback_can_be_named_for_UDP() => Assert.Equal("lo", Assert.Single(Choose(false, "lo").Chosen).Nic.Name);

    [Fact]
    public void Several_entries_for_one_interface_make_one_socket()
    {
        var chosen = Choose(true, "eth0/10.0.0.2", "eth0/10.0.0.1", "*").Chosen;
        Assert.Equal("eth0 (10.0.0.2, 10.0.0.1)", Assert.Single(chosen).ToString());
    }

    [Fact]
    public void A_query_counts_for_the_address_it_was_sent_to_and_else_for_the_first()
    {
        var place = Choose(true, "eth0").Chosen[0];
        Assert.Equal(Two, place.Find(Two).Address);
        Assert.Equal(One, place.Find(Ip4.Broadcast).Address);
    }

    [Theory]
    [InlineData(Universe.V4)]
    [InlineData(Universe.V6)]
    public void Only_require_all_gives_up_and_only_after_its_tries(Universe universe)
    {
        Func<string, InterfacesSettings> interfaces = universe == Universe.V4 ? Configured.Interfaces : Configured.Interfaces6;
        var lenient = new OpenRetries();
        for (int i = 0; i < 100; i++)
        {
            Assert.Equal(OpenVerdict.Retry, lenient.Judge(interfaces("\"service-sockets-require-all\": false"), hasProblems: true));
        }

        var strict = new OpenRetries();
        var settings = interfaces("\"service-sockets-require-all\": true, \"service-sockets-max-retries\": 2");
        Assert.Equal(OpenVerdict.Retry, strict.Judge(settings, true));
        Assert.Equal(OpenVerdict.Retry, strict.Judge(settings, true));
        Assert.Equal(OpenVerdict.GiveUp, strict.Judge(settings, true));

        strict.Restart();
        Assert.Equal(OpenVerdict.Complete, strict.Judge(settings, false));
        for (int i = 0; i < 10; i++)
        {
            Assert.Equal(OpenVerdict.Retry, strict.Judge(settings, true));
        }
    }
}
