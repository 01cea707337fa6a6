using System.Text;
using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>What is done with leases as a whole: <c>leaseN-wipe</c>, <c>leaseN-write</c> and <c>leaseN-resend-ddns</c>.</summary>
internal sealed class Upkeep<TAddr, TView, TFields, TSubnet>(LeaseFamily<TAddr, TView, TFields, TSubnet> family, IHookServer server, LeaseCmdsLog log)
    where TAddr : struct, IAddress<TAddr>
    where TView : struct, ILeaseView<TView, TFields>, allows ref struct
    where TFields : struct
    where TSubnet : Subnet<TAddr>
{
    private readonly ILeases<TAddr, TView, TSubnet> _leases = family.Leases(server);

    /// <summary>Removes the leases of a subnet, or of all subnets of the configuration.</summary>
    public CommandResult Wipe(CommandCall call)
    {
        uint id = 0;
        if (call.Arguments is not null)
        {
            if (Arguments.Of(call, "", out var refusal) is not { } arguments)
            {
                return refusal!;
            }

            id = arguments.NumberOrNone("subnet-id") ?? 0;
            if (arguments.Problem is { } problem)
            {
                log.WipeFailed(call, problem);
                return CommandResult.Error(problem);
            }
        }

        uint[] subnets = id != 0 ? [id] : [.. family.Subnets(server.Settings).Select(s => s.Id)];
        return Wipe(call, subnets, 0, 0);
    }

    /// <summary>Stores all leases in a file, or in the place of what is stored.</summary>
    public CommandResult Write(CommandCall call)
    {
        if (call.Arguments is { Kind: not ElementKind.Map })
        {
            return CommandResult.Error($"arguments for the '{call.Name}' command must be a map");
        }

        if (call.Arguments?["filename"] is { Kind: not ElementKind.String })
        {
            return CommandResult.Error("'filename' parameter must be a string");
        }

        if (server.LeaseFile is not ILeaseFile<TView, TFields> file)
        {
            return CommandResult.Error("there is no lease file: leases are kept in memory only");
        }

        if (!file.TryPlace(call.Arguments?["filename"]?.Text ?? "", out string path, out string error))
        {
            return CommandResult.Error($"'filename' parameter is invalid: {error}");
        }

        bool isOwn = path == System.IO.Path.GetFullPath(file.Path);
        if (isOwn && file.BeginRenewal() is { } problem)
        {
            return CommandResult.Error($"could not write leases into '{path}': {problem}");
        }

        var pack = new LeasePack<TView, TFields>();
        var walk = new Walk<TAddr, TView, TFields, TSubnet>(_leases, server.Clock, pack, (in _) => true);
        return walk.Run(() => CommandResult.Outside(() =>
        {
            if ((isOwn ? file.Renew(pack) : file.Write(path, pack)) is not { } failure)
            {
                return CommandResult.Success($"{family.Name} lease database into '{path}'.");
            }

            log.WriteFailed(path, failure);
            return CommandResult.Error($"could not write leases into '{path}': {failure}");
        }));
    }

    /// <summary>There is nobody to send updates of the DNS to: what Kea asks before it sends one is asked, and then that is said.</summary>
    public CommandResult ResendDdns(CommandCall call)
    {
        if (Arguments.Of(call, "'ip-address' parameter is missing.", out var refusal) is not { } arguments)
        {
            return refusal!;
        }

        string text = arguments.Member("ip-address")?.Text ?? "";
        string? problem = arguments.Member("ip-address") switch
        {
            null => "'ip-address' parameter is missing.",
            { Kind: not ElementKind.String } => "'ip-address' is not a string.",
            _ when !LeaseFamily<TAddr, TView, TFields, TSubnet>.IsAddress(text) => $"'{text}' is not a valid IP address.",
            _ when !TAddr.TryParse(text, out _) => $"Invalid {family.Name} address specified: {text}",
            _ when !server.Settings.Ddns.EnablesUpdates => "DDNS updating is not enabled",
            _ => null,
        };
        if (problem is not null)
        {
            log.ResendFailed(problem);
            return CommandResult.Error(problem);
        }

        if (!TAddr.TryParse(text, out var address) || !_leases.TryFind(address, out var lease))
        {
            return CommandResult.Empty($"No lease found for: {text}");
        }

        var facts = family.FactsOf(in lease);
        string name = Encoding.UTF8.GetString(TView.StringsOf(in lease).Hostname);
        problem = name.Length == 0 ? $"Lease for: {text}, has no hostname, nothing to update"
            : !facts.IsForward && !facts.IsReverse ? $"Neither forward nor reverse updates enabled for lease for: {text}"
            : $"NCR not generated for: {text}, hostname: {name}: this server does not send DNS updates yet";
        log.ResendFailed(problem);
        return CommandResult.Error(problem);
    }

    private CommandResult Wipe(CommandCall call, uint[] subnets, int at, long removed)
    {
        var slice = new Slice(server.Clock);
        for (; at < subnets.Length; at++)
        {
            for (int number = _leases.FirstInSubnet(subnets[at]); number >= 0; number = _leases.FirstInSubnet(subnets[at]))
            {
                if (slice.IsOver)
                {
                    // No more is on its way to the disk than this, so that clients' changes find room beside it.
                    var committed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                    server.WhenCommitted(_ => committed.SetResult());
                    return CommandResult.After(committed.Task, () => Wipe(call, subnets, at, removed));
                }

                _leases.TryAddress(number, out var address);
                removed += _leases.Remove(address) ? 1 : 0;
            }
        }

        log.Wiped(call, removed);
        string text = $"Deleted {removed} {family.Name} lease(s) from subnet(s) {string.Join(' ', subnets)}";
        return removed == 0 ? CommandResult.Empty(text) : CommandResult.Success(text);
    }
}
