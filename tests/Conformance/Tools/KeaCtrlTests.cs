using Conformance.Network;
using Conformance.Operation;
using Conformance.Subjects;

namespace Conformance.Tools;

/// <summary>keactrl starts, reloads, tells and stops servers, in the words other programs look for.</summary>
public sealed class KeaCtrlTests
{
    [Fact]
    public void A_server_is_started_told_reloaded_and_stopped()
    {
        using Daemon daemon = new();
        string file = Write(daemon, "# the servers here\ndhcp4_cli_options=\"-d\"\nkea_verbose=no\n");
        string log = daemon.In("log");
        daemon.Configure("", $"\"output-options\": [ {{ \"output\": \"{log}\" }} ]");
        string running = $"kea-dhcp4 -c {daemon.Config} -d -p {daemon.Port}";
        Assert.Equal(Status(daemon, file, "inactive"), Run(daemon, "status", "-c", file));
        Assert.Equal("INFO/keactrl: kea-dhcp4 isn't running.\n", Run(daemon, "reload", "-c", file));

        Assert.Equal($"INFO/keactrl: Starting {running}\n", Run(daemon, "start", "-c", file, "--", "-p", Daemon.Text(daemon.Port)));
        try
        {
            Assert.True(Wait.Until(() => Logged(log).Contains("DHCP4_STARTED", StringComparison.Ordinal), 30));
            string pid = Pid(daemon);
            Assert.Equal(Status(daemon, file, "active"), Run(daemon, "status", "--ctrl-config", file));
            Assert.Equal($"INFO/keactrl: kea-dhcp4 appears to be running, see: PID {pid}, PID file: {daemon.PidFile}.\n", Run(daemon, "start", "-c", file));

            Assert.Equal("INFO/keactrl: Reloading kea-dhcp4...\n", Run(daemon, "reload", "-c", file, "-s", "dhcp4"));
            Assert.True(Wait.Until(() => Logged(log).Contains("DHCP4_DYNAMIC_RECONFIGURATION_SUCCESS", StringComparison.Ordinal), 30));
            Assert.Equal("INFO/keactrl: Stopping kea-dhcp4...\nINFO/keactrl: kea-dhcp6 isn't running.\n", Run(daemon, "stop", "-c", file));
        }
        catch
        {
            if (File.Exists(daemon.PidFile))
            {
                Tool.Run("/bin/kill", [Pid(daemon)]);
            }

            throw;
        }

        Assert.True(Wait.Until(() => !File.Exists(daemon.PidFile), 20));
        Assert.Equal("INFO/keactrl: kea-dhcp4 isn't running.\nINFO/keactrl: kea-dhcp6 isn't running.\n", Run(daemon, "stop", "-c", file));
    }

    [Fact]
    public void Only_the_servers_that_are_named_and_turned_on_are_started_and_what_is_missing_is_told()
    {
        using Daemon daemon = new();
        string file = Write(daemon, "");
        Assert.Equal("", Run(daemon, "start", "-c", file, "-s", "dhcp6,dhcp_ddns,netconf"));
        Assert.Equal("INFO/keactrl: kea-dhcp6 isn't running.\n", Run(daemon, "stop", "-c", file, "--server", "dhcp6"));
        File.Delete(daemon.Config);
        Ended ended = Tool.Ours("keactrl", ["start", "-c", file], environment: Variables(daemon));
        Assert.Equal(1, ended.Code);
        Assert.Equal($"INFO/keactrl: Starting kea-dhcp4 -c {daemon.Config}\nERROR/keactrl: configuration file {daemon.Config} does not exist\n", ended.Output);
    }

    [Fact]
    public void A_number_in_a_pid_file_that_is_another_programs_is_no_server()
    {
        using Daemon daemon = new();
        string file = Write(daemon, "");
        using RunningProgram other = new("/bin/sleep", ["60"]);
        File.WriteAllText(daemon.PidFile, Daemon.Text(other.Id));
        Assert.Contains("DHCPv4 server: inactive\n", Run(daemon, "status", "-c", file), StringComparison.Ordinal);
        Assert.Equal("INFO/keactrl: kea-dhcp4 isn't running.\n", Run(daemon, "stop", "-c", file, "-s", "dhcp4"));
        Assert.False(other.HasEnded);
    }

