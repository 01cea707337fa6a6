using Nestor.Wire.Options;

namespace Nestor.Wire.Tests.Options;

public sealed class OptionTextTests
{
    public static TheoryData<string, bool, string, bool, string?> KeaRows => KeaTextRows.All;

    [Theory]
    [MemberData(nameof(KeaRows))]
    public void Data_is_read_as_Kea_reads_it(string types, bool isArray, string text, bool isCsv, string? hex)
    {
        var def = Custom(types, isArray);
        bool isEncoded = OptionText.TryEncode(def, text, isCsv, out byte[] body, out string error);
        Assert.Equal(hex, isEncoded ? Convert.ToHexStringLower(body) : null);
        Assert.Equal(isEncoded, error.Length == 0);
    }

    [Theory]
    [InlineData("ipv4-address", "2001:db8::1")] // Kea sends the first four bytes.
    [InlineData("ipv6-prefix", "2001:db8::/129")] // Kea sends a length of 129.
    public void Nonsense_that_Kea_sends_is_refused(string type, string text) =>
        Assert.False(OptionText.TryEncode(Custom(type, false), text, isCsv: true, out _, out _));

    [Theory]
    [InlineData("01:02", "0102")]
    [InlineData("0x0102", "0102")]
    [InlineData("'abc'", "616263")]
    public void Bytes_in_csv_format_may_be_spelled_as_without_it(string text, string hex)
    {
        Assert.True(OptionText.TryEncode(Custom("binary", false), text, isCsv: true, out byte[] body, out _));
        Assert.Equal(hex, Convert.ToHexStringLower(body));
    }

    [Theory]
    [InlineData("uint8", "256", "found \"256\", wanted a number from 0 to 255")]
    [InlineData("int16", "x", "found \"x\", wanted a number from -32768 to 32767")]
    [InlineData("ipv4-address", "host", "found \"host\", wanted an IPv4 address")]
    [InlineData("uint8 string", "1", "found 1 values, wanted 2")]
    [InlineData("uint8", "", "found 0 values, wanted 1")]
    [InlineData("empty", "x", "found \"x\", wanted no data: option custom has none of its own")]
    public void Refusal_says_what_was_found_and_what_was_wanted(string types, string text, string wanted)
    {
        Assert.False(OptionText.TryEncode(Custom(types, false), text, isCsv: true, out _, out string error));
        Assert.Equal(wanted, error);
    }

    [Theory]
    [InlineData("string", false, "EST5EDT4,M3.2.0/02:00", "M3.2.0/02:00")]
    [InlineData("string", false, @"EST5EDT4\,M3.2.0/02:00", null)]
    [InlineData("uint8 boolean", false, "1, true, 3", "3")]
    [InlineData("ipv4-address", true, "192.0.2.1, 192.0.2.2", null)]
    public void Values_nobody_sends_can_be_warned_of(string types, bool isArray, string text, string? ignored) =>
        Assert.Equal(ignored, OptionText.Ignored(Custom(types, isArray), text, isCsv: true));

    [Theory]
    [InlineData("0a0b", "0a0b")]
    [InlineData("'hello'", "68656c6c6f")]
    [InlineData("", "")]
    [InlineData("hello", null)]
    public void Data_of_an_undefined_option_is_hexadecimal(string text, string? hex)
    {
        bool isEncoded = OptionText.TryEncode(null, text, isCsv: false, out byte[] body, out _);
        Assert.Equal(hex, isEncoded ? Convert.ToHexStringLower(body) : null);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(5000)]
    public void Raw_bytes_of_any_length_are_kept(int length)
    {
        byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
        string text = Convert.ToHexString(bytes);
        Assert.True(OptionText.TryEncode(Custom("binary", false), text, false, out byte[] body, out _));
        Assert.Equal(bytes, body);
    }

    [Theory]
    [InlineData("10.0.0.0/33 - 192.0.2.1")]
    [InlineData("10.0.0.0 - 192.0.2.1")]
    [InlineData("10.0.0.0/8 192.0.2.1")]
    [InlineData("10.0.0.0/8 - 192.0.2.1 - 192.0.2.2")]
    [InlineData("0x08")]
    [InlineData("")]
    public void Classless_routes_that_are_none_are_refused__RFC3442(string text)
    {
        var def = OptionDefs.Standard4.Find("dhcp4", 121)!;
        Assert.False(OptionText.TryEncode(def, text, isCsv: true, out _, out string error));
        Assert.NotEqual("", error);
    }

