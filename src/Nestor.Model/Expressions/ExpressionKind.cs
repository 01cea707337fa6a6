namespace Nestor.Model.Expressions;

/// <summary>What an expression gives.</summary>
public enum ExpressionKind : byte
{
    /// <summary>True or false: the test of a class.</summary>
    Boolean,

    /// <summary>Bytes: the template of a class's name, an identifier of a client.</summary>
    String,
}
