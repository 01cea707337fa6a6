using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Logging;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>Commands about one IPv6 lease, and about those of one client.</summary>
internal sealed class Single6(IHookServer server, LeaseCmdsLog log)
{
    /// <summary>Leases of one client that are gathered in one turn.</summary>
    private const int MostOfOne = 1000;

    private readonly Family6 _family = new();
    private readonly ILeases6 _leases = server.Leases6!;
    private readonly Lists<Ip6, Lease6View, Lease6Fields, Subnet6> _lists = new(new Family6(), server);

    public CommandResult Add(CommandCall call) => log.Added(call, DoAdd(call));

    public CommandResult Update(CommandCall call) => log.Updated(call, DoUpdate(call));

    public CommandResult Get(CommandCall call)
    {
        if (!TryFind(call.Arguments, "Query", out var lease, out string problem))
        {
            return log.Got(call, problem.Length > 0 ? CommandResult.Error(problem) : CommandResult.Empty("Lease not found."));
        }

        var text = new StringBuilder();
        LeaseText.Write(in lease, text);
        return CommandResult.Success("IPv6 lease found.", Element.Written(ElementKind.Map, [text.ToString()]));
    }

    public CommandResult Delete(CommandCall call) => log.Deleted(call, DoDelete(call));

    public CommandResult ByDuid(CommandCall call)
    {
        if (Lists<Ip6, Lease6View, Lease6Fields, Subnet6>.WantedText(call, "duid", out string text) is { } refusal)
        {
            return refusal;
        }

        if (!Identifiers.TryDuid(text, out byte[] duid, out string problem))
        {
            return CommandResult.Error(problem);
        }

        var list = new LeaseList<Ip6, Lease6View, Lease6Fields, Subnet6>(_family);
        for (int number = _leases.FirstByDuid(duid); number >= 0; number = _leases.NextByDuid(number))
        {
            // So many of one client are no client's: they are looked for a few a turn.
            if (list.Pack.Count == MostOfOne)
            {
                return _lists.ByIdentifier(duid);
            }

            if (_leases.TryGet(number, out var lease))
            {
                list.Pack.Add(in lease);
            }
        }

        return CommandResult.Outside(list.InOrder);
    }

    /// <summary>The lease that a map names; false without it, with what is wrong with the map when that is why.</summary>
    /// <param name="action">What is refused to one of the other family's identifiers: Query or Delete.</param>
    public bool TryFind(Element? map, string action, out Lease6View lease, out string problem)
    {
        lease = default;
        if (!TryType(map, out var type, out problem))
        {
            return false;
        }

        if (Named.Read(new CommandCall("", map), _family, action, "hw-address client-id", out var named, out var refusal) is not { } by)
        {
            problem = refusal!.Text!;
            return false;
        }

        if (IsOfNobody(map!["type"]?.Text))
        {
            return false;
        }

        if (by == Named.ByAddress)
        {
            return _leases.TryFind(named.Address, out lease) && lease.Fields.Type == type;
        }

        if (map["iaid"] is { Kind: not ElementKind.Integer })
        {
            problem = "'iaid' parameter is not integer.";
            return false;
        }

        if (!Identifiers.TryDuid(named.Identifier, out byte[] duid, out problem))
        {
            return false;
        }

        return TryFindInIa(duid, map["iaid"]?.Integer ?? 0, type, named.SubnetId, out lease, out problem);
    }

    private bool TryFindInIa(byte[] duid, long iaid, LeaseType type, long subnetId, out Lease6View lease, out string problem)
    {
        lease = default;
        problem = "";
        bool isFound = false;
        for (int number = iaid is < 0 or > uint.MaxValue ? -1 : _leases.FirstInIa(duid, (uint)iaid, type); number >= 0; number = _leases.NextInIa(number))
        {
            if (!_leases.TryGet(number, out var other) || other.Fields.SubnetId != subnetId)
            {
                continue;
            }

            if (isFound)
            {
                problem = $"More than one lease found for type {(int)type}, duid {HexText.Of(duid)}, iaid {iaid} and subnet-id {subnetId}";
                return false;
            }

            lease = other;
            isFound = true;
        }

        return isFound;
    }

    private CommandResult DoAdd(CommandCall call)
    {
        if (Arguments.Of(call, "no parameters specified for the command", out var refusal) is not { } arguments
            || Draft6.Read(arguments, _leases, server.Now, out refusal) is not { } draft)
        {
            return refusal!;
        }

        if (_leases.TryFind(draft.Fields.Address, out _))
        {
            return CommandResult.Conflict("IPv6 lease already exists.");
        }

        _leases.Put(draft.View);
        ref readonly var f = ref draft.Fields;
        string what = f.Type == LeaseType.Pd ? $"prefix {f.Address}/{f.PrefixLength}" : $"address {f.Address}";
        return CommandResult.Success($"Lease for {what}, subnet-id {f.SubnetId} added.");
    }

    private CommandResult DoUpdate(CommandCall call)
    {
        if (Arguments.Of(call, "no parameters specified for lease6-update command", out var refusal) is not { } arguments
            || Draft6.Read(arguments, _leases, server.Now, out refusal) is not { } draft)
        {
            return refusal!;
        }

        bool isCreating = arguments.Flag("force-create");
        if (arguments.Problem is { } problem)
        {
            return CommandResult.Error(problem);
        }

        // Of another type, the address has no lease that could be updated, and room for none.
        bool isThere = _leases.TryFind(draft.Fields.Address, out var before);
        if (isThere ? before.Fields.Type != draft.Fields.Type : !isCreating)
        {
            return CommandResult.Conflict(
                $"failed to update the lease with address {draft.Fields.Address} either because the lease has been deleted or it has changed in the database, in both cases a retry might succeed");
        }

        _leases.Put(draft.View);
        return CommandResult.Success(isThere ? "IPv6 lease updated." : "IPv6 lease added.");
    }

    private CommandResult DoDelete(CommandCall call)
    {
        if (call.Arguments?["update-ddns"] is { Kind: not ElementKind.Boolean })
        {
            return CommandResult.Error("'update-ddns' is not a boolean");
        }

        if (!TryFind(call.Arguments, "Delete", out var lease, out string problem))
        {
            return problem.Length > 0 ? CommandResult.Error(problem) : CommandResult.Empty("IPv6 lease not found.");
        }

        _leases.Remove(lease.Fields.Address);
        return CommandResult.Success("IPv6 lease deleted.");
    }

    /// <summary>Types that Kea knows, and that no lease is of.</summary>
    private static bool IsOfNobody(string? type) => type is "IA_TA" or "V4";

    private static bool TryType(Element? map, out LeaseType type, out string problem)
    {
        type = LeaseType.Na;
        problem = "";
        if (map is not { Kind: ElementKind.Map } || map["type"] is not { } asked)
        {
            return true;
        }

        type = asked.Text == "IA_PD" ? LeaseType.Pd : LeaseType.Na;
        problem = asked.Kind != ElementKind.String ? "'type' is not a string."
            : asked.Text is "IA_NA" or "IA_PD" || IsOfNobody(asked.Text) ? ""
            : $"Invalid lease type specified: {asked.Text}, only supported values are: IA_NA, IA_TA, IA_PD and V4";
        return problem.Length == 0;
    }
}
