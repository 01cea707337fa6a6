using System.Text.RegularExpressions;
using Nestor.Architecture.Tests.Source;

namespace Nestor.Architecture.Tests;

/// <summary>Names that say nothing are refused, and so is anything that belongs to one person's machine.</summary>
public sealed partial class NameTests
{
    private static readonly string[] Refused =
        ["common", "utils", "util", "helpers", "helper", "managers", "manager", "core", "impl", "misc", "shared"];

    [Fact]
    public void No_folder_is_a_grab_bag()
    {
        IEnumerable<string> wrong = Tree.Folders()
            .Where(folder => folder.Split('/', '.').Any(part => Refused.Contains(part.ToLowerInvariant())));
        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void No_type_is_called_manager_helper_or_impl()
    {
        IEnumerable<string> wrong =
            from path in Tree.Files(end: ".cs")
            from Match match in EmptyName().Matches(CodeText.Blanked(Tree.Read(path)))
            select $"{path}: {match.Value}";
        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void No_region_hides_code()
    {
        Findings.MustBeNone(Tree.Files(end: ".cs")
            .Where(path => Tree.Lines(path).Any(line => line.TrimStart().StartsWith("#region", StringComparison.Ordinal))));
    }

    [Fact]
    public void No_file_names_a_place_on_somebodys_machine()
    {
        IEnumerable<string> wrong =
            from path in Tree.Files()
            where !path.EndsWith("NameTests.cs", StringComparison.Ordinal)
            from Match match in MachinePath().Matches(Tree.Read(path))
            select $"{path}: {match.Value}";
        Findings.MustBeNone(wrong);
    }

    [GeneratedRegex(@"\b(class|struct|record|interface)\s+\w*(Manager|Helper|Helpers|Utils|Impl)\b")]
    private static partial Regex EmptyName();

    [GeneratedRegex(@"(?<![\w.])/(work|home/\w+|Users)/[\w.-]+")]
    private static partial Regex MachinePath();
}
