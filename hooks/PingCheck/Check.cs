using Nestor.Hooks.Points;
using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.PingCheck;

/// <summary>An address that is being asked for, and the offer that waits for it.</summary>
/// <param name="by">The interface of a client on the server's own link; null when the address is behind a router.</param>
/// <param name="clientMac">In the low 48 bits; 0 when it is not one of Ethernet.</param>
internal sealed class Check(Ip4 address, LocalInterface? by, ulong clientMac, PingSettings settings, ParkedQuery offer)
{
    public Ip4 Address => address;

    public LocalInterface? By => by;

    public ulong ClientMac => clientMac;

    public PingSettings Settings => settings;

    public ParkedQuery Offer => offer;

    /// <summary>Requests until now.</summary>
    public int Sent { get; set; }

    public bool IsOver { get; set; }
}
