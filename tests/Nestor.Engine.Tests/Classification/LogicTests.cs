namespace Nestor.Engine.Tests.Classification;

/// <summary>Predicates and logical operators.</summary>
public sealed class LogicTests
{
    private static readonly Asked Query = Asked.Of4([12, 3, (byte)'h', (byte)'s', (byte)'t']);

    /// <summary>An operand that fails when it is evaluated.</summary>
    private const string Faulty = "addrtotext('abc') == ''";

    private static bool Fails(string expression) => !Query.Evaluator
        .Test(Query.Parse(expression, Model.Expressions.ExpressionKind.Boolean), Query.Fields, out _).IsOk;

    [Theory]
    [InlineData("'foo' == 'foo'", true)]
    [InlineData("'a' == 'ab'", false)]
    [InlineData("'' == ''", true)]
    [InlineData("1 == 0x00000001", true)]
    [InlineData("1 == 0x1", false)]
    [InlineData("option[12].hex == 'hst'", true)]
    [InlineData("option[99].hex == ''", true)]
    [InlineData("'a' + 'b' == 'a' + 'b'", true)]
    [InlineData("'a' == 'b' + ''", false)]
    public void Equal_compares_bytes(string expression, bool value) => Assert.Equal(value, Query.Test(expression));

    [Theory]
    [InlineData("not 'a' == 'b'", true)]
    [InlineData("not not 'a' == 'b'", false)]
    [InlineData("not('a' == 'a')", false)]
    [InlineData("not 'a' == 'a' or 'a' == 'a'", true)]
    [InlineData("not ('a' == 'a' or 'a' == 'a')", false)]
    [InlineData("notmember('ALL')", false)]
    public void Not_binds_tightest(string expression, bool value) => Assert.Equal(value, Query.Test(expression));

    [Theory]
    [InlineData("'a' == 'a' and 'b' == 'b'", true)]
    [InlineData("'a' == 'a' and 'b' == 'c'", false)]
    [InlineData("'a' == 'b' and " + Faulty, false)]
    [InlineData("'a' == 'a' or 'a' == 'a' and 'a' == 'b'", true)]
    [InlineData("('a' == 'a' or 'a' == 'a') and 'a' == 'b'", false)]
    public void And_passes_over_its_right_side_when_the_left_is_false(string expression, bool value) =>
        Assert.Equal(value, Query.Test(expression));

    [Theory]
    [InlineData("'a' == 'b' or 'b' == 'b'", true)]
    [InlineData("'a' == 'b' or 'b' == 'c'", false)]
    [InlineData("'a' == 'a' or " + Faulty, true)]
    [InlineData("option[12].exists or option[13].exists and option[14].exists", true)]
    public void Or_passes_over_its_right_side_when_the_left_is_true(string expression, bool value) =>
        Assert.Equal(value, Query.Test(expression));

    [Fact]
    public void Sand_evaluates_both_sides()
    {
        Assert.True(Query.Test("'a' == 'a' sand 'b' == 'b'"));
        Assert.False(Query.Test("'a' == 'a' sand 'b' == 'c'"));
        Assert.True(Fails($"'a' == 'b' sand {Faulty}"));

        // It binds tighter than or, and looser than and.
        Assert.True(Query.Test("'a' == 'a' or 'a' == 'a' sand 'a' == 'b'"));
        Assert.True(Fails($"'a' == 'b' and 'a' == 'a' sand {Faulty}"));
    }

    [Fact]
    public void Sor_evaluates_both_sides()
    {
        Assert.True(Query.Test("'a' == 'b' sor 'b' == 'b'"));
        Assert.False(Query.Test("'a' == 'b' sor 'b' == 'c'"));
        Assert.True(Fails($"'a' == 'a' sor {Faulty}"));
        Assert.True(Fails($"'a' == 'a' or 'a' == 'b' sor {Faulty}"));
    }

