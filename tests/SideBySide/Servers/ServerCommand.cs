namespace SideBySide.Servers;

/// <summary>Which program plays a part: the reference is Debian's Kea, the subject is ours.</summary>
internal sealed record ServerCommand(string Name, IReadOnlyList<string> Words, Family Family)
{
    public static readonly ServerCommand Reference = ReferenceOf(Family.V4);
    public static readonly ServerCommand Reference6 = ReferenceOf(Family.V6);

    /// <summary>NESTOR_SUBJECT_CMD, or the newest build of this repository.</summary>
    public static ServerCommand Subject { get; } = FindSubject(Family.V4);

    /// <summary>NESTOR_SUBJECT_CMD6, or the newest build of this repository.</summary>
    public static ServerCommand Subject6 { get; } = FindSubject(Family.V6);

    /// <summary>Kea on both sides: the proof of the bench itself, where nothing may differ.</summary>
    public bool IsReference => Words[0] == Family.ReferencePath;

    /// <summary>Why nothing can be compared here; null when all is there.</summary>
    public static string? WhyNot() => Subject.WhyNotHere();

    /// <summary>The same of one subject.</summary>
    public string? WhyNotHere()
    {
        if (!OperatingSystem.IsLinux() || Net.Libc.EffectiveUser() != 0)
        {
            return "network namespaces need root";
        }

        if (!File.Exists(Family.ReferencePath))
        {
            return $"Debian's {Family.Package} is not installed";
        }

        return File.Exists(Words[0]) ? null : $"the subject {Words[0]} is not built";
    }

    private static ServerCommand ReferenceOf(Family family) => new("kea", [family.ReferencePath], family);

    private static ServerCommand FindSubject(Family family)
    {
        string? asked = Environment.GetEnvironmentVariable(family.Variable);
        if (!string.IsNullOrWhiteSpace(asked))
        {
            return new("subject", asked.Split(' ', StringSplitOptions.RemoveEmptyEntries), family);
        }

        string[] candidates =
        [
            .. new[] { "release", "debug" }
                .SelectMany(form => new[] { "artifacts", "apps/artifacts" }
                    .Select(folder => Path.Combine(RepositoryRoot(), folder, "bin", "Nestor", form, "nestor")))
                .Where(File.Exists)
                .OrderByDescending(File.GetLastWriteTimeUtc),
        ];
        return new("nestor", [candidates.FirstOrDefault() ?? "artifacts/bin/Nestor/*/nestor", family.Program], family);
    }

    /// <summary>Where Nestor.slnx lies, seen from the built test.</summary>
    public static string RepositoryRoot()
    {
        DirectoryInfo? at = new(AppContext.BaseDirectory);
        while (at is not null && !File.Exists(Path.Combine(at.FullName, "Nestor.slnx")))
        {
            at = at.Parent;
        }

        return at?.FullName ?? AppContext.BaseDirectory;
    }
}
