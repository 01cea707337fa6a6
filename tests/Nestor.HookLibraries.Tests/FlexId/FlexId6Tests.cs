using Nestor.Engine.Tests;
using Nestor.HookLibraries.Tests.Loading;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.HookLibraries.Tests.FlexId;

/// <summary>libdhcp_flex_id in the DHCPv6 server.</summary>
public sealed class FlexId6Tests
{
    private const string Pools = """
        "host-reservation-identifiers": [ "flex-id" ], "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f" } ],
          "pd-pools": [ { "prefix": "3000::", "prefix-len": 48, "delegated-len": 64 } ], "reservations": [ { "flex-id": "'port-7'", "ip-addresses": [ "2001:db8:1::77" ] } ] } ]
        """;

    private static LibraryBench6 Load(string parameters) => new($$""" "hooks-libraries": [ { "library": "/x/libdhcp_flex_id.so", "parameters": { {{parameters}} } } ], """ + Pools);

    private static byte[] Vendor(string text) => Bench6.Option(1000, [.. text.Select(c => (byte)c)]);

    private static (Ip6 Address, byte[] Duid, uint Iaid, byte[] Bytes) Obtain(LibraryBench6 bench, byte client, string vendor, params byte[][] ias)
    {
        byte[]? bytes = bench.Bench.Send(Bench6.Message(MessageType6.Request, client, true, [Vendor(vendor), .. ias]));
        Assert.NotNull(bytes);
        Assert.Equal(Nestor.Wire.Cursor.DecodeError.None, Packet6.Read(bytes, out var reply));
        Assert.True(reply.TryOption(OptionCode6.ClientId, out var duid));
        Assert.True(reply.TryOption(OptionCode6.IaNa, out var body) && Ia6.TryRead(OptionCode6.IaNa, body, out var ia));
        return (Bench6.Read(bytes).Leases[0].What.Address, duid.ToArray(), Ia6.TryRead(OptionCode6.IaNa, body, out ia) ? ia.Iaid : 0, bytes);
    }

    [Fact]
    public void A_reservation_is_found_by_the_value_of_the_expression()
    {
        using var bench = Load(""" "identifier-expression": "option[1000].hex" """);
        Assert.Equal(Ip6.Parse("2001:db8:1::77"), Obtain(bench, 1, "port-7", Bench6.Ia(OptionCode6.IaNa, 1)).Address);
        Assert.Equal(Ip6.Parse("2001:db8:1::10"), Obtain(bench, 2, "port-8", Bench6.Ia(OptionCode6.IaNa, 1)).Address);
    }

    [Fact]
    public void With_replace_client_id_the_lease_is_the_identifiers_and_the_client_hears_its_own_DUID()
    {
        using var bench = Load(""" "identifier-expression": "option[1000].hex", "replace-client-id": true """);
        var first = Obtain(bench, 1, "port-8", Bench6.Ia(OptionCode6.IaNa, 1));
        Assert.Equal([0, 3, 0, 1, 2, 0, 0, 0, 0, 1], first.Duid);
        var leases = bench.Bench.Engine.Leases;
        Assert.Equal("0000706F72742D38", Convert.ToHexString(leases.Duid(leases.Find(first.Address))));
        var second = Obtain(bench, 2, "port-8", Bench6.Ia(OptionCode6.IaNa, 1));
        Assert.Equal(first.Address, second.Address);
        Assert.Equal([0, 3, 0, 1, 2, 0, 0, 0, 0, 2], second.Duid);
        Assert.Equal(Ip6.Parse("2001:db8:1::77"), Obtain(bench, 3, "port-7", Bench6.Ia(OptionCode6.IaNa, 1)).Address);
    }

    [Fact]
    public void With_ignore_iaid_one_IA_is_the_same_whatever_its_IAID_and_several_are_not()
    {
        using var bench = Load(""" "ignore-iaid": true """);
        Assert.Contains(bench.Warnings, w => w.Contains("ignore-iaid", StringComparison.Ordinal));
        var first = Obtain(bench, 1, "x", Bench6.Ia(OptionCode6.IaNa, 5), Bench6.Ia(OptionCode6.IaPd, 6));
        Assert.Equal(5u, first.Iaid);
        var leases = bench.Bench.Engine.Leases;
        Assert.Equal(0u, leases.Fields(leases.Find(first.Address)).Iaid);
        Assert.Equal(0u, leases.Fields(leases.Find(Bench6.Read(first.Bytes).Leases[1].What.Address)).Iaid);
        var again = Obtain(bench, 1, "x", Bench6.Ia(OptionCode6.IaNa, 9), Bench6.Ia(OptionCode6.IaPd, 10));
        Assert.Equal(9u, again.Iaid);
        Assert.Equal(first.Address, again.Address);
        var several = Obtain(bench, 1, "x", Bench6.Ia(OptionCode6.IaNa, 11), Bench6.Ia(OptionCode6.IaNa, 12));
        Assert.NotEqual(first.Address, several.Address);
        Assert.Equal(11u, leases.Fields(leases.Find(several.Address)).Iaid);
    }

    [Fact]
    public void The_IAID_that_is_ignored_is_0_to_the_expression()
    {
        using var bench = Load(""" "ignore-iaid": true, "replace-client-id": true, "identifier-expression": "substring(option[3].hex, 0, 4)" """);
        var first = Obtain(bench, 1, "x", Bench6.Ia(OptionCode6.IaNa, 5));
        var leases = bench.Bench.Engine.Leases;
        Assert.Equal("000000000000", Convert.ToHexString(leases.Duid(leases.Find(first.Address))));
    }
}
