using Nestor.Model.Expressions;

namespace Nestor.Engine.Tests.Classification;

/// <summary>What is no expression, and where.</summary>
public sealed class SyntaxErrorTests
{
    private static readonly Asked V4 = Asked.Of4([]);
    private static readonly Asked V6 = Asked.Of6([1, 1, 2, 3]);

    [Theory]
    [InlineData("", 0)]
    [InlineData("  ", 2)]
    [InlineData("'a", 0)]
    [InlineData("'a\nb' == 'x'", 0)]
    [InlineData("0x == 'a'", 1)]
    [InlineData("0xag == 'a'", 3)]
    [InlineData("10.0.0.256 == 'a'", 0)]
    [InlineData("10.0.0 == 'a'", 2)]
    [InlineData("1.2.3.4.5 == 'a'", 7)]
    [InlineData("2001:db8 == 'a'", 4)]
    [InlineData("1:2:3:4:5:6:7:8:9 == 'a'", 0)]
    [InlineData("fe80::1::2 == 'a'", 0)]
    [InlineData("12345::1 == 'a'", 0)]
    [InlineData("-1 == 'a'", 0)]
    [InlineData("+1 == 'a'", 0)]
    [InlineData("4294967296 == 'a'", 0)]
    [InlineData("1 + -1 == 2", 4)]
    [InlineData("1 == 1 == 1", 7)]
    [InlineData("not ('a' == 'b') == 'c'", 17)]
    [InlineData("'a' == 'b' AND 'c' == 'd'", 11)]
    [InlineData("'a' == 'b' && 'c' == 'd'", 11)]
    [InlineData("'a' != 'b'", 4)]
    [InlineData("'a' = 'b'", 4)]
    [InlineData("concat('a','b','c') == 'c'", 14)]
    [InlineData("concat('a') == 'c'", 10)]
    [InlineData("substring('a',all,0) == 'c'", 14)]
    [InlineData("substring('a','0',1) == 'c'", 14)]
    [InlineData("substring('a',0x1,1) == 'c'", 14)]
    [InlineData("split('a','.','1') == 'c'", 14)]
    [InlineData("hexstring('a') == 'c'", 13)]
    [InlineData("match(option[1].hex,'a')", 6)]
    [InlineData("ifelse('a','c','d') == 'e'", 7)]
    [InlineData("known", 0)]
    [InlineData("unknown", 0)]
    [InlineData("member(foo)", 7)]
    [InlineData("true", 0)]
    [InlineData("'a'", 3)]
    [InlineData("option[256].hex == 'a'", 7)]
    [InlineData("option[-1].hex == 'a'", 7)]
    [InlineData("option[0x01].hex == 'a'", 7)]
    [InlineData("option['host-name'].hex == 'a'", 7)]
    [InlineData("option[nosuch].hex == 'a'", 7)]
    [InlineData("option[circuit-id].exists", 7)]
    [InlineData("option[and].exists", 7)]
    [InlineData("option[82].option[circuit-id].exists", 18)]
    [InlineData("option[1].bin == 'a'", 10)]
    [InlineData("option[1] == 'a'", 10)]
    [InlineData("option[1].exists == 'a'", 17)]
    [InlineData("option[1].hex", 13)]
    [InlineData("option[1].option[256].exists", 17)]
    [InlineData("relay4[circuit-id].hex == 'a'", 7)]
    [InlineData("relay4[256].exists", 7)]
    [InlineData("relay6[0].peeraddr == 'a'", 0)]
    [InlineData("pkt.mac == 'a'", 4)]
    [InlineData("pkt4.chaddr == 'a'", 5)]
    [InlineData("pkt6.msgtype == 'a'", 0)]
    [InlineData("vendor[4294967296].exists", 7)]
    [InlineData("vendor[-1].exists", 7)]
    [InlineData("vendor[1].enterprise == 1", 10)]
    [InlineData("vendor.exists", 7)]
    [InlineData("vendor[1].option[host-name].text == 'a'", 17)]
    [InlineData("vendor[1].hex == 'a'", 10)]
    [InlineData("vendor-class[1].data[-1] == 'a'", 21)]
    [InlineData("vendor-class[1].data[256] == 'a'", 21)]
    [InlineData("vendor-class[1].data[*] == 'a'", 21)]
    [InlineData("vendor-class[1].hex == 'a'", 16)]
    [InlineData("'a' == 'b' )", 11)]
    [InlineData("( 'a' == 'b'", 12)]
    [InlineData("option[1].exists and", 20)]
    [InlineData("and option[1].exists", 0)]
    [InlineData("option[1].exists option[2].exists", 17)]
    [InlineData("option[1].exists or 'a'", 20)]
    [InlineData("not 'a'", 4)]
    [InlineData("concat('a' == 'a', 'b') == 'c'", 7)]
    [InlineData("('a' == 'b') + 'c' == 'd'", 13)]
    [InlineData("@", 0)]
    [InlineData("'it''s' == 'a'", 4)]
    [InlineData("Option[1].exists", 0)]
    public void An_error_of_DHCPv4_has_its_place(string expression, int offset)
    {
        var error = V4.ErrorOf(expression);
        Assert.True(offset == error.Offset, $"{expression}: {error.Offset}: {error.Message}");
        Assert.Matches("^found .*(wanted|which) ", error.Message);
    }

