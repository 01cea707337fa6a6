using Nestor.Engine.Selection;
using Nestor.Model.Classes;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.V6;

/// <summary>Finds a subnet also by the interface-id that relays send (option 18).</summary>
public sealed class SubnetIndex6 : SubnetIndex<Ip6, Subnet6>
{
    private readonly Dictionary<byte[], Subnet6[]> _byInterfaceId = new(BytesComparer.Instance);
    private readonly Dictionary<byte[], Subnet6[]>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public SubnetIndex6(Dhcp6Settings settings)
        : base(settings.Subnets)
    {
        foreach (var subnet in settings.Subnets)
        {
            if (subnet.InterfaceId.Length > 0)
            {
                Add(_byInterfaceId, subnet.InterfaceId, subnet);
            }
        }

        _lookup = _byInterfaceId.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <summary>The subnet of the clients behind a relay's interface; null when none names it.</summary>
    public Subnet6? ByInterfaceId(ReadOnlySpan<byte> id, ClassSet classes)
    {
        if (_byInterfaceId.Count > 0 && _lookup.TryGetValue(id, out var subnets))
        {
            return First("interface-id", subnets[0].InterfaceId, subnets, classes);
        }

        Trace?.Note("subnet-candidate", SubnetTrace.None("interface-id", id.ToArray()));
        return null;
    }
}
