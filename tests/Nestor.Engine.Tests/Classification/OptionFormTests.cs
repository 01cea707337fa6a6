using System.Buffers.Binary;
using Nestor.Model.Expressions;
using Nestor.Wire.Options;

namespace Nestor.Engine.Tests.Classification;

/// <summary>Options as expressions see them. The table has what Kea 2.2.0 pushed on its stack for the same bodies.</summary>
public sealed class OptionFormTests
{
    private const string Defs4 = """
        {"name": "o160", "code": 160, "type": "int8", "array": true},
        {"name": "o161", "code": 161, "type": "int16"},
        {"name": "o163", "code": 163, "type": "int32", "array": true},
        {"name": "o164", "code": 164, "type": "boolean", "array": true},
        {"name": "o165", "code": 165, "type": "psid"},
        {"name": "o166", "code": 166, "type": "ipv6-prefix"},
        {"name": "o167", "code": 167, "type": "ipv6-address", "array": true},
        {"name": "o168", "code": 168, "type": "tuple"},
        {"name": "o169", "code": 169, "type": "tuple", "array": true},
        {"name": "o170", "code": 170, "type": "record", "record-types": "uint8,string"},
        {"name": "o171", "code": 171, "type": "record", "record-types": "uint8,tuple"},
        {"name": "o172", "code": 172, "type": "record", "record-types": "psid,ipv6-prefix,boolean"},
        {"name": "o173", "code": 173, "type": "empty"},
        {"name": "o174", "code": 174, "type": "binary", "encapsulate": "foo"},
        {"name": "o175", "code": 175, "type": "uint8", "encapsulate": "foo"},
        {"name": "o176", "code": 176, "type": "ipv4-address", "encapsulate": "foo"},
        {"name": "o177", "code": 177, "type": "empty", "encapsulate": "foo"},
        {"name": "o178", "code": 178, "type": "string", "encapsulate": "foo"},
        {"name": "o179", "code": 179, "type": "record", "encapsulate": "foo", "record-types": "uint8,fqdn"},
        {"name": "c", "code": 3, "type": "ipv4-address", "space": "foo", "array": true},
        {"name": "o180", "code": 180, "type": "fqdn"},
        {"name": "o181", "code": 181, "type": "uint32", "array": true},
        """ + Inner;

    private const string Defs6 = """
        {"name": "o1000", "code": 1000, "type": "int8", "array": true},
        {"name": "o1001", "code": 1001, "type": "int16", "array": true},
        {"name": "o1002", "code": 1002, "type": "ipv4-address"},
        {"name": "o1003", "code": 1003, "type": "ipv4-address", "array": true},
        {"name": "o1004", "code": 1004, "type": "tuple"},
        {"name": "o1005", "code": 1005, "type": "tuple", "array": true},
        {"name": "o1006", "code": 1006, "type": "record", "record-types": "uint8,tuple,string"},
        {"name": "o1007", "code": 1007, "type": "string"},
        {"name": "o1008", "code": 1008, "type": "empty", "encapsulate": "foo"},
        {"name": "o1009", "code": 1009, "type": "uint8", "encapsulate": "foo"},
        {"name": "o1010", "code": 1010, "type": "psid"},
        {"name": "o1011", "code": 1011, "type": "ipv6-prefix"},
        """ + Inner;

    private const string Inner = """
        {"name": "a", "code": 1, "type": "string", "space": "foo"},
        {"name": "b", "code": 2, "type": "uint16", "space": "foo", "encapsulate": "bar"},
        {"name": "x", "code": 1, "type": "uint8", "space": "bar", "encapsulate": "baz"},
        {"name": "y", "code": 1, "type": "empty", "space": "baz"}
        """;

