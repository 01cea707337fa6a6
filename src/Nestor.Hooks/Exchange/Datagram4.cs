using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Hooks.Exchange;

/// <summary>A received DHCPv4 message: where its bytes are and where it came from.</summary>
public struct Arrival4 : IArrival<Arrival4>
{
    /// <summary>The interface it came in by.</summary>
    public LocalInterface Interface;

    public byte[] Buffer;

    /// <summary>Where in <see cref="Buffer"/> the UDP payload starts.</summary>
    public int Start;

    /// <summary>Bytes of UDP payload.</summary>
    public int Length;
    public Ip4 Source;
    public Ip4 Destination;
    public ushort SourcePort;

    /// <summary>Source address of the Ethernet frame, in the low 48 bits; 0 when a UDP socket received it.</summary>
    public ulong SourceMac;

    /// <summary>Which socket of the server received it; the reply leaves by the same one.</summary>
    public int Socket;

    /// <summary>The bytes are a DHCPv6 message with the query inside (RFC 7341), handed over by the DHCPv6 server.</summary>
    public bool IsOver6;

    public readonly ReadOnlySpan<byte> Bytes => Buffer.AsSpan(Start, Length);

    public readonly Arrival4 At(byte[] buffer, int start) => this with { Buffer = buffer, Start = start };
}

/// <summary>A reply: its bytes and where it goes.</summary>
public struct Departure4
{
    public LocalInterface Interface;
    public byte[] Buffer;
    public int Start;
    public int Length;

    /// <summary>Source address; the interface's own.</summary>
    public Ip4 Source;
    public Ip4 Destination;
    public ushort DestinationPort;

    /// <summary>Destination of the Ethernet frame in the low 48 bits; all ones for broadcast. Raw sockets only.</summary>
    public ulong DestinationMac;
    public int Socket;
}
