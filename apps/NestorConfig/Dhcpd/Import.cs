using System.Text;
using Nestor.Json;
using Nestor.Wire.Options;
using NestorConfig.Dhcpd.Output;
using NestorConfig.Dhcpd.Scopes;
using NestorConfig.Dhcpd.Syntax;

namespace NestorConfig.Dhcpd;

/// <summary>A dhcpd.conf that was converted.</summary>
/// <param name="Json">Kea's configuration; null when the file has errors.</param>
/// <param name="Conversion">Null with <paramref name="Json"/>.</param>
internal sealed record Import(string? Json, Conversion? Conversion, IReadOnlyList<Statement> Statements, Diagnostics Diagnostics)
{
    private static readonly string[] SixWords = ["subnet6", "range6", "prefix6", "pool6", "fixed-address6", "fixed-prefix6", "host-identifier"];

    /// <param name="family">Null to tell it by what is in the file.</param>
    /// <param name="withNotes">The list of what has no counterpart stands as comments above the configuration.</param>
    public static Import Of(byte[] text, string file, Universe? family, bool isOld, bool withNotes, JsonReader.IncludeOpener? open)
    {
        var diagnostics = new Diagnostics();
        var statements = new StatementReader(text, file, diagnostics, open).All();
        if (diagnostics.HasErrors)
        {
            return new(null, null, statements, diagnostics);
        }

        var universe = family ?? (statements.SelectMany(s => s.All()).Any(s => SixWords.Contains(s.Keyword)) ? Universe.V6 : Universe.V4);
        var to = new Conversion(universe, isOld, file);
        to.Dhcp.Set("interfaces-config", new MapDraft { IsShort = true }.Set("interfaces", new List<string> { "*" }));
        new Walker(to).Run(statements);
        if (to.Kea.Definitions.Count > 0)
        {
            to.Dhcp.Set("option-def", to.Kea.Definitions);
        }

        var root = new MapDraft { Comment = Head(to, file, withNotes) }.Set(universe == Universe.V6 ? "Dhcp6" : "Dhcp4", to.Dhcp);
        return new(DraftWriter.Write(root), to, statements, diagnostics);
    }

    private static string Head(Conversion to, string file, bool withNotes)
    {
        var text = new StringBuilder($"Made from {Path.GetFileName(file)} by nestor config import-dhcpd.");
        if (withNotes)
        {
            foreach (var note in to.Notes.Ordered(file))
            {
                text.Append('\n').Append(note);
            }
        }

        return text.ToString();
    }
}
