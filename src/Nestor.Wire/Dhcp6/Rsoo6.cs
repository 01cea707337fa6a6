namespace Nestor.Wire.Dhcp6;

/// <summary>
/// The options that relays ask the server to pass on: what stands in their options 66 (RFC 6422), the relay nearest
/// the client first. Which codes may be passed on is for the caller to say (section 7 there).
/// </summary>
/// <param name="query">What the relays sent.</param>
public ref struct Rsoo6(RelayChain6 query)
{
    private readonly RelayChain6 _query = query;
    private int _hop = query.Count;
    private OptionCursor6 _options;
    private OptionCursor6 _supplied;

    /// <summary>Goes on to the next supplied option, wherever it is.</summary>
    public bool TryNext(out ushort code, out ReadOnlySpan<byte> body)
    {
        while (!_supplied.TryNext(out code, out body))
        {
            if (_options.TryNext(OptionCode6.Rsoo, out var area))
            {
                _supplied = new OptionCursor6(area);
            }
            else if (_hop > 0)
            {
                _options = _query.Options(--_hop);
            }
            else
            {
                return false;
            }
        }

        return true;
    }
}
