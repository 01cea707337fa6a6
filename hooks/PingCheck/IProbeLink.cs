using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace StandardLibraries.PingCheck;

/// <summary>What can be sent to find out whether an address is in use, and heard of it. On one thread, but for <see cref="Wake"/>.</summary>
internal interface IProbeLink : IDisposable
{
    /// <summary>An ICMP echo request (RFC 792).</summary>
    /// <param name="by">The interface it has to leave by; null for the one that the routes say.</param>
    /// <returns>What is wrong; null when it is on its way.</returns>
    string? Echo(LocalInterface? by, Ip4 address, ushort sequence);

    /// <summary>An ARP probe: a request that names no sender's address (RFC 5227 section 2.1.1).</summary>
    /// <returns>What is wrong; null when it is on its way.</returns>
    string? Arp(LocalInterface by, Ip4 address);

    /// <summary>Waits until something is heard, or <see cref="Wake"/> is called, or the time is over.</summary>
    /// <param name="milliseconds">-1 for as long as it takes.</param>
    /// <exception cref="IOException">Nothing will be heard any more.</exception>
    void Wait(int milliseconds, IHearing hearing);

    /// <summary>Ends the waiting, now or the next time; on any thread.</summary>
    void Wake();
}

/// <summary>Who is told what was heard.</summary>
internal interface IHearing
{
    /// <summary>An answer to one of our echo requests.</summary>
    void Replied(Ip4 from);

    /// <summary>One of our echo requests could not be delivered.</summary>
    void Unreachable(Ip4 address);

    /// <summary>Somebody else on the link said by ARP that it has the address.</summary>
    /// <param name="mac">In the low 48 bits.</param>
    void Claimed(int interfaceIndex, Ip4 address, ulong mac);
}
