using Nestor.Hooks.Commands;
using Nestor.Json;

namespace StandardLibraries.HostCmds;

/// <summary>Commands that tell of reservations, outside of the loop.</summary>
internal sealed class HostQuestions(HostSources sources, int family)
{
    /// <summary>Lists of the configuration that a reservation is not shown by.</summary>
    private static readonly string[] Others = ["subnet4", "subnet6", "shared-networks", "client-classes"];

    private readonly string _list = $"subnet{family}";

    /// <summary>One reservation, by address or identifier: that of the configuration before that of the file.</summary>
    public CommandResult Get(CommandCall call)
    {
        if (!HostArguments.TryTarget(call, "all", out bool memory, out bool database, out var refusal)
            || !HostArguments.TrySubnet(call.Arguments, isNeeded: true, out uint? id, out refusal)
            || !HostArguments.TryWhich(call, out var isIt, out refusal)
            || !call.HasOnly(out refusal, "subnet-id", "ip-address", "identifier-type", "identifier", "operation-target"))
        {
            return refusal;
        }

        // Kea's manual: a question that finds nothing has gone well.
        return All(memory, database).FirstOrDefault(e => e.SubnetId == id && isIt(e)) is { } found
            ? CommandResult.Success("Host found.", Shown([found])[0])
            : CommandResult.Success("Host not found.");
    }

    /// <summary>All reservations of a subnet.</summary>
    public CommandResult All(CommandCall call)
    {
        if (!HostArguments.TryTarget(call, "all", out bool memory, out bool database, out var refusal)
            || !HostArguments.TrySubnet(call.Arguments, isNeeded: true, out uint? id, out refusal)
            || !call.HasOnly(out refusal, "subnet-id", "operation-target"))
        {
            return refusal;
        }

        return Found(All(memory, database).Where(e => e.SubnetId == id));
    }

    /// <summary>The reservations with an address, or with a prefix that begins with it.</summary>
    public CommandResult ByAddress(CommandCall call)
    {
        if (!call.TryText("ip-address", out string address, out var refusal)
            || !HostArguments.TryTarget(call, "all", out bool memory, out bool database, out refusal)
            || !HostArguments.TrySubnet(call.Arguments, isNeeded: false, out uint? id, out refusal)
            || !HostArguments.TryAddress(address, out var isIt, out refusal)
            || !call.HasOnly(out refusal, "ip-address", "subnet-id", "operation-target"))
        {
            return refusal;
        }

        return Found(All(memory, database).Where(e => (id is null || e.SubnetId == id) && isIt(e)));
    }

    /// <summary>The reservations with a name, of whichever case.</summary>
    public CommandResult ByHostname(CommandCall call)
    {
        if (!call.TryText("hostname", out string name, out var refusal)
            || !HostArguments.TryTarget(call, "all", out bool memory, out bool database, out refusal)
            || !HostArguments.TrySubnet(call.Arguments, isNeeded: false, out uint? id, out refusal)
            || !call.HasOnly(out refusal, "hostname", "subnet-id", "operation-target"))
        {
            return refusal;
        }

        return name.Length == 0
            ? CommandResult.Error("'hostname' parameter expected not to be empty.")
            : Found(All(memory, database).Where(e => (id is null || e.SubnetId == id) && e.Hostname.Equals(name, StringComparison.OrdinalIgnoreCase)));
    }

    /// <summary>The reservations with an identifier, in all subnets.</summary>
    public CommandResult ByIdentifier(CommandCall call)
    {
        if (!HostArguments.TryTarget(call, "all", out bool memory, out bool database, out var refusal)
            || !call.TryText("identifier-type", out string type, out refusal) || !call.TryText("identifier", out string digits, out refusal)
            || !HostArguments.TryIdentifier(type, digits, out var isIt, out refusal)
            || !call.HasOnly(out refusal, "identifier-type", "identifier", "operation-target"))
        {
            return refusal;
        }

        return Found(All(memory, database).Where(isIt));
    }

