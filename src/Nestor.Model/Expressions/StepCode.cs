namespace Nestor.Model.Expressions;

/// <summary>
/// Instructions. Values are pushed on a stack of texts or one of truths, and operators take theirs from there. Where an
/// option is looked for there is besides one cursor: a step finds an option, the next ones sub-options in it, the last
/// one pushes what was found.
/// </summary>
public enum StepCode : byte
{
    /// <summary>Pushes B bytes from A on of the literals.</summary>
    Literal,

    /// <summary>Pushes the <see cref="PacketField"/> A.</summary>
    Field,

    /// <summary>Cursor: option A of the query; B is its definition.</summary>
    Option,

    /// <summary>Cursor: option B of relay A, counted from the server, or below 0 from the client.</summary>
    Relay6,

    /// <summary>Cursor: the vendor option of enterprise A (32 bits), 0 for any.</summary>
    Vendor,

    /// <summary>Cursor: the vendor class option of enterprise A (32 bits), 0 for any.</summary>
    VendorClass,

    /// <summary>Cursor: sub-option A of the cursor's option.</summary>
    SubOption,

    /// <summary>Pushes the bytes at the cursor; none when nothing was found.</summary>
    Hex,

    /// <summary>Pushes the bytes at the cursor as Kea prints the option.</summary>
    Text,

    /// <summary>Pushes whether the cursor found an option.</summary>
    Exists,

    /// <summary>Pushes the enterprise number of the cursor's vendor option.</summary>
    Enterprise,

    /// <summary>Pushes item A of the cursor's vendor class option.</summary>
    VendorClassItem,

    /// <summary>Pushes the address relay A had the message from.</summary>
    PeerAddress,

    /// <summary>Pushes the link address of relay A.</summary>
    LinkAddress,

    /// <summary>Pushes whether the query is a member of class A.</summary>
    Member,

    /// <summary>Are the two texts equal?</summary>
    Equal,

    /// <summary>Does the regular expression A match the whole text?</summary>
    Match,

    Not,

    /// <summary>Both truths, both evaluated.</summary>
    And,

    /// <summary>Any of the truths, both evaluated.</summary>
    Or,

    /// <summary>Goes to step A when the truth is false, and leaves it; else takes it off.</summary>
    AndThen,

    /// <summary>Goes to step A when the truth is true, and leaves it; else takes it off.</summary>
    OrElse,

    /// <summary>Takes the truth off; goes to step A when it was false.</summary>
    Unless,

    /// <summary>Goes to step A.</summary>
    Jump,

    /// <summary>The value of a sub-expression that was made by jumps is there; only a trace takes notice.</summary>
    Whole,

    /// <summary>Of two texts the first when the truth is true, else the second.</summary>
    Select,

    /// <summary>B bytes of the text from A on; both may be negative.</summary>
    Substring,

    /// <summary>Field A, from 1 on, of the first text split at any byte of the second.</summary>
    Split,
    Concat,
    LowerCase,
    UpperCase,

    /// <summary>The first text as hexadecimal pairs with the second between.</summary>
    HexString,
    AddressToText,

    /// <summary>Decimal digits of a number of A bytes, signed when B is 1.</summary>
    NumberToText,

    /// <summary>The evaluation fails: a position or length is no number of 32 bits. Kea too says so only then.</summary>
    Fault,
}
