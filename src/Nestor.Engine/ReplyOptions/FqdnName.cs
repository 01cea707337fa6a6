using Nestor.Wire.Dhcp4;

namespace Nestor.Engine.ReplyOptions;

/// <summary>The name inside option 81 in its two forms, DNS labels or old ASCII (RFC 4702 section 2.3.1).</summary>
internal static class FqdnName
{
    private const byte CanonicalFlag = 0x04;
    private const byte ServerFlag = 0x01;
    private const byte OverrideFlag = 0x02;
    private const byte NoUpdateFlag = 0x08;
    private const int FixedLength = 3;

    /// <summary>True when the option holds whole labels, or ASCII text without an empty one.</summary>
    public static bool IsWellFormed(ReadOnlySpan<byte> option)
    {
        Span<byte> name = stackalloc byte[256];
        return TryRead(option, name, out int length) && name[..length].IndexOf(".."u8) < 0
            && (length == 0 || name[0] != '.');
    }

    /// <summary>The name with dots; false when its labels do not fit the option.</summary>
    public static bool TryRead(ReadOnlySpan<byte> option, Span<byte> name, out int length)
    {
        length = 0;
        if (option.Length < FixedLength)
        {
            return false;
        }

        var rest = option[FixedLength..];
        if ((option[0] & CanonicalFlag) == 0)
        {
            length = Math.Min(rest.Length, name.Length);
            rest[..length].CopyTo(name);
            return true;
        }

        while (!rest.IsEmpty && rest[0] != 0)
        {
            int size = rest[0];
            if (size > 63 || size + 1 > rest.Length || length + size + 1 > name.Length)
            {
                return false;
            }

            if (length > 0)
            {
                name[length++] = (byte)'.';
            }

            rest.Slice(1, size).CopyTo(name[length..]);
            length += size;
            rest = rest[(size + 1)..];
        }

        return true;
    }

    /// <summary>
    /// The reply's option 81: this server updates no DNS yet, so it says so (N set, S clear; O when the client wanted
    /// S), with the name it stored.
    /// </summary>
    public static void Answer(ReplyBuilder4 reply, ReadOnlySpan<byte> asked, ReadOnlySpan<byte> name)
    {
        Span<byte> body = stackalloc byte[FixedLength + 257];
        bool isCanonical = (asked[0] & CanonicalFlag) != 0;
        byte flags = NoUpdateFlag;
        if (isCanonical)
        {
            flags |= CanonicalFlag;
        }

        if ((asked[0] & ServerFlag) != 0)
        {
            flags |= OverrideFlag;
        }

        body[0] = flags;
        body[1] = 255;
        body[2] = 255;
        int at = FixedLength;
        if (!isCanonical)
        {
            name.CopyTo(body[at..]);
            at += name.Length;
        }
        else
        {
            at += WriteLabels(name, body[at..]);
        }

        reply.Set(OptionCode4.Fqdn, body[..at]);
    }

    private static int WriteLabels(ReadOnlySpan<byte> name, Span<byte> to)
    {
        int at = 0;
        while (!name.IsEmpty)
        {
            int dot = name.IndexOf((byte)'.');
            var label = dot < 0 ? name : name[..dot];
            name = dot < 0 ? default : name[(dot + 1)..];
            if (label.IsEmpty || label.Length > 63)
            {
                continue;
            }

            to[at] = (byte)label.Length;
            label.CopyTo(to[(at + 1)..]);
            at += label.Length + 1;
        }

        to[at++] = 0;
        return at;
    }
}
