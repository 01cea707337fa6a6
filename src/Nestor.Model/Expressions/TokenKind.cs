namespace Nestor.Model.Expressions;

/// <summary>What a token is; words and signs are told apart by their text.</summary>
internal enum TokenKind : byte
{
    End,

    /// <summary>A text in single quotes.</summary>
    Text,

    /// <summary>0x and hexadecimal digits.</summary>
    Hex,
    Integer,
    Address,

    /// <summary>An option's name; only where a closing bracket follows.</summary>
    Name,

    /// <summary>A word of the language, or a sign.</summary>
    Word,
}
