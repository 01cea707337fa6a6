using Nestor.Wire.Options;

namespace Nestor.Config.Tests;

/// <summary>What a refusal must look like.</summary>
internal static class Refusals
{
    /// <param name="marked">A whole file with a ^ before the place that the message must name.</param>
    /// <param name="message">The first error; a * stands for anything.</param>
    public static void Check(Universe universe, string marked, string message)
    {
        string[] parts = marked.Split('^');
        Assert.Equal(2, parts.Length);
        int line = parts[0].Count(c => c == '\n') + 1;
        int column = parts[0].Length - parts[0].LastIndexOf('\n');
        var (isTaken, diagnostics) = Texts.LoadWhole(universe, parts[0] + parts[1]);
        Assert.False(isTaken);
        var error = diagnostics.All.First(d => d.IsError);
        Assert.Contains("found", error.Text, StringComparison.Ordinal);
        Assert.Contains("wanted", error.Text, StringComparison.Ordinal);

        // A * stands for anything.
        string[] pieces = message.Split('*');
        string expected = pieces.Length == 1 || message.Contains("\"*\"", StringComparison.Ordinal) || message.Contains("*/", StringComparison.Ordinal)
            ? message
            : error.Text.StartsWith(pieces[0], StringComparison.Ordinal) && error.Text.EndsWith(pieces[1], StringComparison.Ordinal) ? error.Text : message;
        Assert.Equal($"{Texts.File}:{line}.{column}: {expected}", error.ToString());
    }
}
