using Nestor.Json;
using Nestor.Wire.Options;

namespace Nestor.Config.Keywords;

/// <summary>What kind of value a keyword takes.</summary>
public enum KeywordType : byte
{
    Integer,
    Real,
    Boolean,
    String,
    BooleanOrString,
    Map,
    MapList,
    StringList,

    /// <summary>A map with any members.</summary>
    FreeMap,
}

/// <summary>One keyword in one scope.</summary>
/// <param name="Scope">
/// The map it stands in, by the name that map is given by; <c>DhcpN</c> and <c>subnetN</c> stand for those with the
/// family's figure.
/// </param>
/// <param name="Values">The only values it may have, with blanks between; empty for any.</param>
/// <param name="IsLater">Recognised, but what it asks for is not done yet.</param>
/// <param name="Only">The one family whose server knows it; null for both.</param>
public sealed record Keyword(
    string Scope, string Name, KeywordType Type, string Values = "", bool IsLater = false, Universe? Only = null)
{
    /// <summary>True when a value of this kind may stand behind the keyword.</summary>
    public bool Takes(ElementKind kind) => Type switch
    {
        KeywordType.Integer => kind == ElementKind.Integer,
        KeywordType.Real => kind is ElementKind.Real or ElementKind.Integer,
        KeywordType.Boolean => kind == ElementKind.Boolean,
        KeywordType.String => kind == ElementKind.String,
        KeywordType.BooleanOrString => kind is ElementKind.Boolean or ElementKind.String,
        KeywordType.Map or KeywordType.FreeMap => kind == ElementKind.Map,
        _ => kind == ElementKind.List,
    };

    /// <summary>What it takes, in the words of messages to operators.</summary>
    public string Wanted => Type switch
    {
        KeywordType.Integer => "an integer",
        KeywordType.Real => "a number",
        KeywordType.Boolean => "true or false",
        KeywordType.String => "a string",
        KeywordType.BooleanOrString => "true, false or a string",
        KeywordType.Map or KeywordType.FreeMap => "a map",
        _ => "a list",
    };
}

/// <summary>A keyword of an older version that is still read.</summary>
/// <param name="Scope">The map it stands in, as for <see cref="Keyword"/>.</param>
/// <param name="Now">Today's keyword, or several with a comma between.</param>
/// <param name="Values">The only values it may have, with blanks between; empty for any.</param>
public sealed record OlderKeyword(string Scope, string Name, string Now, KeywordType Type, string Values = "");
