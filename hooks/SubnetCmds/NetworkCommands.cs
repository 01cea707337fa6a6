using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;

namespace StandardLibraries.SubnetCmds;

/// <summary>Commands about shared networks, outside of the loop.</summary>
internal sealed class NetworkCommands(int family)
{
    private const string Networks = SubnetTree.Networks;

    private readonly string _list = $"subnet{family}";
    private readonly SubnetAnswers _answers = new(family);

    /// <summary>The names of all shared networks.</summary>
    public CommandResult List(IConfiguration configuration, CommandCall call)
    {
        if (!call.HasOnly(out var refusal))
        {
            return refusal;
        }

        Element[] names = [.. (configuration.Now.Tree[Networks]?.Items ?? []).Select(n => Named(n["name"]!.Text))];
        var arguments = SubnetAnswers.Listed(Networks, names);
        string text = $"{names.Length} IPv{family} network(s) found";
        return names.Length == 0 ? CommandResult.Empty(text, arguments) : CommandResult.Success(text, arguments);
    }

    /// <summary>All of one shared network, with its subnets.</summary>
    public CommandResult Get(IConfiguration configuration, CommandCall call)
    {
        if (!call.TryText("name", out string name, out var refusal) || !call.HasOnly(out refusal, "name"))
        {
            return refusal;
        }

        var tree = new SubnetTree(configuration.Now.Tree, _list);
        if (tree.Network(name) is not { } network)
        {
            return NotFound(name);
        }

        var form = configuration.Shown(tree.Only([], [network]))[Networks]!.Items[0];
        var subnets = form[_list]?.Items ?? [];
        return CommandResult.Success(
            $"Info about IPv{family} shared network '{name}' returned",
            SubnetAnswers.Listed(Networks, [form.With(_list, Element.List(subnets.Select(SubnetTree.WithoutReservations)))]));
    }

    /// <summary>One more shared network, with the subnets that it brings.</summary>
    public CommandResult Add(IConfiguration configuration, CommandCall call)
    {
        if (!TryNetwork(call, out var added, out string name, out var refusal))
        {
            return refusal!;
        }

        return configuration.Change(now =>
        {
            var tree = new SubnetTree(now.Tree, _list);
            if (tree.Network(name) is not null)
            {
                return CommandResult.Error($"IPv{family} shared network '{name}' already exists");
            }

            var subnets = added![_list]?.Items ?? [];
            foreach (var subnet in subnets)
            {
                if (subnet["id"] is { Integer: > 0 } id && tree.Find(id.Integer) is not null)
                {
                    return CommandResult.Error($"ID of the new IPv{family} subnet '{id.Integer}' is already in use");
                }

                if (subnet["subnet"]?.Text is { } text && tree.Find(Ranges.Prefix(text)) is not null)
                {
                    return CommandResult.Error($"subnet with the prefix of '{Ranges.Prefix(text)}' already exists");
                }
            }

            return new ConfigurationEdit(
                tree.WithNetwork(added.With(_list, subnets.Count == 0 ? added[_list] : Numbered(tree, added[_list]!))).Map,
                CommandResult.Success($"A new IPv{family} shared network '{name}' added", SubnetAnswers.Listed(Networks, [Named(name)])));
        });
    }

    /// <summary>One shared network less. Its subnets stay as plain ones, unless they are to go with it.</summary>
    public CommandResult Delete(IConfiguration configuration, CommandCall call)
    {
        if (!call.TryText("name", out string name, out var refusal) || !call.HasOnly(out refusal, "name", "subnets-action"))
        {
            return refusal;
        }

        string action = "keep";
        if (call.Arguments!["subnets-action"] is not null && !call.TryText("subnets-action", out action, out refusal))
        {
            return refusal;
        }

        if (action is not ("keep" or "delete"))
        {
            return CommandResult.Error($"'subnets-action' parameter expected to be 'keep' or 'delete', found '{action}'.");
        }

        return configuration.Change(now =>
        {
            var tree = new SubnetTree(now.Tree, _list);
            if (tree.Network(name) is not { } network)
            {
                return NotFound(name);
            }

            var without = tree.ReplaceNetwork(network, null);
            foreach (var subnet in action == "keep" ? network[_list]?.Items ?? [] : [])
            {
                without = without.WithSubnet(subnet);
            }

            return new ConfigurationEdit(
                without.Map, CommandResult.Success($"IPv{family} shared network '{name}' deleted", SubnetAnswers.Listed(Networks, [Named(name)])));
        });
    }

