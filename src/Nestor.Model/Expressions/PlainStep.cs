namespace Nestor.Model.Expressions;

/// <summary>What a plain step does with the one truth there is.</summary>
public enum PlainCode : byte
{
    /// <summary>Is option A there?</summary>
    Exists,

    /// <summary>Is the query a member of class A?</summary>
    Member,

    /// <summary>Is the part of option A, whose definition is B, the literal?</summary>
    OptionIs,

    /// <summary>Is the part of the <see cref="PacketField"/> A the literal?</summary>
    FieldIs,

    /// <summary>Turns the truth round.</summary>
    Not,

    /// <summary>Goes to step A when the truth is false.</summary>
    AndThen,

    /// <summary>Goes to step A when the truth is true.</summary>
    OrElse,
}

/// <summary>One step of a plain test.</summary>
/// <param name="From">Where the part begins, from the end when below 0.</param>
/// <param name="Count">How many bytes it has; below 0: so many in front of <paramref name="From"/>.</param>
/// <param name="Literal">What the part is compared with; empty for steps that compare nothing.</param>
public readonly record struct PlainStep(PlainCode Code, int A, int B, int From, int Count, byte[] Literal);