    [Theory]
    [InlineData("option[65536].exists", 7)]
    [InlineData("option[3].option[70000].exists", 17)]
    [InlineData("relay6[-33].option[1].hex == 'a'", 7)]
    [InlineData("relay6[32].option[1].hex == 'a'", 7)]
    [InlineData("relay6[a].linkaddr == 2001:db8::1", 7)]
    [InlineData("relay6[0].hex == 'a'", 10)]
    [InlineData("relay4[1].exists", 0)]
    [InlineData("pkt4.mac == 'a'", 0)]
    [InlineData("pkt6.mac == 1", 5)]
    [InlineData("vendor[4491].option[70000].exists", 20)]
    [InlineData("vendor[4491].option[device-type].exists", 20)]
    public void An_error_of_DHCPv6_has_its_place(string expression, int offset)
    {
        var error = V6.ErrorOf(expression);
        Assert.True(offset == error.Offset, $"{expression}: {error.Offset}: {error.Message}");
        Assert.Matches("^found .*wanted ", error.Message);
    }

    [Theory]
    [InlineData("option[1].exists ors", "found \"s\"")]
    [InlineData("option[].exists", "found \"]\", wanted a code or a name from 0 to 255")]
    [InlineData("option[nosuch].exists", "found \"nosuch\", wanted a code or the name of an option of space dhcp4")]
    [InlineData("'a' == ", "found the end of the expression, wanted an operand")]
    [InlineData("\u00e9", "found character U+00E9")]
    [InlineData("substing('a', 0, 1) == 'b'", "found \"substing\", wanted a word of the expression language")]
    public void An_error_says_what_was_found_and_what_was_wanted(string expression, string message) =>
        Assert.StartsWith(message, V4.ErrorOf(expression).Message, StringComparison.Ordinal);

    [Fact]
    public void A_test_is_no_text_and_a_text_no_test()
    {
        Assert.Equal(0, V4.ErrorOf("'a' == 'b'", ExpressionKind.String).Offset);
        Assert.Equal(0, V4.ErrorOf("option[1].exists", ExpressionKind.String).Offset);
        Assert.Equal(13, V4.ErrorOf("option[1].hex").Offset);
    }

    [Fact]
    public void Nesting_has_a_budget()
    {
        string Nested(int levels) => new string('(', levels) + "'a' == 'a'" + new string(')', levels);
        Assert.True(V4.Test(Nested(ExpressionParser.MaxNesting - 1)));
        Assert.Equal(ExpressionParser.MaxNesting, V4.ErrorOf(Nested(ExpressionParser.MaxNesting)).Offset);
        Assert.True(V4.Test(string.Concat(Enumerable.Repeat("not ", 10_000)) + "'a' == 'a'"));
        V4.ErrorOf(string.Concat(Enumerable.Repeat("concat(", 20_000)));
    }

    [Fact]
    public void A_text_has_a_longest_length()
    {
        string Long(int length) => "'" + new string('a', length - 8) + "' == ''";
        Assert.False(V4.Test(Long(ExpressionParser.MaxLength)));
        Assert.Equal(ExpressionParser.MaxLength, V4.ErrorOf(Long(ExpressionParser.MaxLength + 1)).Offset);
    }
}
