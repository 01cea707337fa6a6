using SideBySide.Comparison;
using SideBySide.Servers;
using Xunit;

namespace SideBySide;

/// <summary>docs/differences-from-kea.md, where the operator reads what differs.</summary>
internal static class Documents
{
    public static void Tell(IEnumerable<KnownDifference> differences)
    {
        string page = Path.Combine(ServerCommand.RepositoryRoot(), "docs", "differences-from-kea.md");
        string text = File.Exists(page) ? File.ReadAllText(page) : "";
        foreach (KnownDifference known in differences)
        {
            string section = text.Split("\n## ").FirstOrDefault(part => part.StartsWith(known.Document, StringComparison.Ordinal), "");
            Assert.Contains(known.Reason, section, StringComparison.OrdinalIgnoreCase);
        }
    }
}
