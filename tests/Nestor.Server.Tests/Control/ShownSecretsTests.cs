using System.Text;
using Nestor.Config.Loading;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Server.Control;
using Xunit;

namespace Nestor.Server.Tests.Control;

/// <summary>Passwords of the running configuration are not told, and a configuration that was told can be given back.</summary>
public sealed class ShownSecretsTests
{
    private const string Configuration = """
        { "Dhcp4": { "hosts-databases": [
            { "type": "mysql", "name": "one", "user": "kea", "password": "first-secret" },
            { "type": "postgresql", "name": "two", "user": "kea", "password": "second-secret" } ] } }
        """;

    private readonly NotingServer _server = new();
    private readonly CommandTable _commands = new();

    public ShownSecretsTests()
    {
        var loaded = ConfigLoader.Load4(Encoding.UTF8.GetBytes(Configuration), "kea.conf", null);
        _server.Settings = loaded.Settings ?? throw new InvalidOperationException(string.Join('\n', loaded.Diagnostics.All));
        ConfigCommands.Register(_commands, _server);
    }

    [Fact]
    public void A_password_is_told_as_stars_and_the_hash_is_that_of_the_password_itself()
    {
        var told = Run("config-get", null).Arguments!;
        string text = JsonWriter.Compact(told);
        Assert.DoesNotContain("-secret", text, StringComparison.Ordinal);
        Assert.Equal("*****", told["Dhcp4"]!["hosts-databases"]!.Items[1]["password"]!.Text);
        Assert.Equal("kea", told["Dhcp4"]!["hosts-databases"]!.Items[1]["user"]!.Text);
        string hash = told["hash"]!.Text;
        Assert.Equal(hash, Run("config-hash-get", null).Arguments!["hash"]!.Text);

        _server.Settings = ConfigLoader.Load4(Encoding.UTF8.GetBytes(Configuration.Replace("first", "other", StringComparison.Ordinal)), "kea.conf", null).Settings!;
        Assert.NotEqual(hash, Run("config-hash-get", null).Arguments!["hash"]!.Text);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public void Stars_that_come_back_mean_the_passwords_of_the_running_configuration_in_any_order(int first, int second)
    {
        var databases = Run("config-get", null).Arguments!["Dhcp4"]!["hosts-databases"]!.Items;
        string asked = $"{{ \"Dhcp4\": {{ \"hosts-databases\": [ {JsonWriter.Compact(databases[first])}, {JsonWriter.Compact(databases[second])} ] }} }}";
        Assert.Equal(ResultCode.Success, Run("config-set", asked).Code);
        Assert.True(
            _server.Taken!.IndexOf("first-secret", StringComparison.Ordinal) is >= 0 and var one
            && _server.Taken.IndexOf("second-secret", StringComparison.Ordinal) is >= 0 and var two && one < two == first < second,
            _server.Taken);
        Assert.DoesNotContain("*****", _server.Taken, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_user_beside_the_stars_keeps_the_password_of_the_same_place()
    {
        string asked = JsonWriter.Compact(Run("config-get", null).Arguments!["Dhcp4"]!["hosts-databases"]!)
            .Replace("\"one\"", "\"renamed\"", StringComparison.Ordinal);
        Assert.Equal(ResultCode.Success, Run("config-set", $"{{ \"Dhcp4\": {{ \"hosts-databases\": {asked} }} }}").Code);
        Assert.Contains("first-secret", _server.Taken, StringComparison.Ordinal);
        Assert.Contains("second-secret", _server.Taken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("config-set")]
    [InlineData("config-test")]
    public void Stars_where_the_running_configuration_has_no_password_are_refused(string command)
    {
        var result = Run(command, "{ \"Dhcp4\": { \"lease-database\": { \"type\": \"mysql\", \"password\": \"*****\" } } }");
        Assert.Equal(
            (ResultCode.Error, "<wire>:1.63: found \"*****\" for \"password\", which means that of the running configuration, and it has none there"),
            (result.Code, result.Text));
        Assert.Null(_server.Taken);
    }

    private CommandResult Run(string name, string? arguments)
    {
        var result = _commands.Find(name)!.Run(new CommandCall(
            name, arguments is null ? null : JsonReader.Read(Encoding.UTF8.GetBytes(arguments), "<wire>", new Diagnostics())));
        while (result.GoOn is { } goOn)
        {
            result = goOn();
        }

        return result;
    }
}
