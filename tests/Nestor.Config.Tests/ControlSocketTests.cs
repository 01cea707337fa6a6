namespace Nestor.Config.Tests;

public sealed class ControlSocketTests
{
    private const string First = "{ \"socket-type\": \"unix\", \"socket-name\": \"/run/kea/first\" }";
    private const string Second = "{ \"socket-type\": \"unix\", \"socket-name\": \"second\" }";

    [Fact]
    public void There_may_be_one_unix_socket()
    {
        Assert.Equal("/run/kea/first", Assert.Single(Texts.Good($"\"control-sockets\": [ {First} ]").ControlSockets.Unix).Name);
        Assert.Equal("second", Assert.Single(Texts.Good6($"\"control-sockets\": [ {Second} ]").ControlSockets.Unix).Name);
        Assert.Empty(Texts.Good("").ControlSockets.Unix);
    }

    [Fact]
    public void The_older_control_socket_is_a_list_of_one()
    {
        var result = Texts.Load($"\"control-socket\": {First}");
        Assert.Equal("/run/kea/first", Assert.Single(result.Settings!.ControlSockets.Unix).Name);
        Assert.Contains("older name; write \"control-sockets\"", Assert.Single(result.Diagnostics.All).ToString());
        Assert.Equal("/run/kea/first", Assert.Single(Texts.Good6($"\"control-socket\": {First}").ControlSockets.Unix).Name);
    }

    [Theory]
    [InlineData("{ \"socket-name\": \"x\" }", "2.22: found a control socket without its type, wanted \"socket-type\"")]
    [InlineData("{ \"socket-type\": \"unix\" }", "2.22: found a unix control socket without a name, wanted \"socket-name\"")]
    [InlineData("{ \"socket-type\": \"unix\", \"socket-name\": \"\" }", "2.62: found a unix control socket without a name, wanted \"socket-name\"")]
    [InlineData("{ \"socket-type\": \"unix\", \"socket-name\": \"/a/..\" }", "2.62: found \"/a/..\", wanted the name of a file for \"socket-name\"")]
    [InlineData("{ \"socket-type\": \"unix\", \"socket-name\": \"/a/\" }", "2.62: found \"/a/\", wanted the name of a file for \"socket-name\"")]
    [InlineData("{ \"socket-type\": \"pipe\" }", "2.39: found \"pipe\", wanted one of unix, http, https for \"socket-type\"")]
    [InlineData(First + ", " + Second, "2.122: found a second unix control socket, \"second\", wanted one at most")]
    [InlineData("{ \"socket-type\": \"unix\", \"socket-name\": \"x\", \"socket-port\": 5 }", "2.67: found \"socket-port\" in a control socket of type unix, wanted it in another type of socket")]
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
