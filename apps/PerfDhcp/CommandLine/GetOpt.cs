namespace PerfDhcp.CommandLine;

/// <summary>
/// Cuts an argument list the way getopt_long does: joined short flags ("-xi", "-p10"), separate values, long flags with
/// "=", operands anywhere, "--" ends the flags.
/// </summary>
internal sealed class GetOpt(string[] arguments, string shortFlags, string[] longFlags)
{
    private int _at;
    private int _inside;

    public List<string> Operands { get; } = [];

    public string Value { get; private set; } = "";

    /// <summary>Says what is wrong when <see cref="Next"/> gave "?".</summary>
    public string Problem { get; private set; } = "";

    /// <summary>The next flag without its dashes; null at the end; "?" when it is unknown or lacks its value.</summary>
    public string? Next()
    {
        while (_inside == 0)
        {
            if (_at >= arguments.Length)
            {
                return null;
            }

            string argument = arguments[_at];
            if (argument == "--")
            {
                Operands.AddRange(arguments[(_at + 1)..]);
                _at = arguments.Length;
            }
            else if (argument.StartsWith("--", StringComparison.Ordinal))
            {
                return NextLong(argument[2..]);
            }
            else if (argument.Length > 1 && argument[0] == '-')
            {
                _inside = 1;
            }
            else
            {
                Operands.Add(argument);
                _at++;
            }
        }

        return NextShort(arguments[_at]);
    }

    private string NextShort(string argument)
    {
        char flag = argument[_inside++];
        int row = flag == ':' ? -1 : shortFlags.IndexOf(flag, StringComparison.Ordinal);
        bool isLast = _inside >= argument.Length;
        bool wantsValue = row >= 0 && row + 1 < shortFlags.Length && shortFlags[row + 1] == ':';
        if (row < 0)
        {
            return Fail($"unknown flag -{flag}");
        }

        if (wantsValue)
        {
            Value = isLast ? "" : argument[_inside..];
            Step();
            return !isLast || TakeSeparate() ? flag.ToString() : Fail($"flag -{flag} needs a value");
        }

        if (isLast)
        {
            Step();
        }

        return flag.ToString();
    }

    private string NextLong(string text)
    {
        Step();
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? text : text[..equals];
        if (longFlags.Contains(name))
        {
            return equals < 0 ? name : Fail($"flag --{name} takes no value");
        }

        if (!longFlags.Contains(name + ":"))
        {
            return Fail($"unknown flag --{name}");
        }

        Value = equals < 0 ? "" : text[(equals + 1)..];
        return equals >= 0 || TakeSeparate() ? name : Fail($"flag --{name} needs a value");
    }

    private bool TakeSeparate()
    {
        if (_at >= arguments.Length)
        {
            return false;
        }

        Value = arguments[_at++];
        return true;
    }

    private void Step()
    {
        _inside = 0;
        _at++;
    }

    private string Fail(string problem)
    {
        Problem = problem;
        return "?";
    }
}
