using Nestor.Model.Settings;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Options;

namespace Nestor.Engine.V4;

/// <summary>
/// Options of a query whose wrong shape makes the whole query unusable: those that do not fit their definition.
/// What stands in sub-options is looked at where it is used, and there ignored when it is broken.
/// </summary>
public sealed class OptionShapes4
{
    /// <summary>Codes from here on are for the site's own use; what they hold may depend on the client's class.</summary>
    private const int FirstPrivateCode = 224;

    private readonly OptionDef?[] _defs = new OptionDef?[FirstPrivateCode];
    private readonly bool _isLenient;

    public OptionShapes4(Dhcp4Settings settings)
    {
        // Longer than needed was always accepted by Kea up to 3.2; 3.3 drops it unless lenient.
        _isLenient = settings.Compatibility.LenientOptionParsing;
        foreach (var def in settings.OptionDefs.All)
        {
            bool isChecked = def.Space == OptionDefs.Dhcp4Space && def.Code < FirstPrivateCode && def.Code is not
                (OptionCode4.VendorEncapsulated or OptionCode4.RelayAgentInfo or OptionCode4.Vivso or OptionCode4.ClientIdentifier
                or OptionCode4.RapidCommit or OptionCode4.ForceRenewNonceCapable);
            if (isChecked)
            {
                _defs[def.Code] = def;
            }
        }
    }

    /// <summary>The first option that does not fit, or <see cref="DecodeError.None"/>.</summary>
    public DecodeError Check(Packet4 query)
    {
        foreach (byte code in query.OptionCodes)
        {
            if (code >= FirstPrivateCode || _defs[code] is not { } def || !query.TryOption(code, out var body))
            {
                continue;
            }

            var error = code switch
            {
                OptionCode4.Fqdn => _isLenient ? DecodeError.None : CheckFqdn(body),
                OptionCode4.Vivco => EnterpriseOptions4.Check(body),
                _ => OptionCheck.Check(def, body, _isLenient),
            };
            if (error != DecodeError.None)
            {
                return error;
            }
        }

        return DecodeError.None;
    }

    /// <summary>A name that is one, and not both "you update" and "nobody updates" (RFC 4702 section 2.1).</summary>
    private static DecodeError CheckFqdn(ReadOnlySpan<byte> body)
    {
        var error = ClientFqdn4.Read(body, out var fqdn);
        const FqdnFlags Contrary = FqdnFlags.NoUpdate | FqdnFlags.Server;
        return error == DecodeError.None && (fqdn.Flags & Contrary) == Contrary ? DecodeError.BadName : error;
    }
}
