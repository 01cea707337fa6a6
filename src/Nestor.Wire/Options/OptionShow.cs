using System.Buffers.Binary;
using Nestor.Wire.Cursor;
using Nestor.Wire.Dhcp4;
using Nestor.Wire.Dhcp6;
using Nestor.Wire.Dns;
using Nestor.Wire.Values;

namespace Nestor.Wire.Options;

/// <summary>
/// An option as Kea prints it, which expressions can compare with (<c>option[51].text</c>): type, length, values with
/// their types, sub-options indented below. A text at the top is only itself.
/// </summary>
public static class OptionShow
{
    private static readonly string[] Spaces =
        [.. Enumerable.Range(0, OptionCheck.MaxDepth + 1).Select(i => new string(' ', i * 2))];

    /// <summary>Appends the option; false when a value is none of its type.</summary>
    public static bool Write(OptionDefs defs, scoped OptionView option, ref ByteSink to)
    {
        if (option.Def is { Type: OptionType.String, IsArray: false })
        {
            to.Add(option.Body.TrimEnd((byte)0));
            return true;
        }

        return Write(defs, option, ref to, 0);
    }

    private static bool Write(OptionDefs defs, scoped OptionView option, ref ByteSink to, int depth)
    {
        if (option.Def is not { } def || IsPlain(def))
        {
            Header(option, option.Def?.Type == OptionType.Empty ? 0 : option.Body.Length, ref to, depth);
            to.Add(' ');
            to.AddHex(option.Def?.Type == OptionType.Empty ? default : option.Body, ":"u8);
            return true;
        }

        if (OptionShowOwn.TryWrite(option, ref to, Spaces[depth]))
        {
            return true;
        }

        if (def.IsArray && def.Type is OptionType.Tuple)
        {
            OptionShowOwn.WriteTuples(option, FieldLayout.TupleWidth(def), ref to, Spaces[depth]);
            return true;
        }

        bool hasArea = OptionArea.TryOpen(defs, option, out var area, out int fields);
        var own = hasArea ? option.Body[..fields] : option.Body;
        Header(option, PackedLength(defs, option, ref to), ref to, depth);
        bool isGood = OptionShowOwn.TryWriteIa(option, ref to) || WriteFields(def, option, own, ref to);
        return isGood && (!hasArea || WriteArea(defs, area, ref to, depth));
    }

    /// <summary>Options that are only bytes to Kea.</summary>
    private static bool IsPlain(OptionDef def) =>
        def.Type is OptionType.Binary or OptionType.Internal
        || (def.Type == OptionType.Empty && FieldLayout.SubSpace(def).Length == 0);

    /// <summary>How long the option is when it is written again.</summary>
    private static int PackedLength(OptionDefs defs, scoped OptionView option, ref ByteSink to)
    {
        // Written to where the text will be, and forgotten.
        var trial = new ByteSink(to.Rest);
        OptionPack.Write(defs, option, ref trial);
        return trial.Length;
    }

    internal static void Header(scoped OptionView option, int length, ref ByteSink to, int depth)
    {
        // Lists of addresses are printed for the family of the address, whosever option it is.
        bool isList = option.Def is { IsArray: true, Type: OptionType.Ip4Address or OptionType.Ip6Address };
        bool isNarrow = isList ? option.Def!.Type == OptionType.Ip4Address : option.Universe == Universe.V4;
        to.Add(Spaces[depth]);
        to.Add("type=");
        to.AddNumber(isNarrow ? (byte)option.Code : option.Code, isNarrow ? 3 : 5);
        to.Add(OptionShowOwn.NameInHeader(option));
        to.Add(", len=");
        to.AddNumber(length, isNarrow ? 3 : 5);
        to.Add(':');
    }

    private static bool WriteArea(OptionDefs defs, scoped OptionArea area, ref ByteSink to, int depth)
    {
        Span<ulong> places = stackalloc ulong[OptionArea.MaxCount];
        int count = area.Sort(places);
        if (count > 0)
        {
            to.Add(",\noptions:");
        }

        for (int i = 0; i < count && depth < OptionCheck.MaxDepth;)
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

            to.Add('\n');
            bool isGood = Write(defs, area.View(run, body), ref to, depth + 1);
            to.Return(borrowed);
            if (!isGood)
            {
                return false;
            }

            i = next;
        }

        return true;
    }

    private static bool WriteFields(
        OptionDef def, scoped OptionView option, scoped ReadOnlySpan<byte> own, ref ByteSink to)
    {
        bool isVivso = option.Universe == Universe.V4 && option.IsOrdinary(OptionCode4.Vivso);
        if (isVivso && own.Length >= EnterpriseOptions4.HeaderLength)
        {
            to.Add(' ');
            to.AddNumber(BinaryPrimitives.ReadUInt32BigEndian(own));
            to.Add(" (uint32) ");
            to.AddNumber(own[EnterpriseOptions4.HeaderLength - 1]);
            to.Add(" (uint8)");
            return true;
        }

        Span<OptionType> single = stackalloc OptionType[1];
        var fields = FieldLayout.Fields(def, single);
        int width = FieldLayout.TupleWidth(def);
        int at = 0;
        for (int i = 0; i < fields.Length || (def.IsArray && at < own.Length); i++)
        {
            int start = at;
            var type = fields[Math.Min(i, fields.Length - 1)];
            bool isMissing = def.IsArray && def.Type != OptionType.Record && at == own.Length;
            if (isMissing
                || type == OptionType.Empty
                || FieldLayout.Take(type, width, isLenient: true, own, ref at) != DecodeError.None)
            {
                break;
            }

            to.Add(' ');
            bool isInList = def.IsArray && def.Type != OptionType.Record;
            if (!OptionShowValue.TryWrite(type, own, start, at, width, isInList, ref to))
            {
                return false;
            }
        }

        return true;
    }
}
