namespace Nestor.Engine.Tests.Classification;

/// <summary>Literals and functions on texts; the values are those of Kea 2.2.0 where it has the function.</summary>
public sealed class TextFunctionTests
{
    private static readonly Asked Query = Asked.Of4([]);

    [Theory]
    [InlineData("'example'", "example")]
    [InlineData("''", "")]
    [InlineData("'a\"\\b'", "a\"\\b")]
    [InlineData("0x5a7d", "Z}")]
    [InlineData("0X5A7D", "Z}")]
    [InlineData("0x1", "\x01")]
    [InlineData("0xabc", "\x0A\xBC")]
    [InlineData("10.0.0.1", "\x0A\0\0\x01")]
    [InlineData("2001:db8::1", "\x20\x01\x0D\xB8\0\0\0\0\0\0\0\0\0\0\0\x01")]
    [InlineData("::ffff:1.2.3.4", "\0\0\0\0\0\0\0\0\0\0\xFF\xFF\x01\x02\x03\x04")]
    [InlineData("::", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")]
    [InlineData("123", "\0\0\0{")]
    [InlineData("010", "\0\0\0\x0A")]
    [InlineData("4294967295", "\xFF\xFF\xFF\xFF")]
    [InlineData("('a')", "a")]
    public void A_literal_is_its_bytes(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Fact]
    public void A_text_literal_is_UTF8() => Assert.Equal([0xC3, 0xA9], Query.Bytes("'é'"));

    [Theory]
    [InlineData("0, 6", "foobar")]
    [InlineData("3, 3", "bar")]
    [InlineData("3, all", "bar")]
    [InlineData("1, 4", "ooba")]
    [InlineData("-5, 4", "ooba")]
    [InlineData("-1, -3", "oba")]
    [InlineData("4, -2", "ob")]
    [InlineData("10, 2", "")]
    [InlineData("6, 2", "")]
    [InlineData("6, all", "")]
    [InlineData("6, -2", "")]
    [InlineData("5, 2", "r")]
    [InlineData("-6, 2", "fo")]
    [InlineData("-7, 2", "")]
    [InlineData("-7, all", "")]
    [InlineData("-7, 9", "")]
    [InlineData("0, -1", "")]
    [InlineData("1, -1", "f")]
    [InlineData("1, -5", "f")]
    [InlineData("5, -2", "ba")]
    [InlineData("-1, -1", "a")]
    [InlineData("-1, -9", "fooba")]
    [InlineData("-6, -1", "")]
    [InlineData("2, 0", "")]
    [InlineData("2, -0", "")]
    [InlineData("-1, all", "r")]
    [InlineData("01, 02", "oo")]
    [InlineData("2147483647, 1", "")]
    [InlineData("1, 2147483647", "oobar")]
    [InlineData("-2147483647, 2", "")]
    public void Substring_counts_from_either_end(string where, string value) =>
        Assert.Equal(value, Query.Text($"substring('foobar', {where})"));

    [Theory]
    [InlineData("substring('foobar', 0, 99999999999)")]
    [InlineData("substring('foobar', 0, 4294967295)")]
    [InlineData("substring('foobar', 4294967295, 1)")]
    [InlineData("substring('foobar', 3, -2147483648)")]
    [InlineData("split('a.b', '.', 99999999999)")]
    public void A_position_of_more_than_32_bits_is_accepted_and_fails_when_evaluated(string expression) =>
        Assert.NotNull(Query.Fault(expression));

    [Theory]
    [InlineData("''", 0, 1, "")]
    [InlineData("''", 0, 0, "")]
    [InlineData("''", -1, 1, "")]
    public void Substring_of_nothing_is_nothing(string text, int start, int length, string value) =>
        Assert.Equal(value, Query.Text($"substring({text}, {start}, {length})"));

    [Theory]
    [InlineData("'one.two..four', '.', 1", "one")]
    [InlineData("'one.two..four', '.', 2", "two")]
    [InlineData("'one.two..four', '.', 3", "")]
    [InlineData("'one.two..four', '.', 4", "four")]
    [InlineData("'one.two..four', '.', 5", "")]
    [InlineData("'one.two..four', '.', 0", "")]
    [InlineData("'one.two..four', '.', -1", "")]
    [InlineData("'one.two..four', '', 1", "one.two..four")]
    [InlineData("'one.two..four', '', 2", "one.two..four")]
    [InlineData("'one.two..four', '', 0", "one.two..four")]
    [InlineData("'a,b.c', ',.', 2", "b")]
    [InlineData("'a,b.c', ',.', 3", "c")]
    [InlineData("'a,', '.,', 2", "")]
    [InlineData("',a', ',', 1", "")]
    [InlineData("',a', ',', 2", "a")]
    [InlineData("',', ',', 2", "")]
    [InlineData("'', '.', 1", "")]
    [InlineData("'', '', 1", "")]
    [InlineData("'it' + 0x27 + 's', 0x27, 2", "s")]
    public void Split_takes_a_field_between_any_of_the_delimiters(string arguments, string value) =>
        Assert.Equal(value, Query.Text($"split({arguments})"));

    [Theory]
    [InlineData("concat('foo', 'bar')", "foobar")]
    [InlineData("concat('', '')", "")]
    [InlineData("concat(substring('abc', 1, 1), substring('xyz', 1, 2))", "byz")]
    public void Concat_joins_two_texts(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("'abc' + 'def' + 0x63", "abcdefc")]
    [InlineData("'a'+'b'", "ab")]
    [InlineData("'a' + ('b' + 'c')", "abc")]
    [InlineData("1+1", "\0\0\0\x01\0\0\0\x01")]
    public void Plus_joins_texts(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("lcase('LoWeR @[`{\u00C0')", "lower @[`{\u00C3\u0080")]
    [InlineData("lcase('')", "")]
    public void Lcase_changes_ASCII_letters(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("ucase('uPpEr @[`{')", "UPPER @[`{")]
    [InlineData("ucase('a') + 'b'", "Ab")]
    public void Ucase_changes_ASCII_letters(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("'foo', ':'", "66:6f:6f")]
    [InlineData("'foo', '-'", "66-6f-6f")]
    [InlineData("'foo', ''", "666f6f")]
    [InlineData("'foo', '--x'", "66--x6f--x6f")]
    [InlineData("'', ':'", "")]
    [InlineData("0xABCDEF, ':'", "ab:cd:ef")]
    [InlineData("'a', ':'", "61")]
    public void Hexstring_has_pairs_in_lower_case(string arguments, string value) =>
        Assert.Equal(value, Query.Text($"hexstring({arguments})"));

    [Theory]
    [InlineData("addrtotext(192.10.0.1)", "192.10.0.1")]
    [InlineData("addrtotext(2003:DB8::)", "2003:db8::")]
    [InlineData("addrtotext(::ffff:1.2.3.4)", "::ffff:1.2.3.4")]
    [InlineData("addrtotext('')", "")]
    public void Addrtotext_writes_an_address(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("int8totext(0xff)", "-1")]
    [InlineData("int8totext(0x80)", "-128")]
    [InlineData("int8totext('')", "")]
    [InlineData("int16totext(0xfffe)", "-2")]
    [InlineData("int32totext(0xfffffffe)", "-2")]
    [InlineData("int32totext(1)", "1")]
    [InlineData("uint8totext(0xff)", "255")]
    [InlineData("uint16totext(0xfffe)", "65534")]
    [InlineData("uint16totext('')", "")]
    [InlineData("uint32totext(4294967295)", "4294967295")]
    public void Integers_become_digits(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("addrtotext('abc')")]
    [InlineData("addrtotext('abcdefghi')")]
    [InlineData("int8totext('ab')")]
    [InlineData("int16totext('a')")]
    [InlineData("int32totext('abc')")]
    [InlineData("uint8totext('ab')")]
    [InlineData("uint16totext('abc')")]
    [InlineData("uint32totext('a')")]
    public void What_has_another_size_fails_the_evaluation(string expression) => Assert.NotNull(Query.Fault(expression));

    [Theory]
    [InlineData("ifelse('a' == 'a', 'y', 'n')", "y")]
    [InlineData("ifelse('a' == 'b', 'y', 'n')", "n")]
    [InlineData("ifelse('a' == 'a', ifelse('a' == 'b', '1', '2'), '3')", "2")]
    [InlineData("ifelse(not 'a' == 'b' and 'c' == 'c', 'y', 'n')", "y")]
    [InlineData("'<' + ifelse('a' == 'b', 'y', 'n') + '>'", "<n>")]
    [InlineData("ifelse('a' == 'a', 'y', addrtotext('abc'))", "y")]
    [InlineData("ifelse('a' == 'b', addrtotext('abc'), 'n')", "n")]
    public void Ifelse_evaluates_only_what_it_chooses(string expression, string value) =>
        Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("sifelse('a' == 'a', 'yes', 'n')", "yes")]
    [InlineData("'<' + sifelse('a' == 'b', 'y', 'no') + '>'", "<no>")]
    [InlineData("sifelse('a' == 'b', '', 'no')", "no")]
    public void Sifelse_chooses_too(string expression, string value) => Assert.Equal(value, Query.Text(expression));

    [Theory]
    [InlineData("sifelse('a' == 'a', 'y', addrtotext('abc'))")]
    [InlineData("sifelse('a' == 'b', addrtotext('abc'), 'n')")]
    public void Sifelse_evaluates_both(string expression) => Assert.NotNull(Query.Fault(expression));
}
