using Nestor.Model.Settings;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Options;

namespace Nestor.Engine.V6;

/// <summary>
/// Options of a query whose wrong shape makes the whole query unusable: those that do not fit their definition. In an
/// association the options inside of it count too; inside other options they are looked at where they are used.
/// </summary>
public sealed class OptionShapes6
{
    private readonly OptionDefs _all;
    private readonly OptionDef?[] _defs;
    private readonly bool _isLenient;

    public OptionShapes6(Dhcp6Settings settings)
    {
        _all = settings.OptionDefs;
        _isLenient = settings.LenientOptionParsing;
        OptionDef[] defs = [.. settings.OptionDefs.All.Where(def => def.Space == OptionDefs.Dhcp6Space)];
        _defs = new OptionDef?[defs.Length == 0 ? 0 : defs.Max(def => def.Code) + 1];
        foreach (var def in defs)
        {
            // Who the client is has a rule of its own (RFC 9915 section 16).
            if (def.Code is not (OptionCode6.ClientId or OptionCode6.ServerId))
            {
                _defs[def.Code] = def;
            }
        }
    }

    /// <summary>What is wrong with the first option of the relays or the client that does not fit, or <see cref="DecodeError.None"/>.</summary>
    public DecodeError Check(RelayChain6 chain)
    {
        var error = DecodeError.None;
        for (int hop = 0; hop < chain.Count && error == DecodeError.None; hop++)
        {
            error = Check(chain.Options(hop));
        }

        return error == DecodeError.None ? Check(chain.Message.Options) : error;
    }

    private DecodeError Check(OptionCursor6 options)
    {
        while (options.TryNext(out ushort code, out var body))
        {
            if (code >= _defs.Length || _defs[code] is not { } def)
            {
                continue;
            }

            var error = code is OptionCode6.IaNa or OptionCode6.IaTa or OptionCode6.IaPd
                ? OptionCheck.Check(def, _all, body, _isLenient)
                : OptionCheck.Check(def, body, _isLenient);
            if (error == DecodeError.None && code == OptionCode6.IaPd && !ArePrefixes(body))
            {
                error = DecodeError.BadLength;
            }

            if (error != DecodeError.None)
            {
                return error;
            }
        }

        return DecodeError.None;
    }

    /// <summary>No prefix has more than 128 bits.</summary>
    private static bool ArePrefixes(ReadOnlySpan<byte> ia)
    {
        Ia6.TryRead(OptionCode6.IaPd, ia, out var read);
        var options = read.Options;
        while (options.TryNext(OptionCode6.IaPrefix, out var body))
        {
            if (!IaPrefix6.TryRead(body, out _))
            {
                return false;
            }
        }

        return true;
    }
}
