using System.Buffers.Binary;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Wire.Options;

/// <summary>Options that Kea prints in a form of their own.</summary>
internal static class OptionShowOwn
{
    /// <summary>What stands behind the code in the header of some options.</summary>
    public static string NameInHeader(scoped OptionView option) =>
        option.Universe == Universe.V4 || !option.IsOrdinary(option.Code) ? "" : option.Code switch
        {
            OptionCode6.IaNa => "(IA_NA)",
            OptionCode6.IaPd => "(IA_PD)",
            OptionCode6.IaAddr => "(IAADDR)",
            OptionCode6.IaPrefix => "(IAPREFIX)",
            _ => "",
        };

    /// <summary>Appends the option, header and all; false when it has no form of its own.</summary>
    public static bool TryWrite(scoped OptionView option, ref ByteSink to, string indent)
    {
        if (!option.IsOrdinary(option.Code))
        {
            return false;
        }

        var body = option.Body;
        if (option.Universe == Universe.V4)
        {
            switch (option.Code)
            {
                case OptionCode4.Fqdn:
                    return TryFqdn4(body, ref to, indent);
                case OptionCode4.Vivco:
                    VendorClass4(body, ref to, indent);
                    return true;
                case OptionCode4.SlpServiceScope when !body.IsEmpty:
                    to.Add(indent);
                    Header(option, ref to);
                    to.Add(body[0] == 0 ? " mandatory:0, scope-list:\"" : " mandatory:1, scope-list:\"");
                    to.Add(body[1..]);
                    to.Add('"');
                    return true;
                default:
                    return false;
            }
        }

        switch (option.Code)
        {
            case OptionCode6.ClientFqdn:
                return TryFqdn6(body, ref to, indent);
            case OptionCode6.VendorClass when body.Length >= VendorOptions6.HeaderLength:
                VendorClass6(body, ref to, indent);
                return true;
            case OptionCode6.StatusCode when body.Length >= 2:
                to.Add(indent);
                Header(option, ref to);
                Status(body, ref to);
                return true;
            case OptionCode6.PdExclude when !body.IsEmpty:
                to.Add(indent);
                Header(option, ref to);
                to.Add(" excluded-prefix-len=");
                to.AddNumber(body[0]);
                to.Add(", subnet-id=0x");
                to.AddHex(body[1..], default);
                return true;
            default:
                return false;
        }
    }

    /// <summary>The fields of associations and what is in them, behind a header.</summary>
    public static bool TryWriteIa(scoped OptionView option, ref ByteSink to)
    {
        if (option.Universe == Universe.V4 || !option.IsOrdinary(option.Code))
        {
            return false;
        }

        var body = option.Body;
        switch (option.Code)
        {
            case OptionCode6.IaNa or OptionCode6.IaPd when body.Length >= 12:
                to.Add(" iaid=");
                to.AddNumber(BinaryPrimitives.ReadUInt32BigEndian(body));
                to.Add(", t1=");
                to.AddNumber(BinaryPrimitives.ReadUInt32BigEndian(body[4..]));
                to.Add(", t2=");
                to.AddNumber(BinaryPrimitives.ReadUInt32BigEndian(body[8..]));
                return true;
            case OptionCode6.IaAddr when body.Length >= 24:
                to.Add(" address=");
                to.AddValue(Ip6.Read(body));
                Lifetimes(body[16..], ref to);
                return true;
            case OptionCode6.IaPrefix when body.Length >= 25:
                to.Add(" prefix=");
                to.AddValue(new Prefix6(Ip6.Read(body[9..]), Math.Min((byte)128, body[8])).Masked.Address);
                to.Add('/');
                to.AddNumber(body[8]);
                Lifetimes(body, ref to);
                return true;
            default:
                return false;
        }
    }

    /// <summary>A list of items with their lengths.</summary>
    public static void WriteTuples(scoped OptionView option, int width, ref ByteSink to, string indent)
    {
        to.Add(indent);
        Begin(option.Code, option.Body.Length, ref to);
        int at = 0;
        for (int i = 0; at < option.Body.Length; i++)
        {
            int start = at;
            if (FieldLayout.Take(OptionType.Tuple, width, isLenient: true, option.Body, ref at) != DecodeError.None)
            {
                return;
            }

            to.Add(", ");
            Item(i, option.Body[(start + width)..at], "data", ref to);
        }
    }

    private static void Header(scoped OptionView option, ref ByteSink to) =>
        OptionShow.Header(option, option.Body.Length, ref to, 0);

    private static void Begin(int code, int length, ref ByteSink to)
    {
        to.Add("type=");
        to.AddNumber(code);
        to.Add(", len=");
        to.AddNumber(length);
    }

    private static void Item(int index, scoped ReadOnlySpan<byte> item, string name, ref ByteSink to)
    {
        to.Add("data-len");
        to.AddNumber(index);
        to.Add('=');
        to.AddNumber(item.Length);
        to.Add(", ");
        to.Add(name);
        to.AddNumber(index);
        to.Add("='");
        to.Add(item);
        to.Add('\'');
    }

