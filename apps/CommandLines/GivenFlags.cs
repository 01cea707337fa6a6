namespace CommandLines;

/// <summary>What can be wrong with a flag.</summary>
public enum FlagTrouble
{
    None,
    NeedsValue,
    TakesNoValue,
    Ambiguous,
}

/// <param name="Given">The argument as it was typed.</param>
/// <param name="Flag">Which flag is meant; null when it is not clear.</param>
/// <param name="Candidates">With <see cref="FlagTrouble.Ambiguous"/>: which it could be.</param>
public readonly record struct FlagProblem(FlagTrouble Trouble, string Given, FlagEntry? Flag, IReadOnlyList<string> Candidates);

/// <summary>
/// Arguments, read by the flags a program has: <c>-f v</c>, <c>-fv</c>, <c>-ab</c>, <c>--flag v</c>, <c>--flag=v</c>, and the
/// beginning of a long name where only one flag begins so. What begins with a dash is no value, unless it is a number and no flag is.
/// </summary>
public sealed class GivenFlags
{
    private readonly ProgramEntry _program;
    private readonly List<(FlagEntry Flag, string? Value)> _given = [];
    private readonly List<string> _words = [];
    private readonly List<string> _unknown = [];

    private GivenFlags(ProgramEntry program) => _program = program;

    /// <summary>Arguments that are no flags.</summary>
    public IReadOnlyList<string> Words => _words;

    /// <summary>Flags the program does not have, as typed.</summary>
    public IReadOnlyList<string> Unknown => _unknown;

    /// <summary>What stands behind <c>--</c>.</summary>
    public IReadOnlyList<string> Rest { get; private set; } = [];

    /// <summary>Reads until the first problem.</summary>
    public static GivenFlags Read(ProgramEntry program, IReadOnlyList<string> args, out FlagProblem problem)
    {
        var given = new GivenFlags(program);
        problem = default;
        for (int i = 0; i < args.Count && problem.Trouble == FlagTrouble.None;)
        {
            string arg = args[i];
            if (arg == "--")
            {
                given.Rest = [.. args.Skip(i + 1)];
                break;
            }

            i += !given.LooksLikeFlag(arg) ? given.Word(arg)
                : arg.StartsWith("--", StringComparison.Ordinal) ? given.Long(arg, args, i, out problem)
                : given.Short(arg, args, i, out problem);
        }

        return given;
    }

    /// <summary>
    /// For the commands of <c>nestor</c>: null when help was asked for and printed, or when the flags are wrong and it was said why.
    /// </summary>
    public static GivenFlags? ReadOrTell(ProgramEntry program, IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        if (args.Contains("-h") || args.Contains("--help"))
        {
            output.WriteLine(UsageText.Of(program));
            return null;
        }

        var given = Read(program, args, out var problem);
        string wrong = problem.Trouble switch
        {
            FlagTrouble.NeedsValue => $"{problem.Given} needs a value",
            FlagTrouble.TakesNoValue => $"{problem.Flag?.Form} takes no value, found \"{problem.Given}\"",
            FlagTrouble.Ambiguous => $"{problem.Given} could be {string.Join(" or ", problem.Candidates)}",
            _ => given._unknown.Count > 0 ? $"unknown flag {given._unknown[0]}" : given.WrongChoice(),
        };
        if (wrong.Length == 0)
        {
            return given;
        }

        errors.WriteLine(wrong);
        errors.WriteLine(UsageText.Forms(program));
        return null;
    }

    public bool Has(string name) => _given.Exists(g => g.Flag.Names.Contains(name));

    /// <summary>The last value of a flag; null when it was not given, or without one.</summary>
    public string? Value(string name) => _given.FindLast(g => g.Flag.Names.Contains(name)).Value;

    /// <summary>All values of a flag that may be repeated.</summary>
    public IReadOnlyList<string> All(string name) =>
        [.. _given.Where(g => g.Flag.Names.Contains(name) && g.Value is not null).Select(g => g.Value!)];

    /// <summary>What a flag was given that must be one of a few words; empty when all is well.</summary>
    private string WrongChoice()
    {
        var wrong = _given.Find(g => g.Flag.Choices.Count > 0 && g.Value is not null && !g.Flag.Choices.Contains(g.Value));
        return wrong.Flag is null ? "" : $"found \"{wrong.Value}\", wanted {wrong.Flag.Value} for {wrong.Flag.Names[0]}";
    }

    /// <summary>A number is one only in a program that has such flags: <c>-4</c>.</summary>
    private bool LooksLikeFlag(string arg) => arg.Length > 1 && arg[0] == '-'
        && (!double.TryParse(arg, System.Globalization.CultureInfo.InvariantCulture, out _)
            || _program.Flags.Any(f => f.Names.Any(n => n.Length == 2 && char.IsAsciiDigit(n[1]))));

    private int Word(string arg)
    {
        _words.Add(arg);
        return 1;
    }

    private int Long(string arg, IReadOnlyList<string> args, int at, out FlagProblem problem)
    {
        problem = default;
        int equals = arg.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? arg : arg[..equals];
        string[] all = [.. _program.Flags.SelectMany(f => f.Names).Where(n => n.StartsWith(name, StringComparison.Ordinal))];
        string? full = all.Contains(name) ? name : all.Length == 1 ? all[0] : null;
        if (full is null)
        {
            if (all.Length > 1)
            {
                problem = new FlagProblem(FlagTrouble.Ambiguous, arg, null, all);
            }

            _unknown.Add(arg);
            return 1;
        }

        var flag = _program.Find(full)!;
        if (equals >= 0)
        {
            problem = flag.Value.Length == 0 ? new FlagProblem(FlagTrouble.TakesNoValue, arg[(equals + 1)..], flag, []) : default;
            _given.Add((flag, arg[(equals + 1)..]));
            return 1;
        }

        return Take(flag, args, at, out problem);
    }

    private int Short(string arg, IReadOnlyList<string> args, int at, out FlagProblem problem)
    {
        problem = default;
        for (int i = 1; i < arg.Length; i++)
        {
            if (_program.Find($"-{arg[i]}") is not { } flag)
            {
                if (i == 1)
                {
                    _unknown.Add(arg);
                    return 1;
                }

                problem = new FlagProblem(FlagTrouble.TakesNoValue, arg[i..], _program.Find($"-{arg[i - 1]}"), []);
                return 1;
            }

            if (flag.Value.Length > 0 && i + 1 < arg.Length)
            {
                _given.Add((flag, arg[(i + 1)..]));
                return 1;
            }

            if (i + 1 == arg.Length)
            {
                return Take(flag, args, at, out problem);
            }

            _given.Add((flag, null));
        }

        return 1;
    }

    private int Take(FlagEntry flag, IReadOnlyList<string> args, int at, out FlagProblem problem)
    {
        problem = default;
        bool hasNext = at + 1 < args.Count && args[at + 1] != "--" && !LooksLikeFlag(args[at + 1]);
        if (flag.Value.Length > 0 && !flag.IsValueOptional && !hasNext)
        {
            problem = new FlagProblem(FlagTrouble.NeedsValue, args[at], flag, []);
            return 1;
        }

        string? value = flag.Value.Length > 0 && hasNext ? args[at + 1] : null;
        _given.Add((flag, value));
        return value is null ? 1 : 2;
    }
}
