namespace Nestor.Model.Expressions;

/// <summary>
/// The form most tests of real configurations have: "is this option there", "is this part of an option or a field
/// that", "member of", joined by and, or, not. They need no stack of values, and a server may have hundreds of them to
/// decide for each query.
/// </summary>
internal static class PlainTest
{
    /// <summary>The same test in plain steps; none when it is not of that form.</summary>
    public static PlainStep[] From(ReadOnlySpan<Step> steps, ReadOnlySpan<byte> literals)
    {
        var plain = new List<PlainStep>();

        // Where each step's place is among the plain ones, for the jumps.
        var places = new int[steps.Length + 1];
        for (int at = 0; at < steps.Length;)
        {
            int length = Read(steps[at..], literals, plain);
            if (length == 0)
            {
                return [];
            }

            // Nothing jumps into the middle of a comparison.
            places.AsSpan(at + 1, length).Fill(plain.Count);
            at += length;
        }

        for (int i = 0; i < plain.Count; i++)
        {
            plain[i] = plain[i].Code is PlainCode.AndThen or PlainCode.OrElse ? plain[i] with { A = places[plain[i].A] } : plain[i];
        }

        return [.. plain];
    }

    /// <summary>Adds what stands at the beginning, and says how many steps that were; 0 when it is not plain.</summary>
    private static int Read(ReadOnlySpan<Step> steps, ReadOnlySpan<byte> literals, List<PlainStep> plain)
    {
        var first = steps[0];
        switch (first.Code)
        {
            case StepCode.Whole:
                return 1;
            case StepCode.Not:
                plain.Add(new(PlainCode.Not, 0, 0, 0, 0, []));
                return 1;
            case StepCode.AndThen or StepCode.OrElse:
                plain.Add(new(first.Code == StepCode.AndThen ? PlainCode.AndThen : PlainCode.OrElse, first.A, 0, 0, 0, []));
                return 1;
            case StepCode.Member:
                plain.Add(new(PlainCode.Member, first.A, 0, 0, 0, []));
                return 1;
            case StepCode.Option when steps.Length > 1 && steps[1].Code == StepCode.Exists:
                plain.Add(new(PlainCode.Exists, first.A, 0, 0, 0, []));
                return 2;
            default:
                return Comparison(steps, literals, plain);
        }
    }

    private static int Comparison(ReadOnlySpan<Step> steps, ReadOnlySpan<byte> literals, List<PlainStep> plain)
    {
        int at = 0;
        Step? literal = steps[0].Code == StepCode.Literal ? steps[at++] : null;
        int length = Operand(steps[at..], out var operand);
        at += length;
        if (literal is null && at < steps.Length && steps[at].Code == StepCode.Literal)
        {
            literal = steps[at++];
        }

        if (length == 0 || literal is not { } right || at >= steps.Length || steps[at].Code != StepCode.Equal)
        {
            return 0;
        }

        plain.Add(operand with { Literal = literals.Slice(right.A, right.B).ToArray() });
        return at + 1;
    }

    /// <summary>An option's bytes or a field, or a part of it.</summary>
    private static int Operand(ReadOnlySpan<Step> steps, out PlainStep operand)
    {
        operand = default;
        int length = steps switch
        {
            [{ Code: StepCode.Option }, { Code: StepCode.Hex }, ..] => 2,
            [{ Code: StepCode.Field }, ..] => 1,
            _ => 0,
        };
        if (length == 0)
        {
            return 0;
        }

        operand = new(length == 2 ? PlainCode.OptionIs : PlainCode.FieldIs, steps[0].A, steps[0].B, 0, int.MaxValue, []);
        if (steps.Length > length && steps[length].Code == StepCode.Substring)
        {
            operand = operand with { From = steps[length].A, Count = steps[length].B };
            length++;
        }

        return length;
    }
}
