using System.Text.Json;
using Conformance.Clients;
using Conformance.Network;
using Conformance.Operation;

namespace Conformance.Hooks;

/// <summary>libdhcp_host_cmds with the real program: reservations by command, in a file and in the configuration.</summary>
public sealed class ReservationCommands
{
    private static readonly string[] Addresses = ["", "", "", "", "127.7.7.7", "", "2001:db8:1::7:7"];

    private static string Members(Daemon daemon) => $$"""
        "control-sockets": [ { "socket-type": "unix", "socket-name": "{{daemon.In("s")}}" } ],
        "hooks-libraries": [ { "library": "/usr/lib/kea/hooks/libdhcp_host_cmds.so", "parameters": { "hosts-file": "hosts.json" } } ],
        """;

    /// <summary>A reservation for whoever got a lease, by what the lease file says of the client.</summary>
    private static string Reservation(Daemon daemon, int family)
    {
        string[] row = File.ReadAllLines(daemon.LeaseFile)[^1].Split(',');
        return family == 4
            ? $$"""{ "subnet-id": 1, "hw-address": "{{row[1]}}", "ip-address": "{{Addresses[4]}}" }"""
            : $$"""{ "subnet-id": 1, "duid": "{{row[1]}}", "ip-addresses": [ "{{Addresses[6]}}" ] }""";
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_reservation_by_command_gives_its_client_the_address_and_is_there_after_the_server_was_killed(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(Members(daemon));
        string socket = daemon.In("s");
        RunningProgram program = daemon.Serve();
        Assert.NotNull(daemon.Lease(3));
        string reservation = Reservation(daemon, family);
        ControlClient.Must(socket, "reservation-add", $$"""{ "reservation": {{reservation}} }""", 0, "Host added.");
        Assert.Equal(Addresses[family], $"{daemon.Lease(3)}");
        program.Signal(RunningProgram.Kill);
        program.End();

        program = daemon.Serve();
        Assert.Equal(Addresses[family], $"{daemon.Lease(3)}");
        ControlClient.Must(socket, "reservation-get-all", """{ "subnet-id": 1 }""", 0, $"1 IPv{family} host(s) found.");
        string which = $$"""{ "subnet-id": 1, "ip-address": "{{Addresses[family]}}" }""";
        Assert.Equal(0, ControlClient.Ask(socket, "reservation-get", which).GetProperty("result").GetInt32());
        ControlClient.Must(socket, "reservation-del", which, 0, "Host deleted.");
        ControlClient.Must(socket, "reservation-get", which, 0, "Host not found.");
        program.Stop();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_reservation_in_memory_is_one_of_the_configuration_and_is_written_with_it(int family)
    {
        using Daemon daemon = new(family);
        daemon.Configure(Members(daemon));
        string socket = daemon.In("s");
        RunningProgram program = daemon.Serve();
        Assert.NotNull(daemon.Lease(3));
        string reservation = Reservation(daemon, family);
        ControlClient.Must(socket, "reservation-add", $$"""{ "reservation": {{reservation}}, "operation-target": "memory" }""", 0, "Host added.");
        Assert.Equal(Addresses[family], $"{daemon.Lease(3)}");
        JsonElement told = ControlClient.Ask(socket, "config-get").GetProperty("arguments").GetProperty($"Dhcp{family}").GetProperty($"subnet{family}")[0];
        Assert.Equal(1, told.GetProperty("reservations").GetArrayLength());
        Assert.Equal(0, ControlClient.Ask(socket, "config-write").GetProperty("result").GetInt32());
        program.Stop();
        Assert.Contains(Addresses[family], File.ReadAllText(daemon.Config), StringComparison.Ordinal);

        program = daemon.Serve();
        Assert.Equal(Addresses[family], $"{daemon.Lease(3)}");
        program.Stop();
    }

    [Fact]
    public void Reservations_of_the_file_stay_when_the_configuration_is_another_one()
    {
        using Daemon daemon = new();
        daemon.Configure(Members(daemon));
        string socket = daemon.In("s");
        RunningProgram program = daemon.Serve();
        Assert.NotNull(daemon.Lease(3));
        ControlClient.Must(socket, "reservation-add", $$"""{ "reservation": {{Reservation(daemon, 4)}} }""", 0, "Host added.");
        ControlClient.Must(socket, "config-reload", null, 0, "Configuration successful.");
        Assert.Equal(Addresses[4], $"{daemon.Lease(3)}");
        ControlClient.Must(socket, "reservation-get-page", """{ "limit": 10 }""", 0, "1 IPv4 host(s) found.");
        program.Stop();
    }
}
