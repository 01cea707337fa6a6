using CommandLines;
using CommandLines.Tables;
using Nestor.Wire.Options;
using NestorConfig.Dhcpd;

namespace NestorConfig;

/// <summary>The program <c>nestor config</c>: looks at configurations, without a server or at a running one.</summary>
public static class NestorConfigProgram
{
    /// <summary>The command line is wrong, or a file cannot be read.</summary>
    internal const int Trouble = 2;

    /// <summary>Runs it on the terminal.</summary>
    public static int Run(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs it with the texts going where they are wanted.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.FirstOrDefault(RunningConfig.Commands.Contains) is { } asked && args.FirstOrDefault(a => !a.StartsWith('-')) == asked
            && !args.Contains("-h") && !args.Contains("--help"))
        {
            return Ask(args, output, errors);
        }

        var words = new List<string>();
        Universe? family = null;
        var flags = new ImportFlags();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is "-h" or "--help")
            {
                output.WriteLine(UsageText.Of(NestorCommands.Config));
                return 0;
            }

            if (args[i] == "--family")
            {
                family = i + 1 < args.Length ? Family(args[++i]) : null;
                if (family is null)
                {
                    return Refuse("wanted 4 or 6 after --family", errors);
                }
            }
            else if (args[i] is "-4" or "-6" or "--notes" or "--kea2" && args.Contains("import-dhcpd"))
            {
                family = args[i] == "-4" ? Universe.V4 : args[i] == "-6" ? Universe.V6 : family;
                flags = args[i] == "--notes" ? flags with { HasNotes = true } : args[i] == "--kea2" ? flags with { IsOld = true } : flags;
            }
            else if (args[i] is "-o" or "--leases" && i + 1 < args.Length && args.Contains("import-dhcpd"))
            {
                flags = args[i] == "-o" ? flags with { Output = args[++i] } : flags with { Leases = args[++i] };
            }
            else if (args[i].StartsWith('-'))
            {
                return Refuse($"unknown flag {args[i]}", errors);
            }
            else
            {
                words.Add(args[i]);
            }
        }

        return words switch
        {
            ["check", var file] => ConfigCheck.Run(file, family, output, errors),
            ["diff", var a, var b] => ConfigDiff.Run(a, b, family, output, errors),
            ["schema"] => ConfigSchema.Run(family, output),
            ["schema", "4" or "6"] => ConfigSchema.Run(Family(words[1]), output),
            ["import-dhcpd", var file] => ImportDhcpd.Run(file, family, flags, output, errors),
            ["explain", var keyword] => KeywordGuide.Run(keyword, family, output, errors),
            _ => Refuse(words.Count == 0 ? "a command is needed" : $"unknown command or wrong number of words: {string.Join(' ', words)}", errors),
        };
    }

    /// <summary>A command for a running server.</summary>
    private static int Ask(string[] args, TextWriter output, TextWriter errors) =>
        GivenFlags.ReadOrTell(NestorCommands.Config, args, output, errors) is not { } given ? Trouble
            : given.Words.Count > 2 ? Refuse($"wrong number of words: {string.Join(' ', given.Words)}", errors)
            : RunningConfig.Run(given.Words[0], given.Words.ElementAtOrDefault(1), given, output, errors);

    private static Universe? Family(string text) => text switch
    {
        "4" => Universe.V4,
        "6" => Universe.V6,
        _ => null,
    };

    private static int Refuse(string why, TextWriter errors)
    {
        errors.WriteLine(why);
        errors.WriteLine(UsageText.Of(NestorCommands.Config));
        return Trouble;
    }
}