    [Fact]
    public void Hex_and_text_of_options_are_Keas()
    {
        string[] lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Classification", "options-of-kea.tsv"));
        Assert.True(lines.Length > 250);
        var wrong = new List<string>();
        foreach (string line in lines.Skip(1))
        {
            string[] columns = line.Split('\t');
            ushort code = ushort.Parse(columns[1], System.Globalization.CultureInfo.InvariantCulture);
            var asked = Ask(columns[0], code, Convert.FromHexString(columns[2]));
            string text = Shown(asked, $"option[{code}].text");
            string hex = text == "ERROR" ? "" : Convert.ToHexStringLower(asked.Bytes($"option[{code}].hex"));
            if (hex != columns[3] || text != columns[4])
            {
                wrong.Add($"{line}\n     found {hex} {text}");
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} differ:\n{string.Join('\n', wrong)}");
    }

    [Theory]
    [InlineData("4", 121, "180a01020a010201", "type=121, len=008: 18:0a:01:02:0a:01:02:01")]
    [InlineData("4", 162, "0007000101056803616263", "type=162, len=011: 00:07:00:01:01:05:68:03:61:62:63")]
    [InlineData("6", 144, "000100020101", "type=00144, len=00006: 00:01:00:02:01:01")]
    public void Options_with_a_format_of_their_own_are_printed_as_bytes(string family, ushort code, string body, string text) =>
        Assert.Equal(text, Shown(Ask(family, code, Convert.FromHexString(body)), $"option[{code}].text"));

    [Theory]
    [InlineData("4", 152, "00010203", "type=152, len=004: 66051 (uint32)")]
    [InlineData("4", 151, "01626164", "type=151, len=004: 1 (uint8) \"bad\" (string)")]
    [InlineData("4", 143, "0003616263000178", "type=143, len=8, data-len0=3, data0='abc', data-len1=1, data1='x'")]
    [InlineData("4", 122, "010401020304", "type=122, len=006:,\\noptions:\\n  type=001, len=004: 1.2.3.4 (ipv4-address)")]
    [InlineData("6", 136, "0003616263", "type=136, len=5, data-len0=3, data0='abc'")]
    public void Options_that_Kea_defines_since_2_2_are_printed_by_their_definition(
        string family, ushort code, string body, string text) =>
        Assert.Equal(text, Shown(Ask(family, code, Convert.FromHexString(body)), $"option[{code}].text"));

    [Fact]
    public void No_body_of_any_option_makes_packing_or_printing_throw_or_run_over()
    {
        var dice = new Random(4);
        byte[] room = new byte[2048];
        foreach (var defs in (OptionDefs[])[OptionDefs.Standard4, OptionDefs.Standard6])
        {
            foreach (var def in defs.All)
            {
                for (int i = 0; i < 60; i++)
                {
                    byte[] body = new byte[dice.Next(i < 30 ? 24 : 200)];
                    dice.NextBytes(body);
                    for (int at = 0; i % 2 == 0 && at < body.Length; at++)
                    {
                        // Small numbers are lengths and codes that fit.
                        body[at] = (byte)(body[at] % (at % 2 == 0 ? 3 : 8));
                    }

                    var option = new OptionView(def.Universe, def.Code, def, body);
                    var packed = new ByteSink(room.AsSpan(0, dice.Next(room.Length)));
                    OptionPack.Write(defs, option, ref packed);
                    var shown = new ByteSink(room.AsSpan(0, dice.Next(room.Length)));
                    OptionShow.Write(defs, option, ref shown);
                    bool isOpen = OptionArea.TryOpen(defs, option, out var area, out _);
                    Assert.True(!isOpen || !area.TryFind(1, room, out var sub) || sub.Body.Length <= body.Length);
                }
            }
        }
    }

    internal static Asked Ask(string family, ushort code, byte[] body) => family == "4"
        ? Asked.Of4([(byte)code, (byte)body.Length, .. body], Defs4)
        : Asked.Of6([1, 1, 2, 3, .. Option6(1, [0, 3, 0, 1, 2, 0, 0, 0, 0, 1]), .. Option6(code, body)], Defs6);

    internal static byte[] Option6(ushort code, ReadOnlySpan<byte> body)
    {
        byte[] option = new byte[4 + body.Length];
        BinaryPrimitives.WriteUInt16BigEndian(option, code);
        BinaryPrimitives.WriteUInt16BigEndian(option.AsSpan(2), (ushort)body.Length);
        body.CopyTo(option.AsSpan(4));
        return option;
    }

    private static string Shown(Asked asked, string expression)
    {
        var result = asked.Evaluator.Evaluate(asked.Parse(expression, ExpressionKind.String), asked.Fields, out var value);
        return result.IsOk
            ? System.Text.Encoding.Latin1.GetString(value)
                .Replace("\\", @"\\", StringComparison.Ordinal)
                .Replace("\n", @"\n", StringComparison.Ordinal)
                .Replace("\t", @"\t", StringComparison.Ordinal)
                .Replace("\0", @"\0", StringComparison.Ordinal)
            : "ERROR";
    }
}
