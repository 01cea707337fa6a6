using System.Text;
using Nestor.Engine.Explaining;
using Nestor.Hooks.Commands;
using Nestor.Json;

namespace Nestor.Engine.Tests.Explaining;

/// <summary>The commands explain4 and what-if4.</summary>
public sealed class ExplainCommandTests
{
    private const string Client = """ "interface": "eth0", "client": { "hw-address": "02:00:00:00:00:07", "options": [ { "name": "host-name", "data": "seven" } ] } """;

    private const string Subnet = """
        "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24", "interface": "eth0", "pools": [ { "pool": "192.0.2.10 - 192.0.2.19" } ] } ]
        """;

    private readonly Bench _bench = new(Subnet);
    private readonly CommandTable _commands = new();
    private string _refusal = "";

    public ExplainCommandTests() => ExplainCommands.Register(_commands, _bench.Engine, (Element _, out string error) =>
    {
        error = _refusal;
        return error.Length > 0 ? null : new Bench("\"valid-lifetime\": 77, " + Subnet).Engine.Settings;
    });

    /// <summary>The answer, once the command has gone through all its turns.</summary>
    internal static CommandResult Run(CommandTable commands, string name, string arguments)
    {
        var call = new CommandCall(name, JsonReader.Read(Encoding.UTF8.GetBytes(arguments), "test", new Diagnostics()));
        var result = commands.Find(name)!.Run(call);
        for (int i = 0; i < 10 && result.GoOn is { } goOn; i++)
        {
            result = goOn();
        }

        return result;
    }

    [Fact]
    public void A_client_in_words_is_explained_and_gets_nothing()
    {
        string before = Tables.Of(_bench);
        var result = Run(_commands, "explain4", "{" + Client + "}");
        Assert.True(result.Text == "the query would be answered by DHCPOFFER", JsonWriter.Compact(result.ToElement()));
        Assert.Contains(result.Arguments!["query"]!["options"]!.Items, o => o["data"]!.Text.Contains("seven", StringComparison.Ordinal));
        Assert.Equal(before, Tables.Of(_bench));
    }

    [Fact]
    public void Another_configuration_is_read_first_and_refused_with_its_reason()
    {
        var result = Run(_commands, "what-if4", "{" + Client + """, "configuration": { "Dhcp4": { } } }""");
        Assert.Equal(77, result.Arguments!["lifetimes"]!.Items[0]["value"]!.Integer);
        _refusal = "file:1.2: found x";
        result = Run(_commands, "what-if4", "{" + Client + """, "configuration": { "Dhcp4": { } } }""");
        Assert.Equal((ResultCode.Error, "the configuration is refused: file:1.2: found x"), (result.Code, result.Text));
        Assert.Equal(ResultCode.Error, Run(_commands, "what-if4", "{" + Client + "}").Code);
    }

    [Theory]
    [InlineData("{ }")]
    [InlineData("{ \"packet\": \"\" }")]
    [InlineData("{ \"packet\": \"no\" }")]
    [InlineData("{ \"packet\": \"01\", \"client\": { } }")]
    [InlineData("{ \"client\": { \"hw-address\": \"xx\" } }")]
    [InlineData("{ \"client\": { \"message-type\": \"NONE\" } }")]
    [InlineData("{ \"client\": { \"unknown\": 1 } }")]
    public void What_is_wrong_in_the_question_is_said(string arguments)
    {
        var result = Run(_commands, "explain4", arguments);
        Assert.Equal(ResultCode.Error, result.Code);
        Assert.NotEqual("", result.Text);
    }

    [Fact]
    public void A_packet_that_is_none_is_explained_as_dropped()
    {
        var result = Run(_commands, "explain4", "{ \"packet\": \"0102\" }");
        Assert.Equal((ResultCode.Success, "dropped"), (result.Code, result.Arguments!["verdict"]!.Text));
    }
}
