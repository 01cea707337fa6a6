using System.Text.Json.Nodes;
using Conformance.Clients;
using Conformance.Network;

namespace Conformance.Operation;

/// <summary>The folders Kea has for each kind of file since 2.7.9: warned of in a configuration file, refused by command.</summary>
public sealed class FolderTests
{
    [Theory]
    [InlineData(4)]
    [InlineData(6)]
    public void A_configuration_of_before_there_were_folders_is_served_and_each_file_elsewhere_is_told(int family)
    {
        using Daemon daemon = new(family);
        string log = Path.Combine(Elsewhere(daemon), "log");
        daemon.Configure(
            $"\"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{Path.Combine(Elsewhere(daemon), "s")}\" }},",
            $"\"output-options\": [ {{ \"output\": \"{log}\" }}, {{ \"output\": \"stdout\" }} ]");
        File.WriteAllText(daemon.Config, File.ReadAllText(daemon.Config).Replace(daemon.LeaseFile, Path.Combine(Elsewhere(daemon), "leases.csv"), StringComparison.Ordinal));
        RunningProgram program = daemon.Serve();
        Assert.NotNull(daemon.Lease(1));
        Assert.Contains($"WARN  [kea-dhcp{family}.dctl/", program.Text, StringComparison.Ordinal);
        Assert.Contains($"DCTL_LOG_PATH_SECURITY_WARNING log file {log} is not in {daemon.Folder}\n", program.Text, StringComparison.Ordinal);
        Assert.Contains($"DHCPSRV_MEMFILE_PATH_SECURITY_WARNING lease file {Elsewhere(daemon)}/leases.csv is not in {daemon.Folder}\n", program.Text, StringComparison.Ordinal);
        Assert.Contains($"COMMAND_UNIX_SOCKET_PATH_SECURITY_WARNING {Elsewhere(daemon)}/s is not in {daemon.Folder}\n", program.Text, StringComparison.Ordinal);
        Assert.Contains("DCTL_LOG_PATH_SECURITY_WARNING", File.ReadAllText(log), StringComparison.Ordinal);

        // What runs may come back by command.
        string socket = Path.Combine(Elsewhere(daemon), "s");
        ControlClient.Must(socket, "config-set", Running(socket).ToJsonString(), 0, "Configuration successful.");
    }

    [Fact]
    public void Files_in_their_folders_are_nothing_to_tell()
    {
        using Daemon daemon = new();
        daemon.Configure($"\"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{daemon.In("s")}\" }},", "\"output-options\": [ { \"output\": \"stdout\" }, { \"output\": \"log\" } ]");
        Assert.DoesNotContain("_PATH_SECURITY_WARNING", daemon.Serve().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(4, true)]
    [InlineData(6, false)]
    [InlineData(6, true)]
    public void A_command_may_name_files_elsewhere_with_flag_X_alone(int family, bool isTrusting)
    {
        using Daemon daemon = new(family);
        string socket = daemon.In("s");
        daemon.Configure($"\"control-socket\": {{ \"socket-type\": \"unix\", \"socket-name\": \"{socket}\" }},");
        RunningProgram program = isTrusting ? daemon.Serve("-X") : daemon.Serve();
        JsonNode configuration = Running(socket);
        string file = Path.Combine(Elsewhere(daemon), "leases.csv");
        configuration[$"Dhcp{family}"]!["lease-database"]!["name"] = file;
        string written = Path.Combine(Elsewhere(daemon), "written.conf");
        string arguments = $"{{ \"filename\": \"{written}\" }}";
        if (isTrusting)
        {
            ControlClient.Must(socket, "config-set", configuration.ToJsonString(), 0, "Configuration successful.");
            program.WaitFor("DHCPSRV_MEMFILE_PATH_SECURITY_WARNING", 10);
            ControlClient.Must(socket, "config-write", arguments, 0, $"Configuration written to {written} successful");
        }
        else
        {
            string refusal = $"lease file {file} is not in {daemon.Folder}, and a command may name no other; flag -X lets it pass";
            ControlClient.Must(socket, "config-test", configuration.ToJsonString(), 1, refusal);
            ControlClient.Must(socket, "config-set", configuration.ToJsonString(), 1, refusal);
            ControlClient.Must(
                socket, "config-write", arguments, 1,
                $"Error during write-config:not allowed to write config into {Elsewhere(daemon)}, only into {daemon.Folder}, where the configuration file is");
        }

        Assert.Equal(isTrusting, File.Exists(file));
        Assert.Equal(isTrusting, File.Exists(written));
    }

    private static string Elsewhere(Daemon daemon) => Directory.CreateDirectory(daemon.In("elsewhere")).FullName;

    private static JsonNode Running(string socket)
    {
        JsonNode told = JsonNode.Parse(ControlClient.Ask(socket, "config-get").GetProperty("arguments").GetRawText())!;
        told.AsObject().Remove("hash");
        return told;
    }
}
