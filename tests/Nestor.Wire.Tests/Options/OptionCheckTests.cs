using CsCheck;
using Nestor.Wire.Cursor;
using Nestor.Wire.Options;
using T = Nestor.Wire.Options.OptionType;

namespace Nestor.Wire.Tests.Options;

public sealed class OptionCheckTests
{
    [Theory]
    [InlineData("uint16", false, "01", DecodeError.Truncated, DecodeError.Truncated)]
    [InlineData("uint16", false, "010203", DecodeError.BadLength, DecodeError.None)]
    [InlineData("uint16", true, "010203", DecodeError.Truncated, DecodeError.Truncated)]
    [InlineData("ipv4-address", false, "c0000201c0000202", DecodeError.BadLength, DecodeError.None)]
    [InlineData("ipv4-address", true, "c0000201c0", DecodeError.Truncated, DecodeError.Truncated)]
    [InlineData("ipv6-prefix", false, "8120010db8", DecodeError.BadLength, DecodeError.BadLength)]
    [InlineData("ipv6-prefix", false, "2020010d", DecodeError.Truncated, DecodeError.Truncated)]
    [InlineData("psid", false, "110000", DecodeError.BadLength, DecodeError.None)]
    [InlineData("tuple", false, "056162", DecodeError.Truncated, DecodeError.None)]
    [InlineData("tuple", true, "0161056162", DecodeError.Truncated, DecodeError.None)]
    [InlineData("fqdn", false, "0361", DecodeError.BadName, DecodeError.None)]
    [InlineData("fqdn", false, "4061", DecodeError.BadName, DecodeError.None)]
    [InlineData("fqdn", false, "016100ff", DecodeError.BadLength, DecodeError.None)]
    [InlineData("fqdn", true, "016100c000", DecodeError.None, DecodeError.None)]
    [InlineData("fqdn", true, "016100c003", DecodeError.BadName, DecodeError.None)]
    [InlineData("uint8 ipv4-address", false, "01c00002", DecodeError.Truncated, DecodeError.Truncated)]
    [InlineData("uint8 ipv4-address", false, "01c0000201ff", DecodeError.None, DecodeError.None)]
    [InlineData("uint8 ipv4-address", true, "01c0000201c0", DecodeError.None, DecodeError.None)]
    [InlineData("uint8 string", false, "01", DecodeError.None, DecodeError.None)]
    public void Body_is_judged(string types, bool isArray, string hex, DecodeError strict, DecodeError lenient)
    {
        var def = OptionTextTests.Custom(types, isArray);
        byte[] body = Convert.FromHexString(hex);
        Assert.Equal(strict, OptionCheck.Check(def, body, lenient: false));
        Assert.Equal(lenient, OptionCheck.Check(def, body, lenient: true));
    }

    [Theory]
    [InlineData(82, "0104aabbccdd0504c0000201", DecodeError.None)]
    [InlineData(82, "0503c00002", DecodeError.Truncated)] // link-selection of three bytes
    [InlineData(82, "0109aa", DecodeError.Truncated)]
    [InlineData(43, "000001020304ff7777", DecodeError.None)] // padding, sub-option 1, end
    [InlineData(43, "0105aa", DecodeError.Truncated)]
    [InlineData(122, "0101", DecodeError.Truncated)]
    [InlineData(122, "0106036162630300", DecodeError.BadLength)] // six bytes for one address
    [InlineData(125, "0000118b00", DecodeError.None)]
    [InlineData(125, "0000118b", DecodeError.Truncated)]
    [InlineData(125, "0000118b05", DecodeError.Truncated)]
    [InlineData(121, "080ac0000201", DecodeError.None)]
    [InlineData(121, "210ac0000201", DecodeError.Truncated)]
    public void Sub_options_and_special_formats_are_judged(int code, string hex, DecodeError wanted)
    {
        var def = OptionDefs.Standard4.Find("dhcp4", (ushort)code)!;
        Assert.Equal(wanted, OptionCheck.Check(def, OptionDefs.Standard4, Convert.FromHexString(hex), lenient: false));
    }

