using System.Text;
using System.Text.Json.Nodes;
using Nestor.Config.Loading;
using Nestor.Config.Writing;
using Nestor.Json;

namespace Nestor.Config.Tests;

/// <summary>The configuration of a control agent as text, which keeps what it has in common with a text that is there.</summary>
public sealed class AgentConfigTextTests
{
    private const string Plain = """
        # The agent.
        {
          "Dhcp4": { }, // not ours
          "Control-agent": {
            "http-port": 8000, // the usual one
            /* where the servers are */
            "control-sockets": {
              "dhcp4": { "socket-type": "unix", "socket-name": "a" }, // four
              "d2": { "socket-name": "c" }
            },
            <?include "more.json"?>
            "authentication": { "type": "basic", "clients": [
              { "user": "ann", "password": "a" }, # first
              { "user": "bob", "password": "b" }  # second
            ] }
          }
        }

        """;

    private const string Included = "# how much is told\n\"loggers\": [ { \"name\": \"kea-ctrl-agent\", \"output-options\": [ { \"output\": \"stdout\" } ] } ],\n";

    [Fact]
    public void What_is_not_changed_is_byte_for_byte_the_same() => Assert.Equal(Plain, Written("http-port", "8000"));

    [Theory]
    [InlineData("http-port", "8001", "8000, //", "8001, //")]
    [InlineData("control-sockets/dhcp4/socket-name", "\"b\"", "\"a\" }, // four", "\"b\" }, // four")]
    [InlineData("authentication/clients/1/password", "\"x\"", "\"password\": \"b\" }  # second", "\"password\": \"x\" }  # second")]
    [InlineData("authentication/clients/0", "null", "      { \"user\": \"ann\", \"password\": \"a\" }, # first\n", "")]
    [InlineData("http-host", "\"127.0.0.1\"", "8000, //", "8000, //")]
    public void Only_what_is_changed_is_another(string path, string value, string before, string after)
    {
        Assert.Contains(before, Plain, StringComparison.Ordinal);
        Assert.Equal(Plain.Replace(before, after, StringComparison.Ordinal), Written(path, value));
    }

    [Fact]
    public void A_text_that_is_no_configuration_is_written_anew()
    {
        byte[] written = ConfigText.OfAgent(Load, Open).Of(NormalForm.Of(Load(Encoding.UTF8.GetBytes(Plain))!)!, "{"u8.ToArray());
        Assert.NotNull(Load(written));
    }

    private static string Written(string path, string value)
    {
        var told = (JsonObject)JsonNode.Parse(JsonWriter.Compact(NormalForm.Of(Load(Encoding.UTF8.GetBytes(Plain))!)!))!;
        ConfigRewrite.Put(told["Control-agent"]!, path, value);
        var running = NormalForm.Of(Load(Encoding.UTF8.GetBytes(told.ToJsonString()))!)!;
        byte[] written = ConfigText.OfAgent(Load, Open).Of(running, Encoding.UTF8.GetBytes(Plain));
        Assert.Equal(JsonWriter.Compact(running), JsonWriter.Compact(NormalForm.Of(Load(written)!)!));
        return Encoding.UTF8.GetString(written);
    }

    private static Nestor.Model.Settings.AgentSettings? Load(byte[] text) => ConfigLoader.LoadAgent(text, "", Open).Settings;

    private static byte[]? Open(string file, out string error)
    {
        error = file == "more.json" ? "" : "no such file";
        return error.Length == 0 ? Encoding.UTF8.GetBytes(Included) : null;
    }
}
