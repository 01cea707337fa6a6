using Nestor.Json;
using Nestor.Model.Classes;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>Subnets on one link: a client of one may be served from any.</summary>
public abstract class SharedNetwork<TAddr>(string name)
    where TAddr : struct, IAddress<TAddr>
{
    public string Name { get; } = name;

    /// <summary>The network's own options.</summary>
    public OptionSet Options { get; init; } = OptionSet.Empty;

    public string? Interface { get; init; }

    public IReadOnlyList<TAddr> Relays { get; init; } = [];

    /// <summary>Guard classes.</summary>
    public ClassList ClientClasses { get; init; } = ClassList.Empty;

    /// <summary>evaluate-additional-classes: looked at once this has served the client.</summary>
    public ClassList AdditionalClasses { get; init; } = ClassList.Empty;

    /// <summary>user-context, with comment as a member.</summary>
    public Element? UserContext { get; init; }
}

/// <inheritdoc/>
public sealed class SharedNetwork4 : SharedNetwork<Ip4>
{
    public SharedNetwork4(string name, IReadOnlyList<Subnet4> subnets)
        : base(name)
    {
        Subnets = [.. subnets.OrderBy(s => s.Id)];
        foreach (var subnet in subnets)
        {
            subnet.Network = this;
        }
    }

    /// <summary>By ascending id, the order in which a client is offered them.</summary>
    public IReadOnlyList<Subnet4> Subnets { get; }
}

/// <inheritdoc/>
public sealed class SharedNetwork6 : SharedNetwork<Ip6>
{
    public SharedNetwork6(string name, IReadOnlyList<Subnet6> subnets)
        : base(name)
    {
        Subnets = [.. subnets.OrderBy(s => s.Id)];
        foreach (var subnet in subnets)
        {
            subnet.Network = this;
        }
    }

    /// <summary>By ascending id, the order in which a client is offered them.</summary>
    public IReadOnlyList<Subnet6> Subnets { get; }
}
