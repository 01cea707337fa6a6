namespace Nestor.Architecture.Tests.Source;

/// <summary>The repository's own files, without what a build leaves behind.</summary>
internal static class Tree
{
    private static readonly string[] Left = ["artifacts", "bin", "obj", ".git", ".vs", ".idea", "BenchmarkDotNet.Artifacts"];

    /// <summary>The folder with the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Paths relative to the root, with slashes, of files that end so.</summary>
    public static IEnumerable<string> Files(string under = "", string end = "") =>
        Walk(Path.Combine(Root, under)).Where(path => path.EndsWith(end, StringComparison.Ordinal));

    public static IEnumerable<string> Folders() =>
        Files().Select(path => Path.GetDirectoryName(path) ?? "").Distinct();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    public static string[] Lines(string path) => File.ReadAllLines(Path.Combine(Root, path));

    public static bool Exists(string path) =>
        File.Exists(Path.Combine(Root, path)) || Directory.Exists(Path.Combine(Root, path));

    private static IEnumerable<string> Walk(string folder)
    {
        if (!Directory.Exists(folder))
        {
            yield break;
        }

        foreach (string file in Directory.EnumerateFiles(folder).Where(file => !Left.Contains(Path.GetFileName(file))))
        {
            yield return Path.GetRelativePath(Root, file);
        }

        foreach (string inner in Directory.EnumerateDirectories(folder))
        {
            if (!Left.Contains(Path.GetFileName(inner)))
            {
                foreach (string file in Walk(inner))
                {
                    yield return file;
                }
            }
        }
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Nestor.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new InvalidOperationException("the tests must run from inside the repository");
    }
}
