namespace Nestor.Model.Expressions;

/// <summary>Why a text is no expression.</summary>
/// <param name="Offset">Where in the text, in UTF-16 units; its length when something is missing at the end.</param>
/// <param name="Message">What was found and what was wanted.</param>
public readonly record struct ExpressionError(int Offset, string Message);
