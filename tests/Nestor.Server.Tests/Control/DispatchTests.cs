using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Logging;
using Nestor.Server.Control;
using Nestor.Server.Tests.Logging;

namespace Nestor.Server.Tests.Control;

/// <summary>From the text of a request to its command, or to what is wrong with it.</summary>
public sealed class DispatchTests
{
    [Theory]
    [InlineData("{ \"command\": \"a\" }", null)]
    [InlineData("{ \"command\": \"a\", \"arguments\": [ 1 ], \"service\": [ \"dhcp4\" ], \"remote-address\": \"::1\" }", "[ 1 ]")]
    [InlineData("# why\n{ \"command\": /* this */ \"a\", // and\n \"arguments\": { \"b\": null, }, }", "{ \"b\": null }")]
    public void A_command_has_a_name_and_perhaps_arguments(string request, string? arguments)
    {
        var read = CommandRequest.Read(Encoding.UTF8.GetBytes(request));
        Assert.Equal("", read.Error);
        var call = read.Call!;
        Assert.Equal("a", call.Name);
        Assert.Equal(arguments, call.Arguments is null ? null : JsonWriter.Compact(call.Arguments));
    }

    [Theory]
    [InlineData("[ 1 ]", "found a list, wanted a map with a \"command\"")]
    [InlineData("{ }", "found no \"command\", wanted its name")]
    [InlineData("{ \"command\": 5 }", "found a \"command\" that is not a string")]
    [InlineData("{ \"command\": null }", "found a \"command\" that is not a string")]
    [InlineData("{ \"command\": \"a\", \"foo\": 1 }", "Received command contains unsupported parameter 'foo'")]
    [InlineData("{ \"command\": \"a\", \"command\": \"b\" }", "<wire>:1.19: found \"command\" for the second time, wanted it once in a map")]
    [InlineData("{ \"command\": }", "<wire>:1.14: found }, wanted a value")]
    [InlineData("{ <?include \"x\"?> }", "<wire>:1.3: found <?include, wanted everything in the text itself: a file cannot be included here")]
    public void What_is_no_command_is_refused_with_the_reason(string request, string error)
    {
        var read = CommandRequest.Read(Encoding.UTF8.GetBytes(request));
        Assert.Null(read.Call);
        Assert.Equal(error, read.Error);
    }

    [Fact]
    public async Task No_bytes_do_more_than_be_refused()
    {
        var log = new ListLogger();
        using var dispatch = new Dispatch(new CommandQueue(new CommandTable(), TimeProvider.System, log), "dhcp4", log);
        var dice = new Random(1);
        byte[] good = Encoding.UTF8.GetBytes("{ \"command\": \"a\", \"arguments\": { \"b\": [ 1, 2.5, \"\\u00e4\", true, null ] } }");
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = [.. good];
            for (int change = dice.Next(1, 6); change > 0; change--)
            {
                bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            }

            var result = await dispatch.Answer(bytes[..dice.Next(bytes.Length + 1)], Caller.Inside);
            Assert.True(result.Code is ResultCode.Error or ResultCode.Unsupported);
        }

        Assert.Contains(log.Lines, line => line.StartsWith("COMMAND_PROCESS_ERROR1 a request is refused: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_with_line_ends_makes_no_lines_in_the_log()
    {
        var log = new ListLogger();
        using var dispatch = new Dispatch(new CommandQueue(new CommandTable(), TimeProvider.System, log), "dhcp4", log);
        await dispatch.Answer(Encoding.UTF8.GetBytes("{ \"command\": \"a\\nFATAL\\u0000" + new string('x', 1000) + "\" }"), Caller.Inside);
        Assert.Equal($"COMMAND_RECEIVED Received command 'a?FATAL?{new string('x', 56)}'", Assert.Single(log.Lines));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("[ ]", "")]
    [InlineData("[ \"\" ]", "")]
    [InlineData("[ \"dhcp4\" ]", "")]
    [InlineData("[ \"dhcp6\" ]", "found service \"dhcp6\", wanted \"dhcp4\": nothing is forwarded from here")]
    [InlineData("[ \"dhcp4\", \"dhcp4\" ]", "found 2 servers in \"service\", wanted \"dhcp4\" alone: nothing is forwarded from here")]
    [InlineData("\"dhcp4\"", "service value must be a list")]
    [InlineData("[ 5 ]", "found a \"service\" that is not a string")]
    public async Task A_request_by_HTTP_may_name_this_server_and_no_other(string service, string error)
    {
        var commands = new CommandTable();
        commands.AddOutside("a", call => CommandResult.Success(call.Caller.User!));
        using var dispatch = new Dispatch(new CommandQueue(commands, TimeProvider.System, Logger.Silent), "dhcp4", Logger.Silent);
        byte[] request = Encoding.UTF8.GetBytes("{ \"command\": \"a\"" + (service.Length > 0 ? $", \"service\": {service}" : "") + " }");
        var caller = new Caller(CallerChannel.Http) { User = "who" };
        var answer = await dispatch.AnswerHttp(request, caller);
        Assert.Equal(200, answer.Status);
        Assert.Equal(
            JsonWriter.Compact(Element.List([(error.Length > 0 ? CommandResult.Error(error) : CommandResult.Success("who")).ToElement()])),
            answer.Text.ToString());

        // By a unix socket there is nobody else: it is not looked at.
        Assert.Equal("who", (await dispatch.Answer(request, caller)).Text);
    }

    [Theory]
    [InlineData("", 400, "{ \"result\": 400, \"text\": \"Bad Request\" }")]
    [InlineData("# why\n{ \"command\": \"b\" /* this */ }", 200, "[ { \"result\": 2, \"text\": \"'b' command not supported.\" } ]")]
    [InlineData("{ \"command\": }", 400, "{ \"result\": 400, \"text\": \"Bad Request\" }")]
    [InlineData("{ \"command\": \"a\" } x", 400, "{ \"result\": 400, \"text\": \"Bad Request\" }")]
    [InlineData("{ \"command\": \"no\" }", 403, "{ \"result\": 403, \"text\": \"Forbidden\" }")]
    [InlineData("{ \"command\": \"b\" }", 200, "[ { \"result\": 2, \"text\": \"'b' command not supported.\" } ]")]
    [InlineData("[ 1 ]", 200, "[ { \"result\": 1, \"text\": \"found a list, wanted a map with a \\\"command\\\"\" } ]")]
    public async Task Only_what_HTTP_itself_refuses_is_no_list_and_has_another_status(string request, int status, string body)
    {
        var commands = new CommandTable();
        commands.AddOutside("no", _ => CommandResult.Forbidden());
        using var dispatch = new Dispatch(new CommandQueue(commands, TimeProvider.System, Logger.Silent), "dhcp4", Logger.Silent);
        var answer = await dispatch.AnswerHttp(Encoding.UTF8.GetBytes(request), Caller.Inside);
        Assert.Equal((status, body), (answer.Status, answer.Text.ToString()));
    }
}
