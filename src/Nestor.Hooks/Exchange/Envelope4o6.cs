using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Values;

namespace Nestor.Hooks.Exchange;

/// <summary>The DHCPv6 message a DHCPv4 query came in (RFC 7341), and where the DHCPv6 server had it from.</summary>
public sealed class Envelope4o6
{
    private byte[] _buffer = [];
    private int _start;
    private int _length;

    /// <summary>The DHCPV4-QUERY with the relays it passed.</summary>
    public RelayChain6 Chain { get; } = new();

    /// <summary>The client, or the relay nearest the server.</summary>
    public Ip6 Source { get; set; }

    public ushort SourcePort { get; set; }

    /// <summary>The client would have sent the query to a unicast address (flag U, RFC 7341 section 6.2).</summary>
    public bool IsUnicast => (Chain.Message.TransactionId & 0x80_0000) != 0;

    /// <summary>What the relay next to the client calls its interface; empty when it does not say.</summary>
    public ReadOnlySpan<byte> InterfaceId => Chain.TryNearestClient(OptionCode6.InterfaceId, out var id) ? id : default;

    /// <summary>Takes the bytes that arrived as the envelope.</summary>
    public DecodeError Decode(in Arrival4 arrival)
    {
        (_buffer, _start, _length) = (arrival.Buffer, arrival.Start, arrival.Length);
        return Chain.Decode(_buffer, _start, _length);
    }

    /// <summary>Copies the bytes, so that they outlive the batch they came with, and says where the query is then.</summary>
    internal void Keep(ref Arrival4 arrival)
    {
        arrival.Start -= _start;
        arrival.Buffer = _buffer = _buffer.AsSpan(_start, _length).ToArray();
        _start = 0;
        Chain.Decode(_buffer, 0, _length);
    }
}
