using System.Globalization;

namespace StandardLibraries.Limits;

/// <summary>How many queries may be answered in each span of time, as <c>rate-limit</c> says it.</summary>
/// <param name="Count">0: none at all.</param>
/// <param name="Text">As it was configured.</param>
internal sealed record RateLimit(uint Count, TimeSpan Span, string Text)
{
    private static readonly (string Name, int Seconds)[] Units =
    [
        ("second", 1), ("minute", 60), ("hour", 3600), ("day", 86400), ("week", 7 * 86400), ("month", 30 * 86400), ("year", 365 * 86400),
    ];

    /// <summary>"4 packets per minute"; null for what says no rate.</summary>
    public static RateLimit? Parse(string text)
    {
        string[] words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [_, "packet" or "packets", "per", _]
            || !uint.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out uint count))
        {
            return null;
        }

        int at = Array.FindIndex(Units, u => u.Name == words[3]);
        return at < 0 ? null : new(count, TimeSpan.FromSeconds(Units[at].Seconds), text);
    }
}
