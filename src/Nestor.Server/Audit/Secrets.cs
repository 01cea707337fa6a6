using Nestor.Json;

namespace Nestor.Server.Audit;

/// <summary>Takes passwords and keys out of what is kept or shown.</summary>
internal static class Secrets
{
    /// <summary>What stands in the place of a secret.</summary>
    public const string Removed = "*****";

    /// <summary>The same without the values of members whose names speak of a secret. As deep as the reader of JSON goes at most.</summary>
    public static Element Without(Element value) => value.Kind switch
    {
        ElementKind.Map => Element.Map(value.Members.Select(m => m with { Value = IsSecret(m) ? Element.Of(Removed) : Without(m.Value) })),
        ElementKind.List => Element.List(value.Items.Select(Without)),
        _ => value,
    };

    /// <summary>A file's name is no secret, and neither is a map that has one inside.</summary>
    public static bool IsSecret(in Member member) =>
        member.Value.Kind is not (ElementKind.Map or ElementKind.List) && !member.Name.EndsWith("-file", StringComparison.OrdinalIgnoreCase)
        && (member.Name.Contains("password", StringComparison.OrdinalIgnoreCase) || member.Name.Contains("secret", StringComparison.OrdinalIgnoreCase));
}
