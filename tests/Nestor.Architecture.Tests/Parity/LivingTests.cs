using System.Text.RegularExpressions;
using Nestor.Architecture.Tests.Source;

namespace Nestor.Architecture.Tests.Parity;

/// <summary>The full names of all test methods, read from the test sources.</summary>
internal static partial class LivingTests
{
    private static readonly Lazy<HashSet<string>> Names = new(() => [.. Find()]);

    public static bool Has(string name) => Names.Value.Contains(name);

    public static int Count => Names.Value.Count;

    private static IEnumerable<string> Find()
    {
        foreach (string path in Tree.Files("tests", ".cs"))
        {
            string code = CodeText.Blanked(Tree.Read(path));
            string space = Namespace().Match(code).Groups[1].Value;
            string type = "";
            foreach (Match match in TypeOrTest().Matches(code))
            {
                if (match.Groups["type"].Success)
                {
                    type = match.Groups["type"].Value;
                }
                else
                {
                    yield return $"{space}.{type}.{match.Groups["test"].Value}";
                }
            }
        }
    }

    [GeneratedRegex(@"namespace\s+([\w.]+)\s*;")]
    private static partial Regex Namespace();

    // A test is a public method that an attribute Fact or Theory stands before, with others between at most.
    [GeneratedRegex(@"\bclass\s+(?<type>\w+)|\[(?:Fact|Theory)\b[^{;]*?\bpublic\s+(?:static\s+)?(?:async\s+)?[\w<>]+\s+(?<test>\w+)\s*\(")]
    private static partial Regex TypeOrTest();
}