    [Fact]
    public void Sub_options_are_looked_at_as_deep_as_the_budget_goes()
    {
        var defs = OptionDefs.Standard4.With(
        [
            new OptionDef(230, "a", "dhcp4", T.Empty, Encapsulates: "one"),
            new OptionDef(1, "b", "one", T.Empty, Encapsulates: "two"),
            new OptionDef(1, "c", "two", T.Empty, Encapsulates: "one"),
        ]);
        Assert.Equal(DecodeError.None, Check(Nested(OptionCheck.MaxDepth - 1)));
        Assert.Equal(DecodeError.OverBudget, Check(Nested(OptionCheck.MaxDepth)));
        Assert.Equal(DecodeError.None, Check(new byte[2 * OptionCheck.MaxSubOptions]));
        Assert.Equal(DecodeError.OverBudget, Check(new byte[2 * (OptionCheck.MaxSubOptions + 1)]));

        DecodeError Check(byte[] body) => OptionCheck.Check(defs.Find("dhcp4", 230)!, defs, body, lenient: false);

        static byte[] Nested(int levels) =>
            levels == 0 ? [] : [1, (byte)(2 * (levels - 1)), .. Nested(levels - 1)];
    }

    [Fact]
    public void Any_bytes_are_judged_and_shown_without_an_exception()
    {
        OptionDef[] defs =
        [
            .. OptionDefs.Standard4.All,
            .. Enum.GetValues<T>().Where(t => t is not T.Record).SelectMany(t => new[]
            {
                new OptionDef(230, "x", "dhcp4", t), new OptionDef(230, "x", "dhcp4", t, IsArray: t is not T.Empty),
            }),
        ];
        Gen.Byte.Array[0, 300].Sample(
            body =>
            {
                foreach (var def in defs)
                {
                    var strict = OptionCheck.Check(def, OptionDefs.Standard4, body, lenient: false);
                    var lenient = OptionCheck.Check(def, OptionDefs.Standard4, body, lenient: true);
                    Assert.True(
                        strict != DecodeError.None || lenient == DecodeError.None, $"{def.Name} is stricter when lenient");
                    Assert.NotNull(OptionText.Format(def, body));
                }
            },
            iter: 2000);
    }

    [Fact]
    public void Text_of_a_body_gives_the_body_again()
    {
        string[] types =
            ["uint8", "int16", "uint32", "ipv4-address", "ipv6-address", "string", "uint8 ipv4-address", "binary"];
        Gen.Select(Gen.Int[0, types.Length - 1], Gen.Byte.Array[0, 40]).Sample(
            (index, raw) =>
            {
                var def = OptionTextTests.Custom(types[index], isArray: types[index] is not "string" and not "binary");
                if (OptionCheck.Check(def, raw, lenient: false) != DecodeError.None)
                {
                    return;
                }

                string text = OptionText.Format(def, raw);
                bool isText = types[index] != "string"
                    || (!text.StartsWith("0x", StringComparison.Ordinal) && text.Trim() == text);
                bool hasMore = def.Type == T.Record && (raw.Length - 1) % 4 != 0;
                if (!isText || raw.Length == 0 || hasMore)
                {
                    return;
                }

                Assert.True(OptionText.TryEncode(def, text, isCsv: true, out byte[] body, out string error), error);
                Assert.Equal(raw, body);
            },
            iter: 10_000);
    }

    [Fact]
    public void Checking_allocates_nothing()
    {
        var def = OptionDefs.Standard4.Find("dhcp4", 82)!;
        var names = OptionDefs.Standard4.Find("dhcp4", 119)!;
        byte[] agent = Convert.FromHexString("0104aabbccdd0504c0000201");
        byte[] search = Convert.FromHexString("076578616d706c6500016103c000016200");
        Run();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run()
        {
            for (int i = 0; i < 1000; i++)
            {
                _ = OptionCheck.Check(def, OptionDefs.Standard4, agent, lenient: false);
                _ = OptionCheck.Check(names, search, lenient: true);
            }
        }
    }
}
