using Nestor.Hooks.Commands;
using Nestor.Json;

namespace StandardLibraries.SubnetCmds;

/// <summary>What commands about subnets have alike: their arguments and their answers.</summary>
internal sealed class SubnetAnswers(int family)
{
    private readonly string _list = $"subnet{family}";

    /// <summary>The one subnet of the arguments; false, with the answer, when it cannot be one.</summary>
    /// <param name="id">Null when it has none.</param>
    public bool TrySubnet(CommandCall call, bool needsPrefix, out Element? subnet, out long? id, out CommandResult? refusal)
    {
        id = null;
        if (!call.TryOne(_list, out subnet, out refusal) || !call.HasOnly(out refusal, _list))
        {
            return false;
        }

        refusal = subnet["subnet"] is null && needsPrefix ? CommandResult.Error("Missing mandatory 'subnet' parameter.")
            : subnet["subnet"] is { Kind: not ElementKind.String } ? CommandResult.Error("'subnet' parameter expected to be a string.")
            : subnet["reservations"] is { Items.Count: > 0 } or { Kind: not ElementKind.List }
                ? CommandResult.Error($"'reservations' parameter is not allowed in '{call.Name}': reservations have commands of their own.")
            : subnet["id"] is { Kind: not ElementKind.Integer } ? CommandResult.Error("'id' parameter expected to be an integer.")
            : subnet["id"] is { Integer: < 0 or >= uint.MaxValue } wrong
                ? CommandResult.Error($"'id' parameter expected to be from 1 to {uint.MaxValue - 1}, found {wrong.Integer}.")
            : null;
        id = subnet["id"] is { Integer: > 0 } given ? given.Integer : null;
        return refusal is null;
    }

    public static bool TryHas(long? id, out CommandResult? refusal)
    {
        refusal = id is null ? CommandResult.Error("Missing mandatory 'id' parameter.") : null;
        return id is not null;
    }

    /// <summary>The subnet that is to be changed: its prefix stays, for its leases go by it.</summary>
    public bool TryFind(SubnetTree tree, long id, Element changed, out PlacedSubnet subnet, out CommandResult? refusal)
    {
        var found = tree.Find(id);
        subnet = found ?? default;
        refusal = found is null ? NotFound(id)
            : changed["subnet"] is { } prefix && Ranges.Prefix(prefix.Text) != subnet.Prefix
                ? CommandResult.Error($"'subnet' parameter is {prefix.Text}, but the prefix of IPv{family} subnet {id} is {subnet.Prefix} and cannot be changed")
            : null;
        return refusal is null;
    }

    public CommandResult NotFound(long id) => CommandResult.Empty($"No IPv{family} subnet with id {id} found");

    /// <summary>
    /// The subnet is there, or is another one now. It is listed under both names: Kea's manual shows one, its description of
    /// the commands the other.
    /// </summary>
    public CommandResult Done(string what, long id, string prefix)
    {
        var list = Element.List([Short(id, prefix)]);
        return CommandResult.Success($"IPv{family} subnet {what}", Element.Map([Of(_list, list), Of("subnets", list)]));
    }

    public static Element Short(long id, string prefix) => Element.Map([Of("id", Element.Of(id)), Of("subnet", Element.Of(prefix))]);

    public static Element Listed(string name, IEnumerable<Element> items) => Element.Map([Of(name, Element.List(items))]);

    public static Member Of(string name, Element value) => new(name, value, SourcePlace.None);
}