    [Theory]
    [InlineData("('a' == 'b')", false)]
    [InlineData("((('a')) == 'a')", true)]
    [InlineData("(option[12].exists)and(option[12].exists)", true)]
    [InlineData("'a' == 'a'and'b' == 'b'", true)]
    [InlineData("option[12].existsand option[12].exists", true)]
    public void Parentheses_hold_a_test_or_a_text(string expression, bool value) =>
        Assert.Equal(value, Query.Test(expression));

    [Fact]
    public void Member_asks_for_a_class_that_is_known()
    {
        Assert.True(Query.Test("member('ALL')"));
        Assert.False(Query.Test("member('VENDOR_CLASS_eRouter1.0')"));
        var expression = Query.Parse(
            "member('KNOWN') or not member('ALL') and member('KNOWN')", Model.Expressions.ExpressionKind.Boolean);
        Assert.Equal([1, 0], expression.Classes);
        Assert.Equal(
            new(7, "found class 'foo', wanted one that is built in or defined before"), Query.ErrorOf("member('foo')"));
        Assert.Equal(7, Query.ErrorOf("member('')").Offset);
    }

    [Theory]
    [InlineData("match('foo.*', 'foobar')", true)]
    [InlineData("match('foo', 'foobar')", false)]
    [InlineData("match('oo', 'foo')", false)]
    [InlineData("match('.*foo.*', 'is it foo or bar')", true)]
    [InlineData("match('^.*foo.*$', 'is it foo or bar')", true)]
    [InlineData("match('foo.*', lcase('FooBar'))", true)]
    [InlineData("match('', '')", true)]
    [InlineData("match('.', 0x0a)", false)]
    [InlineData("match('.', 0xff)", true)]
    [InlineData("match('a$', 0x610a)", false)]
    [InlineData("match('[a-c]+', 'abcab')", true)]
    [InlineData("match('[^a-c]+', 'xyz')", true)]
    [InlineData("match('[]', 'x')", false)]
    [InlineData("match('[^]', 'x')", true)]
    [InlineData("match('[a-]+', 'a-')", true)]
    [InlineData("match('[[:alpha:]_]+[[:digit:]]{2,3}', 'ab_12')", true)]
    [InlineData("match('[[:digit:]]{2,3}', '1234')", false)]
    [InlineData("match('a{2}', 'aa')", true)]
    [InlineData("match('a{2,}', 'aaaa')", true)]
    [InlineData("match('(a|b)*?c', 'abac')", true)]
    [InlineData("match('(?:a|b)+c?', 'ab')", true)]
    [InlineData(@"match('\d+\.\d+', '10.2')", true)]
    [InlineData(@"match('\d', 0xb2)", false)]
    [InlineData(@"match('\w+', 'a_9')", true)]
    [InlineData(@"match('\w', 0xe9)", false)]
    [InlineData(@"match('\W\S\s\D', '-x y')", true)]
    [InlineData(@"match('\x41\x62', 'Ab')", true)]
    [InlineData(@"match('\bfoo\b', 'foo')", true)]
    [InlineData(@"match('[\x00-\x1f\]]+', 0x015d)", true)]
    [InlineData("match('a|', '')", true)]
    [InlineData("match(']}', ']}')", true)]
    public void Match_is_of_the_whole_text(string expression, bool value) => Assert.Equal(value, Query.Test(expression));

    [Theory]
    [InlineData("*a")]
    [InlineData("a(")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[b-a]")]
    [InlineData("[[:nosuch:]]")]
    [InlineData("a{")]
    [InlineData("a{2,1}")]
    [InlineData("a{99999}")]
    [InlineData("(a{1000}){1000}")]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)b")]
    [InlineData("(?!a)b")]
    [InlineData("(?<=a)b")]
    [InlineData("a\\")]
    public void A_regular_expression_that_cannot_be_run_is_an_error_at_its_place(string pattern)
    {
        var error = Query.ErrorOf($"match('{pattern}', 'a')");
        Assert.Equal(6, error.Offset);
        Assert.Contains("regular expression", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_regular_expression_runs_away()
    {
        var asked = Asked.Of4([12, 255, .. Enumerable.Repeat((byte)'a', 254), (byte)'b']);
        Assert.False(asked.Test("match('(a*)*(a*)*(a|aa)+c', option[12].hex)"));
    }
}
