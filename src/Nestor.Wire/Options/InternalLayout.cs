using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;

namespace Nestor.Wire.Options;

/// <summary>
/// The shape of options that no list of field types describes: some have the type internal, of others the type says
/// only how they are configured.
/// </summary>
internal static class InternalLayout
{
    public const ushort ClasslessRoutes = 121;

    public const ushort Dnr = 162;

    /// <summary>True when the option has a shape of its own; then it was checked.</summary>
    public static bool TryCheck(OptionDef def, ReadOnlySpan<byte> body, bool lenient, out DecodeError error)
    {
        error = DecodeError.None;
        return def.Space switch
        {
            OptionDefs.Dhcp4Space => TryCheck4(def, body, lenient, out error),
            OptionDefs.Dhcp6Space => TryCheck6(def, body, lenient, out error),
            _ => false,
        };
    }

    private static bool TryCheck4(OptionDef def, ReadOnlySpan<byte> body, bool lenient, out DecodeError error)
    {
        error = DecodeError.None;
        switch (def.Code)
        {
            case ClasslessRoutes when def.Type == OptionType.Internal:
                error = Whole(ClasslessRoutes4.IsWhole(body));
                return true;
            case Dnr when def.Type == OptionType.Internal:
                error = Whole(Dnr4.IsWhole(body));
                return true;
            case OptionCode4.Vivso:
                // One enterprise number and no length is what the plain definition allows.
                error = lenient && body.Length >= 4 ? DecodeError.None : EnterpriseOptions4.Check(body);
                return true;
            default:
                return false;
        }
    }

    private static bool TryCheck6(OptionDef def, ReadOnlySpan<byte> body, bool lenient, out DecodeError error)
    {
        error = DecodeError.None;
        switch (def.Code)
        {
            case OptionCode6.Dnr:
                error = Whole(Dnr6.TryRead(body, out _, out _, out _, out _));
                return true;
            case OptionCode6.VendorClass:
                error = Whole(
                    VendorOptions6.TryRead(body, out _, out var tuples) && (lenient || tuples.IsEmpty || DataTuples6.IsWhole(tuples)));
                return true;
            case OptionCode6.VendorOpts:
                // One too short for its number is passed over, and what runs over the end is not read.
                return true;
            case OptionCode6.ClientFqdn:
                // A name may be partial or empty (RFC 4704 section 4.2).
                error = ClientFqdn6.Read(body, out _);
                error = lenient && error == DecodeError.BadName ? DecodeError.None : error;
                return true;
            case OptionCode6.PdExclude:
                // How many bytes there must be depends on the delegated prefix (RFC 6603 section 4.2).
                error = body.Length < 2 ? DecodeError.Truncated : DecodeError.None;
                error = body.Length > PdExclude6.MaxLength || (body.Length > 0 && body[0] is 0 or > 128)
                    ? DecodeError.BadLength
                    : error;
                return true;
            default:
                return false;
        }
    }

    private static DecodeError Whole(bool isWhole) => isWhole ? DecodeError.None : DecodeError.Truncated;
}
