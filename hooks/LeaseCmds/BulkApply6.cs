using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Leases;
using Nestor.Wire.Values;

namespace StandardLibraries.LeaseCmds;

/// <summary>
/// <c>lease6-bulk-apply</c>: leases that go, and leases that come or change. With one that is malformed nothing is done;
/// what then cannot be done for one lease is told, and the others are.
/// </summary>
internal sealed class BulkApply6(IHookServer server, Single6 single, LeaseCmdsLog log)
{
    private readonly ILeases6 _leases = server.Leases6!;

    public CommandResult Run(CommandCall call) => log.Applied(call, Apply(call));

    private CommandResult Apply(CommandCall call)
    {
        if (call.Arguments is not { Kind: ElementKind.Map } map)
        {
            return CommandResult.Error("Command arguments missing or a not a map.");
        }

        var (deleted, stored) = (map["deleted-leases"], map["leases"]);
        string? problem = deleted is null && stored is null ? "neither 'deleted-leases' nor 'leases' parameter specified"
            : deleted is { Kind: not ElementKind.List } ? "the 'deleted-leases' parameter must be a list"
            : stored is { Kind: not ElementKind.List } ? "the 'leases' parameter must be a list"
            : null;
        if (problem is not null)
        {
            return CommandResult.Error(problem);
        }

        var gone = new List<Gone>();
        foreach (var item in deleted?.Items ?? [])
        {
            bool isFound = single.TryFind(item, "Delete", out var lease, out string wrong);
            if (wrong.Length > 0)
            {
                return CommandResult.Error(wrong);
            }

            gone.Add(new(isFound ? lease.Fields.Address : null, item["ip-address"]?.Text, item["type"]?.Text ?? "IA_NA"));
        }

        var drafts = new List<Draft6>();
        foreach (var item in stored?.Items ?? [])
        {
            if (item.Kind != ElementKind.Map)
            {
                return CommandResult.Error("every item of the 'leases' parameter must be a map");
            }

            if (Draft6.Read(new Arguments(item), _leases, server.Now, out var refusal) is not { } draft)
            {
                return refusal!;
            }

            drafts.Add(draft);
        }

        return Apply(gone, drafts);
    }

    private CommandResult Apply(List<Gone> gone, List<Draft6> drafts)
    {
        int done = 0;
        var notGone = new List<Element>();
        foreach (var (found, asked, type) in gone)
        {
            if (found is { } address && _leases.Remove(address))
            {
                done++;
            }
            else if (asked is not null)
            {
                notGone.Add(Failed(asked, type, ResultCode.Empty, "lease not found"));
            }
        }

        var notStored = new List<Element>();
        foreach (var draft in drafts)
        {
            ref readonly var f = ref draft.Fields;
            if (_leases.TryFind(f.Address, out var before) && before.Fields.Type != f.Type)
            {
                notStored.Add(Failed(
                    f.Address.ToString(), f.Type == LeaseType.Pd ? "IA_PD" : "IA_NA", ResultCode.Conflict, "there is a lease of the other type"));
                continue;
            }

            _leases.Put(draft.View);
            done++;
        }

        var members = new List<Member>();
        Add(members, "failed-deleted-leases", notGone);
        Add(members, "failed-leases", notStored);
        string text = $"Bulk apply of {done} IPv6 leases completed.";
        var arguments = members.Count > 0 ? Element.Map(members) : null;
        return done > 0 ? CommandResult.Success(text, arguments) : CommandResult.Empty(text, arguments);
    }

    private static void Add(List<Member> members, string name, List<Element> failed)
    {
        if (failed.Count > 0)
        {
            members.Add(new(name, Element.List(failed), SourcePlace.None));
        }
    }

    private static Element Failed(string address, string type, ResultCode code, string why) => Element.Map(
    [
        new("error-message", Element.Of(why), SourcePlace.None),
        new("ip-address", Element.Of(address), SourcePlace.None),
        new("result", Element.Of((long)code), SourcePlace.None),
        new("type", Element.Of(type), SourcePlace.None),
    ]);

    /// <summary>A lease that is to go.</summary>
    /// <param name="Found">Null when there is none.</param>
    /// <param name="Asked">The address it was named by, if it was.</param>
    private readonly record struct Gone(Ip6? Found, string? Asked, string Type);
}
