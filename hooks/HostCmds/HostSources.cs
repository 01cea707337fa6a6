using Nestor.Hooks.Commands;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Settings;

namespace StandardLibraries.HostCmds;

/// <summary>Where reservations are: in the configuration (<c>memory</c>), and in the file (<c>database</c>).</summary>
internal sealed class HostSources
{
    public IHookServer Server { get; set; } = null!;

    /// <summary>Null for none.</summary>
    public HostFile? File { get; set; }

    /// <summary>Those of the configuration, in the order in which it has them.</summary>
    public static IEnumerable<HostEntry> Configured(Element tree, string list)
    {
        foreach (var map in tree["reservations"]?.Items ?? [])
        {
            yield return new HostEntry(0, map);
        }

        var subnets = (tree["shared-networks"]?.Items ?? []).SelectMany(n => n[list]?.Items ?? []).Concat(tree[list]?.Items ?? []);
        foreach (var subnet in subnets)
        {
            foreach (var map in subnet["reservations"]?.Items ?? [])
            {
                yield return new HostEntry((uint)(subnet["id"]?.Integer ?? 0), map);
            }
        }
    }

    /// <summary>The configuration with the reservations of one subnet (0: the global ones) changed; null when there is no such subnet.</summary>
    public static Element? Changed(Element tree, string list, uint subnetId, Func<Element?, Element> change)
    {
        if (subnetId == 0)
        {
            return tree.With("reservations", change(tree["reservations"]));
        }

        foreach (var subnet in tree[list]?.Items ?? [])
        {
            if (subnet["id"]?.Integer == subnetId)
            {
                return tree.With(list, tree[list]!.Replace(subnet, subnet.With("reservations", change(subnet["reservations"]))));
            }
        }

        foreach (var network in tree["shared-networks"]?.Items ?? [])
        {
            if (Changed(network.With("reservations", null), list, subnetId, change) is { } changed)
            {
                return tree.With("shared-networks", tree["shared-networks"]!.Replace(network, changed));
            }
        }

        return null;
    }

    public static bool HasSubnet(DhcpSettings settings, uint id) =>
        settings is Dhcp4Settings four ? four.Subnets.Any(s => s.Id == id) : ((Dhcp6Settings)settings).Subnets.Any(s => s.Id == id);

    /// <summary>Does one thing after the other, the second when the first went well: then its answer is the answer.</summary>
    public static CommandResult Then(CommandResult first, Func<CommandResult, CommandResult> next) =>
        first.GoOn is { } goOn ? CommandResult.Later(() => Then(goOn(), next))
        : first.Finish is { } finish ? CommandResult.Outside(() => Then(finish(), next))
        : CommandResult.Outside(() => next(first));
}
