using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;

namespace Nestor.Wire.Options;

/// <summary>The shape of options that no type describes: classless routes (RFC 3442) and DNR (RFC 9463).</summary>
internal static class InternalLayout
{
    public const ushort ClasslessRoutes = 121;

    public const ushort Dnr = 162;

    public static DecodeError Check(OptionDef def, ReadOnlySpan<byte> body)
    {
        bool isWhole = def.Code switch
        {
            ClasslessRoutes => ClasslessRoutes4.IsWhole(body),
            Dnr => Dnr4.IsWhole(body),
            _ => true,
        };
        return isWhole ? DecodeError.None : DecodeError.Truncated;
    }
}
