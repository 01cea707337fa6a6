using Nestor.Wire.Options;

namespace Nestor.Model.Expressions;

/// <summary>What the names in an expression mean.</summary>
/// <param name="Universe">Whose queries it reads: fields of the other family are errors.</param>
/// <param name="Defs">Standard and configured options: their names, and where their sub-options start.</param>
/// <param name="ClassOf">The id of a class that <c>member()</c> may name, or -1.</param>
public sealed record ExpressionScope(Universe Universe, OptionDefs Defs, Func<string, int> ClassOf);