    /// <summary>
    /// Reservations by pages, of one source after the other. <c>from</c> is the place in the configuration's list, or the
    /// number of a reservation of the file.
    /// </summary>
    public CommandResult Page(CommandCall call)
    {
        if (!call.TryInteger("limit", out long limit, out var refusal)
            || !HostArguments.TrySubnet(call.Arguments, isNeeded: false, out uint? id, out refusal)
            || !TryNumber(call, "source-index", out long source, out refusal) || !TryNumber(call, "from", out long from, out refusal)
            || !call.HasOnly(out refusal, "subnet-id", "limit", "source-index", "from"))
        {
            return refusal!;
        }

        if (limit is < 1 or > uint.MaxValue)
        {
            return CommandResult.Error($"'limit' parameter expected to be from 1 to {uint.MaxValue}, found {limit}.");
        }

        if (source > 1)
        {
            return CommandResult.Error($"'source-index' parameter expected to be 0 or 1, found {source}.");
        }

        List<(HostEntry Entry, long Number)> page = [];
        for (; page.Count == 0 && source <= 1; source++, from = 0)
        {
            var numbered = source == 0
                ? All(memory: true, database: false).Select((e, i) => (Entry: e, Number: i + 1L))
                : All(memory: false, database: true).Select(e => (Entry: e, e.Number));
            page = [.. numbered.Where(e => e.Number > from && (id is null || e.Entry.SubnetId == id)).Take((int)Math.Min(limit, int.MaxValue))];
        }

        List<Member> members = [Of("count", Element.Of(page.Count)), Of("hosts", Element.List(Shown([.. page.Select(p => p.Entry)])))];
        if (page.Count == 0)
        {
            return CommandResult.Empty(Text(0), Element.Map(members));
        }

        members.Add(Of("next", Element.Map([Of("from", Element.Of(page[^1].Number)), Of("source-index", Element.Of(source - 1))])));
        return CommandResult.Success(Text(page.Count), Element.Map(members));
    }

    private static bool TryNumber(CommandCall call, string name, out long number, out CommandResult? refusal)
    {
        number = 0;
        refusal = null;
        if (call.Arguments?[name] is null)
        {
            return true;
        }

        refusal = call.TryInteger(name, out number, out var wrong) ? number < 0 ? CommandResult.Error($"'{name}' parameter expected not to be negative, found {number}.") : null : wrong;
        return refusal is null;
    }

    private IEnumerable<HostEntry> All(bool memory, bool database)
    {
        IEnumerable<HostEntry> configured = memory ? HostSources.Configured(sources.Server.Configuration.Now.Tree, _list) : [];
        return database && sources.File is { } file ? configured.Concat(file.Entries) : configured;
    }

    private CommandResult Found(IEnumerable<HostEntry> entries)
    {
        HostEntry[] all = [.. entries];
        var hosts = Element.Map([Of("hosts", Element.List(Shown(all)))]);
        return all.Length == 0 ? CommandResult.Empty(Text(0), hosts) : CommandResult.Success(Text(all.Length), hosts);
    }

    private string Text(int count) => $"{count} IPv{family} host(s) found.";

    /// <summary>As <c>config-get</c> shows them, each with the id of its subnet.</summary>
    private Element[] Shown(HostEntry[] entries)
    {
        if (entries.Length == 0)
        {
            return [];
        }

        var configuration = sources.Server.Configuration;
        var part = Others.Aggregate(configuration.Now.Tree, (tree, list) => tree.With(list, null)).With("reservations", Element.List(entries.Select(e => e.Map)));
        return
        [
            .. configuration.Shown(part)["reservations"]!.Items.Select((form, i) => Element.Map(
                form.Members.Append(Of("subnet-id", Element.Of(entries[i].SubnetId))).OrderBy(m => m.Name, StringComparer.Ordinal))),
        ];
    }

    private static Member Of(string name, Element value) => new(name, value, SourcePlace.None);
}
