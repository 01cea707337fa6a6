using System.Diagnostics.CodeAnalysis;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Hosts;
using Nestor.Model.Settings;

namespace StandardLibraries.HostCmds;

/// <summary>Commands that change reservations, outside of the loop.</summary>
internal sealed class HostChanges(HostSources sources, int family)
{
    private readonly string _list = $"subnet{family}";

    private static CommandResult Added { get; } = CommandResult.Success("Host added.");

    private static CommandResult Updated { get; } = CommandResult.Success("Host updated.");

    private static CommandResult NotUpdated { get; } = CommandResult.Error("Host not updated (not found).");

    private static CommandResult Deleted { get; } = CommandResult.Success("Host deleted.");

    private static CommandResult NotDeleted { get; } = CommandResult.Error("Host not deleted (not found).");

    /// <summary>One more reservation. In both sources it must be possible before it is done in one.</summary>
    public CommandResult Add(CommandCall call)
    {
        if (!TryReservation(call, isNew: true, out var entry, out bool memory, out bool database, out var refusal))
        {
            return refusal;
        }

        if (database && sources.File is null)
        {
            return NoDatabase("add");
        }

        if (memory && database && Objection(HostSources.Configured(sources.Server.Configuration.Now.Tree, _list), entry, sources.Server.Settings) is { } objection)
        {
            return objection;
        }

        var result = database ? AddToFile(entry) : Added;
        return memory ? HostSources.Then(result, done => done.Code == ResultCode.Success ? AddToConfiguration(entry) : done) : result;
    }

    /// <summary>The reservation of a client becomes another one; nothing of the one before is left.</summary>
    public CommandResult Update(CommandCall call)
    {
        if (!TryReservation(call, isNew: false, out var entry, out bool memory, out bool database, out var refusal))
        {
            return refusal;
        }

        if (database && sources.File is null)
        {
            return NoDatabase("update");
        }

        var result = database ? UpdateInFile(entry) : NotUpdated;
        return memory ? HostSources.Then(result, done => Better(done, UpdateInConfiguration(entry))) : result;
    }

    /// <summary>One reservation less.</summary>
    public CommandResult Delete(CommandCall call)
    {
        if (!HostArguments.TryTarget(call, "database", out bool memory, out bool database, out var refusal)
            || !HostArguments.TrySubnet(call.Arguments, isNeeded: true, out uint? id, out refusal)
            || !HostArguments.TryWhich(call, out var isIt, out refusal)
            || !call.HasOnly(out refusal, "subnet-id", "ip-address", "identifier-type", "identifier", "operation-target"))
        {
            return refusal;
        }

        if (database && sources.File is null)
        {
            return NoDatabase("delete");
        }

        bool IsMeant(HostEntry entry) => entry.SubnetId == id && isIt(entry);
        var result = database
            ? sources.File!.Change(entries => Array.Find(entries, IsMeant) is { } found ? ([.. entries.Where(e => e != found)], Deleted) : (null, NotDeleted))
            : NotDeleted;
        return memory ? HostSources.Then(result, done => Better(done, DeleteFromConfiguration(IsMeant))) : result;
    }

    /// <summary>Of two sources one is enough; what could not be done otherwise is told.</summary>
    private static CommandResult Better(CommandResult first, CommandResult second) => first == NotUpdated || first == NotDeleted
        ? second
        : HostSources.Then(second, done => first.Code != ResultCode.Success || done == NotUpdated || done == NotDeleted ? first : done);

    private CommandResult AddToFile(HostEntry entry) => sources.File!.Change(entries => Objection(entries, entry, sources.Server.Settings) is { } objection
        ? (null, objection)
        : ([.. entries, new HostEntry(entry.SubnetId, entry.Map) { Host = entry.Host, Number = sources.File.NextNumber() }], Added));

    private CommandResult UpdateInFile(HostEntry entry) => sources.File!.Change(entries =>
    {
        if (Array.Find(entries, e => IsSame(e, entry)) is not { } before)
        {
            return (null, NotUpdated);
        }

        return Objection(entries.Where(e => e != before), entry, sources.Server.Settings) is { } objection
            ? (null, objection)
            : ([.. entries.Select(e => e == before ? new HostEntry(entry.SubnetId, entry.Map) { Host = entry.Host, Number = before.Number } : e)], Updated);
    });

