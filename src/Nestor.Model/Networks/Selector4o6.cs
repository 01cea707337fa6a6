using Nestor.Wire.Values;

namespace Nestor.Model.Networks;

/// <summary>The DHCPv4-over-DHCPv6 clients that belong to a subnet: those that fit one of these.</summary>
/// <param name="Interface">4o6-interface: what the DHCPv6 server heard them on; null when it does not count.</param>
/// <param name="InterfaceId">4o6-interface-id: what their relay calls it; empty when it does not count.</param>
/// <param name="Subnet">4o6-subnet: where they, or the relay nearest the server, have their address; null when it does not count.</param>
public sealed record Selector4o6(string? Interface, byte[] InterfaceId, AddressRange<Ip6>? Subnet)
{
    public bool Fits(Ip6 source, string @interface, ReadOnlySpan<byte> interfaceId) =>
        (Subnet is { } range && range.Contains(source))
        || (InterfaceId.Length > 0 && interfaceId.SequenceEqual(InterfaceId))
        || (Interface is not null && Interface == @interface);
}
