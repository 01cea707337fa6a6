using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;

namespace StandardLibraries.SubnetCmds;

/// <summary>Commands about whole subnets, outside of the loop.</summary>
internal sealed class SubnetCommands(int family)
{
    private readonly string _list = $"subnet{family}";
    private readonly SubnetAnswers _answers = new(family);

    /// <summary>All subnets in short.</summary>
    public CommandResult List(IConfiguration configuration, CommandCall call)
    {
        if (!call.HasOnly(out var refusal))
        {
            return refusal;
        }

        Element[] all =
        [
            .. new SubnetTree(configuration.Now.Tree, _list).All.OrderBy(s => s.Id).Select(s => Element.Map(
            [
                SubnetAnswers.Of("id", Element.Of(s.Id)),
                SubnetAnswers.Of("shared-network-name", s.NetworkName is { } name ? Element.Of(name) : Element.Null()),
                SubnetAnswers.Of("subnet", Element.Of(s.Prefix)),
            ])),
        ];
        var arguments = SubnetAnswers.Listed("subnets", all);
        return all.Length == 0
            ? CommandResult.Empty($"0 IPv{family} subnets found", arguments)
            : CommandResult.Success($"{all.Length} IPv{family} subnet{(all.Length == 1 ? "" : "s")} found", arguments);
    }

    /// <summary>All of one subnet.</summary>
    public CommandResult Get(IConfiguration configuration, CommandCall call)
    {
        if (!call.HasOnly(out var refusal, "id", "subnet"))
        {
            return refusal;
        }

        var now = configuration.Now;
        var tree = new SubnetTree(now.Tree, _list);
        PlacedSubnet? found;
        string what;
        if (call.Arguments?["id"] is not null)
        {
            if (call.Arguments["subnet"] is not null)
            {
                return CommandResult.Error("found both 'id' and 'subnet' parameters, wanted one of them.");
            }

            if (!call.TryInteger("id", out long id, out refusal))
            {
                return refusal;
            }

            found = tree.Find(id);
            what = $"id {id}";
        }
        else if (call.TryText("subnet", out string prefix, out refusal))
        {
            found = tree.Find(Ranges.Prefix(prefix));
            what = $"prefix {prefix}";
        }
        else
        {
            return call.Arguments is { Kind: ElementKind.Map, Members.Count: 0 } or null
                ? CommandResult.Error("Missing mandatory 'id' or 'subnet' parameter.")
                : refusal;
        }

        if (found is not { } subnet)
        {
            return CommandResult.Empty($"No IPv{family} subnet with {what} found");
        }

        // Its network goes with it, for what it inherits.
        var shown = configuration.Shown(subnet.Network is { } network
            ? tree.Only([], [network.With(_list, Element.List([subnet.Map]))])
            : tree.Only([subnet.Map], []));
        var form = (subnet.Network is null ? shown : shown[SubnetTree.Networks]!.Items[0])[_list]!.Items[0];
        return CommandResult.Success(
            $"Info about IPv{family} subnet {subnet.Prefix} (id {subnet.Id}) returned",
            SubnetAnswers.Listed("subnets", [SubnetTree.WithoutReservations(form)]));
    }

    /// <summary>One more subnet, outside of shared networks.</summary>
    public CommandResult Add(IConfiguration configuration, CommandCall call)
    {
        if (!_answers.TrySubnet(call, needsPrefix: true, out var added, out long? id, out var refusal))
        {
            return refusal!;
        }

        string prefix = Ranges.Prefix(added!["subnet"]!.Text);
        return configuration.Change(now =>
        {
            var tree = new SubnetTree(now.Tree, _list);
            if (id is { } given && tree.Find(given) is not null)
            {
                return CommandResult.Error($"ID of the new IPv{family} subnet '{given}' is already in use");
            }

            if (tree.Find(prefix) is not null)
            {
                return CommandResult.Error($"subnet with the prefix of '{prefix}' already exists");
            }

            long own = id ?? tree.FreeId([]);
            return new ConfigurationEdit(
                tree.WithSubnet(added.With("id", Element.Of(own))).Map, _answers.Done("added", own, prefix));
        });
    }

    /// <summary>The subnet is another one from now on; of it stay its place, its prefix and its reservations.</summary>
    public CommandResult Update(IConfiguration configuration, CommandCall call)
    {
        if (!_answers.TrySubnet(call, needsPrefix: true, out var changed, out long? id, out var refusal)
            || !SubnetAnswers.TryHas(id, out refusal))
        {
            return refusal!;
        }

        return configuration.Change(now =>
        {
            var tree = new SubnetTree(now.Tree, _list);
            return !_answers.TryFind(tree, id!.Value, changed!, out var before, out var problem)
                ? problem!
                : new ConfigurationEdit(
                    tree.Replace(before, changed!.With("reservations", before.Map["reservations"])).Map,
                    _answers.Done("updated", before.Id, before.Prefix));
        });
    }

    /// <summary>One subnet less, and its reservations. Its leases stay.</summary>
    public CommandResult Delete(IConfiguration configuration, CommandCall call)
    {
        if (!call.TryInteger("id", out long id, out var refusal) || !call.HasOnly(out refusal, "id"))
        {
            return refusal;
        }

        return configuration.Change(now =>
        {
            var tree = new SubnetTree(now.Tree, _list);
            return tree.Find(id) is not { } subnet
                ? _answers.NotFound(id)
                : new ConfigurationEdit(tree.Replace(subnet, null).Map, CommandResult.Success(
                    $"IPv{family} subnet {subnet.Prefix} (id {id}) deleted", SubnetAnswers.Listed("subnets", [SubnetAnswers.Short(id, subnet.Prefix)])));
        });
    }
}
