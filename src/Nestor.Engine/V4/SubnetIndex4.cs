using Nestor.Engine.Selection;
using Nestor.Hooks.Exchange;
using Nestor.Model.Classes;
using Nestor.Model.Networks;
using Nestor.Model.Settings;
using Nestor.Wire.Values;

namespace Nestor.Engine.V4;

/// <inheritdoc/>
public sealed class SubnetIndex4(Dhcp4Settings settings) : SubnetIndex<Ip4, Subnet4>(settings.Subnets)
{
    /// <summary>Those for DHCPv4-over-DHCPv6 clients, by ascending id.</summary>
    private readonly Subnet4[] _over6 = [.. settings.Subnets.Where(s => s.Over6 is not null)];

    /// <summary>The first subnet that a query which came over DHCPv6 fits; null when none does.</summary>
    public Subnet4? ByEnvelope(Envelope4o6 envelope, string @interface, ClassSet classes) =>
        ByEnvelope(envelope.Source, @interface, envelope.InterfaceId, classes);

    /// <summary>The same by what the DHCPv6 server says of the query.</summary>
    /// <param name="source">The client, or the relay nearest the server.</param>
    public Subnet4? ByEnvelope(Ip6 source, string @interface, ReadOnlySpan<byte> interfaceId, ClassSet classes)
    {
        foreach (var subnet in _over6)
        {
            if (subnet.Over6!.Fits(source, @interface, interfaceId) && subnet.Admits(classes))
            {
                return subnet;
            }
        }

        return null;
    }
}