    private CommandResult AddToConfiguration(HostEntry entry) => sources.Server.Configuration.Change(now =>
        Objection(HostSources.Configured(now.Tree, _list), entry, now.Settings) is { } objection ? objection
        : HostSources.Changed(now.Tree, _list, entry.SubnetId, list => list.Append(entry.Map)) is { } tree ? new ConfigurationEdit(tree, Added)
        : NoSubnet(entry.SubnetId));

    private CommandResult UpdateInConfiguration(HostEntry entry) => sources.Server.Configuration.Change(now =>
    {
        var all = HostSources.Configured(now.Tree, _list).ToList();
        if (all.Find(e => IsSame(e, entry)) is not { } before)
        {
            return NotUpdated;
        }

        all.Remove(before);
        return Objection(all, entry, now.Settings) is { } objection
            ? objection
            : new ConfigurationEdit(HostSources.Changed(now.Tree, _list, entry.SubnetId, list => list!.Replace(before.Map, entry.Map)), Updated);
    });

    private CommandResult DeleteFromConfiguration(Func<HostEntry, bool> isMeant) => sources.Server.Configuration.Change(now =>
        HostSources.Configured(now.Tree, _list).FirstOrDefault(isMeant) is { } found
            ? new ConfigurationEdit(HostSources.Changed(now.Tree, _list, found.SubnetId, list => list!.Replace(found.Map, null)), Deleted)
            : NotDeleted);

    private static bool IsSame(HostEntry one, HostEntry other) => one.SubnetId == other.SubnetId && one.Identifier == other.Identifier;

    /// <summary>Why a reservation cannot be beside the others of its source; null when it can.</summary>
    private static CommandResult? Objection(IEnumerable<HostEntry> others, HostEntry entry, DhcpSettings settings)
    {
        var places = settings.IpReservationsUnique ? entry.Places.ToHashSet() : [];
        foreach (var other in others)
        {
            if (other.SubnetId != entry.SubnetId)
            {
                continue;
            }

            if (other.Identifier == entry.Identifier)
            {
                return CommandResult.Error($"failed to add new host: '{entry.Identifier}' has a reservation in subnet {entry.SubnetId} already");
            }

            if (places.Count > 0 && other.Places.FirstOrDefault(places.Contains) is { } place)
            {
                return CommandResult.Error($"failed to add new host: {place} is reserved in subnet {entry.SubnetId} for '{other.Identifier}' already");
            }
        }

        return null;
    }

    private bool TryReservation(
        CommandCall call, bool isNew, [NotNullWhen(true)] out HostEntry? entry, out bool memory, out bool database, [NotNullWhen(false)] out CommandResult? refusal)
    {
        entry = null;
        if (!HostArguments.TryTarget(call, "database", out memory, out database, out refusal)
            || !call.TryMember("reservation", out var map, out refusal) || !call.HasOnly(out refusal, "reservation", "operation-target"))
        {
            return false;
        }

        if (map.Kind != ElementKind.Map)
        {
            refusal = CommandResult.Error("'reservation' parameter expected to be a map.");
            return false;
        }

        // One that reserves no address is a global one where nothing else is said.
        var plain = map.With("subnet-id", null);
        bool isEmpty = new HostEntry(0, plain).Addresses.Length == 0;
        if (!HostArguments.TrySubnet(map, isNeeded: !isNew || !isEmpty, out uint? id, out refusal))
        {
            return false;
        }

        uint subnet = id ?? 0;
        var settings = sources.Server.Settings;
        if (subnet != 0 && !HostSources.HasSubnet(settings, subnet))
        {
            refusal = NoSubnet(subnet);
            return false;
        }

        IReadOnlyList<Reservation>? read = sources.Server.Hosts.Read(settings, [new PlacedHost(subnet, plain)], out string error);
        refusal = read is null ? CommandResult.Error(error) : null;
        entry = read is null ? null : new HostEntry(subnet, plain) { Host = read[0] };
        return entry is not null && refusal is null;
    }

    private CommandResult NoSubnet(uint id) => CommandResult.Error($"'subnet-id' parameter is {id}, and there is no IPv{family} subnet with this id");

    private static CommandResult NoDatabase(string what) =>
        CommandResult.Error($"Unable to {what} a host because there is no hosts-databases configured.");
}
