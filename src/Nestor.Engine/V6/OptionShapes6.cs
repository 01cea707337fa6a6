using Nestor.Model.Settings;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp6;

namespace Nestor.Engine.V6;

/// <summary>Options that make a query unreadable when they are malformed: those whose fields the server reads.</summary>
public static class OptionShapes6
{
    public static DecodeError Check(Packet6 query, Dhcp6Settings settings)
    {
        var options = query.Options;
        while (options.TryNext(out ushort code, out var body))
        {
            bool isFine = code switch
            {
                OptionCode6.IaNa or OptionCode6.IaPd => Ia6.TryRead(code, body, out var ia) && AreLeasesFine(ia),
                OptionCode6.ElapsedTime => body.Length >= 2 && (body.Length == 2 || settings.LenientOptionParsing),
                OptionCode6.Oro => body.Length % 2 == 0,
                OptionCode6.StatusCode => body.Length >= 2,
                _ => true,
            };
            if (!isFine)
            {
                return DecodeError.BadLength;
            }
        }

        return DecodeError.None;
    }

    private static bool AreLeasesFine(Ia6 ia)
    {
        var options = ia.Options;
        while (options.TryNext(out ushort code, out var body))
        {
            bool isFine = code switch
            {
                OptionCode6.IaAddr => IaAddress6.TryRead(body, out _),
                OptionCode6.IaPrefix => IaPrefix6.TryRead(body, out _),
                _ => true,
            };
            if (!isFine)
            {
                return false;
            }
        }

        return true;
    }
}
