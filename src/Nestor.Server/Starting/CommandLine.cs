using System.Globalization;
using Nestor.Server.Runtime;

namespace Nestor.Server.Starting;

/// <summary>Flags of kea-dhcp4 and kea-dhcp6, in getopt's forms: <c>-c f</c>, <c>-cf</c>, <c>-dp6767</c>.</summary>
internal sealed record CommandLine
{
    public string? File { get; private init; }

    public bool IsCheck { get; private init; }

    public bool IsVerbose { get; private init; }

    /// <summary>-X: what Kea's security checks would refuse is only warned of.</summary>
    public bool IsTrusting { get; private init; }

    /// <summary>-R: no DHCP service.</summary>
    public bool IsRepairing { get; private init; }

    /// <summary>0 when not given.</summary>
    public ushort ServerPort { get; private init; }

    /// <summary>0 when not given.</summary>
    public ushort ClientPort { get; private init; }

    /// <summary>Text to print instead of serving.</summary>
    public string? Print { get; private init; }

    public static bool TryParse(string[] args, out CommandLine line, out string error)
    {
        line = new CommandLine();
        error = "";
        for (int i = 0; i < args.Length; i++)
        {
            if (args[i].Length < 2 || args[i][0] != '-')
            {
                error = $"found \"{args[i]}\", wanted a flag";
                return false;
            }

            if (args[i] == "--version")
            {
                line = line with { Print = ProductVersion.Text };
                continue;
            }

            for (int at = 1; at < args[i].Length; at++)
            {
                char flag = args[i][at];
                string? value = null;
                if ("ctTpP".Contains(flag, StringComparison.Ordinal))
                {
                    value = at + 1 < args[i].Length ? args[i][(at + 1)..] : i + 1 < args.Length ? args[++i] : null;
                    at = int.MaxValue - 1;
                    if (value is null)
                    {
                        error = $"flag -{flag} needs a value";
                        return false;
                    }
                }

                if (!line.TryApply(flag, value, out line, out error))
                {
                    return false;
                }
            }
        }

        bool isFine = line.Print is not null || line.File is not null;
        error = isFine ? "" : "Configuration file not specified.";
        return isFine;
    }

    private bool TryApply(char flag, string? value, out CommandLine line, out string error)
    {
        error = "";
        line = this;
        switch (flag)
        {
            case 'c':
                line = this with { File = value };
                return true;
            case 't' or 'T':
                line = this with { File = value, IsCheck = true };
                return true;
            case 'p' or 'P':
                if (!ushort.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port) || port == 0)
                {
                    error = $"found \"{value}\", wanted a port from 1 to 65535 for -{flag}";
                    return false;
                }

                line = flag == 'p' ? this with { ServerPort = port } : this with { ClientPort = port };
                return true;
            case 'd':
                line = this with { IsVerbose = true };
                return true;
            case 'v':
                line = this with { Print = ProductVersion.Text };
                return true;
            case 'V':
                line = this with { Print = ProductVersion.Extended };
                return true;
            case 'W':
                line = this with { Print = ProductVersion.Build };
                return true;
            case 'X':
                line = this with { IsTrusting = true };
                return true;
            case 'R':
                line = this with { IsRepairing = true };
                return true;
            case 'F':
                // A configuration by command is taken whole or not at all: no command leaves the server unusable.
                return true;
            default:
                error = $"unknown flag -{flag}";
                return false;
        }
    }
}
