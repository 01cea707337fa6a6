using ControlClient;
using Nestor.Json;
using Nestor.Wire.Options;

namespace NestorStatus;

/// <summary>How a server is.</summary>
internal enum Health
{
    /// <summary>All is as it should be.</summary>
    Well,

    /// <summary>It answers, but something is not as it should be.</summary>
    Troubled,

    /// <summary>It does not answer.</summary>
    Down,
}

/// <summary>What one server told of itself, and what is wrong with it.</summary>
internal sealed class ServerReport
{
    private readonly List<string> _problems = [];

    private ServerReport(ServerToAsk server) => Server = server;

    public ServerToAsk Server { get; }

    public Health Health { get; private set; }

    /// <summary>What is not as it should be, each in a sentence.</summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>kea-dhcp4 or kea-dhcp6; empty when it did not say.</summary>
    public string Name { get; private set; } = "";

    public string Version { get; private set; } = "";

    /// <summary>The answer to status-get; empty without one.</summary>
    public Element Status { get; private set; } = Element.Map([]);

    public Counters Counters { get; private set; } = Counters.Empty;

    /// <summary>What was counted a while before; null when nothing was.</summary>
    public Counters? Before { get; private set; }

    /// <summary>Asks the servers all at one time, and counts for so many seconds.</summary>
    public static IReadOnlyList<ServerReport> Ask(IReadOnlyList<ServerToAsk> servers, double seconds)
    {
        ServerReport[] reports = [.. servers.Select(s => new ServerReport(s))];
        Parallel.ForEach(reports, r => r.Begin());
        if (seconds > 0 && Array.Exists(reports, r => r.Health != Health.Down))
        {
            Thread.Sleep(TimeSpan.FromSeconds(seconds));
            Parallel.ForEach(reports, r => r.CountAgain());
        }

        return reports;
    }

    private void Begin()
    {
        string error = Server.Problem;
        if (error.Length > 0
            || ConfiguredServer.FamilyAt(Server.Socket, out error) is not { } family
            || ControlChannel.Get(Server.Socket, "status-get", null, out error) is not { } status
            || Counters.Ask(Server.Socket, family, out error) is not { } counters)
        {
            Health = Health.Down;
            _problems.Add(error);
            return;
        }

        Name = family == Universe.V4 ? "kea-dhcp4" : "kea-dhcp6";
        Status = status;
        Counters = counters;
        Version = ControlChannel.Ask(Server.Socket, "version-get", null, out _)?["text"]?.Text ?? "";
        Judge();
        Health = _problems.Count > 0 ? Health.Troubled : Health.Well;
    }

    private void CountAgain()
    {
        if (Health != Health.Down && Counters.Ask(Server.Socket, Counters.Family, out _) is { } later)
        {
            Before = Counters;
            Counters = later;
        }
    }

    private void Judge()
    {
        var state = Status["dhcp-state"];
        if (state?["globally-disabled"]?.Boolean == true)
        {
            _problems.Add($"DHCP service is disabled {DisabledBy(state)}".TrimEnd());
        }

        if (Status["sockets"] is { } sockets && sockets["status"]?.Text is { Length: > 0 } said && said != "ready")
        {
            string why = string.Join("; ", sockets["errors"]?.Items.Select(e => e.Text) ?? []);
            _problems.Add($"not all sockets are open ({said}){(why.Length > 0 ? ": " + why : "")}");
        }

        foreach (var entry in Status["quarantined"]?.Items ?? [])
        {
            _problems.Add($"left out of the configuration: {entry["list"]?.Text} at {entry["place"]?.Text}: {entry["reason"]?.Text}");
        }

        foreach (var subnet in Counters.Subnets.Where(s => s.Total > 0 && s.Used >= s.Total))
        {
            _problems.Add($"subnet {subnet.Id} has no free {subnet.Kind}");
        }
    }

    private static string DisabledBy(Element state)
    {
        var by = new List<string>();
        if (state["disabled-by-user"]?.Boolean == true)
        {
            by.Add("an operator");
        }

        if (state["disabled-by-local-command"]?.Items.Count > 0 || state["disabled-by-remote-command"]?.Items.Count > 0)
        {
            by.Add("a partner");
        }

        if (state["disabled-by-db-connection"]?.Items.Count > 0)
        {
            by.Add("a lost data base");
        }

        return by.Count == 0 ? "" : "by " + string.Join(" and ", by);
    }
}
