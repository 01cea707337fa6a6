using System.Text;
using Nestor.Config.Loading;
using Nestor.Model.Settings;

namespace Nestor.Config.Tests;

/// <summary>Keywords of Nestor's own about clients that are told to come back, and rapid commit in DHCPv4.</summary>
public sealed class ReconfigureKeywordTests
{
    private static LoadResult<Dhcp4Settings> Load(string members) =>
        ConfigLoader.Load4(Encoding.UTF8.GetBytes("{ \"Dhcp4\": { " + members + " } }"), "test", null);

    [Theory]
    [InlineData("", ReconfigureMode.Off)]
    [InlineData("\"reconfigure\": \"off\"", ReconfigureMode.Off)]
    [InlineData("\"reconfigure\": \"on-command\"", ReconfigureMode.OnCommand)]
    [InlineData("\"reconfigure\": \"auto\"", ReconfigureMode.Auto)]
    public void Reconfigure_is_off_unless_set(string members, ReconfigureMode expected) =>
        Assert.Equal(expected, Load(members).Settings!.Reconfigure);

    [Theory]
    [InlineData("\"reconfigure\": \"sometimes\"")]
    [InlineData("\"reconfigure\": true")]
    [InlineData("\"rapid-commit\": 1")]
    public void Another_value_is_refused(string members) => Assert.Null(Load(members).Settings);

    [Fact]
    public void Options_80_and_145_are_known_and_may_still_be_defined_otherwise()
    {
        var known = Load("\"option-data\": [ { \"name\": \"forcerenew-nonce-capable\", \"data\": \"1, 2\" } ]");
        Assert.Equal([1, 2], known.Settings!.Options.Find(145)!.Body);

        var own = Load("""
            "option-def": [ { "name": "ours", "code": 80, "type": "uint16" } ], "option-data": [ { "name": "ours", "data": "258" } ]
            """);
        Assert.True(own.Settings is not null, string.Join('\n', own.Diagnostics.All));
        Assert.Equal([1, 2], own.Settings!.Options.Find(80)!.Body);
    }
}
