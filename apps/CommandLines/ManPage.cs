using System.Text;
using CommandLines.Tables;

namespace CommandLines;

/// <summary>A page of the manual in roff, with the macros of man(7).</summary>
public static class ManPage
{
    /// <param name="version">What stands at the foot of the page.</param>
    public static string Of(ProgramEntry program, string version)
    {
        var page = new StringBuilder();
        page.Append($".TH \"{Text(program.PageName.ToUpperInvariant())}\" {program.Section} \"\" \"Nestor {Text(version)}\" \"Nestor\"\n");
        page.Append($".SH NAME\n{Text(program.PageName)} \\- {Text(program.Summary)}\n.SH SYNOPSIS\n");
        for (int i = 0; i < program.Synopses.Length; i++)
        {
            page.Append(i == 0 ? "" : ".br\n").Append($".B {Text(program.Name)}\n{Line(program.Synopses[i])}\n");
        }

        page.Append(".SH DESCRIPTION\n");
        string[] paragraphs = program.Description.Split("\n\n");
        for (int i = 0; i < paragraphs.Length; i++)
        {
            page.Append(i == 0 ? "" : ".PP\n").Append(Line(paragraphs[i].ReplaceLineEndings(" "))).Append('\n');
        }

        Terms(page, program.Name == "nestor" ? "COMMANDS" : "COMMAND", program.Commands);
        Flags(page, program);
        Terms(page, "EXIT STATUS", program.ExitCodes);
        Terms(page, "FILES", program.Files);
        Terms(page, "ENVIRONMENT", program.Variables);
        Terms(page, "EXAMPLES", program.Examples);
        page.Append(".SH SEE ALSO\n");
        page.Append(string.Join(",\n", Catalog.All.Where(p => p != program).Select(p => $".BR {Text(p.PageName)} ({p.Section})")
            .Select((r, i) => r)).Replace(",\n", " ,\n", StringComparison.Ordinal)).Append('\n');
        return page.ToString();
    }

    private static void Flags(StringBuilder page, ProgramEntry program)
    {
        if (program.Flags.Count == 0)
        {
            return;
        }

        page.Append(".SH OPTIONS\n");
        foreach (var flag in program.Flags)
        {
            string names = string.Join(", ", flag.Names.Select(n => $"\\fB{Text(n)}\\fR"));
            string value = flag.Value.Length == 0 ? "" : flag.IsValueOptional ? $" [\\fI{Text(flag.Value)}\\fR]" : $" \\fI{Text(flag.Value)}\\fR";
            page.Append($".TP\n{names}{value}\n{Line(Sentence(flag.Meaning))}\n");
        }
    }

    private static void Terms(StringBuilder page, string title, IReadOnlyList<TermEntry> terms)
    {
        if (terms.Count == 0)
        {
            return;
        }

        page.Append($".SH \"{title}\"\n");
        foreach (var term in terms)
        {
            page.Append($".TP\n\\fB{Text(term.Term)}\\fR\n{Line(Sentence(term.Meaning))}\n");
        }
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text[1..] + (text.EndsWith('.') ? "" : ".");

    /// <summary>Text that begins a line: a stop or a quote there would be a request.</summary>
    private static string Line(string text) => text.StartsWith('.') || text.StartsWith('\'') ? "\\&" + Text(text) : Text(text);

    private static string Text(string text) => text
        .Replace("\\", "\\e", StringComparison.Ordinal)
        .Replace("-", "\\-", StringComparison.Ordinal)
        .Replace("\"", "\\(dq", StringComparison.Ordinal)
        .Replace("'", "\\(aq", StringComparison.Ordinal);
}
