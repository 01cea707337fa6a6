using System.Text;

namespace CommandLines;

/// <summary>What <c>--help</c> prints, and a program that is called in a wrong way.</summary>
public static class UsageText
{
    /// <summary>Columns of a terminal.</summary>
    private const int Width = 80;

    /// <summary>Where meanings begin, unless all flags are shorter.</summary>
    private const int MostIndent = 28;

    /// <summary>The forms alone.</summary>
    public static string Forms(ProgramEntry program)
    {
        var text = new StringBuilder();
        for (int i = 0; i < program.Synopses.Length; i++)
        {
            string begin = (i == 0 ? "Usage: " : "       ") + program.Name + " ";
            text.Append(i == 0 ? "" : "\n").Append(Filled(begin, program.Synopses[i], begin.Length));
        }

        return text.ToString();
    }

    /// <summary>Forms, commands, flags, exit codes; without a line end.</summary>
    public static string Of(ProgramEntry program)
    {
        var text = new StringBuilder(Forms(program)).Append('\n');
        string summary = char.ToUpperInvariant(program.Summary[0]) + program.Summary[1..] + ".";
        text.Append(Filled("", summary, 0)).Append('\n');
        Terms(text, program.Commands.Select(c => (c.Term, c.Meaning)));
        Terms(text, program.Flags.Select(f => (f.Form, f.Meaning)));
        if (program.ExitCodes.Count > 0)
        {
            text.Append(Filled("", "Exit code: " + string.Join("; ", program.ExitCodes.Select(e => $"{e.Term} {e.Meaning}")) + ".", 0)).Append('\n');
        }

        return text.ToString().TrimEnd('\n');
    }

    private static void Terms(StringBuilder text, IEnumerable<(string Term, string Meaning)> rows)
    {
        var all = rows.ToList();
        int indent = Math.Min(MostIndent, all.Select(r => r.Term.Length + 4).DefaultIfEmpty(0).Max());
        foreach (var (term, meaning) in all)
        {
            string begin = $"  {term}";
            if (begin.Length + 1 >= indent && begin.Length + 2 > indent)
            {
                text.Append(begin).Append('\n');
                begin = "";
            }

            text.Append(Filled(begin.PadRight(indent), meaning, indent)).Append('\n');
        }
    }

    /// <summary>A text in lines of the terminal's width; further lines begin at a column.</summary>
    internal static string Filled(string begin, string words, int indent)
    {
        var text = new StringBuilder(begin);
        int column = begin.Length;
        bool isFirst = true;
        foreach (string word in words.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isFirst && column + 1 + word.Length > Width)
            {
                text.Append('\n').Append(' ', indent);
                column = indent;
                isFirst = true;
            }

            text.Append(isFirst ? "" : " ").Append(word);
            column += word.Length + (isFirst ? 0 : 1);
            isFirst = false;
        }

        return text.ToString();
    }
}
