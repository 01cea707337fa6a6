using CommandLines;
using CommandLines.Tables;
using Nestor.Model.Logging;
using Nestor.Model.Settings;
using Nestor.Server.Logging;
using Nestor.Server.Runtime;
using Nestor.Stores.Memfile;

namespace KeaLfc;

/// <summary>The program kea-lfc: cleans up one lease file.</summary>
public static class KeaLfcProgram
{
    public static int Run(string[] args)
    {
        var files = new Dictionary<char, string>();
        bool is4 = false;
        bool is6 = false;
        bool isVerbose = false;
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i] is not ['-', var flag, .. var rest])
            {
                return Refuse($"found \"{args[i]}\", wanted a flag");
            }

            switch (flag)
            {
                case '4':
                    is4 = true;
                    break;
                case '6':
                    is6 = true;
                    break;
                case 'd':
                    isVerbose = true;
                    break;
                case 'v' or 'V' or 'W':
                    Console.WriteLine(flag switch
                    {
                        'v' => ProductVersion.Text,
                        'V' => ProductVersion.Extended,
                        _ => ProductVersion.Build,
                    });
                    return 0;
                case 'h':
                    Console.WriteLine(UsageText.Of(Servers.KeaLfc));
                    return 0;
                case 'x' or 'i' or 'o' or 'f' or 'p' or 'c' when rest.Length > 0 || i + 1 < args.Length:
                    files[flag] = rest.Length > 0 ? rest : args[++i];
                    break;
                default:
                    return Refuse($"unknown flag or missing value: {args[i]}");
            }
        }

        if (is4 == is6)
        {
            return Refuse("one of -4 and -6 is needed");
        }

        foreach (char needed in "xiofpc")
        {
            if (!files.ContainsKey(needed))
            {
                return Refuse($"flag -{needed} is needed");
            }
        }

        // The system's log unless somebody looks on: the server starts this program and reads nothing of it.
        using var loggers = new LoggerSet("kea-lfc", TimeProvider.System, isVerbose);
        var output = new LogOutputSettings(isVerbose ? "stdout" : "syslog", true, 0, 1, null);
        loggers.Configure([new LoggerSettings("kea-lfc", Severity.Info, 0, [output])]);
        return new LfcRun(
            new LfcFiles(files['x'], files['i'], files['o'], files['f'], files['p']),
            is6 ? LeaseCompaction.Of6() : LeaseCompaction.Of4(),
            loggers.Find("lfc")).Run();
    }

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        Console.Error.WriteLine(UsageText.Of(Servers.KeaLfc));
        return 1;
    }
}
