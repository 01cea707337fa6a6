using System.Text;
using Nestor.Engine.Classification.Expressions;
using Nestor.Model.Expressions;

namespace Nestor.Engine.Tests.Classification;

/// <summary>Evaluation is bounded, allocates nothing and can be watched.</summary>
public sealed class EvaluationTests
{
    private static readonly byte[] Options =
    [
        60, 9, .. "docsis3.0"u8, 61, 7, 1, 2, 0, 0, 0, 0, 1, 12, 4, .. "Host"u8,
        82, 12, 1, 3, .. "abc"u8, 2, 2, .. "xy"u8, 1, 1, .. "z"u8,
        125, 10, 0, 0, 0x11, 0x8B, 5, 1, 3, .. "ab\0"u8,
    ];

    private const string Everything =
        "substring(option[60].hex, 0, 6) == 'docsis' and match('do.*[0-9]', option[vendor-class-identifier].hex)"
        + " and not member('KNOWN') and relay4[1].hex == 'abcz' and hexstring(pkt4.mac, ':') == '02:00:00:00:00:01'"
        + " and ifelse(vendor[4491].exists, vendor[4491].option[1].text, 'none') == 'type=001, len=003: 97(uint8) 98(uint8) 0(uint8)'"
        + " and split(lcase(option[12].hex), 's', 1) + addrtotext(pkt.src) == 'ho10.9.0.2' and pkt.len == 289"
        + " and option[82].text == option[82].text and pkt.iface == 'eth0' and uint32totext(pkt4.hlen) == '6'";

