using static Nestor.HookLibraries.Tests.LeaseCmds.LeaseCommands4;

namespace Nestor.HookLibraries.Tests.LeaseCmds;

/// <summary>The commands <c>sflq-pool4-*</c> and <c>sflq-pool6-*</c> on pools with a queue of what is free.</summary>
public sealed class QueuedPoolTests : IDisposable
{
    private const string None = "{ \"arguments\": { \"pools\": [ ] }, \"result\": 3, \"text\": \"0 pool(s) found.\" }";

    private readonly LeaseCommands4 _server4 = new(Library + """
        "allocator": "flq", "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "pools": [ { "pool": "192.0.2.0 - 192.0.2.99" }, { "pool": "192.0.2.200/30" } ] },
          { "id": 2, "subnet": "192.0.3.0/24", "allocator": "iterative", "pools": [ { "pool": "192.0.3.0/24" } ] } ]
        """);

    private readonly LeaseCommands6 _server6 = new(Library + """
        "pd-allocator": "flq", "subnet6": [ { "id": 5, "subnet": "2001:db8:1::/64", "pools": [ { "pool": "2001:db8:1::/80" } ],
          "pd-pools": [ { "prefix": "2001:db8:8000::", "prefix-len": 40, "delegated-len": 48 } ] } ]
        """);

    [Fact]
    public void Sflq_pool4_get_all_tells_pools_with_a_queue_and_what_is_free_in_them()
    {
        _server4.Add("192.0.2.11");
        string answer = _server4.Ask("sflq-pool4-get-all");
        Assert.Matches(
            """^{ "arguments": { "pools": \[ { "created-ts": "(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.000000)", "delegated-len": 128, "end-address": "192.0.2.99", "free-leases": 99,"""
            + """ "lease-type": "V4", "modified-ts": "\1", "start-address": "192.0.2.0", "subnet-id": 1 }, """,
            answer);
        Assert.EndsWith("\"start-address\": \"192.0.2.200\", \"subnet-id\": 1 } ] }, \"result\": 0, \"text\": \"2 pool(s) found.\" }", answer, StringComparison.Ordinal);
        Assert.Equal(None, _server4.Ask("sflq-pool6-get-all"));
    }

    [Fact]
    public void Sflq_pool6_get_all_tells_pools_of_prefixes()
    {
        _server6.Add("2001:db8:8001::", "'type': 'IA_PD', 'prefix-len': 48, 'subnet-id': 5");
        string answer = _server6.Ask("sflq-pool6-get-all");
        Assert.Contains("\"delegated-len\": 48, \"end-address\": \"2001:db8:80ff:ffff:ffff:ffff:ffff:ffff\", \"free-leases\": 255, \"lease-type\": \"IA_PD\"", answer, StringComparison.Ordinal);
        Assert.EndsWith("\"result\": 0, \"text\": \"1 pool(s) found.\" }", answer, StringComparison.Ordinal);
        Assert.Equal(None, _server6.Ask("sflq-pool4-get-all"));
    }

    [Fact]
    public void Sflq_pools_are_found_by_subnet()
    {
        Assert.Contains("\"2 pool(s) found.\"", _server4.Ask("sflq-pool4-get-by-subnet", "{ \"subnet-id\": 1 }"), StringComparison.Ordinal);
        Assert.Equal(None, _server4.Ask("sflq-pool4-get-by-subnet", "{ \"subnet-id\": 2 }"));
        Assert.Contains("\"1 pool(s) found.\"", _server6.Ask("sflq-pool6-get-by-subnet", "{ \"subnet-id\": 5 }"), StringComparison.Ordinal);
        Assert.Equal(Error("missing parameter 'subnet-id'"), _server6.Ask("sflq-pool6-get-by-subnet", "{ }"));
        Assert.Equal(Error("invalid type specified for parameter 'subnet-id'"), _server4.Ask("sflq-pool4-get-by-subnet", "{ \"subnet-id\": \"x\" }"));
    }

    [Fact]
    public void Sflq_pools_are_found_by_a_range_that_they_overlap()
    {
        Assert.Contains("\"1 pool(s) found.\"", _server4.Ask("sflq-pool4-get-by-range", Range("192.0.2.90", "192.0.2.199")), StringComparison.Ordinal);
        Assert.Contains("\"2 pool(s) found.\"", _server4.Ask("sflq-pool4-get-by-range", Range("192.0.0.0", "192.0.255.255")), StringComparison.Ordinal);
        Assert.Equal(None, _server4.Ask("sflq-pool4-get-by-range", Range("192.0.2.100", "192.0.2.199")));
        Assert.Contains("\"1 pool(s) found.\"", _server6.Ask("sflq-pool6-get-by-range", Range("2001:db8::", "2001:db9::")), StringComparison.Ordinal);
        Assert.Equal(None, _server6.Ask("sflq-pool6-get-by-range", Range("2001:db9::", "2001:db9::1")));
    }

