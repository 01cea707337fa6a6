using CommandLines;
using CommandLines.Tables;
using Nestor.Server.Runtime;

namespace KeaCtrl;

/// <summary>The program keactrl: starts, stops and reloads the servers. Its lines are those that other programs look for.</summary>
public static class KeaCtrlProgram
{
    public static int Run(string[] args) => Run(args, Console.Out);

    /// <summary>Runs it with the text going where it is wanted.</summary>
    public static int Run(string[] args, TextWriter output)
    {
        var program = Administration.KeaCtrl;
        var given = GivenFlags.Read(program, args, out var problem);
        if (given.Has("-h"))
        {
            output.WriteLine(UsageText.Of(program));
            return 0;
        }

        if (problem.Trouble != FlagTrouble.None || given.Unknown.Count > 0)
        {
            return Refuse(given.Unknown.Count > 0 ? $"invalid option: {given.Unknown[0]}" : $"option {problem.Given}: its value is missing or too much", output);
        }

        if (given.Has("-v") || given.Has("-V"))
        {
            output.WriteLine(given.Has("-v") ? ProductVersion.Text : ProductVersion.Extended);
            return 0;
        }

        if (given.Words.Count != 1 || !program.Commands.Any(c => c.Term == given.Words[0]))
        {
            return Refuse(given.Words.Count == 0 ? "missing command" : $"invalid command: {string.Join(' ', given.Words)}", output);
        }

        string file = Path.GetFullPath(given.Value("-c") ?? Path.Combine(Paths.Configuration, "keactrl.conf"));
        if (CtrlConfig.Read(file, out string error) is not { } config)
        {
            output.WriteLine($"ERROR/keactrl: {error}");
            return 1;
        }

        if (Chosen(given.Value("-s") ?? "all", config, out error) is not { } servers)
        {
            return Refuse(error, output);
        }

        return Act(given.Words[0], file, config, servers, given.Rest, output);
    }

    private static int Act(
        string command, string file, CtrlConfig config, IReadOnlyList<ControlledServer> servers, IReadOnlyList<string> more, TextWriter output)
    {
        int code = 0;
        switch (command)
        {
            case "start":
                foreach (var server in servers.Where(s => config.IsYes(s.Key)))
                {
                    code |= Start(server, config, more, output);
                }

                break;
            case "stop":
                foreach (var server in servers)
                {
                    code |= Tell(server, config, "Stopping", ControlledServer.Terminate, output);
                }

                break;
            case "reload":
                foreach (var server in servers.Where(s => config.IsYes(s.Key)))
                {
                    code |= Tell(server, config, "Reloading", ControlledServer.HangUp, output);
                }

                break;
            case "status":
                Status(file, config, servers, output);
                break;
            default:
                output.WriteLine($"keactrl: {ProductVersion.Text}");
                foreach (var server in servers.Where(s => File.Exists(s.Binary(config))))
                {
                    output.WriteLine($"{server.Program}: {ServerVersion.Ask(server.Binary(config))}");
                }

                break;
        }

        return code;
    }

    private static int Start(ControlledServer server, CtrlConfig config, IReadOnlyList<string> more, TextWriter output)
    {
        if (server.Pid(config) is > 0 and var pid)
        {
            output.WriteLine($"INFO/keactrl: {server.Program} appears to be running, see: PID {pid}, PID file: {server.PidFile(config)}.");
            return 0;
        }

        output.WriteLine($"INFO/keactrl: Starting {server.Program} {string.Join(' ', server.Arguments(config, more))}");
        output.Flush();
        if (server.TryStart(config, more, out string error))
        {
            return 0;
        }

        output.WriteLine($"ERROR/keactrl: {error}");
        return 1;
    }

    private static int Tell(ControlledServer server, CtrlConfig config, string doing, int signal, TextWriter output)
    {
        int pid = server.Pid(config);
        if (pid == 0)
        {
            output.WriteLine($"INFO/keactrl: {server.Program} isn't running.");
            return 0;
        }

        output.WriteLine($"INFO/keactrl: {doing} {server.Program}...");
        if (ControlledServer.TrySignal(pid, signal))
        {
            return 0;
        }

        output.WriteLine($"ERROR/keactrl: no right to signal {server.Program}, process {pid}");
        return 1;
    }

    private static void Status(string file, CtrlConfig config, IReadOnlyList<ControlledServer> servers, TextWriter output)
    {
        foreach (var server in servers)
        {
            output.WriteLine($"{server.Title}: {(server.Pid(config) > 0 ? "active" : "inactive")}");
        }

        foreach (var server in servers)
        {
            output.WriteLine($"{server.FileTitle} configuration file: {server.File(config)}");
        }

        output.WriteLine($"keactrl configuration file: {file}");
    }

    /// <summary>The servers of -s that the file knows; netconf is taken and is none of ours. Null with the reason for a wrong one.</summary>
    private static List<ControlledServer>? Chosen(string list, CtrlConfig config, out string error)
    {
        error = "";
        string[] names = list.Split(',');
        foreach (string name in names)
        {
            if (name is not ("all" or "netconf") && !ControlledServer.All.Any(s => s.Key == name))
            {
                error = $"invalid server name: {name}";
                return null;
            }
        }

        return [.. ControlledServer.All.Where(s => s.File(config) is not null && (names.Contains("all") || names.Contains(s.Key)))];
    }

    private static int Refuse(string why, TextWriter output)
    {
        output.WriteLine($"ERROR/keactrl: {why}");
        output.WriteLine(UsageText.Of(Administration.KeaCtrl));
        return 1;
    }
}
