using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Clients;
using Conformance.Network;

namespace Conformance.Operation;

/// <summary>Commands that write the configuration, or change what is listened on, on a running server.</summary>
public sealed class ConfigWriteTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_value_that_is_changed_by_command_is_all_that_is_changed_in_the_file(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure($"\"decline-probation-period\": 77, // short\n<?include \"{daemon.In("more.json")}\"?>\n");
        File.WriteAllText(daemon.In("more.json"), $"# where commands come by\n\"control-sockets\": [ {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }} ],\n");
        RunningProgram program = daemon.Serve();
        string socket = daemon.In("s");
        string before = File.ReadAllText(daemon.Config);
        string included = File.ReadAllText(daemon.In("more.json"));
        JsonElement written = ControlClient.Ask(socket, "config-write").GetProperty("arguments");
        Assert.Equal(daemon.Config, written.GetProperty("filename").GetString());
        Assert.Equal(before, File.ReadAllText(daemon.Config));

        JsonNode told = JsonNode.Parse(ControlClient.Ask(socket, "config-get").GetProperty("arguments").GetRawText())!;
        told.AsObject().Remove("hash");
        told[$"Dhcp{family}"]!["decline-probation-period"] = 78;
        JsonElement set = ControlClient.Ask(socket, "config-set", told.ToJsonString());
        Assert.Equal("Configuration successful.", set.GetProperty("text").GetString());
        Assert.Equal(
            ControlClient.Ask(socket, "config-hash-get").GetProperty("arguments").GetProperty("hash").GetString(),
            set.GetProperty("arguments").GetProperty("hash").GetString());
        Assert.Equal(before, File.ReadAllText(daemon.Config));
        Assert.Equal(0, ControlClient.Ask(socket, "config-write", "{ \"filename\": \"copy.json\" }").GetProperty("result").GetInt32());
        Assert.Equal(before.Replace("77", "78", StringComparison.Ordinal), File.ReadAllText(daemon.In("copy.json")));
        Assert.Equal(0, ControlClient.Ask(socket, "config-write").GetProperty("result").GetInt32());
        Assert.Equal(before.Replace("77", "78", StringComparison.Ordinal), File.ReadAllText(daemon.Config));
        Assert.Equal(included, File.ReadAllText(daemon.In("more.json")));
        string? hash = Hash(socket);
        ControlClient.Must(socket, "config-reload", null, 0, "Configuration successful.");
        Assert.Equal(hash, Hash(socket));
        program.Stop();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void Interfaces_are_listed_and_looked_for_again_and_one_more_is_listened_on(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure($"\"control-sockets\": [ {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }} ],");
        RunningProgram program = daemon.Serve();
        string socket = daemon.In("s");
        foreach (string command in new[] { "interface-list", "interface-redetect" })
        {
            JsonElement answer = ControlClient.Ask(socket, command);
            JsonElement[] all = [.. answer.GetProperty("arguments").GetProperty("interfaces").EnumerateArray()];
            Assert.Equal($"{all.Length} interfaces detected.", answer.GetProperty("text").GetString());
            JsonElement loopback = all.Single(i => i.GetProperty("name").GetString() == "lo");
            Assert.True(loopback.GetProperty("in-use").GetBoolean());
            Assert.True(loopback.GetProperty("flag-loopback").GetBoolean());
            Assert.Equal(772, loopback.GetProperty("type").GetInt32());
            Assert.Contains(family == 4 ? "127.0.0.1" : "::1", loopback.GetProperty("addresses").EnumerateArray().Select(a => a.GetString()));
        }

        const string Updated = "Interface configuration successfully updated.";
        string entry = family == 4 ? "lo/127.0.0.1" : "lo/::1";
        ControlClient.Must(socket, "interface-add", $"{{ \"interfaces\": [ \"{entry}\" ] }}", 0, Updated);
        ControlClient.Must(socket, "interface-add", "{ \"interfaces\": [ \"no-such\" ] }", 1, "interface 'no-such' is not present in the system");
        Assert.Contains(entry, ControlClient.Ask(socket, "config-get").GetProperty("arguments").GetProperty($"Dhcp{family}").GetProperty("interfaces-config")
            .GetProperty("interfaces").EnumerateArray().Select(i => i.GetString()));
        Assert.True(daemon.IsAnswering(daemon.Port, 5000));
        program.Stop();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void What_is_left_out_of_the_configuration_stays_told_when_an_interface_is_added(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure($$"""
            "on-error": "quarantine", "shared-networks": [ { "name": 5 } ],
            "control-sockets": [ { "socket-type": "unix", "socket-name": "{{daemon.In("s")}}" } ],
            """);
        RunningProgram program = daemon.Serve();
        string socket = daemon.In("s");
        string before = Told("status-get");
        Assert.Contains("shared-networks", before, StringComparison.Ordinal);
        string name = family == 4 ? "lo/127.0.0.1" : "lo";
        string text = File.ReadAllText(daemon.Config);
        ControlClient.Must(socket, "interface-add", $"{{ \"interfaces\": [ \"{name}\" ] }}", 0, "Interface configuration successfully updated.");
        Assert.Equal(before, Told("status-get"));
        Assert.Equal(before, Told("config-get"));
        ControlClient.Ask(socket, "interface-redetect");
        Assert.Equal(before, Told("status-get"));
        Assert.Equal(0, ControlClient.Ask(socket, "config-write").GetProperty("result").GetInt32());
        Assert.Contains("\"shared-networks\": [ { \"name\": 5 } ],", File.ReadAllText(daemon.Config), StringComparison.Ordinal);
        Assert.NotEqual(text, File.ReadAllText(daemon.Config));
        program.Stop();

        string Told(string command) => ControlClient.Ask(socket, command).GetProperty("arguments").GetProperty("quarantined").GetRawText();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_clean_up_of_the_lease_file_starts_on_command(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure($"\"control-sockets\": [ {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }} ],");
        RunningProgram program = daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        ControlClient.Must(daemon.In("s"), "kea-lfc-start", null, 0, "kea-lfc started");
        Assert.Contains("DHCPSRV_MEMFILE_LFC_EXECUTE", program.Text, StringComparison.Ordinal);
        Assert.True(Wait.Until(() => File.Exists(daemon.LeaseFile + ".2"), 30));
        program.Stop();
    }

    [Theory]
    [InlineData(4, "subnet4-select-test", "{ \"remote\": \"127.0.0.9\" }", "selected subnet '127.0.0.0/8' id 1")]
    [InlineData(6, "subnet6-select-test", "{ \"link\": \"2001:db8:1::1\" }", "selected subnet '2001:db8:1::/64' id 1")]
    public void A_subnet_is_selected_by_command(int family, string command, string arguments, string text)
    {
        using Daemon daemon = new(family);
        daemon.Configure($"\"control-sockets\": [ {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }} ],");
        RunningProgram program = daemon.Serve();
        ControlClient.Must(daemon.In("s"), command, arguments, 0, text);
        ControlClient.Must(daemon.In("s"), "config-backend-pull", null, 3, "No config backend.");
        program.Stop();
    }

    private static string? Hash(string socket) =>
        ControlClient.Ask(socket, "config-hash-get").GetProperty("arguments").GetProperty("hash").GetString();
}
