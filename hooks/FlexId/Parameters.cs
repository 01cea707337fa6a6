using Nestor.Hooks.Libraries;
using Nestor.Hooks.Services;
using Nestor.Json;
using Nestor.Model.Expressions;

namespace StandardLibraries.FlexId;

/// <summary>The parameters of libdhcp_flex_id.</summary>
/// <param name="Expression">identifier-expression; null for none, and then nobody is known by it.</param>
/// <param name="IsReplacing">replace-client-id: leases are kept by the identifier too.</param>
/// <param name="IsIgnoringIaid">ignore-iaid, of DHCPv6: one IA of a kind has IAID 0, whatever the client says.</param>
/// <param name="IsDuid">cid-as-rfc4361-duid, of DHCPv4: the client identifier is a DUID in the form of RFC 4361.</param>
internal sealed record Parameters(Expression? Expression, bool IsReplacing, bool IsIgnoringIaid, bool IsDuid)
{
    public static Parameters Read(LibrarySetup setup)
    {
        var reader = new ParameterReader(setup);
        string text = reader.Text("identifier-expression", "")!;
        var expression = text.Length > 0 ? setup.Compile(setup.Parameters!["identifier-expression"]!, ExpressionKind.String) : null;
        var read = new Parameters(
            expression, reader.Boolean("replace-client-id", false), reader.Boolean("ignore-iaid", false), reader.Boolean("cid-as-rfc4361-duid", false));
        reader.RefuseOthers();
        if (read.IsIgnoringIaid && setup.Points6 is not null)
        {
            setup.Warn(setup.Parameters!["ignore-iaid"]!.Place, "\"ignore-iaid\" breaks RFC 9915 section 12: it counts for clients with one IA_NA at most and one IA_PD at most");
        }

        return read;
    }
}
