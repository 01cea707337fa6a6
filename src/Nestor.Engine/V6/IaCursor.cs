using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>The IAs of a query, as Kea takes them: addresses before prefixes, else as the client sent them.</summary>
internal ref struct IaCursor(Packet6 query)
{
    private readonly Packet6 _query = query;
    private OptionCursor6 _rest = query.Options;
    private ushort _code = OptionCode6.IaNa;

    /// <summary>False when there are no more.</summary>
    public bool TryNext(out ushort code, out Ia6 ia)
    {
        while (true)
        {
            code = _code;
            while (_rest.TryNext(_code, out var body))
            {
                if (Ia6.TryRead(_code, body, out ia))
                {
                    return true;
                }
            }

            if (_code == OptionCode6.IaPd)
            {
                ia = default;
                return false;
            }

            _code = OptionCode6.IaPd;
            _rest = _query.Options;
        }
    }
}
