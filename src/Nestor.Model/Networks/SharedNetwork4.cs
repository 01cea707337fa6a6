using Nestor.Json;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>Subnets on one link: a client of one may be served from any.</summary>
public sealed class SharedNetwork4
{
    public SharedNetwork4(string name, IReadOnlyList<Subnet4> subnets)
    {
        Name = name;
        Subnets = subnets;
        foreach (var subnet in subnets)
        {
            subnet.Network = this;
        }
    }

    public string Name { get; }

    /// <summary>In configured order.</summary>
    public IReadOnlyList<Subnet4> Subnets { get; }

    /// <summary>The network's own options.</summary>
    public OptionSet Options { get; init; } = OptionSet.Empty;

    public string? Interface { get; init; }

    public IReadOnlyList<Ip4> Relays { get; init; } = [];

    /// <summary>Guard classes; empty lets everybody in.</summary>
    public string[] ClientClasses { get; init; } = [];

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}
