namespace Nestor.HookLibraries.Tests.LeaseCmds;

/// <summary>The library in a DHCPv6 server with two subnets, and requests to it.</summary>
internal sealed class LeaseCommands6 : IDisposable
{
    public const string Subnets = """
        "valid-lifetime": 4000, "preferred-lifetime": 3000, "subnet6": [
          { "id": 66, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::10 - 2001:db8:1::99" } ],
            "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 40, "delegated-len": 48, "pool-id": 3 } ] },
          { "id": 99, "subnet": "2001:db8:2::/64", "valid-lifetime": 100 } ]
        """;

    public LeaseCommands6(string members = LeaseCommands4.Library + Subnets) => Bench = new LibraryBench6(members);

    public LibraryBench6 Bench { get; }

    public string Ask(string command, string? arguments = null) => Bench.Ask(command, arguments?.Replace('\'', '"'));

    /// <summary>Adds a lease that has what every lease has, and some more.</summary>
    public void Add(string address, string more = "", string duid = "01:02:03:04:05:06:07:08", uint iaid = 1234) => Assert.StartsWith(
        "{ \"result\": 0, \"text\": \"Lease for ",
        Ask("lease6-add", $"{{ 'ip-address': '{address}', 'duid': '{duid}', 'iaid': {iaid}{(more.Length > 0 ? ", " + more : "")} }}"),
        StringComparison.Ordinal);

    public void Dispose() => Bench.Dispose();
}
