using System.Buffers.Binary;
using System.Text;
using Nestor.Model.Expressions;
using Nestor.Wire.Options;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>Runs expressions, one after the other, without allocation. Not for two threads at once.</summary>
public sealed class Evaluator
{
    /// <summary>Bytes of all values that wait at one time; more is an error of the evaluation.</summary>
    public const int MaxBytes = 256 * 1024;

    private readonly TextStack _texts = new(Expression.MaxStack, MaxBytes);
    private readonly bool[] _truths = new bool[Expression.MaxStack];
    private readonly byte[] _joined = new byte[64 * 1024];
    private readonly byte[] _number = new byte[16];
    private readonly PlainTester _plain;
    private int _truthCount;

    /// <summary>Made with the first regular expression.</summary>
    private char[] _chars = [];

    public Evaluator()
    {
        _plain = new(_joined);
    }

    /// <summary>Told the value of every sub-expression; null in ordinary work.</summary>
    public IEvaluationTrace? Trace { get; set; }

    /// <summary>Runs an expression of kind Boolean.</summary>
    public EvaluationResult Test(Expression expression, IQueryFields query, out bool value)
    {
        if (Trace is null && !expression.Plain.IsEmpty && _plain.TryTest(expression, query, out value))
        {
            return new(null);
        }

        string? error = Run(expression, query);
        value = error is null && _truths[0];
        return new(error);
    }

    /// <summary>Runs an expression of kind String.</summary>
    /// <param name="value">Valid until the next evaluation.</param>
    public EvaluationResult Evaluate(Expression expression, IQueryFields query, out ReadOnlySpan<byte> value)
    {
        string? error = Run(expression, query);
        value = error is null ? _texts.Top : default;
        return new(error);
    }

    private string? Run(Expression expression, IQueryFields query)
    {
        _texts.Clear();
        _truthCount = 0;
        var cursor = new OptionCursor(expression, query, _joined);
        var steps = expression.Steps;
        for (int at = 0; at < steps.Length; at++)
        {
            ref readonly var step = ref steps[at];
            if (cursor.TryMove(in step))
            {
                continue;
            }

            if (TryJump(in step, ref at))
            {
                continue;
            }

            string? error = Reads(step.Code)
                ? Read(expression, in step, query, in cursor)
                : Operate(expression, in step);
            if (error is not null)
            {
                return error;
            }

            if (Trace is not null)
            {
                Tell(expression, in step);
            }
        }

        return null;
    }

    private bool TryJump(in Step step, ref int at)
    {
        switch (step.Code)
        {
            case StepCode.AndThen or StepCode.OrElse:
                if (_truths[_truthCount - 1] == (step.Code == StepCode.OrElse))
                {
                    at = step.A - 1;
                    return true;
                }

                _truthCount--;
                return true;
            case StepCode.Unless:
                at = _truths[--_truthCount] ? at : step.A - 1;
                return true;
            case StepCode.Jump:
                at = step.A - 1;
                return true;
            default:
                return false;
        }
    }

    private static bool Reads(StepCode code) =>
        code is StepCode.Literal or StepCode.Field or StepCode.Hex or StepCode.Text or StepCode.Exists or StepCode.Enterprise or StepCode.VendorClassItem or StepCode.PeerAddress
        or StepCode.LinkAddress or StepCode.Member;

    private string? Read(Expression expression, in Step step, IQueryFields query, in OptionCursor cursor)
    {
        var room = _number.AsSpan();
        switch (step.Code)
        {
            case StepCode.Literal:
                return _texts.Push(expression.Literal(step.A, step.B));
            case StepCode.Field:
                return _texts.Push(query.Field((PacketField)step.A, room));
            case StepCode.Hex:
                return PushOption(expression, in cursor, isText: false);
            case StepCode.Text:
                return PushOption(expression, in cursor, isText: true);
            case StepCode.Exists:
                _truths[_truthCount++] = cursor.IsFound;
                return null;
            case StepCode.Enterprise:
                BinaryPrimitives.WriteUInt32BigEndian(room, cursor.Enterprise);
                return _texts.Push(cursor.IsFound ? room[..4] : default);
            case StepCode.VendorClassItem:
                return _texts.Push(cursor.IsFound ? query.VendorClassItem(step.A) : default);
            case StepCode.PeerAddress:
                return _texts.Push(query.RelayAddress(step.A, isPeer: true, room));
            case StepCode.LinkAddress:
                return _texts.Push(query.RelayAddress(step.A, isPeer: false, room));
            default:
                _truths[_truthCount++] = query.IsMember(step.A);
                return null;
        }
    }

    private string? PushOption(Expression expression, in OptionCursor cursor, bool isText)
    {
        if (!cursor.IsFound)
        {
            return _texts.Push(default(ReadOnlySpan<byte>));
        }

        var to = _texts.Begin();
        if (!isText)
        {
            OptionPack.Write(expression.Defs, cursor.Option, ref to);
        }
        else if (!OptionShow.Write(expression.Defs, cursor.Option, ref to))
        {
            return "an option has a value that is none of its type";
        }

        return _texts.Push(in to);
    }

    private string? Operate(Expression expression, in Step step)
    {
        switch (step.Code)
        {
            case StepCode.Equal:
                _truths[_truthCount++] = _texts.PopEqual();
                return null;
            case StepCode.Match:
                _truths[_truthCount++] = IsMatch(expression, step.A, _texts.Pop());
                return null;
            case StepCode.Not:
                _truths[_truthCount - 1] ^= true;
                return null;
            case StepCode.And:
                _truthCount--;
                _truths[_truthCount - 1] &= _truths[_truthCount];
                return null;
            case StepCode.Or:
                _truthCount--;
                _truths[_truthCount - 1] |= _truths[_truthCount];
                return null;
            case StepCode.Select:
                _texts.Select(_truths[--_truthCount]);
                return null;
            case StepCode.Substring:
                _texts.Substring(step.A, step.B);
                return null;
            case StepCode.Split:
                _texts.Split(step.A);
                return null;
            case StepCode.Concat:
                _texts.Concat();
                return null;
            case StepCode.LowerCase or StepCode.UpperCase:
                _texts.ChangeCase(step.Code == StepCode.UpperCase);
                return null;
            case StepCode.HexString:
                return _texts.HexString();
            case StepCode.AddressToText:
                return _texts.AddressToText();
            case StepCode.NumberToText:
                return _texts.NumberToText(step.A, step.B == 1);
            case StepCode.Fault:
                return "a position or a length is no number of 32 bits";
            default:
                return null;
        }
    }

    private bool IsMatch(Expression expression, int pattern, ReadOnlySpan<byte> text)
    {
        if (_chars.Length == 0)
        {
            _chars = new char[MaxBytes];
        }

        int length = Encoding.Latin1.GetChars(text, _chars);
        return expression.Pattern(pattern).IsMatch(_chars.AsSpan(0, length));
    }

    private void Tell(Expression expression, in Step step)
    {
        bool isTruth = step.Code is StepCode.Exists or StepCode.Member or StepCode.Equal or StepCode.Match
            or StepCode.Not or StepCode.And or StepCode.Or || (step.Code == StepCode.Whole && step.A == 0);
        if (isTruth)
        {
            Trace!.Saw(expression, in step, _truths[_truthCount - 1]);
        }
        else
        {
            Trace!.Saw(expression, in step, _texts.Top);
        }
    }
}
