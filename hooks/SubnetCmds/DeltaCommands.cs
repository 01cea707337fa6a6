using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;

namespace StandardLibraries.SubnetCmds;

/// <summary>Commands about parts of a subnet, outside of the loop.</summary>
internal sealed class DeltaCommands(int family)
{
    private readonly string _list = $"subnet{family}";
    private readonly SubnetAnswers _answers = new(family);

    /// <summary>Parts come, or take the place of those there are.</summary>
    public CommandResult Add(IConfiguration configuration, CommandCall call) =>
        Change(configuration, call, (parts, subnet, delta) => parts.Added(subnet, delta));

    /// <summary>Parts go.</summary>
    public CommandResult Delete(IConfiguration configuration, CommandCall call) =>
        Change(configuration, call, (parts, subnet, delta) => parts.Removed(subnet, delta));

    private CommandResult Change(IConfiguration configuration, CommandCall call, Func<SubnetParts, Element, Element, Element> change)
    {
        if (!_answers.TrySubnet(call, needsPrefix: false, out var delta, out long? id, out var refusal) || !SubnetAnswers.TryHas(id, out refusal))
        {
            return refusal!;
        }

        return configuration.Change(now =>
        {
            var tree = new SubnetTree(now.Tree, _list);
            return !_answers.TryFind(tree, id!.Value, delta!, out var before, out var problem)
                ? problem!
                : new ConfigurationEdit(
                    tree.Replace(before, change(new SubnetParts(now.Settings.OptionDefs, family), before.Map, delta!)).Map,
                    _answers.Done("updated", before.Id, before.Prefix));
        });
    }
}
