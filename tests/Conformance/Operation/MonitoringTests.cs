using System.Text.Json;
using Conformance.Clients;

namespace Conformance.Operation;

/// <summary>What Stork's agent and kea-exporter ask for, and the members of the answers that they read.</summary>
public sealed class MonitoringTests
{
    [Theory]
    [InlineData(4, "subnet4", "total-addresses", "assigned-addresses", "declined-addresses")]
    [InlineData(6, "subnet6", "total-nas", "assigned-nas", "total-pds", "assigned-pds", "declined-addresses")]
    public void Storks_agent_finds_what_it_reads(int family, string subnets, params string[] counters)
    {
        using Daemon daemon = Serving(family, out string socket);
        JsonElement version = ControlClient.Ask(socket, "version-get");
        Assert.Equal(0, version.GetProperty("result").GetInt32());
        Assert.Matches(@"^\d+\.\d+\.\d+", version.GetProperty("text").GetString());
        Assert.NotEmpty(version.GetProperty("arguments").GetProperty("extended").GetString()!);

        JsonElement status = ControlClient.Ask(socket, "status-get").GetProperty("arguments");
        Assert.True(status.GetProperty("pid").GetInt64() > 0);
        Assert.True(status.GetProperty("uptime").GetInt64() >= 0);
        Assert.True(status.GetProperty("reload").GetInt64() >= 0);
        Assert.Contains(status.GetProperty("multi-threading-enabled").ValueKind, new[] { JsonValueKind.True, JsonValueKind.False });
        Assert.Equal("ready", status.GetProperty("sockets").GetProperty("status").GetString());
        Assert.False(status.GetProperty("dhcp-state").GetProperty("globally-disabled").GetBoolean());

        // The agent asks for the commands to know which hooks it may use.
        string[] commands = [.. ControlClient.Ask(socket, "list-commands").GetProperty("arguments").EnumerateArray().Select(c => c.GetString()!)];
        Assert.Contains("config-get", commands);
        Assert.Contains("statistic-get-all", commands);

        JsonElement arguments = ControlClient.Ask(socket, "config-get").GetProperty("arguments");
        Assert.Matches("^[0-9A-F]{64}$", arguments.GetProperty("hash").GetString());
        JsonElement configuration = arguments.GetProperty($"Dhcp{family}");
        Assert.Equal("unix", configuration.GetProperty("control-sockets")[0].GetProperty("socket-type").GetString());
        Assert.Equal("memfile", configuration.GetProperty("lease-database").GetProperty("type").GetString());
        Assert.Equal(JsonValueKind.Array, configuration.GetProperty("hooks-libraries").ValueKind);
        Assert.Equal(JsonValueKind.Array, configuration.GetProperty("shared-networks").ValueKind);
        Assert.Equal($"kea-dhcp{family}", configuration.GetProperty("loggers")[0].GetProperty("name").GetString());
        Assert.NotEmpty(configuration.GetProperty("loggers")[0].GetProperty("output-options")[0].GetProperty("output").GetString()!);
        JsonElement subnet = configuration.GetProperty(subnets)[0];
        Assert.Equal(1, subnet.GetProperty("id").GetInt64());
        Assert.Contains('/', subnet.GetProperty("subnet").GetString()!);
        Assert.NotEmpty(subnet.GetProperty("pools")[0].GetProperty("pool").GetString()!);
        Assert.Equal(
            arguments.GetProperty("hash").GetString(), ControlClient.Ask(socket, "config-hash-get").GetProperty("arguments").GetProperty("hash").GetString());

        JsonElement all = ControlClient.Ask(socket, "statistic-get-all").GetProperty("arguments");
        Assert.All(counters, name => Assert.Equal(JsonValueKind.Number, all.GetProperty($"subnet[1].{name}")[0][0].ValueKind));
        Assert.Equal(1, all.GetProperty($"subnet[1].{counters[1]}")[0][0].GetInt64());
    }

    [Theory]
    [InlineData(4, "pkt4-received", "pkt4-discover-received", "pkt4-offer-sent", "pkt4-request-received", "pkt4-ack-sent", "pkt4-nak-sent", "pkt4-parse-failed", "pkt4-receive-drop",
        "declined-addresses", "reclaimed-leases", "subnet[1].total-addresses", "subnet[1].assigned-addresses", "subnet[1].cumulative-assigned-addresses", "subnet[1].reclaimed-leases",
        "subnet[1].v4-reservation-conflicts", "subnet[1].v4-allocation-fail", "subnet[1].pool[5].total-addresses", "subnet[1].pool[5].assigned-addresses")]
    [InlineData(6, "pkt6-received", "pkt6-solicit-received", "pkt6-advertise-sent", "pkt6-request-received", "pkt6-reply-sent", "pkt6-parse-failed", "pkt6-receive-drop",
        "declined-addresses", "reclaimed-leases", "subnet[1].total-nas", "subnet[1].assigned-nas", "subnet[1].cumulative-assigned-nas", "subnet[1].total-pds", "subnet[1].assigned-pds",
        "subnet[1].v6-allocation-fail", "subnet[1].pool[0].total-nas", "subnet[1].pool[0].assigned-nas")]
    public void Kea_exporter_finds_each_sample_as_a_number_with_its_time_first(int family, params string[] names)
    {
        using Daemon daemon = Serving(family, out string socket);
        JsonElement answer = ControlClient.Ask(socket, "statistic-get-all");
        Assert.Equal(0, answer.GetProperty("result").GetInt32());
        JsonElement all = answer.GetProperty("arguments");
        foreach (string name in names)
        {
            JsonElement newest = all.GetProperty(name)[0];
            Assert.True(newest[0].GetDouble() >= 0, name);
            Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$", newest[1].GetString());
        }

        Assert.Equal(1, all.GetProperty(names[2])[0][0].GetInt64());

        // Labels are taken from the configuration, by the subnet's id.
        JsonElement subnet = ControlClient.Ask(socket, "config-get").GetProperty("arguments").GetProperty($"Dhcp{family}").GetProperty($"subnet{family}")[0];
        Assert.Equal(1, subnet.GetProperty("id").GetInt64());
    }

    private static Daemon Serving(int family, out string socket)
    {
        Daemon daemon = new(family);
        daemon.Configure($"\"control-sockets\": [ {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }} ],");
        daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        socket = daemon.In("s");
        return daemon;
    }
}
