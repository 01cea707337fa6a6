using System.Globalization;
using SideBySide.Grammar;

namespace SideBySide.Expressions;

/// <summary>
/// Expressions of Kea 2.2's language, made at random from a seed: of every function and accessor, of any shape, with
/// what the queries hold in mind.
/// </summary>
/// <param name="accessors">What reads the query and gives a text.</param>
/// <param name="predicates">What reads the query and is true or false.</param>
internal sealed class ExpressionGrammar(Dice dice, string[] accessors, string[] predicates)
{
    private static readonly string[] Literals =
    [
        "'a'", "''", "'foo.bar'", "'docsis3.0'", "0xff", "0x0", "0xabc", "10.0.0.1", "2001:db8::1", "::", "1", "0", "4294967295", "007",
    ];

    private static readonly string[] Delimiters = ["'.'", "''", "'.-:'", "0x00", "'a'", "'o3'"];

    /// <summary>Kea 2.2 evaluates both ways of a choice, we only one: no operand may fail inside of one.</summary>
    private bool _mayFail;

    public string Next()
    {
        _mayFail = dice.Chance(15);
        return _mayFail || dice.Chance(60) ? Text(3) : $"ifelse({Test(3)}, 'yes', 'no')";
    }

    private string Text(int depth)
    {
        if (depth == 0 || dice.Chance(30))
        {
            return dice.Chance(25) ? dice.Pick(Literals) : dice.Pick(accessors);
        }

        switch (dice.Below(_mayFail ? 11 : 9))
        {
            case 0 or 1:
                return Spaced("substring(", Text(depth - 1), ",", Position(), ",", dice.Chance(30) ? "all" : Position(), ")");
            case 2:
                return Spaced("split(", Text(depth - 1), ",", dice.Chance(80) ? dice.Pick(Delimiters) : Text(0), ",",
                    dice.Below(5).ToString(CultureInfo.InvariantCulture), ")");
            case 3:
                return Spaced("concat(", Text(depth - 1), ",", Text(depth - 1), ")");
            case 4:
                return Spaced(Text(depth - 1), "+", Text(depth - 1));
            case 5:
                return Spaced("hexstring(", Text(depth - 1), ",", dice.Chance(80) ? dice.Pick(["':'", "'-'", "''", "'::'"]) : Text(0), ")");
            case 6:
                return Number();
            case 7:
                return $"({Text(depth - 1)})";
            case 8:
                return _mayFail
                    ? Text(depth - 1)
                    : Spaced("ifelse(", Test(depth - 1), ",", Text(depth - 1), ",", Text(depth - 1), ")");
            case 9:
                return Spaced("addrtotext(", Text(depth - 1), ")");
            default:
                return Spaced(dice.Pick(["int8", "int16", "int32", "uint8", "uint16", "uint32"]) + "totext(", Text(depth - 1), ")");
        }
    }

    /// <summary>A number or an address made a text, of the right size or empty.</summary>
    private string Number()
    {
        string place = dice.Below(12).ToString(CultureInfo.InvariantCulture);
        return dice.Below(5) switch
        {
            0 => $"addrtotext({dice.Pick(["10.0.0.1", "2001:db8::1", "pkt.src", "''", "pkt.dst", "::ffff:1.2.3.4", "::1", "1:0:0:2::3"])})",
            1 => $"{dice.Pick(["uint8", "int8"])}totext({dice.Pick(["0xff", "0x7f", "''", "0x80"])})",
            2 => $"{dice.Pick(["uint16", "int16"])}totext({dice.Pick(["0xfffe", "0x0102", "''"])})",
            3 => $"{dice.Pick(["uint32", "int32"])}totext({dice.Pick(["pkt.len", "4294967295", "1", "0xfffffffe"])})",
            _ => $"uint8totext(substring('abcdefghijkl', {place}, 1))",
        };
    }

    private string Test(int depth)
    {
        if (depth == 0 || dice.Chance(30))
        {
            return dice.Chance(50) ? dice.Pick(predicates) : Spaced(Text(0), "==", Text(0));
        }

        return dice.Below(7) switch
        {
            0 => $"not {(dice.Chance(50) ? dice.Pick(predicates) : $"({Test(depth - 1)})")}",
            1 => $"not {Text(0)} == {Text(0)}",
            2 => $"{Test(depth - 1)} and {Test(depth - 1)}",
            3 => $"{Test(depth - 1)} or {Test(depth - 1)}",
            4 => $"({Test(depth - 1)})",
            5 => Same(depth),
            _ => Spaced(Text(depth - 1), "==", Text(depth - 1)),
        };
    }

    /// <summary>Two sides that may well be equal.</summary>
    private string Same(int depth)
    {
        string text = Text(depth - 1);
        return dice.Below(3) switch
        {
            0 => $"{text} == substring({text}, 0, all)",
            1 => $"concat({text}, '') == '' + ({text})",
            _ => $"{text} == {text}",
        };
    }

    private string Position() => dice.Chance(5)
        ? dice.Pick(["2147483647", "-2147483647", "007", "-0"])
        : (dice.Below(24) - 8).ToString(CultureInfo.InvariantCulture);

    private string Spaced(params string[] parts) => string.Join(dice.Chance(30) ? "  " : dice.Chance(50) ? " " : "", parts);
}
