using Nestor.Model.Classes;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Engine.Allocation;

/// <summary>
/// The subnets a client of one subnet may be in: that one, then the others of its shared network, from the next id on and
/// round to the lowest, as far as their guards let it in.
/// </summary>
internal static class Siblings
{
    public static Siblings<Ip4, Subnet4> Of(Subnet4 selected, ClassSet classes) =>
        new(selected, selected.Network?.Subnets, classes);

    public static Siblings<Ip6, Subnet6> Of(Subnet6 selected, ClassSet classes) =>
        new(selected, selected.Network?.Subnets, classes);
}

/// <inheritdoc cref="Siblings"/>
/// <param name="network">All of the network, <paramref name="selected"/> too; null for a plain subnet.</param>
internal struct Siblings<TAddr, TSubnet>(TSubnet selected, IReadOnlyList<TSubnet>? network, ClassSet classes)
    where TAddr : struct, IAddress<TAddr>
    where TSubnet : Subnet<TAddr>
{
    private int _at = -1;
    private int _left;

    public TSubnet Current { get; private set; } = selected;

    public readonly Siblings<TAddr, TSubnet> GetEnumerator() => this;

    // Goes by number: to walk a list behind its interface allocates.
    public bool MoveNext()
    {
        if (_at < 0)
        {
            Begin();
            if (Current.Admits(classes))
            {
                return true;
            }
        }

        while (_left > 0)
        {
            _left--;
            _at = (_at + 1) % network!.Count;
            Current = network[_at];
            if (Current.Admits(classes))
            {
                return true;
            }
        }

        return false;
    }

    private void Begin()
    {
        _at = 0;
        if (network is null)
        {
            return;
        }

        while (_at < network.Count - 1 && network[_at] != Current)
        {
            _at++;
        }

        _left = network.Count - 1;
    }
}
