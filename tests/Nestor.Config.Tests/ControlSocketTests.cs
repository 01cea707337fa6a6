using Nestor.Wire.Options;

namespace Nestor.Config.Tests;

public sealed class ControlSocketTests
{
    private const string First = "{ \"socket-type\": \"unix\", \"socket-name\": \"/run/kea/first\" }";
    private const string Second = "{ \"socket-type\": \"unix\", \"socket-name\": \"second\" }";

    [Fact]
    public void There_may_be_several_unix_sockets()
    {
        Assert.Equal(["/run/kea/first", "second"], Texts.Good($"\"control-sockets\": [ {First}, {Second} ]").ControlSockets.Select(s => s.Name));
        Assert.Equal(["/run/kea/first", "second"], Texts.Good6($"\"control-sockets\": [ {First}, {Second} ]").ControlSockets.Select(s => s.Name));
        Assert.Empty(Texts.Good("").ControlSockets);
    }

    [Fact]
    public void The_older_control_socket_is_a_list_of_one()
    {
        var result = Texts.Load($"\"control-socket\": {First}");
        Assert.Equal("/run/kea/first", Assert.Single(result.Settings!.ControlSockets).Name);
        Assert.Contains("older name; write \"control-sockets\"", Assert.Single(result.Diagnostics.All).ToString());
        Assert.Equal("/run/kea/first", Assert.Single(Texts.Good6($"\"control-socket\": {First}").ControlSockets).Name);
    }

    [Theory]
    [InlineData(Universe.V4, "http")]
    [InlineData(Universe.V6, "https")]
    public void Sockets_of_other_types_are_warned_of_and_the_server_goes_without_them(Universe universe, string type)
    {
        string name = universe == Universe.V4 ? "Dhcp4" : "Dhcp6";
        var (isTaken, diagnostics) = Texts.LoadWhole(
            universe, $$"""{ "{{name}}": { "control-sockets": [ { "socket-type": "{{type}}" } ] } }""");
        Assert.True(isTaken);
        Assert.Contains($"a control socket of type {type} is recognised but not acted on yet", Assert.Single(diagnostics.All).ToString());
    }

    [Theory]
    [InlineData("{ \"socket-name\": \"x\" }", "2.22: found a control socket without its type, wanted \"socket-type\"")]
    [InlineData("{ \"socket-type\": \"unix\" }", "2.22: found a unix control socket without a name, wanted \"socket-name\"")]
    [InlineData("{ \"socket-type\": \"unix\", \"socket-name\": \"\" }", "2.62: found a unix control socket without a name, wanted \"socket-name\"")]
    [InlineData("{ \"socket-type\": \"unix\", \"socket-name\": \"/a/..\" }", "2.62: found \"/a/..\", wanted the name of a file for \"socket-name\"")]
    [InlineData("{ \"socket-type\": \"unix\", \"socket-name\": \"/a/\" }", "2.62: found \"/a/\", wanted the name of a file for \"socket-name\"")]
    [InlineData("{ \"socket-type\": \"pipe\" }", "2.39: found \"pipe\", wanted one of unix, http, https for \"socket-type\"")]
    [InlineData(Second + ", " + Second, "2.114: found \"second\" for the second time, wanted each socket once")]
    [InlineData("{ \"socket-type\": \"unix\", \"socket-name\": 5 }", "2.62: found an integer, wanted a string for \"socket-name\"")]
    public void A_socket_that_cannot_be_is_refused_at_its_place(string list, string error)
    {
        var result = Texts.Load($"\"control-sockets\": [ {list} ]");
        Assert.Null(result.Settings);
        Assert.Contains($"kea.conf:{error}", result.Diagnostics.All.Select(d => d.ToString()));
    }

    [Fact]
    public void Both_spellings_beside_each_other_are_refused()
    {
        var result = Texts.Load($"\"control-sockets\": [ {First} ], \"control-socket\": {Second}");
        Assert.Contains("beside another spelling of it", Assert.Single(result.Diagnostics.All, d => d.IsError).ToString());
    }
}