    [Fact]
    public void Sflq_rebuild_holds_the_leases_against_the_pool()
    {
        for (int i = 0; i < 50; i++)
        {
            _server4.Add($"192.0.2.{i}");
        }

        Assert.Equal("{ \"result\": 0, \"text\": \"SFLQ pool rebuilt.\" }", _server4.Ask("sflq-pool4-rebuild", Range("192.0.2.0", "192.0.2.99")));
        Assert.Contains("\"free-leases\": 50,", _server4.Ask("sflq-pool4-get-all"), StringComparison.Ordinal);
        Assert.Equal(
            Empty("SFLQ pool not found: none is from 192.0.2.0 to 192.0.2.98"), _server4.Ask("sflq-pool4-rebuild", Range("192.0.2.0", "192.0.2.98")));
        const string Of6 = "2001:db8:8000::";
        Assert.Equal(
            "{ \"result\": 0, \"text\": \"SFLQ pool rebuilt.\" }", _server6.Ask("sflq-pool6-rebuild", Range(Of6, "2001:db8:80ff:ffff:ffff:ffff:ffff:ffff")));
        Assert.StartsWith("{ \"result\": 3, ", _server6.Ask("sflq-pool6-rebuild", Range(Of6, "2001:db8:80ff::")), StringComparison.Ordinal);
    }

    [Fact]
    public void Sflq_del_leaves_a_pool_that_is_in_use_as_its_leases_say()
    {
        _server4.Add("192.0.2.11");
        Assert.Equal("{ \"result\": 0, \"text\": \"SFLQ pool deleted\" }", _server4.Ask("sflq-pool4-del", Range("192.0.2.0", "192.0.2.99")));
        Assert.Contains("\"free-leases\": 99,", _server4.Ask("sflq-pool4-get-all"), StringComparison.Ordinal);
        Assert.StartsWith("{ \"result\": 3, ", _server4.Ask("sflq-pool4-del", Range("192.0.2.1", "192.0.2.99")), StringComparison.Ordinal);
        Assert.Equal("{ \"result\": 0, \"text\": \"SFLQ pool deleted\" }", _server6.Ask("sflq-pool6-del", Range("2001:db8:8000::", "2001:db8:80ff:ffff:ffff:ffff:ffff:ffff")));
        Assert.StartsWith("{ \"result\": 3, ", _server6.Ask("sflq-pool6-del", Range("2001:db8:8000::", "2001:db8:8000::1")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "'start-address' parameter not specified")]
    [InlineData("{ }", "missing parameter 'start-address'")]
    [InlineData("{ 'start-address': '192.0.2.0' }", "missing parameter 'end-address'")]
    [InlineData("{ 'start-address': 5, 'end-address': '192.0.2.0' }", "invalid type specified for parameter 'start-address'")]
    [InlineData("{ 'start-address': '192.0.2.0', 'end-address': '::' }", "'end-address' parameter value :: is not an IPv4 address")]
    [InlineData("{ 'start-address': '192.0.2.9', 'end-address': '192.0.2.0' }", "'start-address' 192.0.2.9 is behind 'end-address' 192.0.2.0")]
    public void A_wrong_range_is_refused_by_name(string? arguments, string error)
    {
        foreach (string command in (string[])["sflq-pool4-get-by-range", "sflq-pool4-rebuild", "sflq-pool4-del"])
        {
            Assert.Equal(Error(error), _server4.Ask(command, arguments?.Replace('\'', '"')));
            Assert.Equal(Error(error), _server6.Ask(command, arguments));
        }
    }

    [Fact]
    public void Sflq_del_wants_force_to_be_true_or_false() => Assert.Equal(
        Error("invalid type specified for parameter 'force'"),
        _server4.Ask("sflq-pool4-del", "{ \"start-address\": \"192.0.2.0\", \"end-address\": \"192.0.2.99\", \"force\": 1 }"));

    public void Dispose()
    {
        _server4.Dispose();
        _server6.Dispose();
    }

    private static string Range(string first, string last) => $"{{ \"start-address\": \"{first}\", \"end-address\": \"{last}\" }}";
}
