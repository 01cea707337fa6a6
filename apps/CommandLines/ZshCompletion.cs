using System.Text;
using CommandLines.Tables;

namespace CommandLines;

/// <summary>What lets zsh complete the command lines of all programs.</summary>
public static class ZshCompletion
{
    public static string Text()
    {
        var text = new StringBuilder($"#compdef nestor {string.Join(' ', Catalog.Programs.Select(p => p.Name))}\n");
        text.Append("# Completion of zsh for Nestor's programs, printed by \"nestor completion zsh\".\n\n");
        foreach (var program in Catalog.All.Where(p => p.Name != "nestor"))
        {
            text.Append($"{NameOf(program)}() {{\n    _arguments -s");
            foreach (var flag in program.Flags)
            {
                text.Append($" \\\n        {Flag(flag)}");
            }

            if (program.Commands.Count > 0)
            {
                text.Append($" \\\n        '1:command:(({string.Join(' ', program.Commands.Select(c => $"{c.Term}\\:{Words(c.Meaning)}"))}))'");
            }

            if (program.SecondWords.Count > 0)
            {
                text.Append($" \\\n        '2:word:({string.Join(' ', program.SecondWords)})'");
            }

            text.Append(program.TakesFiles ? " \\\n        '*:file:_files'\n}\n\n" : "\n}\n\n");
        }

        var all = Catalog.Commands.Select(c => (Word: c.Name["nestor ".Length..], Program: c))
            .Concat(Catalog.Programs.Select(p => (Word: p.Name, Program: p))).ToList();
        text.Append("_nestor_commands() {\n    local state\n    _arguments '1:command:((");
        text.Append(string.Join(' ', all.Select(a => $"{a.Word}\\:{Words(a.Program.Summary)}")));
        text.Append("))' '*::arguments:->arguments'\n    [[ $state == arguments ]] || return\n    case $words[1] in\n");
        foreach (var (word, program) in all)
        {
            text.Append($"        {word}) {NameOf(program)} ;;\n");
        }

        text.Append("    esac\n}\n\ncase $service in\n");
        foreach (var program in Catalog.Programs)
        {
            text.Append($"    {program.Name}) {NameOf(program)} \"$@\" ;;\n");
        }

        return text.Append("    *) _nestor_commands \"$@\" ;;\nesac\n").ToString();
    }

    private static string NameOf(ProgramEntry program) => "_nestor_" + program.PageName.Replace('-', '_') + "_words";

    private static string Flag(FlagEntry flag)
    {
        string names = flag.Names.Count == 1 ? flag.Names[0] : $"'{{{string.Join(',', flag.Names)}}}'";
        string value = flag.Value.Length == 0 ? ""
            : (flag.IsValueOptional ? "::" : ":") + Plain(flag.Value) + ":"
                + (flag.IsFile ? "_files" : flag.IsFolder ? "_files -/" : flag.Choices.Count > 0 ? $"({string.Join(' ', flag.Choices)})" : "");
        return flag.Names.Count == 1
            ? $"'*{names}[{Plain(flag.Meaning)}]{value}'"
            : $"'*'{names[1..^1]}'[{Plain(flag.Meaning)}]{value}'";
    }

    /// <summary>A meaning inside of double brackets, where it is one word.</summary>
    private static string Words(string text) => "\"" + Plain(text) + "\"";

    /// <summary>Without what has a meaning to _arguments or ends a quoted word.</summary>
    private static string Plain(string text) => string.Concat(text.Select(c => c switch
    {
        '[' or ']' or '(' or ')' or '"' or '\'' or '\\' or '`' or '$' => "",
        ':' => ",",
        _ => c.ToString(),
    }));
}
