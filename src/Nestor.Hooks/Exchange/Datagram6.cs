using Nestor.Model.Networks;
using Nestor.Wire.Values;

namespace Nestor.Hooks.Exchange;

/// <summary>A received DHCPv6 datagram: where its bytes are and where it came from.</summary>
public struct Arrival6 : IArrival<Arrival6>
{
    /// <summary>The interface it came in by.</summary>
    public LocalInterface6 Interface;

    public byte[] Buffer;

    /// <summary>Where in <see cref="Buffer"/> the UDP payload starts.</summary>
    public int Start;

    /// <summary>Bytes of UDP payload.</summary>
    public int Length;
    public Ip6 Source;
    public Ip6 Destination;
    public ushort SourcePort;

    /// <summary>Which socket of the server received it; the reply leaves by the same one.</summary>
    public int Socket;

    /// <summary>Not a query: the DHCPv4 server's answer to one that was handed over to it (RFC 7341).</summary>
    public bool IsFromServer4;

    public readonly ReadOnlySpan<byte> Bytes => Buffer.AsSpan(Start, Length);

    public readonly Arrival6 At(byte[] buffer, int start) => this with { Buffer = buffer, Start = start };
}

/// <summary>A reply: its bytes and where it goes.</summary>
public struct Departure6
{
    public LocalInterface6 Interface;
    public byte[] Buffer;
    public int Start;
    public int Length;
    public Ip6 Destination;
    public ushort DestinationPort;
    public int Socket;
}