    private static void Enterprise(uint enterprise, ref ByteSink to)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, enterprise);
        to.Add(" enterprise id=0x");

        // Without zeros in front.
        Span<byte> digits = stackalloc byte[8];
        var hex = new ByteSink(digits);
        hex.AddHex(bytes, default);
        var trimmed = hex.Written.TrimStart((byte)'0');
        to.Add(trimmed.IsEmpty ? "0"u8 : trimmed);
    }

    /// <summary>Kea shows the first block's enterprise with every block.</summary>
    private static void VendorClass4(scoped ReadOnlySpan<byte> body, ref ByteSink to, string indent)
    {
        to.Add(indent);
        Begin(OptionCode4.Vivco, body.Length, ref to);
        uint first = 0;
        for (int i = 0; EnterpriseOptions4.TryNext(ref body, out uint enterprise, out var data); i++)
        {
            first = i == 0 ? enterprise : first;
            to.Add(i == 0 ? ", " : ",");
            Enterprise(first, ref to);
            to.Add(", ");
            Item(i, data, "vendor-class-data", ref to);
        }
    }

    private static void VendorClass6(scoped ReadOnlySpan<byte> body, ref ByteSink to, string indent)
    {
        to.Add(indent);
        Begin(OptionCode6.VendorClass, body.Length, ref to);
        VendorOptions6.TryRead(body, out uint enterprise, out var items);
        to.Add(", ");
        Enterprise(enterprise, ref to);
        for (int i = 0; DataTuples6.TryNext(ref items, out var item); i++)
        {
            to.Add(", ");
            Item(i, item, "vendor-class-data", ref to);
        }
    }

    private static void Lifetimes(scoped ReadOnlySpan<byte> preferredAndValid, ref ByteSink to)
    {
        to.Add(", preferred-lft=");
        to.AddNumber(BinaryPrimitives.ReadUInt32BigEndian(preferredAndValid));
        to.Add(", valid-lft=");
        to.AddNumber(BinaryPrimitives.ReadUInt32BigEndian(preferredAndValid[4..]));
    }

    private static void Status(scoped ReadOnlySpan<byte> body, ref ByteSink to)
    {
        StatusOption6.TryRead(body, out var code, out var message);
        to.Add(' ');
        to.Add(code is >= StatusCode6.Success and <= StatusCode6.TlsConnectionRefused
            ? Enum.GetName(code)! : "(unknown status code)");
        to.Add('(');
        to.AddNumber((ushort)code);
        to.Add(") ");
        if (message.IsEmpty)
        {
            to.Add("(no status message)");
            return;
        }

        to.Add('"');
        to.Add(message);
        to.Add('"');
    }

    private static bool TryFqdn4(scoped ReadOnlySpan<byte> body, ref ByteSink to, string indent)
    {
        if (ClientFqdn4.Read(body, out var fqdn) != DecodeError.None)
        {
            return false;
        }

        to.Add(indent);
        to.Add("type=81 (CLIENT_FQDN), flags: (N=");
        Flag(fqdn.Flags.HasFlag(FqdnFlags.NoUpdate), ref to);
        to.Add(", E=");
        Flag(fqdn.IsCanonical, ref to);
        to.Add(", O=");
        Flag(((int)fqdn.Flags & 2) != 0, ref to);
        to.Add(", S=");
        Flag(fqdn.Flags.HasFlag(FqdnFlags.Server), ref to);
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        fqdn.TryName(name, out int length, out bool isPartial);
        Name(name[..length], fqdn.RawName.IsEmpty, isPartial, ref to);
        return true;
    }

    private static bool TryFqdn6(scoped ReadOnlySpan<byte> body, ref ByteSink to, string indent)
    {
        if (ClientFqdn6.Read(body, out var fqdn) != DecodeError.None)
        {
            return false;
        }

        to.Add(indent);
        to.Add("type=39(CLIENT_FQDN), flags: (N=");
        Flag(((int)fqdn.Flags & 4) != 0, ref to);
        to.Add(", O=");
        Flag(((int)fqdn.Flags & 2) != 0, ref to);
        to.Add(", S=");
        Flag(((int)fqdn.Flags & 1) != 0, ref to);
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        fqdn.TryName(name, out int length, out bool isPartial);
        Name(name[..length], fqdn.RawName.IsEmpty, isPartial, ref to);
        return true;
    }

    private static void Flag(bool isSet, ref ByteSink to) => to.Add(isSet ? '1' : '0');

    /// <summary>In lower case; a whole name has its dot. To Kea no name at all is a whole one.</summary>
    private static void Name(scoped Span<byte> name, bool isAbsent, bool isPartial, ref ByteSink to)
    {
        System.Text.Ascii.ToLowerInPlace(name, out _);
        to.Add("), domain-name='");
        to.Add(name);
        to.Add(isPartial || isAbsent ? "" : ".");
        to.Add(isPartial && !isAbsent ? "' (partial)" : "' (full)");
    }
}
