using Nestor.Engine.Tests;
using Nestor.Wire.Dhcp6;

namespace Nestor.HookLibraries.Tests.RunScript;

/// <summary>What Kea 2.2 has no counterpart for: addresses that clients register (RFC 9686).</summary>
public sealed class RunScript6Tests
{
    [Fact]
    public async Task The_script_hears_of_a_registered_address_with_the_lease_before_and_the_new_one()
    {
        using var script = new Scripts("tr '\\0' '\\n' </proc/$$/environ | grep -v '^QUERY6_' | sort >@/part; echo \"$1\" >>@/part; mv @/part @/heard");
        using var bench = new LibraryBench6($$"""
            "hooks-libraries": [ { "library": "libdhcp_run_script.so", "parameters": { "name": "{{script.Name}}" } } ],
            "subnet6": [ { "id": 1, "subnet": "2001:db8:1::/64", "interface": "eth0", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::1f" } ] } ]
            """);
        bench.Bench.Source = Nestor.Wire.Values.Ip6.Parse("2001:db8:1::99");
        byte[] inform = Bench6.Message(MessageType6.AddrRegInform, 1, false, Bench6.Address(bench.Bench.Source));
        string[] first = await Heard(bench, script, inform);
        Assert.Equal("addr6_register", first[^1]);
        Assert.Contains("ADDRESS6=2001:db8:1::99", first);
        Assert.Contains("NEW_LEASE6_ADDRESS=2001:db8:1::99", first);
        Assert.Contains("NEW_LEASE6_STATE=registered", first);
        Assert.DoesNotContain(first, v => v.StartsWith("OLD_LEASE6", StringComparison.Ordinal));
        string[] second = await Heard(bench, script, inform);
        Assert.Contains("OLD_LEASE6_ADDRESS=2001:db8:1::99", second);
        Assert.Equal(13, second.Count(v => v.StartsWith("NEW_LEASE6_", StringComparison.Ordinal)));
        Assert.Equal(13, second.Count(v => v.StartsWith("OLD_LEASE6_", StringComparison.Ordinal)));
    }

    private static async Task<string[]> Heard(LibraryBench6 bench, Scripts script, byte[] inform)
    {
        File.Delete(Path.Combine(script.Folder, "heard"));
        Assert.NotNull(bench.Bench.Send(inform));

        // leases6_committed is told beside it, by a run of its own.
        bench.WhenCommitted[0](true);
        string[] heard = await script.Lines("heard");
        bench.WhenCommitted.Clear();
        return heard;
    }
}
