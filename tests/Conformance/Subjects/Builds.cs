namespace Conformance.Subjects;

/// <summary>Where the built program is.</summary>
internal static class Builds
{
    /// <summary>The names it acts under.</summary>
    public static readonly string[] Names = ["kea-ctrl-agent", "kea-dhcp4", "kea-dhcp6", "kea-lfc", "perfdhcp"];

    public static string Program => Environment.GetEnvironmentVariable("NESTOR_BIN") ?? Find();

    /// <summary>The repository these tests were built in.</summary>
    public static string Root
    {
        get
        {
            string? folder = AppContext.BaseDirectory;
            while (folder is not null && !File.Exists(Path.Combine(folder, "Nestor.slnx")))
            {
                folder = Path.GetDirectoryName(folder);
            }

            return folder ?? "/";
        }
    }

    /// <summary>The newest build in this repository.</summary>
    private static string Find()
    {
        string[] places = ["artifacts", "apps/artifacts"];
        string[] kinds = ["release", "debug"];
        return places.SelectMany(place => kinds.Select(kind => Path.Combine(Root, place, "bin/Nestor", kind, "nestor")))
            .Where(File.Exists)
            .MaxBy(File.GetLastWriteTimeUtc)
            ?? throw new InvalidOperationException("no built nestor found: build apps/Nestor or set NESTOR_BIN");
    }
}
