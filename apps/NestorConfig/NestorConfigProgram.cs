using Nestor.Wire.Options;
using NestorConfig.Dhcpd;

namespace NestorConfig;

/// <summary>The program <c>nestor config</c>: looks at configurations without a server.</summary>
public static class NestorConfigProgram
{
    /// <summary>The command line is wrong, or a file cannot be read.</summary>
    internal const int Trouble = 2;

    private const string Usage = """
        Usage: nestor config check FILE [--family 4|6]
               nestor config schema [4|6]
               nestor config explain KEYWORD [--family 4|6]
               nestor config diff A B [--family 4|6]
               nestor config import-dhcpd FILE [-4|-6] [--leases LEASES] [--notes] [--kea2] [-o OUT]
          check    all errors and warnings of a file at once; exit code 0 when a server takes it, else 1
          schema   JSON Schema for editors, of one server or of both
          explain  what a keyword is: its type, where it stands, its default; exit code 1 when there is none
          diff     what two files mean, compared; exit code 0 when the same, 1 when not
          import-dhcpd  ISC's dhcpd.conf as Kea's JSON, and a list of what has no counterpart on standard error: with --notes
                   as comments too; with --leases dhcpd.leases as Kea's lease file, by the subnets of FILE; --kea2 for
                   the names of Kea 2.2; exit code 0 when all has a counterpart, 1 when not
        The exit code is 2 when the command line is wrong or a file cannot be read; for diff also when one has errors.
        """;

    /// <summary>Runs it on the terminal.</summary>
    public static int Run(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>Runs it with the texts going where they are wanted.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        var words = new List<string>();
        Universe? family = null;
        var flags = new ImportFlags();
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is "-h" or "--help")
            {
                output.WriteLine(Usage);
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

    private static Universe? Family(string text) => text switch
    {
        "4" => Universe.V4,
        "6" => Universe.V6,
        _ => null,
    };

    private static int Refuse(string why, TextWriter errors)
    {
        errors.WriteLine(why);
        errors.WriteLine(Usage);
        return Trouble;
    }
}