    [Fact]
    public void The_configuration_file_is_read_as_a_shell_reads_it_and_what_it_cannot_be_is_refused_with_its_line()
    {
        using Daemon daemon = new();
        string good = daemon.In("good.conf");
        File.WriteAllText(good, $"""
            # comment
            prefix={daemon.Folder}   # another
            export exec_prefix="$prefix"

            kea_dhcp4_config_file='{daemon.Folder}'/"home".conf
            dhcp4_srv=$exec_prefix/kea-dhcp4
            dhcp4=yes
            kea_verbose=yes
            """);
        Assert.Contains($"Kea DHCPv4 configuration file: {daemon.Config}\nkeactrl configuration file: {good}\n", Run(daemon, "status", "-c", good), StringComparison.Ordinal);
        Assert.Equal("keactrl: 3.3.0\nkea-dhcp4: 3.3.0\n", Run(daemon, "version", "-c", good));
        foreach (string line in (string[])["dhcp4", "rm -rf x", "a=b c", "a=$(id)", "a=`id`", "a=b;id", "a='b", "=x", "a=${x:-y}"])
        {
            string bad = daemon.In("bad.conf");
            File.WriteAllText(bad, $"# first\n{line}\n");
            Ended ended = Tool.Ours("keactrl", ["status", "-c", bad], environment: Variables(daemon));
            Assert.Equal(1, ended.Code);
            Assert.StartsWith($"ERROR/keactrl: {bad}:2: ", ended.Output, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Wrong_command_lines_are_refused_with_exit_code_1_and_versions_printed()
    {
        using Daemon daemon = new();
        string file = Write(daemon, "");
        foreach (string[] call in (string[][])
            [[], ["foo"], ["status", "-s", "dhcp5", "-c", file], ["status", "-x"], ["status", "-c"], ["start", "stop"], ["status", "-c", daemon.In("none")]])
        {
            Ended ended = Tool.Ours("keactrl", call, environment: Variables(daemon));
            Assert.Equal(1, ended.Code);
            Assert.StartsWith("ERROR/keactrl: ", ended.Output, StringComparison.Ordinal);
        }

        Assert.Equal(new Ended(0, "3.3.0\n", ""), Tool.Ours("keactrl", ["-v"]));
        Assert.Equal(new Ended(0, "3.3.0\n", ""), Tool.Ours("keactrl", ["--version"]));
        Assert.StartsWith("3.3.0 (", Tool.Ours("keactrl", ["-V"]).Output, StringComparison.Ordinal);
    }

    private static string Status(Daemon daemon, string file, string is4) => $"""
        DHCPv4 server: {is4}
        DHCPv6 server: inactive
        Kea DHCPv4 configuration file: {daemon.Config}
        Kea DHCPv6 configuration file: {daemon.In("six.conf")}
        keactrl configuration file: {file}

        """;

    private static string Write(Daemon daemon, string more)
    {
        string file = daemon.In("keactrl.conf");
        File.WriteAllText(file, $$"""
            prefix={{daemon.Folder}}
            kea_dhcp4_config_file={{daemon.Config}}
            kea_dhcp6_config_file=${prefix}/six.conf
            dhcp4_srv="${prefix}/kea-dhcp4"
            dhcp6_srv="${prefix}/kea-dhcp6"
            dhcp4=yes
            dhcp6=no
            {{more}}
            """);
        return file;
    }

    private static Dictionary<string, string> Variables(Daemon daemon) => new()
    {
        ["KEA_PIDFILE_DIR"] = daemon.Folder,
        ["KEA_LOCKFILE_DIR"] = daemon.Folder,
        ["KEA_DHCP_DATA_DIR"] = daemon.Folder,
        ["KEA_LOG_FILE_DIR"] = daemon.Folder,
        ["KEA_CONTROL_SOCKET_DIR"] = daemon.Folder,
    };

    private static string Run(Daemon daemon, params string[] arguments)
    {
        string output = daemon.In("output");

        // Through a file: a server that was started keeps a pipe open.
        Ended ended = Tool.Run("/bin/sh", ["-c", "exec \"$@\" >\"$0\" 2>&1", output, Builds.Program, "keactrl", .. arguments], environment: Variables(daemon));
        string text = File.ReadAllText(output);
        Assert.True(ended.Code == 0, text);
        return text;
    }

    // The server holds the file locked, which our own way to read it minds.
    private static string Pid(Daemon daemon) => Tool.Run("/bin/cat", [daemon.PidFile]).Output.Trim();

    private static string Logged(string file) => File.Exists(file) ? File.ReadAllText(file) : "";
}
