using Nestor.Wire.Options;

namespace Nestor.Config.Keywords;

/// <summary>Keywords of options, their definitions and client classes. One row each; see <see cref="Keyword"/>.</summary>
internal static class OptionKeywords
{
    public static readonly Keyword[] Rows =
    [
        new("option-data", "name", KeywordType.String),
        new("option-data", "data", KeywordType.String),
        new("option-data", "code", KeywordType.Integer),
        new("option-data", "space", KeywordType.String),
        new("option-data", "csv-format", KeywordType.Boolean),
        new("option-data", "always-send", KeywordType.Boolean),
        new("option-data", "never-send", KeywordType.Boolean),
        new("option-data", "user-context", KeywordType.FreeMap),
        new("option-data", "comment", KeywordType.String),
        new("option-data", "client-classes", KeywordType.StringList),
        new("option-def", "name", KeywordType.String),
        new("option-def", "code", KeywordType.Integer),
        new("option-def", "type", KeywordType.String),
        new("option-def", "record-types", KeywordType.String),
        new("option-def", "space", KeywordType.String),
        new("option-def", "encapsulate", KeywordType.String),
        new("option-def", "array", KeywordType.Boolean),
        new("option-def", "user-context", KeywordType.FreeMap),
        new("option-def", "comment", KeywordType.String),
        new("client-classes", "name", KeywordType.String),
        new("client-classes", "test", KeywordType.String),
        new("client-classes", "template-test", KeywordType.String),
        new("client-classes", "only-in-additional-list", KeywordType.Boolean),
        new("client-classes", "option-def", KeywordType.MapList, Only: Universe.V4),
        new("client-classes", "option-data", KeywordType.MapList),
        new("client-classes", "next-server", KeywordType.String, Only: Universe.V4),
        new("client-classes", "server-hostname", KeywordType.String, Only: Universe.V4),
        new("client-classes", "boot-file-name", KeywordType.String, Only: Universe.V4),
        new("client-classes", "user-context", KeywordType.FreeMap),
        new("client-classes", "comment", KeywordType.String),
        new("client-classes", "valid-lifetime", KeywordType.Integer),
        new("client-classes", "min-valid-lifetime", KeywordType.Integer),
        new("client-classes", "max-valid-lifetime", KeywordType.Integer),
        new("client-classes", "preferred-lifetime", KeywordType.Integer, Only: Universe.V6),
        new("client-classes", "min-preferred-lifetime", KeywordType.Integer, Only: Universe.V6),
        new("client-classes", "max-preferred-lifetime", KeywordType.Integer, Only: Universe.V6),
        new("client-classes", "offer-lifetime", KeywordType.Integer, Only: Universe.V4),
    ];
}
