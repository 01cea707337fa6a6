using CommandLines;
using CommandLines.Tables;
using Nestor.Server.Runtime;

namespace KeaAdmin;

/// <summary>
/// The program kea-admin. Its messages go to standard output, and its arguments have their fixed places, as with the
/// script it takes the place of.
/// </summary>
public static class KeaAdminProgram
{
    private static readonly string[] Backends = ["memfile", "mysql", "pgsql"];

    public static int Run(string[] args) => Run(args, Console.Out);

    /// <summary>Runs it with the text going where it is wanted.</summary>
    public static int Run(string[] args, TextWriter output)
    {
        var program = Administration.KeaAdmin;
        switch (args)
        {
            case []:
                return Refuse("missing command", output);
            case ["-v" or "--version", ..]:
                output.WriteLine(ProductVersion.Text);
                return 0;
            case ["-V", ..]:
                output.WriteLine(ProductVersion.Extended);
                return 0;
            case ["--help", ..]:
                output.WriteLine(UsageText.Of(program));
                return 0;
        }

        string command = args[0];
        if (!program.Commands.Any(c => c.Term == command))
        {
            return Refuse($"invalid command: {command}", output);
        }

        if (args.Length == 1)
        {
            return Refuse("missing backend", output);
        }

        string backend = args[1];
        if (!Backends.Contains(backend))
        {
            output.WriteLine($"ERROR/kea-admin: invalid backend: {backend}");
            return 1;
        }

        return Read(args, out var given) is { } wrong ? Refuse(wrong, output) : Act(command, backend, given, output);
    }

    private static int Act(string command, string backend, Dictionary<string, string> given, TextWriter output)
    {
        if (given.TryGetValue("-p", out string? password) && password.Length == 0 && Console.IsInputRedirected)
        {
            output.WriteLine("WARNING/kea-admin: Non-interactive tty detected. Assuming empty password.");
        }

        bool isMemfile = backend == "memfile";
        switch (command)
        {
            case "stats-recount" when isMemfile:
                output.WriteLine("INFO/kea-admin: memfile does not keep lease statistics");
                return 0;
            case "lease-dump" or "lease-upload" when isMemfile:
                output.WriteLine($"ERROR/kea-admin: {command} is not supported for memfile");
                return 1;
            case "db-init" or "db-version" or "db-upgrade" when isMemfile:
                output.WriteLine("ERROR/kea-admin: NOT IMPLEMENTED");
                return 1;
            case "lease-upload" when !given.ContainsKey("-i"):
                return Refuse("you must specify an input file with -i or --input for lease-upload", output);
            case "lease-dump" or "lease-upload" when !given.ContainsKey("-4") && !given.ContainsKey("-6"):
                return Refuse($"{command}: lease type ( -4 or -6 ) needs to be specified", output);
            default:
                output.WriteLine($"ERROR/kea-admin: {command}: the back end {backend} is not part of this version");
                return 1;
        }
    }

    /// <summary>The flags behind the two words, each by its first name; what is wrong with them, or null.</summary>
    private static string? Read(string[] args, out Dictionary<string, string> given)
    {
        given = [];
        for (int i = 2; i < args.Length; i++)
        {
            // -v and -V are read in the first place only.
            if (args[i] is "-v" or "--version" or "-V" || Administration.KeaAdmin.Find(args[i]) is not { } flag)
            {
                return $"invalid option: {args[i]}";
            }

            string value = "";
            if (flag.IsValueOptional)
            {
                value = i + 1 < args.Length ? args[++i] : "";
            }
            else if (flag.Value.Length > 0)
            {
                if (i + 1 == args.Length)
                {
                    return $"{string.Join(" or ", flag.Names)} requires a parameter";
                }

                value = args[++i];
            }

            given[flag.Names[0]] = value;
            if (given.ContainsKey("-4") && given.ContainsKey("-6"))
            {
                return "you may not specify both -4 and -6";
            }
        }

        return null;
    }

    private static int Refuse(string why, TextWriter output)
    {
        output.WriteLine($"ERROR/kea-admin: {why}");
        output.WriteLine();
        output.WriteLine(UsageText.Of(Administration.KeaAdmin));
        return 1;
    }
}
