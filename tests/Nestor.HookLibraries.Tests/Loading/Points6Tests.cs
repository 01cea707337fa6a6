using Nestor.Engine.Tests;
using Nestor.Engine.Tests.Events;
using Nestor.Hooks.Libraries;
using Nestor.Hooks.Points;
using Nestor.Model.Hosts;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.Loading;

/// <summary>Every DHCPv6 hook point: what a callout is given, and what it may change.</summary>
public sealed class Points6Tests
{
    public const string PlainSubnet = """
        "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f" } ],
          "pd-pools": [ { "prefix": "3000::", "prefix-len": 48, "delegated-len": 64 } ] } ]
        """;

    private const string Toys = """ "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/toy.so" } ], """;

    private readonly Recorder _recorder = new();

    private LibraryBench6 Load(Action<LibrarySetup> load, string members = PlainSubnet) => new(Toys + members, Toy.Table(load), _recorder.Loggers6);

    private static byte[] Solicit(byte client = 1, byte iaid = 1) =>
        Bench6.Message(MessageType6.Solicit, client, false, Bench6.Ia(OptionCode6.IaNa, iaid));

    [Theory]
    [InlineData(NextStep.Continue, HostIdentifierType.FlexId, "2001:db8:1::77")]
    [InlineData(NextStep.Skip, HostIdentifierType.FlexId, "2001:db8:1::10")]
    [InlineData(NextStep.Continue, HostIdentifierType.HwAddress, "2001:db8:1::78")]
    public void Host6_identifier_says_what_the_client_is_known_by(NextStep next, HostIdentifierType type, string address)
    {
        int calls = 0;
        using var bench = Load(l => l.Points6!.Host6Identifier.Add(l, call =>
        {
            calls++;
            Assert.Equal(HostIdentifierType.FlexId, call.Type);
            call.Type = type;
            call.Value = "port-7"u8.ToArray();
            call.Next = next;
        }), """
            "host-reservation-identifiers": [ "flex-id" ],
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f" } ],
              "reservations": [ { "flex-id": "'port-7'", "ip-addresses": [ "2001:db8:1::77" ] },
                { "hw-address": "70:6f:72:74:2d:37", "ip-addresses": [ "2001:db8:1::78" ] } ] } ]
            """);
        var (leases, _, _) = Bench6.Read(bench.Bench.Send(Solicit()));
        Assert.Equal(Ip6.Parse(address), leases[0].What.Address);
        Assert.Equal(1, calls);
    }
}
