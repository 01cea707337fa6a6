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
        new("option-data", "client-classes", KeywordType.StringList, IsLater: true),
        new("option-def", "name", KeywordType.String),
        new("option-def", "code", KeywordType.Integer),
        new("option-def", "type", KeywordType.String),
        new("option-def", "record-types", KeywordType.String),
        new("option-def", "space", KeywordType.String),
        new("option-def", "encapsulate", KeywordType.String),
        new("option-def", "array", KeywordType.Boolean),
        new("option-def", "user-context", KeywordType.FreeMap),
        new("option-def", "comment", KeywordType.String),
        new("client-classes", "name", KeywordType.String, IsLater: true),
        new("client-classes", "test", KeywordType.String, IsLater: true),
        new("client-classes", "template-test", KeywordType.String, IsLater: true),
        new("client-classes", "only-if-required", KeywordType.Boolean, IsLater: true),
        new("client-classes", "only-in-additional-list", KeywordType.Boolean, IsLater: true),
        new("client-classes", "option-def", KeywordType.MapList, IsLater: true, Only: Universe.V4),
        new("client-classes", "option-data", KeywordType.MapList, IsLater: true),
        new("client-classes", "next-server", KeywordType.String, IsLater: true, Only: Universe.V4),
        new("client-classes", "server-hostname", KeywordType.String, IsLater: true, Only: Universe.V4),
        new("client-classes", "boot-file-name", KeywordType.String, IsLater: true, Only: Universe.V4),
        new("client-classes", "user-context", KeywordType.FreeMap, IsLater: true),
        new("client-classes", "comment", KeywordType.String, IsLater: true),
        new("client-classes", "valid-lifetime", KeywordType.Integer, IsLater: true),
        new("client-classes", "min-valid-lifetime", KeywordType.Integer, IsLater: true),
        new("client-classes", "max-valid-lifetime", KeywordType.Integer, IsLater: true),
        new("client-classes", "preferred-lifetime", KeywordType.Integer, IsLater: true, Only: Universe.V6),
        new("client-classes", "min-preferred-lifetime", KeywordType.Integer, IsLater: true, Only: Universe.V6),
        new("client-classes", "max-preferred-lifetime", KeywordType.Integer, IsLater: true, Only: Universe.V6),
        new("client-classes", "offer-lifetime", KeywordType.Integer, IsLater: true, Only: Universe.V4),
    ];
}
