using Nestor.Model.Expressions;
using Nestor.Wire.Options;

namespace Nestor.Engine.Classification.Expressions;

/// <summary>Decides plain tests, one after the other, without allocation. Not for two threads at once.</summary>
/// <param name="room">Where an option is written as Kea has it, when that is not how it came.</param>
internal sealed class PlainTester(byte[] room)
{
    private readonly byte[] _number = new byte[16];

    /// <returns>False when a value is too long for the room: nothing is decided then.</returns>
    public bool TryTest(Expression expression, IQueryFields query, out bool value)
    {
        value = false;
        var steps = expression.Plain;
        for (int at = 0; at < steps.Length; at++)
        {
            ref readonly var step = ref steps[at];
            switch (step.Code)
            {
                case PlainCode.Exists:
                    value = query.TryOption((ushort)step.A, out _);
                    break;
                case PlainCode.Member:
                    value = query.IsMember(step.A);
                    break;
                case PlainCode.FieldIs:
                    value = IsLiteral(query.Field((PacketField)step.A, _number), in step);
                    break;
                case PlainCode.OptionIs:
                    if (!TryCompare(expression, query, in step, out value))
                    {
                        return false;
                    }

                    break;
                case PlainCode.Not:
                    value = !value;
                    break;
                default:
                    at = value == (step.Code == PlainCode.OrElse) ? step.A - 1 : at;
                    break;
            }
        }

        return true;
    }

    private static bool IsLiteral(ReadOnlySpan<byte> text, in PlainStep step)
    {
        var (start, length) = TextStack.Part(text.Length, step.From, step.Count);
        return text.Slice(start, length).SequenceEqual(step.Literal);
    }

    private bool TryCompare(Expression expression, IQueryFields query, in PlainStep step, out bool value)
    {
        ushort code = (ushort)step.A;
        var def = query.TryOption(code, out var body) ? query.Definition(code, expression.Definition(step.B)) : null;
        if (def is { Type: OptionType.String })
        {
            body = body.TrimEnd((byte)0);
        }
        else if (!OptionPack.IsAsItCame(def, body.Length))
        {
            var to = new ByteSink(room);
            OptionPack.Write(expression.Defs, new(expression.Universe, code, def, body), ref to);
            if (to.IsFull)
            {
                value = false;
                return false;
            }

            body = room.AsSpan(0, to.Length);
        }

        value = IsLiteral(body, in step);
        return true;
    }
}