    [Fact]
    public void An_evaluation_allocates_nothing()
    {
        var asked = Asked.Of4(Options);
        var test = asked.Parse(Everything, ExpressionKind.Boolean);
        var text = asked.Parse("concat(ucase(option[12].hex), hexstring(option[61].hex, ''))", ExpressionKind.String);
        Run(2_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(2_000);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Run(int times)
        {
            for (int i = 0; i < times; i++)
            {
                bool isGood = asked.Evaluator.Test(test, asked.Fields, out bool value).IsOk && value
                    && asked.Evaluator.Evaluate(text, asked.Fields, out var bytes).IsOk && bytes.Length == 18;
                if (!isGood)
                {
                    Assert.Fail("the expressions do not hold");
                }
            }
        }
    }

    [Theory]
    [InlineData("option[60].exists", 1)]
    [InlineData("option[60].hex == 'a' and not member('KNOWN') or substring(pkt4.mac, 0, 3) == 0x020000", 6)]
    [InlineData("'a' == option[60].hex", 1)]
    [InlineData("option[60].text == 'a'", 0)]
    [InlineData("option[60].hex == 'a' sand member('KNOWN')", 0)]
    [InlineData("option[60].hex == option[61].hex", 0)]
    [InlineData("option[82].option[1].exists", 0)]
    public void Tests_of_the_usual_form_have_plain_steps_and_others_have_none(string text, int steps) =>
        Assert.Equal(steps, Asked.Of4([60, 1, (byte)'a']).Parse(text, ExpressionKind.Boolean).Plain.Length);

    [Theory]
    [InlineData("option[60].hex == 'a' and option[61].exists", false)]
    [InlineData("option[60].hex == 'a' and not option[61].exists", true)]
    [InlineData("option[61].exists or (option[60].hex == 'b' or member('ALL')) and not member('KNOWN')", true)]
    [InlineData("not (option[60].hex == 'a' and (member('KNOWN') or member('ALL')))", false)]
    [InlineData("substring(option[60].hex, -1, all) == 'a' and substring(option[60].hex, 1, 1) == ''", true)]
    [InlineData("substring(option[12].hex, -2, 1) == 's' and substring(option[12].hex, -1, -2) == 'os'", true)]
    [InlineData("option[12].hex == 'host'", true)] // the zero behind it is not of the text
    [InlineData("option[55].hex == 0x0103 and option[3].hex == 0x0a000001", true)]
    public void Plain_steps_decide_as_the_grammar_says(string text, bool expected)
    {
        var asked = Asked.Of4([60, 1, (byte)'a', 12, 5, .. "host"u8, 0, 55, 2, 1, 3, 3, 4, 10, 0, 0, 1]);
        Assert.False(asked.Parse(text, ExpressionKind.Boolean).Plain.IsEmpty);
        Assert.Equal(expected, asked.Test(text));
    }

    [Fact]
    public void Values_that_need_too_much_room_fail_the_evaluation()
    {
        byte[] parts = [.. Enumerable.Range(0, 14).SelectMany(_ => (byte[])[60, 255, .. Enumerable.Repeat((byte)1, 255)])];
        var asked = Asked.Of4(parts);
        string Sum(int terms) => string.Join(" + ", Enumerable.Repeat("hexstring(option[60].hex, '0123456789')", terms));
        Assert.Equal(5 * ((14 * 255 * 12) - 10), asked.Bytes(Sum(5)).Length);
        Assert.NotNull(asked.Fault(Sum(10)));
        Assert.NotNull(asked.Fault(Sum(1_500)));
        Assert.True(asked.Test("'a' == 'a'"));
    }

    [Fact]
    public void A_trace_is_told_every_value_and_where_its_expression_stands()
    {
        var asked = Asked.Of4(Options);
        var trace = new Notes();
        asked.Evaluator.Trace = trace;
        Assert.True(asked.Test("not (option[60].hex == 'x') and ifelse(member('ALL'), 'a', 'b') + 'c' == 'ac'"));
        Assert.Equal(
            [
                "option[60].hex -> docsis3.0", "'x' -> x", "option[60].hex == 'x' -> False",
                "not (option[60].hex == 'x') -> True", "member('ALL') -> True", "'a' -> a",
                "ifelse(member('ALL'), 'a', 'b') -> a", "'c' -> c", "ifelse(member('ALL'), 'a', 'b') + 'c' -> ac",
                "'ac' -> ac", "ifelse(member('ALL'), 'a', 'b') + 'c' == 'ac' -> True",
                "not (option[60].hex == 'x') and ifelse(member('ALL'), 'a', 'b') + 'c' == 'ac' -> True",
            ],
            trace.Lines);
    }

    [Fact]
    public void No_text_makes_the_parser_or_the_evaluator_throw()
    {
        var dice = new Random(20260712);
        Asked[] askeds =
        [
            Asked.Of4(Options),
            Asked.Of6([1, 1, 2, 3, .. OptionFormTests.Option6(16, [0, 0, 0x11, 0x8B, 0, 1, 7]), .. OptionFormTests.Option6(3, new byte[12])]),
        ];
        int parsed = 0;
        for (int i = 0; i < 60_000; i++)
        {
            var asked = askeds[i % 2];
            string text = Soup(dice);
            var kind = (ExpressionKind)dice.Next(2);
            if (asked.TryParse(text, kind, out var expression, out var error))
            {
                parsed++;
                Assert.InRange(expression!.MaxDepth, 1, Expression.MaxStack);
                _ = kind == ExpressionKind.Boolean
                    ? asked.Evaluator.Test(expression, asked.Fields, out _)
                    : asked.Evaluator.Evaluate(expression, asked.Fields, out _);
            }
            else
            {
                Assert.InRange(error.Offset, 0, text.Length);
                Assert.StartsWith("found ", error.Message, StringComparison.Ordinal);
            }
        }

        Assert.True(parsed > 500, $"only {parsed} were expressions");
    }

    private static readonly string[] Pieces =
    [
        "'a'", "''", "0xff", "10.0.0.1", "::1", "1", "-2", "99999999999", "option[60]", "option[82]", "option[3]", ".option[1]",
        ".hex", ".text", ".exists", "relay4[1]", "relay6[0]", "relay6[-1]", ".peeraddr", "pkt.len", "pkt4.mac", "pkt6.transid",
        "vendor[*]", "vendor.enterprise", "vendor-class[4491]", ".data", ".data[1]", "member('ALL')", "match('a*', ", "substring(",
        "split(", "concat(", "ifelse(", "sifelse(", "hexstring(", "lcase(", "addrtotext(", "uint8totext(", "int32totext(",
        "(", ")", ",", ", 1)", ", -1, all)", ", 'b')", " == ", " + ", " and ", " or ", " sand ", " sor ", "not ", "[", "]", ".", "*", "@", " ", "\n", "é",
    ];

    private static readonly string[] Whole =
    [
        "option[60].hex == 'docsis3.0'", "substring(option[61].hex, 1, -3) + 'a' == ''", "member('ALL') and option[12].exists",
        "split(option[60].text, '.', 2) == '0'", "ifelse(option[1].exists, 'a', uint8totext(option[12].hex)) == 'x'",
        "hexstring(option[61].hex, ':') == addrtotext(pkt.src)", "vendor[*].option[1].text == vendor-class[*].data[0]",
    ];

    /// <summary>Pieces of the language in any order, or an expression with a piece changed.</summary>
    private static string Soup(Random dice)
    {
        var text = new StringBuilder();
        if (dice.Next(2) == 0)
        {
            for (int i = dice.Next(1, 14); i > 0; i--)
            {
                text.Append(Pieces[dice.Next(Pieces.Length)]);
            }

            return text.ToString();
        }

        text.Append(Whole[dice.Next(Whole.Length)]);
        int at = dice.Next(text.Length);
        return dice.Next(3) switch
        {
            0 => text.Remove(at, dice.Next(text.Length - at)).ToString(),
            1 => text.Insert(at, Pieces[dice.Next(Pieces.Length)]).ToString(),
            _ => text.Append(" and ").Append(Whole[dice.Next(Whole.Length)]).ToString(),
        };
    }

    private sealed class Notes : IEvaluationTrace
    {
        public List<string> Lines { get; } = [];

        public void Saw(Expression expression, in Step step, bool value) =>
            Lines.Add($"{expression.Text.AsSpan(step.Start, step.Length)} -> {value}");

        public void Saw(Expression expression, in Step step, ReadOnlySpan<byte> value) =>
            Lines.Add($"{expression.Text.AsSpan(step.Start, step.Length)} -> {Encoding.Latin1.GetString(value)}");
    }
}
