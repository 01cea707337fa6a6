using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>Commands that tell many leases: <c>leaseN-get-all</c>, <c>-get-by-state</c>, <c>-get-by-hostname</c>.</summary>
internal sealed class Lists<TAddr, TView, TFields, TSubnet>(LeaseFamily<TAddr, TView, TFields, TSubnet> family, IHookServer server)
    where TAddr : struct, IAddress<TAddr>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
    where TSubnet : Subnet<TAddr>
{
    private static readonly string[] StateNames = ["default", "declined", "expired-reclaimed", "released", "registered"];

    public CommandResult All(CommandCall call)
    {
        if (call.Arguments is null)
        {
            return Walk((in _) => true, list => list.InOrder());
        }

        if (Arguments.Of(call, "", out var refusal) is not { } arguments)
        {
            return refusal!;
        }

        if (arguments.Member("subnets") is not { } subnets)
        {
            return CommandResult.Error("'subnets' parameter not specified");
        }

        if (subnets.Kind != ElementKind.List)
        {
            return CommandResult.Error("'subnets' parameter must be a list");
        }

        if (subnets.Items.Any(i => i.Kind != ElementKind.Integer))
        {
            return CommandResult.Error("listed subnet identifiers must be numbers");
        }

        long[] wanted = [.. subnets.Items.Select(i => i.Integer)];
        HashSet<long> ids = [.. wanted];
        return Walk((in lease) => ids.Contains(family.FactsOf(in lease).SubnetId), list => list.BySubnet(wanted));
    }

    public CommandResult ByState(CommandCall call)
    {
        if (Wanted(call, "state", out var refusal) is not { } arguments)
        {
            return refusal!;
        }

        var asked = arguments.Member("state")!;
        long state = asked.Kind switch
        {
            ElementKind.Integer => asked.Integer,
            ElementKind.String => asked.Text == "assigned" ? 0 : Array.IndexOf(StateNames, asked.Text),
            _ => -1,
        };
        if (state < 0 || state >= StateNames.Length)
        {
            return CommandResult.Error(asked.Kind is ElementKind.Integer or ElementKind.String
                ? $"'state' parameter has no state {JsonWriter.Compact(asked)}, wanted 0 to 4, default, assigned, declined, expired-reclaimed, released or registered"
                : "'state' parameter must be a number or a string");
        }

        uint subnet = arguments.NumberOrNone("subnet-id") ?? 0;
        return arguments.Problem is { } problem ? CommandResult.Error(problem) : Walk(
            (in lease) => family.FactsOf(in lease) is var facts && (long)facts.State == state && (subnet == 0 || facts.SubnetId == subnet),
            list => list.InOrder());
    }

    public CommandResult ByHostname(CommandCall call)
    {
        if (WantedText(call, "hostname", out string name) is { } refusal)
        {
            return refusal;
        }

        if (name.Length == 0)
        {
            return CommandResult.Error("'hostname' parameter is empty");
        }

        byte[] wanted = Encoding.UTF8.GetBytes(name.ToLowerInvariant());
        return Walk((in lease) => TView.StringsOf(in lease).Hostname.SequenceEqual(wanted), list => list.InOrder());
    }

    public CommandResult ByHardwareAddress(CommandCall call)
    {
        if (WantedText(call, "hw-address", out string text) is { } refusal)
        {
            return refusal;
        }

        return Identifiers.TryHardware(text, out byte[] wanted, out string problem)
            ? Walk((in lease) => TView.StringsOf(in lease).HardwareAddress.SequenceEqual(wanted), list => list.InOrder())
            : CommandResult.Error(problem);
    }

    /// <summary>Those of one client, by its client identifier or DUID.</summary>
    public CommandResult ByIdentifier(byte[] wanted) =>
        Walk((in lease) => TView.StringsOf(in lease).Identifier.SequenceEqual(wanted), list => list.InOrder());

    /// <summary>The arguments, with a member that must be there; null, with the refusal, without it.</summary>
    public static Arguments? Wanted(CommandCall call, string name, out CommandResult? refusal)
    {
        const string Missing = "Command arguments missing or a not a map.";
        refusal = call.Arguments is not { Kind: ElementKind.Map } map ? CommandResult.Error(Missing)
            : map[name] is null ? CommandResult.Error($"'{name}' parameter not specified")
            : null;
        return refusal is null ? new Arguments(call.Arguments!) : null;
    }

    /// <summary>A text that must be there; the refusal when it is not.</summary>
    public static CommandResult? WantedText(CommandCall call, string name, out string text)
    {
        text = "";
        if (Wanted(call, name, out var refusal) is not { } arguments)
        {
            return refusal;
        }

        var value = arguments.Member(name)!;
        text = value.Text;
        return value.Kind == ElementKind.String ? null : CommandResult.Error($"'{name}' parameter must be a string");
    }

    private CommandResult Walk(Wanted<TView> isWanted, Func<LeaseList<TAddr, TView, TFields, TSubnet>, CommandResult> answer)
    {
        var list = new LeaseList<TAddr, TView, TFields, TSubnet>(family);
        return new Walk<TAddr, TView, TFields, TSubnet>(family.Leases(server), server.Clock, list.Pack, isWanted)
            .Run(() => CommandResult.Outside(() => answer(list)));
    }
}
