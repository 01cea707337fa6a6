using Nestor.Hooks.Commands;
using Nestor.Hooks.Libraries;
using Nestor.Json;
using Nestor.Server.Runtime;

namespace Nestor.Server.Control;

/// <summary>Commands about the server as a process.</summary>
internal static class ServerCommands
{
    public static void Register(CommandTable commands, ICommandedServer server)
    {
        commands.Add("list-commands", _ => ListCommands(commands));
        commands.Add("version-get", _ => VersionGet());
        commands.Add("build-report", _ => BuildReport());
        commands.Add("server-tag-get", _ => ServerTagGet(server));
        commands.Add("status-get", _ => StatusGet(server));
        commands.Add("shutdown", call => Shutdown(server, call));
    }

    private static CommandResult ListCommands(CommandTable commands) =>
        CommandResult.Success(Element.List(commands.Names.Select(name => Element.Of(name))));

    private static CommandResult VersionGet() =>
        CommandResult.Success(ProductVersion.Text, Map(("extended", Element.Of(ProductVersion.Extended))));

    private static CommandResult BuildReport() => CommandResult.Success(ProductVersion.Build);

    private static CommandResult ServerTagGet(ICommandedServer server) =>
        CommandResult.Success(Map(("server-tag", Element.Of(server.ServerTag))));

    private static CommandResult StatusGet(ICommandedServer server)
    {
        var origins = server.Service.Origins;
        var state = Map(
            ("disabled-by-db-connection", Element.List([])),
            ("disabled-by-local-command", Element.List([])),
            ("disabled-by-remote-command", Element.List(origins.Where(o => o >= ServiceState.FirstPartner).Select(o => Element.Of(o)))),
            ("disabled-by-user", Element.Of(origins.Contains(ServiceState.User))),
            ("globally-disabled", Element.Of(!server.Service.IsEnabled)));
        var sockets = server.SocketProblems.Count == 0
            ? Map(("status", Element.Of("ready")))
            : Map(
                ("errors", Element.List(server.SocketProblems.Select(p => Element.Of(p)))),
                ("status", Element.Of("retrying")));
        var (run, configuration) = server.Ages;
        var members = new List<(string, Element)>
        {
            ("dhcp-state", state),
            ("extended-info-tables", Element.Of(false)),
            ("multi-threading-enabled", Element.Of(server.Settings.MultiThreading.IsEnabled)),
            ("pid", Element.Of(Environment.ProcessId)),
            ("reload", Element.Of((long)configuration.TotalSeconds)),
            ("sockets", sockets),
            ("uptime", Element.Of((long)run.TotalSeconds)),
        };
        if (server.Settings.MultiThreading is { IsEnabled: true } threads)
        {
            uint count = threads.ThreadPoolSize > 0 ? threads.ThreadPoolSize : (uint)Environment.ProcessorCount;
            members.Add(("thread-pool-size", Element.Of(count)));
            members.Add(("packet-queue-size", Element.Of(threads.PacketQueueSize)));
            members.Add(("packet-queue-statistics", Element.List(server.Waiting.Select(w => Element.Of(w)))));
        }

        if (server.Quarantined.Count > 0)
        {
            members.Add(("quarantined", ConfigCommands.Entries(server.Quarantined)));
        }

        if (server.Libraries.Count > 0)
        {
            members.Add(("hook-libraries", Element.List(server.Libraries.Select(Library))));
        }

        if (server.LeaseFile is { } file)
        {
            members.Add(("csv-lease-file", Element.Of(file)));
        }

        // Kea's maps are in the order of the alphabet.
        members.Sort((a, b) => string.CompareOrdinal(a.Item1, b.Item1));

        return CommandResult.Success(Map([.. members]));
    }

    /// <summary>What a hook library has cost; times in microseconds.</summary>
    private static Element Library(LibraryGuard guard) => Map(
        ("calls", Element.Of(guard.Calls)),
        ("cut-off", Element.Of(guard.IsCutOff)),
        ("errors", Element.Of(guard.Errors)),
        ("library", Element.Of(guard.Library)),
        ("longest-call", Element.Of((long)guard.Longest.TotalMicroseconds)),
        ("slow-calls", Element.Of(guard.Slow)),
        ("stuck", Element.Of(guard.Stuck)),
        ("total-time", Element.Of((long)guard.Total.TotalMicroseconds)));

    private static CommandResult Shutdown(ICommandedServer server, CommandCall call)
    {
        if (call.Arguments is not (null or { Kind: ElementKind.Map }))
        {
            return CommandResult.Error("Argument must be a map");
        }

        if (call.Arguments?["exit-value"] is { } value && value.Kind != ElementKind.Integer)
        {
            return CommandResult.Error("parameter 'exit-value' is not an integer");
        }

        server.End((int)(call.Arguments?["exit-value"]?.Integer ?? 0));
        return CommandResult.Success("Shutting down.");
    }

    private static Element Map(params (string Name, Element Value)[] members) =>
        Element.Map(members.Select(m => new Member(m.Name, m.Value, SourcePlace.None)));
}
