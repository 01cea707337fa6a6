namespace Nestor.Wire.Options;

/// <summary>How the body of an option, or one field of a record, is laid out; named as in configurations.</summary>
public enum OptionType : byte
{
    Empty,
    Binary,
    Boolean,
    Int8,
    Int16,
    Int32,
    UInt8,
    UInt16,
    UInt32,
    Ip4Address,
    Ip6Address,
    Ip6Prefix,
    Psid,
    String,
    Tuple,
    Fqdn,
    Record,

    /// <summary>A format of its own: classless routes (RFC 3442) and DNR (RFC 9463).</summary>
    Internal,
}
