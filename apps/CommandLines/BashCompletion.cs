using System.Text;
using CommandLines.Tables;

namespace CommandLines;

/// <summary>What lets bash complete the command lines of all programs.</summary>
public static class BashCompletion
{
    public static string Text()
    {
        var text = new StringBuilder("# Completion of bash for Nestor's programs, printed by \"nestor completion bash\".\n\n");
        text.Append("""
            _nestor_from() {
                mapfile -t COMPREPLY < <(compgen "$@" -- "$cur")
            }

            _nestor_files() {
                _nestor_from "$1"
                compopt -o filenames 2>/dev/null
            }


            """.ReplaceLineEndings("\n"));
        foreach (var program in Catalog.All.Where(p => p.Name != "nestor"))
        {
            Function(text, program);
        }

        Nestor(text);
        foreach (var program in Catalog.Programs)
        {
            text.Append($"complete -F {NameOf(program)} {program.Name}\n");
        }

        return text.Append("complete -F _nestor nestor\n").ToString();
    }

    private static string NameOf(ProgramEntry program) => "_nestor_" + program.PageName.Replace('-', '_') + "_words";

    /// <summary>One program: <c>at</c> is the place of its first argument.</summary>
    private static void Function(StringBuilder text, ProgramEntry program)
    {
        text.Append($"{NameOf(program)}() {{\n");
        text.Append("    local at=${at:-1} cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n    COMPREPLY=()\n    case $prev in\n");
        foreach (var group in program.Flags.Where(f => f.Value.Length > 0).GroupBy(Values))
        {
            text.Append($"        {string.Join('|', group.SelectMany(f => f.Names))}) {group.Key}return ;;\n");
        }

        text.Append("    esac\n    case $cur in\n");
        text.Append($"        -*) _nestor_from -W '{string.Join(' ', program.Flags.SelectMany(f => f.Names))}'; return ;;\n    esac\n");
        if (program.Commands.Count > 0)
        {
            text.Append($"    [ \"$COMP_CWORD\" -ne \"$at\" ] || {{ _nestor_from -W '{string.Join(' ', program.Commands.Select(c => c.Term))}'; return; }}\n");
        }

        if (program.SecondWords.Count > 0)
        {
            text.Append($"    [ \"$COMP_CWORD\" -ne $((at + 1)) ] || {{ _nestor_from -W '{string.Join(' ', program.SecondWords)}'; return; }}\n");
        }

        text.Append(program.TakesFiles ? "    _nestor_files -f\n" : "    :\n").Append("}\n\n");
    }

    /// <summary>What completes the value of a flag.</summary>
    private static string Values(FlagEntry flag) => flag.IsFile ? "_nestor_files -f; "
        : flag.IsFolder ? "_nestor_files -d; "
        : flag.Choices.Count > 0 ? $"_nestor_from -W '{string.Join(' ', flag.Choices)}'; "
        : "";

    /// <summary>nestor itself: its first argument is a command or a program.</summary>
    private static void Nestor(StringBuilder text)
    {
        var all = Catalog.Commands.Select(c => (Word: c.Name["nestor ".Length..], Program: c))
            .Concat(Catalog.Programs.Select(p => (Word: p.Name, Program: p))).ToList();
        text.Append("_nestor() {\n    local cur=${COMP_WORDS[COMP_CWORD]} at=2\n    COMPREPLY=()\n");
        text.Append($"    [ \"$COMP_CWORD\" -ne 1 ] || {{ _nestor_from -W '{string.Join(' ', all.Select(a => a.Word))} --help --version'; return; }}\n");
        text.Append("    case ${COMP_WORDS[1]} in\n");
        foreach (var (word, program) in all)
        {
            text.Append(word == "man"
                ? $"        man) [ \"$COMP_CWORD\" -ne 2 ] || {{ _nestor_from -W '{string.Join(' ', all.Select(a => a.Word))} --write --list'; return; }}; {NameOf(program)} ;;\n"
                : $"        {word}) {NameOf(program)} ;;\n");
        }

        text.Append("    esac\n}\n\n");
    }
}
