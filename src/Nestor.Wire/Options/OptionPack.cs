using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Wire.Options;

/// <summary>
/// An option's body as Kea has it after reading and writing it again: names without compression, no zeros behind a
/// text, nothing behind a single value, sub-options in the order of their codes. Expressions see options like this.
/// </summary>
public static class OptionPack
{
    /// <summary>True when no body of that length is changed, so that it need not be written again.</summary>
    public static bool IsAsItCame(OptionDef? def, int length)
    {
        if (def is null || def.Type is OptionType.Binary or OptionType.Internal)
        {
            return true;
        }

        int size = def.Encapsulates.Length == 0 ? FieldLayout.FixedSize(def.Type) : 0;
        return size > 0 && (def.IsArray ? length % size == 0 : length == size);
    }

    /// <summary>Appends the body.</summary>
    public static void Write(OptionDefs defs, scoped OptionView option, ref ByteSink to) =>
        Write(defs, option, ref to, OptionCheck.MaxDepth);

    private static void Write(OptionDefs defs, scoped OptionView option, ref ByteSink to, int depth)
    {
        var body = option.Body;
        if (option.Def is not { } def || def.Type is OptionType.Binary or OptionType.Internal)
        {
            to.Add(body);
        }
        else if (def.Type == OptionType.String)
        {
            to.Add(body.TrimEnd((byte)0));
        }
        else if (!TryOwn(option, ref to))
        {
            WriteFields(defs, option, ref to, depth);
        }
    }

    private static void WriteFields(OptionDefs defs, scoped OptionView option, ref ByteSink to, int depth)
    {
        var def = option.Def!;
        if (OptionArea.TryOpen(defs, option, out var area, out int fields))
        {
            int start = to.Length;
            to.Add(option.Body[..fields]);
            bool isPrefix = option.Universe == Universe.V6 && option.IsOrdinary(OptionCode6.IaPrefix);
            if (isPrefix && !to.IsFull)
            {
                Mask(to.Again(start, fields));
            }

            WriteArea(defs, area, ref to, depth - 1);
            if (option.Universe == Universe.V4 && option.IsOrdinary(OptionCode4.Vivso) && !to.IsFull)
            {
                to.Again(start + EnterpriseOptions4.HeaderLength - 1, 1)[0] =
                    (byte)(to.Length - start - EnterpriseOptions4.HeaderLength);
            }
        }
        else if (def.Type == OptionType.Fqdn)
        {
            WriteNames(option.Body, ref to);
        }
        else if (OptionCheck.Measure(def, option.Body, lenient: true, out int used) == DecodeError.None)
        {
            to.Add(option.Body[..used]);
        }
        else
        {
            to.Add(option.Body);
        }
    }

    private static void WriteArea(OptionDefs defs, scoped OptionArea area, ref ByteSink to, int depth)
    {
        if (depth == 0)
        {
            to.Add(area.Bytes);
            return;
        }

        Span<ulong> places = stackalloc ulong[OptionArea.MaxCount];
        int count = area.Sort(places);
        for (int i = 0; i < count;)
        {
            int next = area.EndOfRun(places[..count], i);
            var run = places[i..next];
            scoped var body = area.BodyOf(run[0]);
            int borrowed = 0;
            if (run.Length > 1)
            {
                var room = to.Borrow(area.LengthOf(run));
                area.Join(run, room);
                borrowed = room.Length;
                body = room;
            }

            var sub = area.View(run, body);
            int start = to.Length;
            int header = OptionArea.AddHeader(sub.Universe, sub.Code, ref to);
            Write(defs, sub, ref to, depth);
            if (!to.IsFull)
            {
                OptionArea.SetLength(to.Again(start, header), to.Length - start - header);
            }

            to.Return(borrowed);
            i = next;
        }
    }

    /// <summary>Options with a form of their own.</summary>
    private static bool TryOwn(scoped OptionView option, ref ByteSink to)
    {
        if (option.Universe == Universe.V4)
        {
            if (option.IsOrdinary(OptionCode4.Fqdn))
            {
                WriteFqdn4(option.Body, ref to);
                return true;
            }

            bool isRaw = option.IsOrdinary(OptionCode4.Vivco) || option.IsOrdinary(OptionCode4.SlpServiceScope);
            to.Add(isRaw ? option.Body : default);
            return isRaw;
        }

        if (option.IsOrdinary(OptionCode6.ClientFqdn))
        {
            WriteFqdn6(option.Body, ref to);
            return true;
        }

        bool isKept = option.IsOrdinary(OptionCode6.VendorClass) || option.IsOrdinary(OptionCode6.StatusCode)
            || option.IsOrdinary(OptionCode6.PdExclude);
        to.Add(isKept ? option.Body : default);
        return isKept;
    }

    /// <summary>Kea keeps names in lower case.</summary>
    private static void WriteFqdn4(scoped ReadOnlySpan<byte> body, ref ByteSink to)
    {
        if (ClientFqdn4.Read(body, out var fqdn) != DecodeError.None)
        {
            to.Add(body);
            return;
        }

        int start = to.Length;
        to.Add(fqdn.IsCanonical ? body : body[..ClientFqdn4.FixedLength]);
        to.Add(fqdn.IsCanonical ? default : fqdn.RawName.TrimEnd((byte)0));
        LowerCase(to.Again(start, to.Length - start), ClientFqdn4.FixedLength);
    }

    private static void WriteFqdn6(scoped ReadOnlySpan<byte> body, ref ByteSink to)
    {
        int start = to.Length;
        to.Add(body);
        LowerCase(to.Again(start, to.Length - start), 1);
    }

    /// <summary>No length of a label is a letter, so that all bytes can be treated alike.</summary>
    private static void LowerCase(Span<byte> option, int from)
    {
        for (int i = from; i < option.Length; i++)
        {
            option[i] |= (byte)(option[i] is >= (byte)'A' and <= (byte)'Z' ? 0x20 : 0);
        }
    }

    private static void WriteNames(scoped ReadOnlySpan<byte> body, ref ByteSink to)
    {
        Span<byte> name = stackalloc byte[DomainName.MaxLength];
        Span<byte> labels = stackalloc byte[DomainName.MaxLength + 1];
        int at = 0;
        while (at < body.Length)
        {
            if (!DomainName.TryRead(body, ref at, name, out int length)
                || !DomainName.TryWrite(name[..length], labels, isPartial: false, out int written))
            {
                to.Add(body[at..]);
                return;
            }

            to.Add(labels[..written]);
        }
    }

    /// <summary>Bits behind the length of a delegated prefix are zero (RFC 9915 section 21.22).</summary>
    private static void Mask(Span<byte> fields)
    {
        const int LengthAt = 8;
        var address = fields[(LengthAt + 1)..];
        var prefix = new Prefix6(Ip6.Read(address), Math.Min((byte)128, fields[LengthAt])).Masked;
        prefix.Address.Write(address);
    }
}
