namespace SideBySide.Servers;

/// <summary>Which program plays a part: the reference is Debian's Kea, the subject is ours.</summary>
internal sealed record ServerCommand(string Name, IReadOnlyList<string> Words)
{
    private const string ReferencePath = "/usr/sbin/kea-dhcp4";

    public static readonly ServerCommand Reference = new("kea", [ReferencePath]);

    /// <summary>NESTOR_SUBJECT_CMD, or the newest build of this repository.</summary>
    public static ServerCommand Subject { get; } = FindSubject();

    /// <summary>Kea on both sides: the proof of the bench itself, where nothing may differ.</summary>
    public bool IsReference => Words[0] == ReferencePath;

    /// <summary>Why nothing can be compared here; null when all is there.</summary>
    public static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux() || Net.Libc.EffectiveUser() != 0)
        {
            return "network namespaces need root";
        }

        if (!File.Exists(ReferencePath))
        {
            return "Debian's kea-dhcp4-server is not installed";
        }

        return File.Exists(Subject.Words[0]) ? null : $"the subject {Subject.Words[0]} is not built";
    }

    private static ServerCommand FindSubject()
    {
        string? asked = Environment.GetEnvironmentVariable("NESTOR_SUBJECT_CMD");
        if (!string.IsNullOrWhiteSpace(asked))
        {
            return new("subject", asked.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }

        string[] candidates =
        [
            .. new[] { "release", "debug" }
                .SelectMany(form => new[] { "artifacts", "apps/artifacts" }
                    .Select(folder => Path.Combine(RepositoryRoot(), folder, "bin", "Nestor", form, "nestor")))
                .Where(File.Exists)
                .OrderByDescending(File.GetLastWriteTimeUtc),
        ];
        return new("nestor", [candidates.FirstOrDefault() ?? "artifacts/bin/Nestor/*/nestor", "kea-dhcp4"]);
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
