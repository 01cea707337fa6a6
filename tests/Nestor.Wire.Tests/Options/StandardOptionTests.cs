using Nestor.Wire.Cursor;
using Nestor.Wire.Options;

namespace Nestor.Wire.Tests.Options;

public sealed class StandardOptionTests
{
    public static TheoryData<Universe, string, int, string, string> All =>
    [
        .. Rows(Universe.V4, [.. StandardRows.Top, .. StandardRows.Sub]),
        .. Rows(Universe.V6, [.. StandardRows6.Top, .. StandardRows6.Sub]),
    ];

    [Theory]
    [MemberData(nameof(All))]
    public void Data_of_every_standard_option_becomes_its_bytes(Universe universe, string space, int code, string text, string hex)
    {
        var def = OptionDefs.Standard(universe).Find(space, (ushort)code)!;
        bool isEncoded = OptionText.TryEncode(def, text, isCsv: true, out byte[] body, out string error);
        Assert.True(isEncoded, error);
        Assert.Equal(hex, Convert.ToHexStringLower(body));
        Assert.Null(OptionText.Ignored(def, text, isCsv: true));
        bool isRaw = OptionText.TryEncode(def, hex, isCsv: false, out byte[] raw, out error);
        Assert.True(isRaw, error);
        Assert.Equal(hex, Convert.ToHexStringLower(raw));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Bytes_of_every_standard_option_become_its_data(Universe universe, string space, int code, string text, string hex)
    {
        var def = OptionDefs.Standard(universe).Find(space, (ushort)code)!;
        byte[] body = Convert.FromHexString(hex);

        // DNR and option 125 have no field layout that shows them.
        bool isHex = space switch
        {
            "dhcp4" => code is 125 or 162,
            "dhcp6" => code is 144,
            _ => false,
        };
        string wanted = isHex ? "0x" + hex : text;
        Assert.Equal(wanted, OptionText.Format(def, body));
        Assert.Equal(hex.Length > 0 ? "0x" + hex : "", OptionText.Format(null, body));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Body_of_every_standard_option_fits_its_definition(Universe universe, string space, int code, string text, string hex)
    {
        _ = text;
        var def = OptionDefs.Standard(universe).Find(space, (ushort)code)!;
        byte[] body = Convert.FromHexString(hex);
        Assert.Equal(DecodeError.None, OptionCheck.Check(def, OptionDefs.Standard(universe), body, lenient: false));
        Assert.Equal(DecodeError.None, OptionCheck.Check(def, OptionDefs.Standard(universe), body, lenient: true));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Empty_body_fits_only_where_a_type_can_be_empty(Universe universe, string space, int code, string text, string hex)
    {
        _ = (text, hex);
        var def = OptionDefs.Standard(universe).Find(space, (ushort)code)!;
        bool mayBeEmpty = def.Type is OptionType.Empty or OptionType.String or OptionType.Binary
            || def is { IsArray: true, Type: OptionType.Ip4Address or OptionType.Ip6Address }
            || def is { Code: 17, Space: "dhcp6" }; // without its number it is passed over
        Assert.Equal(mayBeEmpty, OptionCheck.Check(def, [], lenient: false) == DecodeError.None);
        Assert.Equal(mayBeEmpty, OptionCheck.Check(def, [], lenient: true) == DecodeError.None);
        Assert.Equal("", OptionText.Format(def, []));
    }

    [Theory]
    [InlineData(Universe.V4)]
    [InlineData(Universe.V6)]
    public void Every_definition_has_a_row_of_bytes(Universe universe)
    {
        var rows = All.Where(r => r.Data.Item1 == universe).Select(r => (r.Data.Item2, (ushort)r.Data.Item3)).ToHashSet();
        Assert.Equal(OptionDefs.Standard(universe).All.Count, rows.Count);
        Assert.All(OptionDefs.Standard(universe).All, def => Assert.Contains((def.Space, def.Code), rows));
    }

    [Theory]
    [InlineData(Universe.V4, "parity/options-dhcp4.tsv")]
    [InlineData(Universe.V6, "parity/options-dhcp6.tsv")]
    public void Table_has_every_row_of_the_reference_and_no_other(Universe universe, string table)
    {
        string[] lines = File.ReadAllLines(Repository.PathOf(table));
        var wanted = lines.Skip(1).Where(l => l.Length > 0).Select(line =>
        {
            string[] cells = line.Split('\t');
            return $"{cells[3]} {cells[0]} {cells[1]} {cells[4]} [{cells[5]}] {cells[6]} >{cells[7]}";
        });
        var found = OptionDefs.Standard(universe).All.Where(d => !IsOurs(d)).Select(d =>
            $"{d.Space} {d.Code} {d.Name} {OptionTypes.NameOf(d.Type)} "
            + $"[{string.Join(' ', (d.Fields ?? []).Select(OptionTypes.NameOf))}] "
            + $"{(d.IsArray ? "true" : "false")} >{d.Encapsulates}");
        Assert.Equal(wanted.Order(), found.Order());
        Assert.All(OptionDefs.Standard(universe).All, d => Assert.Equal(universe, d.Universe));
        Assert.Equal(universe == Universe.V4 ? 2 : 0, OptionDefs.Standard(universe).All.Count(IsOurs));
    }

    /// <summary>Options of RFC 4039 and RFC 6704, which Kea does not define.</summary>
    private static bool IsOurs(OptionDef def) => def is { Space: "dhcp4", Code: 80 or 145 };

    private static IEnumerable<TheoryDataRow<Universe, string, int, string, string>> Rows(
        Universe universe, TheoryData<string, int, string, string> rows) =>
        rows.Select(row => new TheoryDataRow<Universe, string, int, string, string>(
            universe, row.Data.Item1, row.Data.Item2, row.Data.Item3, row.Data.Item4));
}
