using System.Buffers.Binary;
using Nestor.Wire.Values;

namespace Nestor.Wire.Dhcp4;

/// <summary>
/// Option 82 as a relay added it (RFC 3046). Every reader is total: what is absent or of another size is false.
/// </summary>
/// <param name="area">The body of option 82.</param>
public readonly ref struct RelayAgentInfo4(ReadOnlySpan<byte> area)
{
    private readonly ReadOnlySpan<byte> _area = area;

    /// <summary>False when a sub-option runs over the end; the option is then not to be echoed.</summary>
    public bool IsWhole => SubOptions.IsWhole(_area);

    public bool TryFind(byte code, out ReadOnlySpan<byte> body) => SubOptions.TryFind(_area, code, out body);

    public bool TryCircuitId(out ReadOnlySpan<byte> id) => TryFind(RaiCode.CircuitId, out id);

    public bool TryRemoteId(out ReadOnlySpan<byte> id) => TryFind(RaiCode.RemoteId, out id);

    public bool TrySubscriberId(out ReadOnlySpan<byte> id) => TryFind(RaiCode.SubscriberId, out id);

    public bool TryRelayId(out ReadOnlySpan<byte> id) => TryFind(RaiCode.RelayId, out id);

    /// <summary>The link the client is on (RFC 3527).</summary>
    public bool TryLinkSelection(out Ip4 link) => TryAddress(RaiCode.LinkSelection, out link);

    /// <summary>The identifier the client knows the server by (RFC 5107).</summary>
    public bool TryServerIdOverride(out Ip4 identifier) => TryAddress(RaiCode.ServerIdOverride, out identifier);

    /// <summary>The relay wants answers at the port it sent from (RFC 8357). Any length counts, as in Kea.</summary>
    public bool HasRelayPort => TryFind(RaiCode.RelayPort, out _);

    private bool TryAddress(byte code, out Ip4 address)
    {
        address = default;
        if (!TryFind(code, out var body) || body.Length != 4)
        {
            return false;
        }

        address = new Ip4(BinaryPrimitives.ReadUInt32BigEndian(body));
        return true;
    }
}
