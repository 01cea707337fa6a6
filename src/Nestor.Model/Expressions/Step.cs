namespace Nestor.Model.Expressions;

/// <summary>One instruction of a compiled expression.</summary>
/// <param name="Code">What to do; it says what <paramref name="A"/> and <paramref name="B"/> are.</param>
/// <param name="Start">Where the sub-expression stands in the text, in UTF-16 units.</param>
/// <param name="Length">How long it is there.</param>
public readonly record struct Step(StepCode Code, int A, int B, int Start, int Length);
