using Nestor.Wire.Values;

namespace Nestor.Model.Hosts;

/// <summary>One entry of <c>reservations</c> of a DHCPv4 server. Frozen.</summary>
public sealed record Reservation4 : Reservation
{
    /// <summary>Null when only a name, classes or options are reserved.</summary>
    public Ip4? Address { get; init; }

    public Ip4? NextServer { get; init; }

    public byte[] ServerHostname { get; init; } = [];

    public byte[] BootFileName { get; init; } = [];
}
