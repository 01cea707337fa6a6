using Nestor.Model.Networks;

namespace Nestor.Engine.Allocation;

/// <summary>The subnets a client of one subnet may be in: that one, then the others of its shared network.</summary>
internal static class Siblings
{
    public static Siblings<Subnet4> Of(Subnet4 selected) => new(selected, selected.Network?.Subnets);

    public static Siblings<Subnet6> Of(Subnet6 selected) => new(selected, selected.Network?.Subnets);
}

/// <inheritdoc cref="Siblings"/>
/// <param name="network">All of the network, <paramref name="selected"/> too; null for a plain subnet.</param>
internal struct Siblings<TSubnet>(TSubnet selected, IReadOnlyList<TSubnet>? network)
    where TSubnet : class
{
    private readonly TSubnet _selected = selected;
    private int _next = -1;

    public TSubnet Current { get; private set; } = selected;

    public readonly Siblings<TSubnet> GetEnumerator() => this;

    // Goes by number: to walk a list behind its interface allocates.
    public bool MoveNext()
    {
        if (_next < 0)
        {
            _next = 0;
            return true;
        }

        while (network is not null && _next < network.Count)
        {
            Current = network[_next++];
            if (Current != _selected)
            {
                return true;
            }
        }

        return false;
    }
}
