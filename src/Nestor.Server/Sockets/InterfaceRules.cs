using Nestor.Wire.Values;

namespace Nestor.Server.Sockets;

/// <summary>What the two families want of an interface.</summary>
internal interface IInterfaceRules<TAddress>
    where TAddress : struct, IAddress<TAddress>
{
    /// <summary>What keeps an interface from being listened on; null when nothing does.</summary>
    string? Obstacle(InterfaceState nic);

    /// <summary>The same for an entry that names an address with the interface.</summary>
    string? ObstacleToNamed(InterfaceState nic);

    /// <summary>What may be named.</summary>
    IReadOnlyList<TAddress> AddressesOf(InterfaceState nic);

    /// <summary>What is listened on when no address is named.</summary>
    IReadOnlyList<TAddress> Usual(InterfaceState nic);

    /// <summary>What is listened on besides an address that is named.</summary>
    IReadOnlyList<TAddress> BesideNamed(InterfaceState nic);
}

/// <summary>Every address is listened on; one that is named, alone.</summary>
internal sealed class InterfaceRules4(bool isRaw) : IInterfaceRules<Ip4>
{
    public string? Obstacle(InterfaceState nic) =>
        nic.Obstacle
        ?? (nic.IsLoopback && isRaw
            ? $"loopback interface {nic.Name} cannot be listened on with raw sockets; dhcp-socket-type udp can"
            : null);

    public string? ObstacleToNamed(InterfaceState nic) => Obstacle(nic);

    public IReadOnlyList<Ip4> AddressesOf(InterfaceState nic) => nic.Addresses;

    public IReadOnlyList<Ip4> Usual(InterfaceState nic) => nic.Addresses;

    public IReadOnlyList<Ip4> BesideNamed(InterfaceState nic) => [];
}

/// <summary>The link-local address is listened on, and one that is named besides; loopback has only that.</summary>
internal sealed class InterfaceRules6 : IInterfaceRules<Ip6>
{
    public string? Obstacle(InterfaceState nic) => nic.Obstacle6;

    public string? ObstacleToNamed(InterfaceState nic) => nic.LinkObstacle;

    public IReadOnlyList<Ip6> AddressesOf(InterfaceState nic) => nic.Addresses6;

    public IReadOnlyList<Ip6> Usual(InterfaceState nic) => [nic.LinkLocal];

    public IReadOnlyList<Ip6> BesideNamed(InterfaceState nic) => nic.LinkLocal.IsZero ? [] : [nic.LinkLocal];
}
