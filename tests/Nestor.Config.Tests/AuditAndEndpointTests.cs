using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>Our own keywords for the audit log and for what a listener tells.</summary>
public sealed class AuditAndEndpointTests
{
    [Theory]
    [InlineData("\"file\": \"/var/log/kea/audit.log\"", "/var/log/kea/audit.log", 10_240_000, true)]
    [InlineData("\"file\": \"a\", \"maxsize\": 0, \"on-fail\": \"continue\", \"comment\": \"x\"", "a", 0, false)]
    [InlineData("\"file\": \"a\", \"maxsize\": 65536, \"on-fail\": \"refuse\"", "a", 65_536, true)]
    public void The_audit_log_has_a_file_a_size_and_a_way_to_fail(string members, string file, long size, bool isRefusing)
    {
        var result = Texts.Load($"\"audit\": {{ {members} }}");
        Assert.Empty(result.Diagnostics.All);
        Assert.Equal(new AuditSettings(file, size, isRefusing), result.Settings!.Audit);
    }

    [Theory]
    [InlineData("", "found an audit log without the name of a file, wanted \"file\"")]
    [InlineData("\"file\": \"\"", "found an audit log without the name of a file, wanted \"file\"")]
    [InlineData("\"file\": \"/tmp/\"", "found an audit log without the name of a file, wanted \"file\"")]
    [InlineData("\"file\": \"a\", \"maxsize\": 1000", "found 1000, wanted 0 or at least 65536 for \"maxsize\"")]
    [InlineData("\"file\": \"a\", \"on-fail\": \"stop\"", "found \"stop\", wanted one of refuse, continue for \"on-fail\"")]
    [InlineData("\"file\": \"a\", \"maxver\": 1", "found unknown keyword \"maxver\" in audit")]
    public void What_is_wrong_with_it_is_said(string members, string error)
    {
        var result = Texts.Load($"\"audit\": {{ {members} }}");
        Assert.Null(result.Settings);
        Assert.Contains(error, string.Join('\n', result.Diagnostics.All), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_it_there_is_none() => Assert.Null(Texts.Load("\"valid-lifetime\": 1").Settings!.Audit);

    [Theory]
    [InlineData("", HttpOffers.Commands)]
    [InlineData(", \"endpoints\": [ \"commands\", \"metrics\", \"health\" ]", HttpOffers.Commands | HttpOffers.Metrics | HttpOffers.Health)]
    [InlineData(", \"endpoints\": [ \"metrics\" ]", HttpOffers.Metrics)]
    public void A_listener_takes_commands_unless_it_is_for_something_else(string endpoints, HttpOffers offers)
    {
        var result = Texts.Load($$"""
            "control-sockets": [ { "socket-type": "https", "trust-anchor": "a", "cert-file": "b", "key-file": "c"{{endpoints}} } ]
            """);
        Assert.False(result.Diagnostics.HasErrors, string.Join('\n', result.Diagnostics.All));
        Assert.Equal(offers, Assert.Single(result.Settings!.ControlSockets.Http).Offers);
    }

    [Fact]
    public void One_that_takes_no_commands_needs_no_authentication() =>
        Assert.Empty(Texts.Load("\"control-sockets\": [ { \"socket-type\": \"http\", \"endpoints\": [ \"metrics\", \"health\" ] } ]").Diagnostics.All);

    [Theory]
    [InlineData("{ \"socket-type\": \"http\", \"endpoints\": [ \"leases\" ] }", "found \"leases\", wanted commands, metrics or health in \"endpoints\"")]
    [InlineData("{ \"socket-type\": \"http\", \"endpoints\": [ ] }", "found an empty list, wanted commands, metrics or health in \"endpoints\"")]
    [InlineData("{ \"socket-type\": \"http\", \"endpoints\": [ 1 ] }", "found an integer, wanted a string in \"endpoints\"")]
    [InlineData("{ \"socket-type\": \"unix\", \"socket-name\": \"a\", \"endpoints\": [ \"metrics\" ] }", "found \"endpoints\" in a control socket of type unix")]
    public void What_is_wrong_with_endpoints_is_said(string socket, string error)
    {
        var result = Texts.Load($"\"control-sockets\": [ {socket} ]");
        Assert.Null(result.Settings);
        Assert.Contains(error, string.Join('\n', result.Diagnostics.All), StringComparison.Ordinal);
    }
}
