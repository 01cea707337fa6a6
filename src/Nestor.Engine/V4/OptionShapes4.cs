using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.V4;

/// <summary>
/// Options of a query whose wrong shape makes the whole query unusable. Everything else that is odd is served: an
/// option area that breaks off counts up to there, a sub-option that overruns is not looked at.
/// </summary>
internal static class OptionShapes4
{
    /// <summary>Longest client identifier that is accepted.</summary>
    private const int MaxClientId = 128;

    private static readonly (byte Code, int Length)[] Fixed =
    [
        (OptionCode4.RequestedAddress, 4), (OptionCode4.LeaseTime, 4), (OptionCode4.MessageType, 1),
        (OptionCode4.ServerIdentifier, 4), (OptionCode4.MaxMessageSize, 2), (OptionCode4.SubnetSelection, 4),
    ];

    /// <param name="isLenient">compatibility/lenient-option-parsing: longer ones are cut, bad names ignored.</param>
    public static DecodeError Check(Packet4 query, bool isLenient)
    {
        foreach (var (code, length) in Fixed)
        {
            // Longer than needed was always accepted by Kea up to 3.2; 3.3 drops it unless lenient.
            if (query.TryOption(code, out var body) && (body.Length < length || (body.Length > length && !isLenient)))
            {
                return DecodeError.BadLength;
            }
        }

        if (query.TryOption(OptionCode4.ParameterRequestList, out var asked) && asked.IsEmpty)
        {
            return DecodeError.BadLength;
        }

        if (query.TryOption(OptionCode4.Vivco, out var vivco) && vivco.Length < 5)
        {
            return DecodeError.BadLength;
        }

        // RFC 2132 section 9.14: a type and at least one byte.
        if (query.TryOption(OptionCode4.ClientIdentifier, out var id) && (id.Length < 2 || id.Length > MaxClientId))
        {
            return DecodeError.BadLength;
        }

        return query.TryOption(OptionCode4.Fqdn, out var fqdn) && !isLenient ? CheckFqdn(fqdn) : DecodeError.None;
    }

    /// <summary>A name that is one, and not both "you update" and "nobody updates" (RFC 4702 section 2.1).</summary>
    private static DecodeError CheckFqdn(ReadOnlySpan<byte> body)
    {
        var error = ClientFqdn4.Read(body, out var fqdn);
        const FqdnFlags Contrary = FqdnFlags.NoUpdate | FqdnFlags.Server;
        return error == DecodeError.None && (fqdn.Flags & Contrary) == Contrary ? DecodeError.BadName : error;
    }
}
