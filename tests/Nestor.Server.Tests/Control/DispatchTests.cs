using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Json;
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
        var call = Dispatch.Read(Encoding.UTF8.GetBytes(request), out string error);
        Assert.Equal("", error);
        Assert.Equal("a", call!.Name);
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
        Assert.Null(Dispatch.Read(Encoding.UTF8.GetBytes(request), out string found));
        Assert.Equal(error, found);
    }

    [Fact]
    public async Task No_bytes_do_more_than_be_refused()
    {
        var log = new ListLogger();
        using var dispatch = new Dispatch(new CommandQueue(new CommandTable(), TimeProvider.System, log), log);
        var dice = new Random(1);
        byte[] good = Encoding.UTF8.GetBytes("{ \"command\": \"a\", \"arguments\": { \"b\": [ 1, 2.5, \"\\u00e4\", true, null ] } }");
        for (int i = 0; i < 10_000; i++)
        {
            byte[] bytes = [.. good];
            for (int change = dice.Next(1, 6); change > 0; change--)
            {
                bytes[dice.Next(bytes.Length)] = (byte)dice.Next(256);
            }

            var result = await dispatch.Answer(bytes[..dice.Next(bytes.Length + 1)]);
            Assert.True(result.Code is ResultCode.Error or ResultCode.Unsupported);
        }

        Assert.Contains(log.Lines, line => line.StartsWith("COMMAND_PROCESS_ERROR1 a request is refused: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_with_line_ends_makes_no_lines_in_the_log()
    {
        var log = new ListLogger();
        using var dispatch = new Dispatch(new CommandQueue(new CommandTable(), TimeProvider.System, log), log);
        await dispatch.Answer(Encoding.UTF8.GetBytes("{ \"command\": \"a\\nFATAL\\u0000" + new string('x', 1000) + "\" }"));
        Assert.Equal($"COMMAND_RECEIVED Received command 'a?FATAL?{new string('x', 56)}'", Assert.Single(log.Lines));
    }
}