    /// <summary>A plain subnet becomes one of a shared network.</summary>
    public CommandResult AddSubnet(IConfiguration configuration, CommandCall call) => Move(configuration, call, (tree, network, subnet, name) =>
        subnet.NetworkName is { } other
            ? CommandResult.Error($"IPv{family} subnet {subnet.Prefix} (id {subnet.Id}) is already part of shared network '{other}'")
            : new ConfigurationEdit(
                tree.Replace(subnet, null).ReplaceNetwork(network, network.With(_list, network[_list].Append(subnet.Map))).Map,
                CommandResult.Success($"IPv{family} subnet {subnet.Prefix} (id {subnet.Id}) is now part of shared network '{name}'")));

    /// <summary>A subnet of a shared network becomes a plain one.</summary>
    public CommandResult DeleteSubnet(IConfiguration configuration, CommandCall call) => Move(configuration, call, (tree, _, subnet, name) =>
        subnet.NetworkName != name
            ? CommandResult.Error($"IPv{family} subnet {subnet.Prefix} (id {subnet.Id}) is not part of shared network '{name}'")
            : new ConfigurationEdit(
                tree.Replace(subnet, null).WithSubnet(subnet.Map).Map,
                CommandResult.Success($"IPv{family} subnet {subnet.Prefix} (id {subnet.Id}) is now removed from shared network '{name}'")));

    private CommandResult Move(
        IConfiguration configuration, CommandCall call, Func<SubnetTree, Element, PlacedSubnet, string, ConfigurationEdit> move)
    {
        if (!call.TryText("name", out string name, out var refusal) || !call.TryInteger("id", out long id, out refusal)
            || !call.HasOnly(out refusal, "name", "id"))
        {
            return refusal;
        }

        return configuration.Change(now =>
        {
            var tree = new SubnetTree(now.Tree, _list);
            return tree.Network(name) is not { } network ? NotFound(name)
                : tree.Find(id) is not { } subnet ? _answers.NotFound(id)
                : move(tree, network, subnet, name);
        });
    }

    private static bool TryNetwork(CommandCall call, out Element? network, out string name, out CommandResult? refusal)
    {
        name = "";
        if (!call.TryOne(Networks, out network, out refusal) || !call.HasOnly(out refusal, Networks))
        {
            return false;
        }

        var named = network["name"];
        name = named?.Text ?? "";
        refusal = named is null ? CommandResult.Error("Missing mandatory 'name' parameter.")
            : named.Kind != ElementKind.String ? CommandResult.Error("'name' parameter expected to be a string.")
            : name.Length == 0 ? CommandResult.Error("'name' parameter expected not to be empty.")
            : null;
        return refusal is null;
    }

    /// <summary>Subnets without an id get the lowest ones that are free.</summary>
    private static Element Numbered(SubnetTree tree, Element subnets)
    {
        var given = subnets.Items.Select(s => s["id"]?.Integer ?? 0).ToList();
        return Element.List(
            subnets.Items.Select(s =>
            {
                if (s.Kind != ElementKind.Map || s["id"] is not (null or { Kind: ElementKind.Integer, Integer: 0 }))
                {
                    return s;
                }

                long id = tree.FreeId(given);
                given.Add(id);
                return s.With("id", Element.Of(id));
            }).ToArray(),
            subnets.Place);
    }

    private CommandResult NotFound(string name) => CommandResult.Empty($"No IPv{family} shared network '{name}' found");

    private static Element Named(string name) => Element.Map([SubnetAnswers.Of("name", Element.Of(name))]);
}
