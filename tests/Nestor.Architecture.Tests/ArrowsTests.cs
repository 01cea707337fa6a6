using System.Xml.Linq;
using Nestor.Architecture.Tests.Source;

namespace Nestor.Architecture.Tests;

/// <summary>Who may reference whom. A new arrow is a decision record, then a row here and in ARCHITECTURE.md.</summary>
public sealed class ArrowsTests
{
    private static readonly Dictionary<string, string[]> Arrows = new()
    {
        ["Nestor.Wire"] = [],
        ["Nestor.Json"] = [],
        ["Nestor.Model"] = ["Nestor.Wire", "Nestor.Json"],
        ["Nestor.Hooks"] = ["Nestor.Model"],
        ["Nestor.Config"] = ["Nestor.Model"],
        ["Nestor.Leases"] = ["Nestor.Model"],
        ["Nestor.Engine"] = ["Nestor.Hooks", "Nestor.Leases"],
        ["Nestor.Stores.Memfile"] = ["Nestor.Leases"],
        ["Nestor.Stores.Sql"] = ["Nestor.Hooks"],
        ["Nestor.Server"] = ["Nestor.Engine", "Nestor.Config", "Nestor.Stores.Memfile"],
        ["Nestor.Ddns"] = ["Nestor.Server"],
    };

    [Fact]
    public void Every_library_references_only_what_the_table_allows()
    {
        List<string> wrong = [];
        foreach (string path in Tree.Files("src", ".csproj"))
        {
            string name = Path.GetFileNameWithoutExtension(path);
            if (!Arrows.TryGetValue(name, out string[]? allowed))
            {
                wrong.Add($"{name} is not in the table of arrows");
                continue;
            }

            wrong.AddRange(References(path).Except(allowed).Select(other => $"{name} -> {other}"));
        }

        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void Hook_libraries_reference_the_public_interface_only()
    {
        IEnumerable<string> wrong =
            from path in Tree.Files("hooks", ".csproj")
            let isSql = path.Contains("Sql/", StringComparison.Ordinal)
            from other in References(path)
            where other != "Nestor.Hooks" && !(isSql && other == "Nestor.Stores.Sql")
            select $"{path} -> {other}";
        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void Libraries_below_the_edges_use_no_package()
    {
        // Beyond the base class library each dependency needs a decision record, and then a line here.
        string[] decided =
        [
            "src/Nestor.Server/Nestor.Server.csproj: OpenTelemetry",
            "src/Nestor.Server/Nestor.Server.csproj: OpenTelemetry.Exporter.OpenTelemetryProtocol",
        ];
        IEnumerable<string> wrong =
            from path in Tree.Files("src", ".csproj")
            from package in XDocument.Parse(Tree.Read(path)).Descendants("PackageReference")
            let line = $"{path}: {package.Attribute("Include")?.Value}"
            where !decided.Contains(line)
            select line;
        Findings.MustBeNone(wrong);
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Tree.Read("Nestor.slnx");
        string[] folders = ["src", "apps", "hooks", "tests", "bench"];
        Findings.MustBeNone(folders.SelectMany(f => Tree.Files(f, ".csproj"))
            .Where(path => !solution.Contains($"\"{path}\"", StringComparison.Ordinal)));
    }

    private static IEnumerable<string> References(string path) =>
        XDocument.Parse(Tree.Read(path)).Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")?.Value ?? ""));
}
