using System.Text;
using CommandLines.Tables;

namespace CommandLines;

/// <summary>What lets fish complete the command lines of all programs.</summary>
public static class FishCompletion
{
    public static string Text()
    {
        var text = new StringBuilder("# Completion of fish for Nestor's programs, printed by \"nestor completion fish\".\n");
        foreach (var program in Catalog.Programs)
        {
            text.Append($"complete -c {program.Name} {(program.TakesFiles ? "-F" : "-f")}\n");
            Words(text, program.Name, program.Commands, "__fish_use_subcommand");
            foreach (string word in program.SecondWords)
            {
                text.Append($"complete -c {program.Name} -n 'test (count (commandline -opc)) -eq 2' -a {word}\n");
            }

            Flags(text, program, program.Name, "");
        }

        text.Append("complete -c nestor -f\n");
        Words(text, "nestor", [.. Catalog.Nestor.Commands, .. Catalog.Programs.Select(p => new TermEntry(p.Name, p.Summary))], "__fish_use_subcommand");
        foreach (var command in Catalog.Commands)
        {
            string word = command.Name["nestor ".Length..];
            string here = $"__fish_seen_subcommand_from {word}";
            Words(text, "nestor", command.Commands, $"{here}; and test (count (commandline -opc)) -eq 2");
            if (command.TakesFiles)
            {
                text.Append($"complete -c nestor -n '{here}' -F\n");
            }

            Flags(text, command, "nestor", here);
        }

        return text.ToString();
    }

    private static void Words(StringBuilder text, string program, IReadOnlyList<TermEntry> words, string condition)
    {
        foreach (var word in words)
        {
            text.Append($"complete -c {program} -n '{condition}' -a {word.Term} -d {Quoted(word.Meaning)}\n");
        }
    }

    private static void Flags(StringBuilder text, ProgramEntry program, string name, string condition)
    {
        foreach (var flag in program.Flags)
        {
            text.Append($"complete -c {name}{(condition.Length > 0 ? $" -n '{condition}'" : "")}");
            foreach (string flagName in flag.Names)
            {
                text.Append(flagName.StartsWith("--", StringComparison.Ordinal) ? $" -l {flagName[2..]}" : $" -s {flagName[1..]}");
            }

            text.Append(flag.Value.Length == 0 || flag.IsValueOptional ? ""
                : flag.IsFile || flag.IsFolder ? " -r -F"
                : flag.Choices.Count > 0 ? $" -x -a '{string.Join(' ', flag.Choices)}'"
                : " -x");
            text.Append($" -d {Quoted(flag.Meaning)}\n");
        }
    }

    private static string Quoted(string text) =>
        "'" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal) + "'";
}