    [Fact]
    public void Classless_routes_may_be_given_as_digits__RFC3442()
    {
        var def = OptionDefs.Standard4.Find("dhcp4", 121)!;
        Assert.True(OptionText.TryEncode(def, "0x080ac0000201", isCsv: true, out byte[] body, out _));
        Assert.Equal("10.0.0.0/8 - 192.0.2.1", OptionText.Format(def, body));
    }

    [Theory]
    [InlineData("x, resolver.example.")]
    [InlineData("2, ")]
    [InlineData("2, resolver.example., 10.0.5")]
    [InlineData("2, resolver.example., 10.0.5.6, colour=red")]
    [InlineData("2, resolver.example., 10.0.5.6, port=70000")]
    [InlineData("2, resolver.example., 10.0.5.6 | ")]
    [InlineData("0x0003")]
    public void Resolvers_that_are_none_are_refused__RFC9463(string text) =>
        Assert.False(OptionText.TryEncode(OptionDefs.Standard4.Find("dhcp4", 162), text, isCsv: true, out _, out _));

    [Fact]
    public void Pipe_behind_a_backslash_belongs_to_the_path__RFC9463()
    {
        var def = OptionDefs.Standard4.Find("dhcp4", 162)!;
        const string Text = @"1, a., 192.0.2.1, dohpath=/q\|{?dns}";
        Assert.True(OptionText.TryEncode(def, Text, isCsv: true, out byte[] body, out _));
        byte[] wanted =
        [
            0, 27, 0, 1, // length, priority
            3, 1, (byte)'a', 0, // name
            4, 192, 0, 2, 1, // addresses
            0, 7, 0, 9, .. "/q|{?dns}"u8, // dohpath
        ];
        wanted[1] = (byte)(wanted.Length - 2);
        Assert.Equal(wanted, body);
    }

    [Fact]
    public void Tuple_of_256_bytes_is_refused_in_one_byte_and_taken_in_two__RFC8572_8_1()
    {
        string text = new('x', 256);
        Assert.True(OptionText.TryEncode(Custom("tuple", false), text[1..], isCsv: true, out byte[] body, out _));
        Assert.Equal(256, body.Length);
        Assert.False(OptionText.TryEncode(Custom("tuple", false), text, isCsv: true, out _, out _));
        Assert.True(OptionText.TryEncode(OptionDefs.Standard4.Find("dhcp4", 143), text, isCsv: true, out body, out _));
        Assert.Equal([1, 0], body[..2]);
    }

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void Label_has_at_most_63_bytes__RFC1035_2_3_4(int length, bool isGood)
    {
        string text = new string('x', length) + ".a";
        Assert.Equal(isGood, OptionText.TryEncode(Custom("fqdn", false), text, isCsv: true, out _, out _));
    }

    [Fact]
    public void Text_for_logs_has_an_end()
    {
        byte[] body = [.. Enumerable.Repeat((byte)200, 60_000)];
        foreach (string types in new[] { "uint8", "ipv4-address", "uint32" })
        {
            Assert.InRange(OptionText.Format(Custom(types, true), body).Length, 100, OptionFormat.MaxLength + 20);
        }

        Assert.InRange(OptionText.Format(Custom("string", false), body).Length, 100, OptionFormat.MaxLength + 20);
        Assert.InRange(OptionText.Format(null, body).Length, 100, OptionFormat.MaxLength + 20);
        Assert.Equal("0xc80001", OptionText.Format(Custom("ipv4-address", true), [200, 0, 1]));
        Assert.Equal("0x610a", OptionText.Format(Custom("string", false), "a\n"u8));
    }

    internal static OptionDef Custom(string types, bool isArray)
    {
        string[] names = types.Split(' ');
        var fields = names
            .Select(n => OptionTypes.TryParse(n, out var type) ? type : throw new ArgumentException(n)).ToArray();
        return fields.Length == 1
            ? new OptionDef(230, "custom", "dhcp4", fields[0], isArray)
            : new OptionDef(230, "custom", "dhcp4", OptionType.Record, isArray, fields);
    }
}
