using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>Commands about one IPv4 lease, and about those of one client.</summary>
internal sealed class Single4(IHookServer server, LeaseCmdsLog log)
{
    /// <summary>Leases of one client that are gathered in one turn.</summary>
    private const int MostOfOne = 1000;

    private readonly Family4 _family = new();
    private readonly ILeases4 _leases = server.Leases4!;
    private readonly Lists<Ip4, Lease4View, Lease4Fields, Subnet4> _lists = new(new Family4(), server);

    public CommandResult Add(CommandCall call) => log.Added(call, DoAdd(call));

    public CommandResult Update(CommandCall call) => log.Updated(call, DoUpdate(call));

    public CommandResult Get(CommandCall call)
    {
        if (!TryFind(call, out var lease, out var refusal))
        {
            return log.Got(call, refusal ?? CommandResult.Empty("Lease not found."));
        }

        var text = new StringBuilder();
        LeaseText.Write(in lease, text);
        return CommandResult.Success("IPv4 lease found.", Element.Written(ElementKind.Map, [text.ToString()]));
    }

    public CommandResult Delete(CommandCall call) => log.Deleted(call, DoDelete(call));

    public CommandResult ByHardwareAddress(CommandCall call) =>
        Lists<Ip4, Lease4View, Lease4Fields, Subnet4>.WantedText(call, "hw-address", out string text) is { } refusal ? refusal
        : !Identifiers.TryHardware(text, out byte[] address, out string problem) ? CommandResult.Error(problem)
        : Told(address.Length == 0 ? -1 : _leases.FirstByHardwareAddress(address), _leases.NextByHardwareAddress, () => _lists.ByHardwareAddress(call));

    public CommandResult ByClientId(CommandCall call) =>
        Lists<Ip4, Lease4View, Lease4Fields, Subnet4>.WantedText(call, "client-id", out string text) is { } refusal ? refusal
        : !Identifiers.TryClientId(text, out byte[] id, out string problem) ? CommandResult.Error(problem)
        : Told(_leases.FirstByClientId(id), _leases.NextByClientId, () => _lists.ByIdentifier(id));

    private CommandResult DoAdd(CommandCall call)
    {
        if (Arguments.Of(call, "no parameters specified for the command", out var refusal) is not { } arguments
            || Draft4.Read(arguments, _leases, server.Now, out refusal) is not { } draft)
        {
            return refusal!;
        }

        if (_leases.TryFind(draft.Fields.Address, out _))
        {
            return CommandResult.Conflict("IPv4 lease already exists.");
        }

        _leases.Put(draft.View);
        return CommandResult.Success($"Lease for address {draft.Fields.Address}, subnet-id {draft.Fields.SubnetId} added.");
    }

    private CommandResult DoUpdate(CommandCall call)
    {
        if (Arguments.Of(call, "no parameters specified for lease4-update command", out var refusal) is not { } arguments
            || Draft4.Read(arguments, _leases, server.Now, out refusal) is not { } draft)
        {
            return refusal!;
        }

        bool isCreating = arguments.Flag("force-create");
        if (arguments.Problem is { } problem)
        {
            return CommandResult.Error(problem);
        }

        bool isThere = _leases.TryFind(draft.Fields.Address, out _);
        if (!isThere && !isCreating)
        {
            return CommandResult.Conflict(
                $"failed to update the lease with address {draft.Fields.Address} either because the lease has been deleted or it has changed in the database, in both cases a retry might succeed");
        }

        _leases.Put(draft.View);
        return CommandResult.Success(isThere ? "IPv4 lease updated." : "IPv4 lease added.");
    }

    private CommandResult DoDelete(CommandCall call)
    {
        if (call.Arguments?["update-ddns"] is { Kind: not ElementKind.Boolean })
        {
            return CommandResult.Error("'update-ddns' is not a boolean");
        }

        if (!TryFind(call, out var lease, out var refusal))
        {
            return refusal ?? CommandResult.Empty("IPv4 lease not found.");
        }

        _leases.Remove(lease.Fields.Address);
        return CommandResult.Success("IPv4 lease deleted.");
    }

    /// <summary>The lease that the arguments name; false, with the refusal when they are wrong, without it.</summary>
    private bool TryFind(CommandCall call, out Lease4View lease, out CommandResult? refusal)
    {
        lease = default;
        string action = call.Name.EndsWith("-del", StringComparison.Ordinal) ? "Delete" : "Query";
        if (Named.Read(call, _family, action, "duid", out var named, out refusal) is not { } by)
        {
            return false;
        }

        if (by == Named.ByAddress)
        {
            return _leases.TryFind(named.Address, out lease);
        }

        bool isHardware = by == "hw-address";
        if (!(isHardware
            ? Identifiers.TryHardware(named.Identifier, out byte[] bytes, out string problem)
            : Identifiers.TryClientId(named.Identifier, out bytes, out problem)))
        {
            refusal = CommandResult.Error(problem);
            return false;
        }

        // Of several the one with the lowest address.
        bool isFound = false;
        for (int number = isHardware ? _leases.FirstByHardwareAddress(bytes) : _leases.FirstByClientId(bytes); number >= 0;
            number = isHardware ? _leases.NextByHardwareAddress(number) : _leases.NextByClientId(number))
        {
            if (_leases.TryGet(number, out var other) && other.Fields.SubnetId == named.SubnetId && (!isFound || other.Fields.Address < lease.Fields.Address))
            {
                lease = other;
                isFound = true;
            }
        }

        return isFound;
    }

    private CommandResult Told(int first, Func<int, int> next, Func<CommandResult> otherwise)
    {
        var list = new LeaseList<Ip4, Lease4View, Lease4Fields, Subnet4>(_family);
        for (int number = first; number >= 0; number = next(number))
        {
            // So many of one client are no client's: they are looked for a few a turn.
            if (list.Pack.Count == MostOfOne)
            {
                return otherwise();
            }

            if (_leases.TryGet(number, out var lease))
            {
                list.Pack.Add(in lease);
            }
        }

        return CommandResult.Outside(list.InOrder);
    }
}
