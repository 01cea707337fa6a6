using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Nestor.Wire.Values;

namespace Nestor.Model.Expressions;

/// <summary>Literals, parentheses, functions, member and match; for what is read of a query see <see cref="Accessors"/>.</summary>
internal sealed class Operands(Tokens tokens, StepWriter steps, Grammar grammar)
{
    private readonly Accessors _accessors = new(tokens, steps);

    public bool TryRead(out ExpressionKind kind)
    {
        kind = ExpressionKind.String;
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Text:
                tokens.Take();
                steps.AddLiteral(token.Start, Bytes(token));
                return true;
            case TokenKind.Hex:
                tokens.Take();
                string digits = tokens.Chars(token)[2..].ToString();
                steps.AddLiteral(token.Start, Convert.FromHexString(digits.Length % 2 == 1 ? "0" + digits : digits));
                return true;
            case TokenKind.Address:
                return TryAddress(token);
            case TokenKind.Integer:
                return TryInteger(token);
            case TokenKind.Word when tokens.TryTake("("):
                return grammar.TryAny(out kind) && tokens.Want(")");
            case TokenKind.Word when tokens.TryTake("member"):
                kind = ExpressionKind.Boolean;
                return TryMember(token.Start);
            case TokenKind.Word when tokens.TryTake("match"):
                kind = ExpressionKind.Boolean;
                return TryMatch(token.Start);
            case TokenKind.Word:
                return TryFunction(token, out bool isFunction)
                    || (!isFunction && _accessors.TryRead(out kind, "an operand"));
            default:
                return tokens.Fail("an operand");
        }
    }

    /// <summary>A text literal: there are no escapes.</summary>
    private byte[] Bytes(Token token) => Encoding.UTF8.GetBytes(tokens.Chars(token)[1..^1].ToString());

    private bool TryAddress(Token token)
    {
        var text = tokens.Chars(token);
        byte[] bytes;
        if (Ip4.TryParse(text, out var ip4))
        {
            bytes = new byte[4];
            ip4.Write(bytes);
        }
        else if (Ip6.TryParse(text, out var ip6))
        {
            bytes = new byte[Ip6.Length];
            ip6.Write(bytes);
        }
        else
        {
            return tokens.Fail("an IPv4 or IPv6 address");
        }

        tokens.Take();
        steps.AddLiteral(token.Start, bytes);
        return true;
    }

    private bool TryInteger(Token token)
    {
        if (!uint.TryParse(tokens.Chars(token), NumberStyles.None, CultureInfo.InvariantCulture, out uint value))
        {
            return tokens.Fail("an integer from 0 to 4294967295");
        }

        tokens.Take();
        steps.AddLiteral(token.Start, [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value]);
        return true;
    }

    private bool TryMember(int start)
    {
        var name = default(Token);
        if (!tokens.Want("(") || !TryText("the name of a class in quotes", out name))
        {
            return false;
        }

        string text = tokens.Chars(name)[1..^1].ToString();
        int id = steps.Scope.ClassOf(text);
        if (id < 0)
        {
            return tokens.Fail(name.Start, $"found class '{text}', wanted one that is built in or defined before");
        }

        steps.AddClass(id);
        return tokens.Want(")") && steps.Add(StepCode.Member, start, id) >= 0;
    }

    private bool TryMatch(int start)
    {
        var pattern = default(Token);
        if (!tokens.Want("(") || !TryText("a regular expression in quotes", out pattern))
        {
            return false;
        }

        if (!BytePattern.TryCompile(Bytes(pattern), out Regex? regex, out string error))
        {
            return tokens.Fail(pattern.Start, $"{error} in the regular expression");
        }

        return tokens.Want(",")
            && grammar.TryOne(ExpressionKind.String)
            && tokens.Want(")")
            && steps.Add(StepCode.Match, start, steps.AddPattern(regex!)) >= 0;
    }

    private bool TryText(string wanted, out Token token)
    {
        token = tokens.Current;
        if (token.Kind != TokenKind.Text)
        {
            return tokens.Fail(wanted);
        }

        tokens.Take();
        return true;
    }

    private bool TryFunction(Token word, out bool isFunction)
    {
        isFunction = true;
        int start = word.Start;
        string name = tokens.Chars(word).ToString();
        switch (name)
        {
            case "substring":
                return TryOpen() && TrySubstring(start);
            case "split":
                return TryOpen() && TrySplit(start);
            case "ifelse":
                return TryOpen() && TryIfElse(start);
            case "sifelse":
                return TryOpen() && grammar.TryOne(ExpressionKind.Boolean) && tokens.Want(",")
                    && TryTwo() && Close(StepCode.Select, start);
            case "concat":
                return TryOpen() && TryTwo() && Close(StepCode.Concat, start);
            case "hexstring":
                return TryOpen() && TryTwo() && Close(StepCode.HexString, start);
            case "lcase":
                return TryOpen() && TryLast(StepCode.LowerCase, start);
            case "ucase":
                return TryOpen() && TryLast(StepCode.UpperCase, start);
            case "addrtotext":
                return TryOpen() && TryLast(StepCode.AddressToText, start);
            case "int8totext" or "uint8totext":
                return TryOpen() && TryLast(StepCode.NumberToText, start, 1, name[0] == 'i' ? 1 : 0);
            case "int16totext" or "uint16totext":
                return TryOpen() && TryLast(StepCode.NumberToText, start, 2, name[0] == 'i' ? 1 : 0);
            case "int32totext" or "uint32totext":
                return TryOpen() && TryLast(StepCode.NumberToText, start, 4, name[0] == 'i' ? 1 : 0);
            default:
                isFunction = false;
                return false;
        }
    }

    private bool TryOpen()
    {
        tokens.Take();
        return tokens.Want("(");
    }

    private bool TryTwo() =>
        grammar.TryOne(ExpressionKind.String) && tokens.Want(",") && grammar.TryOne(ExpressionKind.String);

    private bool TryLast(StepCode code, int start, int a = 0, int b = 0) =>
        grammar.TryOne(ExpressionKind.String) && Close(code, start, a, b);

    private bool Close(StepCode code, int start, int a = 0, int b = 0) =>
        tokens.Want(")") && steps.Add(code, start, a, b) >= 0;

    private bool TrySubstring(int start)
    {
        int from = 0;
        int length = int.MaxValue;
        bool isFromGood = false;
        bool isLengthGood = true;
        bool isRead = grammar.TryOne(ExpressionKind.String)
            && tokens.Want(",")
            && TryPosition("an integer", out from, out isFromGood)
            && tokens.Want(",")
            && (tokens.TryTake("all") || TryPosition("an integer or \"all\"", out length, out isLengthGood));
        return isRead && Close(isFromGood && isLengthGood ? StepCode.Substring : StepCode.Fault, start, from, length);
    }

    private bool TrySplit(int start)
    {
        int field = 0;
        bool isGood = false;
        bool isRead = TryTwo() && tokens.Want(",") && TryPosition("an integer", out field, out isGood);
        return isRead && Close(StepCode.Split, start, field) && (isGood || steps.Add(StepCode.Fault, start) >= 0);
    }

    /// <summary>A number of 32 bits; one that has more is let pass and fails when it is evaluated, as in Kea.</summary>
    private bool TryPosition(string wanted, out int value, out bool isGood)
    {
        value = 0;
        isGood = false;
        if (tokens.Current.Kind != TokenKind.Integer)
        {
            return tokens.Fail(wanted);
        }

        var text = tokens.Chars(tokens.Take());
        isGood = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value)
            && value != int.MinValue;
        return true;
    }

    private bool TryIfElse(int start)
    {
        if (!grammar.TryOne(ExpressionKind.Boolean) || !tokens.Want(","))
        {
            return false;
        }

        int unless = steps.Add(StepCode.Unless, start);
        if (!grammar.TryOne(ExpressionKind.String) || !tokens.Want(","))
        {
            return false;
        }

        int jump = steps.Add(StepCode.Jump, start);
        steps.Land(unless);
        steps.DropText();
        if (!grammar.TryOne(ExpressionKind.String) || !tokens.Want(")"))
        {
            return false;
        }

        steps.Land(jump);
        return steps.Add(StepCode.Whole, start, 1) >= 0;
    }
}
