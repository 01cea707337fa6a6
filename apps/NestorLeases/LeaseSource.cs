using CommandLines;
using ControlClient;
using Nestor.Json;
using Nestor.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;
using Nestor.Stores.Memfile;
using Nestor.Wire.Options;

namespace NestorLeases;

/// <summary>Where leases are read: a server that has the commands for it, or a lease file.</summary>
internal static class LeaseSource
{
    /// <summary>Leases asked for at one time.</summary>
    private const int Page = 1000;

    /// <summary>All leases in the order of their addresses, and which family's; null, with the reason, when they cannot be read.</summary>
    public static IEnumerable<ShownLease>? Read(GivenFlags given, out Universe family, out string error)
    {
        Universe? asked = given.Has("-4") ? Universe.V4 : given.Has("-6") ? Universe.V6 : null;
        family = asked ?? Universe.V4;
        if (given.Value("--file") is { } leaseFile)
        {
            family = asked ?? FamilyOfFile(leaseFile);
            return FromFile(leaseFile, family, out error);
        }

        if (given.Value("--socket") is { } socket)
        {
            error = "";
            if ((asked ?? ConfiguredServer.FamilyAt(socket, out error)) is not { } at)
            {
                return null;
            }

            family = at;
            return FromServer(socket, family, out error);
        }

        string file = given.Value("-c") ?? Path.Combine(Paths.Configuration, family == Universe.V4 ? "kea-dhcp4.conf" : "kea-dhcp6.conf");
        if (ConfiguredServer.Read(file, asked, out error) is not { } server)
        {
            return null;
        }

        family = server.Family;
        if (server.Settings.LeaseDatabase is { Type: "memfile", IsPersistent: true } database)
        {
            return FromFile(FileName(database, family), family, out error);
        }

        return server.Socket(out error) is { } named ? FromServer(named, family, out error) : null;
    }

    private static string FileName(LeaseDatabaseSettings database, Universe family)
    {
        string name = database.Name ?? (family == Universe.V4 ? "kea-leases4.csv" : "kea-leases6.csv");
        return Path.IsPathRooted(name) ? name : Path.Combine(Paths.Data, name);
    }

    /// <summary>By the first line; DHCPv4 when it says nothing.</summary>
    private static Universe FamilyOfFile(string file)
    {
        try
        {
            using var reader = new StreamReader(file);
            return reader.ReadLine()?.StartsWith("address,duid,", StringComparison.Ordinal) == true ? Universe.V6 : Universe.V4;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Universe.V4;
        }
    }

    private static IEnumerable<ShownLease>? FromServer(string socket, Universe family, out string error)
    {
        string command = family == Universe.V4 ? "lease4-get-page" : "lease6-get-page";
        if (ControlChannel.Get(socket, "list-commands", null, out error) is not { } commands)
        {
            return null;
        }

        if (commands.Items.Any(c => c.Text == command))
        {
            return Pages(socket, command, family, out error);
        }

        // Not a command for it: then the file the server says it uses, on this machine.
        if (ControlChannel.Get(socket, "status-get", null, out error)?["csv-lease-file"]?.Text is { Length: > 0 } file)
        {
            return FromFile(file, family, out error);
        }

        error = $"{socket}: the server has no command {command} (libdhcp_lease_cmds) and names no lease file";
        return null;
    }

    private static List<ShownLease>? Pages(string socket, string command, Universe family, out string error)
    {
        var all = new List<ShownLease>();
        string from = "start";
        while (true)
        {
            var arguments = Element.Map([
                new Member("from", Element.Of(from), SourcePlace.None), new Member("limit", Element.Of(Page), SourcePlace.None)]);
            var answer = ControlChannel.Ask(socket, command, arguments, out error);

            // 3 is Kea's result for nothing found.
            if (answer?["result"]?.Integer == 3)
            {
                return all;
            }

            if (answer?["result"]?.Integer != 0 || answer["arguments"]?["leases"] is not { } leases)
            {
                error = answer is null ? error : $"{socket}: {command}: {answer["text"]?.Text}";
                return null;
            }

            all.AddRange(leases.Items.Select(l => ShownLease.Of(l, family)).OfType<ShownLease>());
            string last = leases.Items.Count == 0 ? from : leases.Items[^1]["ip-address"]?.Text ?? from;
            if (leases.Items.Count < Page || last == from)
            {
                return all;
            }

            from = last;
        }
    }

    private static IEnumerable<ShownLease>? FromFile(string file, Universe family, out string error)
    {
        using var loggers = new LoggerSet("nestor", TimeProvider.System, isVerbose: false);
        loggers.Configure([new LoggerSettings("nestor", Severity.Warn, 0, [new LogOutputSettings("stderr", true, 0, 1, null)])]);
        var log = loggers.Find("leases");
        var files = new LeaseFiles(Path.GetFullPath(file));
        var snapshot = new LeaseSnapshot(files, BootId.Read());
        long now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        if (family == Universe.V4)
        {
            LeaseTable4 table = new(0, now);
            return snapshot.TryRead(() => new LeaseLoader4(files, table = new LeaseTable4(0, now), 0, log), out error)
                ? InOrder(table.SlotLimit, table.IsUsed, s => table.Fields(s).Address.Number, s => ShownLease.Of(table, s))
                : null;
        }

        LeaseTable6 table6 = new(0, now);
        return snapshot.TryRead(() => new LeaseLoader6(files, table6 = new LeaseTable6(0, now), 0, log), out error)
            ? InOrder(table6.SlotLimit, table6.IsUsed, s => table6.Fields(s).Address.Number, s => ShownLease.Of(table6, s))
            : null;
    }

    /// <summary>Each lease is made when it is asked for: a table may have millions.</summary>
    private static IEnumerable<ShownLease> InOrder(int limit, Func<int, bool> isUsed, Func<int, UInt128> address, Func<int, ShownLease> make)
    {
        int[] slots = [.. Enumerable.Range(0, limit).Where(isUsed)];
        Array.Sort(slots.Select(address).ToArray(), slots);
        return slots.Select(make);
    }
}
