namespace Nestor.Architecture.Tests.Source;

/// <summary>What a rule found wrong: the test's message lists all of it.</summary>
internal static class Findings
{
    public static void MustBeNone(IEnumerable<string?> findings)
    {
        string?[] all = [.. findings];
        if (all.Length > 0)
        {
            Assert.Fail(string.Join('\n', all.Take(50)) + (all.Length > 50 ? $"\nand {all.Length - 50} more" : ""));
        }
    }
}
