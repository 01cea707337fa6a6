using System.Text;
using Nestor.Engine.Reconfiguration;
using Nestor.Hooks.Commands;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.Tests.Reconfiguration;

/// <summary>The commands reconfigure4 and reconfigure6: whom they mean, and how many they say these are.</summary>
public sealed class ReconfigureCommandTests
{
    private const string Context4 = "{\"nestor\":{\"forcerenew-nonce\":\"01010101010101010101010101010101\"}}";
    private const string Context6 =
        "{\"nestor\":{\"reconfigure-key\":\"01010101010101010101010101010101\",\"interface\":\"eth0\",\"to\":\"fe80::99\"}}";

    /// <summary>The answer, once the command has gone through all its turns.</summary>
    internal static CommandResult Tell(Bench bench, string arguments) =>
        Finish(ReconfigureCommand.Reconfigure4(bench.Engine.Reconfigurer, Call("reconfigure4", arguments)), out _);

    /// <inheritdoc cref="Tell(Bench, string)"/>
    internal static CommandResult Tell(TestClient6 client, string arguments) =>
        Finish(ReconfigureCommand.Reconfigure6(client.Engine.Reconfigurer, Call("reconfigure6", arguments)), out _);

    [Theory]
    [InlineData("{ \"all\": true }", 3, "10 11 12")]
    [InlineData("{ \"subnet-id\": 1 }", 2, "10 11")]
    [InlineData("{ \"subnet-id\": 2 }", 1, "12")]
    [InlineData("{ \"hw-address\": \"02:00:00:00:00:0b\" }", 1, "11")]
    [InlineData("{ \"hw-address\": \"02000000000b\" }", 1, "11")]
    [InlineData("{ \"client-id\": \"00:0c\" }", 1, "12")]
    [InlineData("{ \"ip-address\": \"192.0.2.10\" }", 1, "10")]
    [InlineData("{ \"ip-address\": \"192.0.2.10\", \"subnet-id\": 2 }", 0, "")]
    [InlineData("{ \"ip-address\": \"192.0.2.13\" }", 0, "")]
    [InlineData("{ \"ip-address\": \"192.0.2.14\" }", 0, "")]
    public void The_clients_that_are_meant_are_counted_and_told_and_no_others__RFC3203_3(string arguments, int count, string told)
    {
        var bench = new Bench("""
            "reconfigure": "on-command",
            "subnet4": [ { "id": 1, "subnet": "192.0.2.0/24" }, { "id": 2, "subnet": "192.0.3.0/24", "interface": "eth0" } ]
            """);
        Put(bench, 10, 1, Context4);
        Put(bench, 11, 1, Context4);
        Put(bench, 12, 2, Context4);

        // One without a nonce, and one whose lease is over.
        Put(bench, 13, 1, "");
        Put(bench, 14, 1, Context4, bench.Now - 10_000);
        var result = Tell(bench, arguments);
        Assert.Equal(count == 0 ? ResultCode.Empty : ResultCode.Success, result.Code);
        Assert.Equal(count == 0 ? null : count, result.Arguments?["clients"]?.Integer);
        Assert.Equal(told, string.Join(' ', bench.Idle().Select(m => m.Destination.ToString().Split('.')[3]).Order()));
    }

    [Theory]
    [InlineData("{ \"all\": true }", 2)]
    [InlineData("{ \"subnet-id\": 1 }", 2)]
    [InlineData("{ \"subnet-id\": 2 }", 0)]
    [InlineData("{ \"duid\": \"00:03:00:01:02:00:00:00:00:01\" }", 1)]
    [InlineData("{ \"duid\": \"00:03:00:01:02:00:00:00:00:02\" }", 1)]
    [InlineData("{ \"ip-address\": \"2001:db8::19\" }", 1)]
    [InlineData("{ \"hw-address\": \"02:00:00:00:00:02\" }", 1)]
    [InlineData("{ \"duid\": \"00:03:00:01:02:00:00:00:00:03\" }", 0)]
    [InlineData("{ \"ip-address\": \"2001:db8::77\" }", 0)]
    public void A_client_with_two_leases_is_counted_and_told_once__RFC9915_18_3_11(string arguments, int count)
    {
        var client = new TestClient6(TestClient6.Settings(ReconfigureMode.OnCommand, "2001:db8::53"));
        client.Lease();
        Put(client, "2001:db8::18", 2);
        Put(client, "2001:db8::19", 2);
        var result = Tell(client, arguments);
        Assert.Equal(count == 0 ? ResultCode.Empty : ResultCode.Success, result.Code);
        Assert.Equal(count == 0 ? null : count, result.Arguments?["clients"]?.Integer);
        Assert.Equal(count, client.Idle().Count);
    }

    [Fact]
    public void Many_leases_are_counted_a_piece_in_each_turn()
    {
        var bench = new Bench("\"reconfigure\": \"on-command\", \"subnet4\": [ { \"id\": 1, \"subnet\": \"192.0.0.0/16\" } ]");
        for (uint i = 0; i < 2000; i++)
        {
            Put(bench, i, 1, i % 2 == 0 ? Context4 : "");
        }

        var result = Finish(
            ReconfigureCommand.Reconfigure4(bench.Engine.Reconfigurer, Call("reconfigure4", "{ \"all\": true }")), out int turns);
        Assert.Equal("1000 clients will be told to come back", result.Text);
        Assert.Equal(2000 / Reconfigurer<Ip4>.MaxCounted, turns);
    }

    [Fact]
    public void The_commands_are_registered_under_their_names()
    {
        var commands = new CommandTable();
        ReconfigureCommand.Register(commands, new Bench("").Engine.Reconfigurer);
        ReconfigureCommand.Register(commands, new TestClient6(TestClient6.Settings(ReconfigureMode.Off, "::1")).Engine.Reconfigurer);
        Assert.Equal(["reconfigure4", "reconfigure6"], commands.Names);
        var call = new CommandCall("reconfigure4", null);
        Assert.StartsWith("found no arguments", commands.Find("reconfigure4")!.Run(call).Text);
    }

    private static CommandCall Call(string name, string arguments) =>
        new(name, JsonReader.Read(Encoding.UTF8.GetBytes(arguments), "test", new Diagnostics()));

    private static CommandResult Finish(CommandResult result, out int turns)
    {
        for (turns = 0; result.GoOn is { } goOn; turns++)
        {
            result = goOn();
        }

        return result;
    }

    private static void Put(Bench bench, uint number, uint subnet, string context, long? since = null) => bench.Engine.Leases.Put(new Lease4View
    {
        Fields = new() { Address = new Ip4(0xC000_0200 + number), SubnetId = subnet, Cltt = since ?? bench.Now, ValidLifetime = 3600 },
        HardwareAddress = [2, 0, 0, 0, 0, (byte)number],
        ClientId = [0, (byte)number],
        UserContext = Encoding.UTF8.GetBytes(context),
    });

    private static void Put(TestClient6 client, string address, byte number) => client.Engine.Leases.Put(new Lease6View
    {
        Fields = new() { Address = Ip6.Parse(address), PrefixLength = 128, SubnetId = 1, Iaid = 7, Cltt = client.Now, ValidLifetime = 3600, PreferredLifetime = 3600 },
        Duid = [0, 3, 0, 1, 2, 0, 0, 0, 0, number],
        HardwareAddress = [2, 0, 0, 0, 0, number],
        UserContext = Encoding.UTF8.GetBytes(Context6),
    });
}
